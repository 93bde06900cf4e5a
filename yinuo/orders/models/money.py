"""Money and receipts that drivers bring home, and their handing in at the day's end."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.orders.models.orders import Order
from yinuo.staff.models import Person


class HandIn(models.Model):
    """What a driver handed in: cash in fen and return receipts, against what was collected.

    Until `taken_by` has counted it, at most one of a driver waits. `expected` and `receipts_expected` are
    what stood open when it was said, then when it was counted. A difference needs its reason in `note`.
    """

    driver = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expected = models.PositiveBigIntegerField()
    cash = models.PositiveBigIntegerField()
    receipts_expected = models.PositiveIntegerField(default=0)
    receipts = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["driver", "-id"], name="hand_in_newest")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["driver"], name="hand_in_waits_once", condition=Q(taken_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"hand-in {self.pk}"


class Collection(models.Model):
    """Money taken for an order, in fen: what for (the freight, or the goods' price for the shipper), how, by
    whom, and with which hand-in it came home.
    """

    class Way(models.TextChoices):
        CASH = "CASH", "现金"
        WECHAT = "WECHAT", "微信"
        ALIPAY = "ALIPAY", "支付宝"
        TRANSFER = "TRANSFER", "转账"
        CARD = "CARD", "刷卡"

    class What(models.TextChoices):
        FREIGHT = "FREIGHT", "运费"
        GOODS_MONEY = "GOODS_MONEY", "代收货款"

    order = models.ForeignKey(Order, models.CASCADE, related_name="collections")
    what = models.CharField(max_length=12, choices=What, default=What.FREIGHT)
    amount = models.PositiveBigIntegerField()
    way = models.CharField(max_length=8, choices=Way, default=Way.CASH)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    driver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    hand_in = models.ForeignKey(
        HandIn, models.SET_NULL, null=True, related_name="collections", db_index=False
    )

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["driver", "id"], name="collection_open", condition=Q(hand_in__isnull=True)),
            models.Index(fields=["hand_in"], name="collection_hand_in", condition=Q(hand_in__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.way}"
