"""The details of a ticket that is an order."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from yinuo.messaging.models import Notice
from yinuo.orders.rules.stages import Stage
from yinuo.staff.models import Person, Vehicle
from yinuo.tickets.models import Ticket

__all__ = ["Discount", "Order", "Payment", "Stage"]


_RECEIPT_OUT = Q(receipt_taken_at__isnull=False, receipt_hand_in__isnull=True)


class Payment(models.TextChoices):
    """How freight is paid (R035)."""

    PREPAID = "PREPAID", "先付"
    COLLECT = "COLLECT", "到付"
    MONTHLY = "MONTHLY", "月结"
    ON_RECEIPT = "ON_RECEIPT", "回单付"


class Discount(models.TextChoices):
    """How far a discount that somebody asked for is decided; none was asked when empty."""

    ASKED = "ASKED", "待批"
    GRANTED = "GRANTED", "已同意"
    REFUSED = "REFUSED", "已退回"
    LAPSED = "LAPSED", "已失效"


class Order(models.Model):
    """What the agent must learn and verify (R025–R044), what was agreed, and how far the goods are.

    Money in fen, weight in grams, volume in cm³. `confirmed_at` starts the clock of the slip; `ordered_at` is
    when the last slip left, which is the order time of the reports (R037).

    `caller_phone` is the number that rang. `pickup_place` and `delivery_place` are set when the agent chose
    among several places that an address may mean; the zones are those of the tariff, `origin` and
    `destination` the places as drivers call them. `declined` lists what the customer would not say,
    `read_back` the answers that were repeated and confirmed, as they were then (R055).

    `quote` is the price as last reckoned (`rules.quoting`), `accepted_total` what the customer said yes to;
    the price is accepted only while it equals `quoted_total`. `discount_base` is the freight on which the
    discount was granted. `declined_by` are ids of people who would not take the order. `changes` says in
    words what was changed last, for those who must hear it. `recount` is what was counted at the door where
    it differs, with both prices and what became of them (`rules.counting`). `keep_until` is the last day on
    which the personal part of a call that led to no order is kept (R047). `receipt_taken_at`: since when the
    signed return receipt is with the driver, until `receipt_hand_in` brought it home.

    `asked_changes` is what customers asked to have changed after the confirmation: [{"by": shipper or
    consignee, "keys", "typed", "before" and "after" as read out, "reason", "note", "at", "state": ASKED,
    GRANTED or REFUSED, "words", "answered_by", "answered_at"}]; the key cancel asks for the order's end.
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="order")
    caller_phone = models.CharField(max_length=40, blank=True)
    shipper_name = models.CharField(max_length=40, blank=True)
    pickup_phone = models.CharField(max_length=40, blank=True)
    pickup_address = models.CharField(max_length=200, blank=True)
    pickup_zone = models.CharField(max_length=40, blank=True)
    pickup_place = models.CharField(max_length=130, blank=True)
    origin = models.CharField(max_length=20, blank=True)
    consignee_name = models.CharField(max_length=40, blank=True)
    consignee_phone = models.CharField(max_length=40, blank=True)
    delivery_address = models.CharField(max_length=200, blank=True)
    delivery_zone = models.CharField(max_length=40, blank=True)
    delivery_place = models.CharField(max_length=130, blank=True)
    destination = models.CharField(max_length=20, blank=True)
    goods_name = models.CharField(max_length=80, blank=True)
    goods_answers = models.JSONField(default=dict)
    screening = models.JSONField(default=dict)
    pieces = models.PositiveIntegerField(null=True)
    weight_g = models.PositiveBigIntegerField(null=True)
    volume_cm3 = models.PositiveBigIntegerField(null=True)
    packing = models.CharField(max_length=40, blank=True)
    payment = models.CharField(max_length=12, choices=Payment, blank=True)
    pickup_fee = models.PositiveIntegerField(null=True)
    delivery_fee = models.PositiveIntegerField(null=True)
    handling_fee = models.PositiveIntegerField(null=True)
    cash_on_delivery = models.PositiveBigIntegerField(null=True)
    insured_value = models.PositiveBigIntegerField(null=True)
    wished_pickup_at = models.DateTimeField(null=True)
    wished_delivery_at = models.DateTimeField(null=True)
    delivery_needs = models.CharField(max_length=200, blank=True)
    reminder = models.CharField(max_length=60, blank=True)
    declined = models.JSONField(default=list)
    read_back = models.JSONField(default=dict)

    quote = models.JSONField(default=dict)
    quoted_total = models.PositiveBigIntegerField(null=True)
    discount = models.PositiveIntegerField(default=0)
    discount_base = models.PositiveBigIntegerField(null=True)
    discount_state = models.CharField(max_length=10, choices=Discount, blank=True)
    accepted_total = models.PositiveBigIntegerField(null=True)
    price_accepted_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)

    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField(null=True)
    receiver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    declined_by = models.JSONField(default=list)
    receiver_reason = models.CharField(max_length=200, blank=True)
    slip = models.ForeignKey(Notice, models.SET_NULL, null=True, related_name="+")
    dispatched_at = models.DateTimeField(null=True)
    dispatched_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    driver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, null=True, related_name="+")
    copied_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    picked_up_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    changes = models.CharField(max_length=200, blank=True)
    change_reason = models.CharField(max_length=200, blank=True)
    pieces_picked_up = models.PositiveIntegerField(null=True)
    recount = models.JSONField(default=dict)
    signed_by = models.CharField(max_length=40, blank=True)
    ended_reason = models.CharField(max_length=40, blank=True)
    ended_note = models.CharField(max_length=200, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_by = models.CharField(max_length=40, blank=True)
    keep_until = models.DateField(null=True)
    asked_changes = models.JSONField(default=list)

    freight_due = models.PositiveBigIntegerField(default=0)
    freight_collected = models.PositiveBigIntegerField(default=0)
    freight_collected_at = models.DateTimeField(null=True)
    goods_money_collected = models.PositiveBigIntegerField(default=0)
    receipt_taken_at = models.DateTimeField(null=True)
    receipt_hand_in = models.ForeignKey(
        "orders.HandIn", models.SET_NULL, null=True, related_name="receipt_orders", db_index=False
    )

    as_loaded: dict[str, Any]

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["keep_until"], name="order_keep_until", condition=Q(keep_until__isnull=False)
            ),
            models.Index(fields=["driver"], name="order_receipt_out", condition=_RECEIPT_OUT),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(price_accepted_at__isnull=False),
                name="confirmed_only_when_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.ticket_id}"

    @classmethod
    def from_db(
        cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any
    ) -> "Order":
        """The row as loaded, which remembers its values: only what changed is written."""
        row = super().from_db(db, field_names, values, **more)
        row.as_loaded = dict(zip(field_names, values, strict=True))
        return row

    def changed_fields(self) -> list[str]:
        """The fields that differ from the row as it was loaded or last written; all of them for a new one.

        A dict or list that is kept in a field is replaced, never changed in place.
        """
        loaded, found = self.as_loaded, []
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if not field.primary_key and (field.attname not in loaded or loaded[field.attname] != value):
                loaded[field.attname] = value
                found.append(field.name)
        return found

    @property
    def freight_left(self) -> int:
        """What is still to be collected, in fen; always in sight (R035)."""
        return max(self.freight_due - self.freight_collected, 0)

    @property
    def goods_money_left(self) -> int:
        """What of the goods' price is still to be collected for the shipper (代收货款), in fen."""
        return max((self.cash_on_delivery or 0) - self.goods_money_collected, 0)

    @property
    def has_slip_left(self) -> bool:
        """Whether the receiver has heard of the order, or may have: the slip left, is just leaving, or was
        perhaps taken by a gateway that never said so.
        """
        return self.ordered_at is not None or (self.slip is not None and self.slip.may_have_left)

    @property
    def due_at_pickup(self) -> int:
        """What the driver has to collect when the goods are handed over, in fen (R035, R036)."""
        return self.freight_left if self.payment == Payment.PREPAID else 0
