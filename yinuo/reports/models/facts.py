"""What was done, one narrow row each.

Facts are kept by the wiring in the transaction of the deed (`actions.keep`) and hold ids, days and states
only: no name, number or address. An id of 0, or an empty text, is one that is not known. Of promises there
are none here: `promises` counts its own rows by day.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

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
    the day on which it was to be collected, `delivery_on` delivered (R088). `area` is the official code of
    the district (else the city, the province) that the goods come from. `slip_seconds` from the confirmation
    until the slip's promise was kept, `wait_seconds` from the last slip until the pick-up (R037). `person_id`
    is who confirmed it, or ended the contact, `driver_id` who drives since the slip has left.
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="fact")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12, choices=Outcome)
    reason = models.CharField(max_length=40, blank=True)
    area = models.PositiveIntegerField(default=0)
    channel = models.CharField(max_length=8)
    customer_id = models.BigIntegerField(default=0)
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
    delivery_on = models.DateField(null=True)
    delivery = models.CharField(max_length=10, choices=Timing, blank=True)

    class Meta:
        # A month of a report is one scan of one index, which has every column that it may count or divide by.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    "day",
                    "outcome",
                    "area",
                    "reason",
                    "hour",
                    "channel",
                    "region_id",
                    "team_id",
                    "person_id",
                ],
                name="fact_contacted",
            ),
            models.Index(
                fields=[
                    "confirmed_on",
                    "slip",
                    "slip_seconds",
                    "confirmed_hour",
                    "region_id",
                    "team_id",
                    "person_id",
                    "driver_id",
                ],
                name="fact_sent",
                condition=Q(confirmed_on__isnull=False),
            ),
            models.Index(
                fields=[
                    "pickup_on",
                    "pickup",
                    "wait_seconds",
                    "region_id",
                    "team_id",
                    "person_id",
                    "driver_id",
                ],
                name="fact_collected",
                condition=Q(pickup_on__isnull=False),
            ),
            models.Index(
                fields=["delivery_on", "delivery", "region_id", "team_id", "driver_id"],
                name="fact_delivered",
                condition=Q(delivery_on__isnull=False),
            ),
            models.Index(fields=["customer_id", "day"], name="fact_customer"),
        ]

    def __str__(self) -> str:
        return f"fact of {self.ticket_id}"
