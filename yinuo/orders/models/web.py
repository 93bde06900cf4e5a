"""An order that the customer wrote: what they wrote, its review, the calls to them (R046, R076–R086)."""

from typing import ClassVar

from django.db import models

from yinuo.orders.models.orders import Order
from yinuo.staff.models import Person


class WebOrder(models.Model):
    """What came through the portal, kept as it was written, and how far its review is.

    `number` is the web reference (W and the day's serial); the order's own number comes at confirmation.
    `phone` is the number that was verified by a code; empty where the desk did not ask for one. `as_written`
    holds the form's fields as typed and is never changed, `lots` the goods one by one: [{goods, pieces,
    weight_g, volume_cm3, packing}]. `estimate` is what the page promised: {"total" in fen, "arrives_from",
    "arrives_to", "versions"}. `is_night`: placed outside working hours, so it is reviewed first thing next
    morning (R078).

    `checks` says by key of the checklist what was found: {key: {"ok", "note", "by", "at"}} (R079). `points`
    are those that were changed with the customer: [{"key", "label", "before", "after", "agreed", "by", "at"}]
    (R081). `reviewer` has the review in hand since `taken_at`; `reviewed_at` is when the customer was first
    called about it, whatever came of the call (R077). `unreached` counts the calls that reached nobody since
    the customer was last heard of, `again_at` is when they are to be called again, where that was agreed.
    """

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="web")
    number = models.CharField(max_length=16, unique=True)
    placed_at = models.DateTimeField()
    is_night = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    as_written = models.JSONField(default=dict)
    lots = models.JSONField(default=list)
    estimate = models.JSONField(default=dict)
    notice_version = models.PositiveIntegerField(null=True)
    reviewer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    checks = models.JSONField(default=dict)
    points = models.JSONField(default=list)
    reviewed_at = models.DateTimeField(null=True)
    unreached = models.PositiveSmallIntegerField(default=0)
    again_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.number


class ReviewCall(models.Model):
    """One call to the customer about their web order (R080): always made, its outcome always written down."""

    class Outcome(models.TextChoices):
        AGREED = "AGREED", "核对无误"
        CHANGED = "CHANGED", "有改动，客户同意"
        PROBLEM = "PROBLEM", "有问题，客户要再想想"
        GIVEN_UP = "GIVEN_UP", "客户不发了"
        NO_ANSWER = "NO_ANSWER", "没人接"
        WRONG_NUMBER = "WRONG_NUMBER", "号码不对"

    order = models.ForeignKey(Order, models.CASCADE, related_name="review_calls")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome)
    note = models.CharField(max_length=300, blank=True)
    again_at = models.DateTimeField(null=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["order", "-id"], name="review_call_newest")
        ]

    def __str__(self) -> str:
        return f"{self.outcome} about {self.order_id}"


class Rating(models.Model):
    """What the customer thought of a delivery: one to five, and their words."""

    order = models.OneToOneField(Order, models.CASCADE, primary_key=True, related_name="rating")
    stars = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300, blank=True)
    driver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["driver", "-at"], name="rating_driver")]

    def __str__(self) -> str:
        return f"{self.stars} for {self.order_id}"


class SelfLook(models.Model):
    """That an order was looked up by its customer without calling, once per order and day (R004)."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="+", db_index=False)
    on = models.DateField()
    by_link = models.BooleanField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["order", "on", "by_link"], name="look_once_a_day")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["on", "id"], name="look_age")]

    def __str__(self) -> str:
        return f"{self.order_id} on {self.on}"
