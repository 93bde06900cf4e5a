"""What customers were not content with, wished for or praised: one narrow row each (R123–R220, R400)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.reports.models.facts import Timing
from yinuo.tickets.models import Ticket


class ComplaintFact(models.Model):
    """A complaint, a suggestion, praise, or a displeasure that was no complaint (R148), by `sort`.

    `ticket` is the complaint or suggestion; of a displeasure the ticket on which it was noted, or the
    complaint that it became, and `grumble_id` its own id (0: another sort). Days are local: `day` that of the
    telling, `due_on` the deadline of the answer, `closed_on` the last closing, `asked_on` when the customer
    was first asked whether they are content. `person_id` is whose it is, `driver_id` the person complained
    about or praised. `ack` and `ack_seconds` are about the first word to the customer, `close_seconds` runs
    until the last closing. `is_repeat`: the same customer complained of the same type in the 30 days before
    (domain B10). `is_taken_up`: a suggestion was answered, a displeasure became a complaint. `compensation`
    in fen is what was paid. The marks from 1 to 5 are those of the last rating (R183).
    """

    class Sort(models.TextChoices):
        COMPLAINT = "COMPLAINT", "投诉"
        SUGGESTION = "SUGGESTION", "建议"
        PRAISE = "PRAISE", "表扬"
        GRUMBLE = "GRUMBLE", "抱怨"

    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="+")
    grumble_id = models.BigIntegerField(default=0)
    sort = models.CharField(max_length=10, choices=Sort)
    day = models.DateField()
    type = models.CharField(max_length=12, blank=True)
    cause = models.CharField(max_length=16, blank=True)
    severity = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=8, blank=True)
    customer_id = models.BigIntegerField(default=0)
    region_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)
    person_id = models.BigIntegerField(default=0)
    driver_id = models.BigIntegerField(default=0)

    ack = models.CharField(max_length=10, choices=Timing, blank=True)
    ack_seconds = models.PositiveIntegerField(null=True)
    is_repeat = models.BooleanField(default=False)
    is_escalated = models.BooleanField(default=False)
    is_taken_up = models.BooleanField(default=False)
    compensation = models.PositiveBigIntegerField(default=0)

    due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    close_seconds = models.PositiveIntegerField(null=True)
    is_in_time = models.BooleanField(default=False)
    was_closed = models.BooleanField(default=False)
    is_reopened = models.BooleanField(default=False)

    asked_on = models.DateField(null=True)
    overall = models.PositiveSmallIntegerField(null=True)
    result = models.PositiveSmallIntegerField(null=True)
    process = models.PositiveSmallIntegerField(null=True)
    treatment = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket"], name="complaint_fact_once", condition=Q(grumble_id=0)),
            models.UniqueConstraint(
                fields=["grumble_id"], name="grumble_fact_once", condition=Q(grumble_id__gt=0)
            ),
        ]
        # A month of a report is one scan of one index, which has every column that it may count or divide by.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    "day", "sort", "type", "cause", "severity", "channel", "region_id", "team_id",
                    "person_id", "driver_id", "ack", "ack_seconds", "is_repeat", "is_escalated",
                    "is_taken_up", "compensation",
                ],
                name="fact_complained",
            ),
            models.Index(
                fields=[
                    "due_on", "closed_on", "type", "cause", "severity", "channel", "region_id", "team_id",
                    "person_id", "driver_id", "close_seconds", "is_in_time", "was_closed", "is_reopened",
                ],
                name="fact_closed",
                condition=Q(due_on__isnull=False),
            ),
            models.Index(
                fields=[
                    "asked_on", "type", "cause", "severity", "channel", "region_id", "team_id", "person_id",
                    "driver_id", "overall", "result", "process", "treatment",
                ],
                name="fact_rated",
                condition=Q(asked_on__isnull=False),
            ),
            models.Index(
                fields=["customer_id", "type", "day"],
                name="fact_complainant",
                condition=Q(sort="COMPLAINT", customer_id__gt=0),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sort.lower()} {self.ticket_id or self.grumble_id}"
