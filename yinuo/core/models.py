"""Tables without a word of the business: events, serials, the clock, the calendar, repeated requests."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Event(models.Model):
    """One thing that happened. Append-only; carries keys and row ids, never personal data."""

    at = models.DateTimeField()
    kind = models.CharField(max_length=48)
    actor_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=16)
    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    ticket_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["ticket_id", "id"], name="event_ticket", condition=Q(ticket_id__isnull=False)
            ),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class EventDetail(models.Model):
    """Old and new values of an event, apart from it so that erasure can empty them."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="detail")
    values = models.JSONField(default=dict)
    erased_at = models.DateTimeField(null=True)


class Serial(models.Model):
    """The last number given out in a series on a day; the row is the lock that makes it gapless."""

    series = models.CharField(max_length=8)
    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["series", "day"], name="serial_once")
        ]


class ClockShift(models.Model):
    """How far a demo's clock is moved; at most one row."""

    seconds = models.BigIntegerField(default=0)


class Pulse(models.Model):
    """When a worker was last at work, by the machine's own clock; at most one row."""

    at = models.DateTimeField()


class CalendarDay(models.Model):
    """A day on which a company or one of its teams works otherwise than the official calendar says."""

    class Kind(models.TextChoices):
        CLOSED = "CLOSED"
        WORKING = "WORKING"

    on = models.DateField()
    team_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    spells = models.JSONField(default=list)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["on", "team_id"], name="calendar_day_team"),
            models.UniqueConstraint(
                fields=["on"], name="calendar_day_company", condition=Q(team_id__isnull=True)
            ),
        ]


class WorkingHours(models.Model):
    """Weekly spells of the company (no team) or a team; `week` maps ISO weekday to [["08:30","17:30"], …]."""

    team_id = models.BigIntegerField(null=True)
    week = models.JSONField()
    keeps_holidays = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["team_id"], name="hours_team"),
            models.CheckConstraint(condition=Q(team_id__isnull=False) | Q(pk=1), name="hours_company"),
        ]


class CalendarMark(models.Model):
    """The present state of the calendar, at most one row: another mark after every change of days or hours.

    It is random and not a count, so a change that was rolled back can never be mistaken for a later one.
    """

    mark = models.CharField(max_length=12)


class RepeatedRequest(models.Model):
    """The stored answer to a request that carried an idempotency key, kept for 24 hours."""

    owner_id = models.BigIntegerField()
    key = models.CharField(max_length=128)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["owner_id", "key"], name="request_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="request_age")]


class Job(models.Model):
    """Work too long for a request: an export, a report as a file. Done in a process of its own.

    `kind` names what the wiring registered for it, `params` are its plain values, `by_id` who asked for it.
    Claimed and retried like everything due; `result` is what the work returned, `file` the path in the desk's
    folder of what it made, `error` a short code. A `form_key` makes asking twice asking once.
    """

    class State(models.TextChoices):
        QUEUED = "QUEUED", "等待"
        DONE = "DONE", "完成"
        FAILED = "FAILED", "失败"

    kind = models.CharField(max_length=40)
    params = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.QUEUED)
    asked_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)
    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=60, blank=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wake_at", "id"], name="job_wake", condition=Q(wake_at__isnull=False)),
            models.Index(fields=["by_id", "-id"], name="job_asked_by"),
        ]


class Attempt(models.Model):
    """One try at something that is throttled: a wrong code, a guessed number, a form sent; `who` is a digest.

    Counted by `core.throttling`; kept a day.
    """

    what = models.CharField(max_length=24)
    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["what", "who", "at"], name="attempt_count"),
            models.Index(fields=["at"], name="attempt_age"),
        ]


class Retention(models.Model):
    """How long a class of data is kept here, and what became of it when its time was up.

    `months` is the company's own period; null means the class's. `next_at` is when to look again, `going` how
    many rows went in the round under way, `went` in the last that came to its end at `ran_at`.
    """

    key = models.CharField(max_length=24, unique=True)
    months = models.PositiveSmallIntegerField(null=True)
    next_at = models.DateTimeField(null=True)
    going = models.PositiveIntegerField(default=0)
    ran_at = models.DateTimeField(null=True)
    went = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key


class Hold(models.Model):
    """That what is known of a ticket or a customer must not be deleted, for a dispute, until it is lifted.

    Whatever its time, and whoever asks: what is held stays. The row itself stays as the record of it.
    """

    subject_kind = models.CharField(max_length=24)
    subject_id = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    by_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    lifted_by_id = models.BigIntegerField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"], name="held_once", condition=Q(lifted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"hold of {self.subject_kind} {self.subject_id}"
