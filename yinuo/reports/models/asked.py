"""What was asked, what was looked up without asking, how web orders were reviewed: one narrow row each."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.reports.models.facts import Timing
from yinuo.tickets.models import Ticket


class LinkUse(models.TextChoices):
    """What became of the tracking link texted after an answer (R115)."""

    SENT = "SENT", "发了链接"
    USED = "USED", "看过链接"


class QuestionFact(models.Model):
    """A question (R102–R107), or an order that its customer looked up without asking (`is_self`, R004).

    `ticket` is the inquiry, or the order that was looked up; `about_id` the shipment's ticket, 0 for none.
    Days and hours are local. `is_first`: answered before the contact ended; `is_repeat`: the same shipment
    was asked about again within seven days. `callback` is the timing of the call-back that was promised.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+", db_index=False)
    about_id = models.BigIntegerField(default=0)
    is_self = models.BooleanField(default=False)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField(null=True)
    type = models.CharField(max_length=16, blank=True)
    channel = models.CharField(max_length=8)
    region_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)
    person_id = models.BigIntegerField(default=0)
    is_first = models.BooleanField(default=False)
    is_repeat = models.BooleanField(default=False)
    callback = models.CharField(max_length=10, choices=Timing, blank=True)
    link = models.CharField(max_length=4, choices=LinkUse, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "is_self", "day"], name="question_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    "day", "is_self", "type", "is_first", "is_repeat", "callback", "link", "hour", "channel",
                    "region_id", "team_id", "person_id",
                ],
                name="fact_asked",
            ),
            models.Index(fields=["about_id", "day"], name="fact_asked_about", condition=Q(about_id__gt=0)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"question {self.ticket_id}"


class ReviewFact(models.Model):
    """A web order: when it was placed, by which rule it was to be reviewed (R077, R078), whether that was
    done in time, and what became of it. `review_seconds` from the placing to the first call.
    """

    class Rule(models.TextChoices):
        DAY = "DAY", "白天的单"
        NIGHT = "NIGHT", "夜间的单"

    class Outcome(models.TextChoices):
        OPEN = "OPEN", "还没核完"
        CONFIRMED = "CONFIRMED", "确认成单"
        VOIDED = "VOIDED", "作废"

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="review_fact")
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    rule = models.CharField(max_length=5, choices=Rule)
    review = models.CharField(max_length=10, choices=Timing, blank=True)
    review_seconds = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.OPEN)
    region_id = models.BigIntegerField(default=0)
    team_id = models.BigIntegerField(default=0)
    person_id = models.BigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=[
                    "day", "rule", "review", "review_seconds", "outcome", "hour", "region_id", "team_id",
                    "person_id",
                ],
                name="fact_reviewed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"review of {self.ticket_id}"
