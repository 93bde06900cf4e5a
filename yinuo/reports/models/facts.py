"""What was done, one narrow row each.

Facts are kept by the wiring in the transaction of the deed (`actions.keep`) and hold ids, days and states
only: no name, number or address. An id of 0, or an empty text, is one that is not known.
"""

from typing import ClassVar

from django.db import models

from yinuo.promises.models import Promise
from yinuo.tickets.models import Ticket


class Outcome(models.TextChoices):
    """What became of somebody who had goods to send."""

    SHIPPED = "SHIPPED", "成交"
    CANCELLED = "CANCELLED", "下单后取消"
    NOT_SHIPPED = "NOT_SHIPPED", "只留资料"


class Timing(models.TextChoices):
    """Whether something was done by its time; empty in the row while that is open, or no longer asked."""

    IN_TIME = "IN_TIME", "及时"
    LATE = "LATE", "晚了"
    OBJECTIVE = "OBJECTIVE", "客观原因晚了"


class OrderFact(models.Model):
    """A contact of somebody with goods to send: whether it became an order (R397), when its slip left (R062)
    and when it was collected (R398).

    Days and hours are local. `day` is that of the contact, `confirmed_on` of the confirmation, `pickup_on`
    the day on which it was to be collected. `slip_seconds` from the confirmation until the slip's promise was
    kept, `wait_seconds` from the last slip until the pick-up (R037).
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="+")
    day = models.DateField()
    weekday = models.PositiveSmallIntegerField()
    hour = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.CharField(max_length=40, blank=True)
    province = models.CharField(max_length=20, blank=True)
    city = models.CharField(max_length=20, blank=True)
    district = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=8)
    customer_id = models.BigIntegerField(default=0)
    branch_id = models.BigIntegerField(default=0)
    region_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)
    person_id = models.BigIntegerField(default=0)
    driver_id = models.BigIntegerField(default=0)

    confirmed_on = models.DateField(null=True)
    confirmed_hour = models.PositiveSmallIntegerField(null=True)
    slip = models.CharField(max_length=10, choices=Timing, blank=True)
    slip_seconds = models.PositiveIntegerField(null=True)
    pickup_on = models.DateField(null=True)
    pickup = models.CharField(max_length=10, choices=Timing, blank=True)
    late_seconds = models.PositiveIntegerField(default=0)
    wait_seconds = models.PositiveIntegerField(null=True)

    class Meta:
        # A month of a report is one scan of one index, which has every column that it may count or divide by.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    "day", "outcome", "province", "city", "district", "reason", "weekday", "hour", "channel",
                    "branch_id", "region_id", "team_id", "person_id",
                ],
                name="fact_origins",
            ),
            models.Index(
                fields=[
                    "confirmed_on", "slip", "slip_seconds", "confirmed_hour",
                    "branch_id", "region_id", "team_id", "person_id",
                ],
                name="fact_slips",
                condition=models.Q(confirmed_on__isnull=False),
            ),
            models.Index(
                fields=[
                    "pickup_on", "pickup", "wait_seconds",
                    "branch_id", "region_id", "team_id", "person_id", "driver_id",
                ],
                name="fact_pickups",
                condition=models.Q(pickup_on__isnull=False),
            ),
            models.Index(fields=["customer_id", "day"], name="fact_customer"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"fact of {self.ticket_id}"


class PromiseFact(models.Model):
    """A promise of which it is decided whether it was kept in time: it ended, or it is late (domain B10).

    One that was taken back before it was due has none. `day` is the local day on which it was due.
    """

    promise = models.OneToOneField(Promise, models.CASCADE, primary_key=True, related_name="+")
    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    day = models.DateField()
    key = models.CharField(max_length=40)
    timing = models.CharField(max_length=10, choices=Timing)
    branch_id = models.BigIntegerField(default=0)
    region_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)
    person_id = models.BigIntegerField(default=0)
    driver_id = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    "day", "key", "timing", "branch_id", "region_id", "team_id", "person_id", "driver_id",
                ],
                name="fact_promises",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"fact of promise {self.promise_id}"
