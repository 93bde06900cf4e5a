"""The details of a ticket that is a complaint, and what is said of it in the course of its handling."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.complaints.models.words import (
    Cause,
    Degree,
    Feeling,
    Level,
    Manner,
    Organisation,
    Outcome,
    Severity,
    Temper,
    Type,
)
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


class Complaint(models.Model):
    """A complaint: who is dissatisfied with what, whom it is about, what became of it (R133–R153).

    `about` is the ticket it is about (R129). `respondent` is the person complained about, who never handles
    the case; `respondent_name` somebody without an account or who has left. `account` are the facts in the
    customer's words, `wanted` the remedy asked for (R145). `goods` is the block of product and goods details
    (R139): name, specification, made_on, batch, used_at, symptoms, brand_before, recent_use, declared_value
    in fen, inspection. `official_*` is what a regulator or hotline gave with its transfer. `recorded_by` and
    `recorded_at` are written once (R136). `restated` is the problem in our words as the customer confirmed
    it (R186). `told_until` is the waiting time the customer heard (R155). `proposed` is what the desk read
    from the text, with the words that led to it; what stands in the columns was decided by a person.
    `round` counts proposals after which the customer was not satisfied, `transfers` the changes of hands
    after the first owner (R157). `may_tell`: the respondent may see who complains. `by_ref`: came through
    the pages without a verified number.
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="complaint")
    about = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="complaints", db_index=False)
    respondent = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    respondent_name = models.CharField(max_length=40, blank=True)
    respondent_department = models.CharField(max_length=40, blank=True)
    type = models.CharField(max_length=12, choices=Type)
    cause = models.CharField(max_length=16, choices=Cause, blank=True)
    severity = models.PositiveSmallIntegerField(choices=Severity, default=Severity.SMALL)
    is_crisis = models.BooleanField(default=False)
    manner = models.CharField(max_length=12, choices=Manner, blank=True)
    temper = models.CharField(max_length=16, choices=Temper, blank=True)
    organisation = models.CharField(max_length=12, choices=Organisation, blank=True)
    proposed = models.JSONField(default=dict)
    account = models.TextField(max_length=4000)
    wanted = models.TextField(max_length=500, blank=True)
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_company = models.CharField(max_length=80, blank=True)
    contact_address = models.CharField(max_length=200, blank=True)
    is_anonymous = models.BooleanField(default=False)
    may_tell = models.BooleanField(default=False)
    by_ref = models.BooleanField(default=False)
    goods = models.JSONField(default=dict)
    official_from = models.CharField(max_length=60, blank=True)
    official_number = models.CharField(max_length=40, blank=True)
    official_due_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    restated = models.TextField(max_length=1000, blank=True)
    restated_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField(null=True)
    cause_found = models.TextField(max_length=1000, blank=True)
    motive = models.TextField(max_length=500, blank=True)
    core_demand = models.TextField(max_length=500, blank=True)
    degree = models.CharField(max_length=8, choices=Degree, blank=True)
    responsible = models.CharField(max_length=80, blank=True)
    mood = models.PositiveSmallIntegerField(choices=Feeling, null=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.AGENT)
    round = models.PositiveSmallIntegerField(default=1)
    transfers = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["about", "-ticket"], name="complaint_about", condition=Q(about__isnull=False)
            ),
            models.Index(
                fields=["respondent", "-ticket"],
                name="complaint_respondent",
                condition=Q(respondent__isnull=False),
            ),
            models.Index(
                fields=["contact_phone", "-ticket"], name="complaint_phone", condition=~Q(contact_phone="")
            ),
            models.Index(fields=["type", "cause", "-ticket"], name="complaint_type_cause"),
            models.Index(fields=["type", "-ticket"], name="complaint_type"),
            models.Index(
                fields=["is_crisis", "-ticket"], name="complaint_crisis", condition=Q(is_crisis=True)
            ),
            models.Index(fields=["severity", "-ticket"], name="complaint_severity"),
        ]

    def __str__(self) -> str:
        return f"complaint {self.ticket_id}"


class Mood(models.Model):
    """How the customer felt at one contact; the line of a case (R212, R264)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="moods", db_index=False)
    feeling = models.PositiveSmallIntegerField(choices=Feeling)
    is_read = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["complaint", "id"], name="mood_line")]


class Statement(models.Model):
    """What the person or department complained about was asked to say, and said (R171).

    `to` is a person of the desk; without one the link that `slug` makes goes to whom `to_name` and
    `to_phone` name. `waived_for` is why it was done without (a leader's word).
    """

    class State(models.TextChoices):
        ASKED = "ASKED", "待说明"
        GIVEN = "GIVEN", "已说明"
        WAIVED = "WAIVED", "免于说明"

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="statements", db_index=False)
    to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    to_name = models.CharField(max_length=40, blank=True)
    to_phone = models.CharField(max_length=32, blank=True)
    to_department = models.CharField(max_length=40, blank=True)
    asks = models.TextField(max_length=1000)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    due_at = models.DateTimeField()
    said = models.TextField(max_length=4000, blank=True)
    said_at = models.DateTimeField(null=True)
    waived_for = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["complaint", "id"], name="statement_complaint"),
            models.Index(fields=["to", "due_at", "id"], name="statement_waiting", condition=Q(state="ASKED")),
        ]

    @property
    def is_open(self) -> bool:
        """Whether it can still be given: nobody did or let it go, and the case is not closed."""
        return self.state == self.State.ASKED and self.complaint.ticket.closed_at is None


class Answer(models.Model):
    """What the customer answered to a question of the playbook's checklist (R144, R311)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="answers", db_index=False)
    key = models.CharField(max_length=40)
    text = models.TextField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["complaint", "key"], name="answer_once")
        ]


class Override(models.Model):
    """A must that a leader let go, and why; it shows for ever, and again for every round it is let go in."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="overrides")
    step = models.CharField(max_length=24)
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
