"""The details of a ticket that is an order."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person, Vehicle
from yinuo.tickets.models import Ticket


class Stage(models.TextChoices):
    """The states of an order (R086 and the issue's own list); held in Ticket.stage."""

    DRAFT = "DRAFT", "草稿"
    CONFIRMED = "CONFIRMED", "已确认"
    DISPATCHED = "DISPATCHED", "已派单"
    ACCEPTED = "ACCEPTED", "已接单"
    PICKED_UP = "PICKED_UP", "已提货"
    IN_TRANSIT = "IN_TRANSIT", "运输中"
    ARRIVED = "ARRIVED", "已到达"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY", "配送中"
    DELIVERED = "DELIVERED", "已送达"
    CLOSED = "CLOSED", "已完结"
    VOIDED = "VOIDED", "已作废"
    REFUSED = "REFUSED", "拒收"
    RETURNED = "RETURNED", "已退回"
    LOST = "LOST", "丢失"


class Payment(models.TextChoices):
    """How freight is paid (R035)."""

    PREPAID = "PREPAID", "先付"
    COLLECT = "COLLECT", "到付"
    MONTHLY = "MONTHLY", "月结"
    ON_RECEIPT = "ON_RECEIPT", "回单付"


class Order(models.Model):
    """What the agent must learn and verify (R025–R044), what was agreed, and how far the goods are.

    Money in fen, weight in grams, volume in cm³. `confirmed_at` starts the clock of the slip; `ordered_at` is
    when the last slip left, which is the order time of the reports (R037).
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="order")
    shipper_name = models.CharField(max_length=40, blank=True)
    pickup_phone = models.CharField(max_length=40, blank=True)
    pickup_address = models.CharField(max_length=200, blank=True)
    pickup_zone = models.CharField(max_length=40, blank=True)
    consignee_name = models.CharField(max_length=40, blank=True)
    consignee_phone = models.CharField(max_length=40, blank=True)
    delivery_address = models.CharField(max_length=200, blank=True)
    delivery_zone = models.CharField(max_length=40, blank=True)
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

    quote = models.JSONField(default=dict)
    quoted_total = models.PositiveBigIntegerField(null=True)
    discount = models.PositiveIntegerField(default=0)
    discount_state = models.CharField(max_length=10, blank=True)
    price_accepted_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)

    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField(null=True)
    receiver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    receiver_reason = models.CharField(max_length=120, blank=True)
    driver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    vehicle = models.ForeignKey(Vehicle, models.PROTECT, null=True, related_name="+")
    copied_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    picked_up_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=40, blank=True)
    ended_note = models.CharField(max_length=200, blank=True)
    asked_by = models.CharField(max_length=40, blank=True)

    freight_due = models.PositiveBigIntegerField(default=0)
    freight_collected = models.PositiveBigIntegerField(default=0)
    freight_collected_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["driver", "-ticket"],
                name="order_driver_open",
                condition=Q(driver__isnull=False, delivered_at__isnull=True),
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(price_accepted_at__isnull=False),
                name="confirmed_only_when_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"order {self.ticket_id}"


class TrackingEntry(models.Model):
    """One line of the tracking record: who looked after the order, when, what about, with which result (R095)."""

    class What(models.TextChoices):
        CALL_REMINDER = "CALL_REMINDER", "电话通知"
        PICKUP = "PICKUP", "提货跟踪"
        DELIVERY = "DELIVERY", "配送跟踪"
        POSITION = "POSITION", "在途"
        OTHER = "OTHER", "其他"

    class How(models.TextChoices):
        CALL = "CALL", "电话"
        SMS = "SMS", "短信"
        SEEN = "SEEN", "查看"

    order = models.ForeignKey(Order, models.CASCADE, related_name="tracking")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=16, choices=What)
    how = models.CharField(max_length=8, choices=How)
    spoke_with = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)
    overdue_seconds = models.PositiveIntegerField(default=0)
    again_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["order", "-id"], name="tracking_newest")]


class OrderException(models.Model):
    """Something that keeps an order from its time, with its cause; objective causes are counted apart (R088)."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="exceptions")
    cause = models.CharField(max_length=40)
    is_objective = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cleared_at = models.DateTimeField(null=True)
