"""What is due."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinuo.core.calendar.hours import Clock as Ticks
from yinuo.staff.models import Person, Region, Team
from yinuo.tickets.models import Ticket

_OPEN = Q(state="OPEN")


class Promise(models.Model):
    """Something due by a time, with an assignee: by a rule of the playbook, or spoken by a person.

    `wake_at` is the next moment at which the loop has something to do with it: warn, break, escalate, repeat.
    Kept or kept late is decided by event time against `due_at`, never by whether the loop came first.

    How `due_at` came about: `within_seconds` from `starts_at` by `clock` and the hours of `hours_of` (the
    company's without a team), or the time that stood in the ticket (`named`), or a person's word (neither).
    `way` keeps what was skipped; `planned_by` is the calendar's mark it was reckoned under. `late_from` is
    where late levels are counted from when pauses have moved them away from the due time.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "进行中"
        KEPT = "KEPT", "已做到"
        CANCELLED = "CANCELLED", "已取消"

    class Clock(models.TextChoices):
        ELAPSED = "elapsed", "自然时间"
        WORKING = "working", "工作时间"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="promises", db_index=False)
    key = models.CharField(max_length=40)
    round = models.PositiveIntegerField(default=1)
    label = models.CharField(max_length=200)
    clause = models.CharField(max_length=200, blank=True)
    is_spoken = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by_event = models.BigIntegerField(null=True)

    clock = models.CharField(max_length=8, choices=Clock, default=Clock.ELAPSED)
    hours_of = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField()
    within_seconds = models.PositiveIntegerField(null=True)
    named = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    way = models.JSONField(default=dict)
    planned_by = models.CharField(max_length=12, blank=True)
    moved_reason = models.CharField(max_length=120, blank=True)

    wake_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    late_from = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveSmallIntegerField(default=0)
    repeat_at = models.DateTimeField(null=True)

    paused_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=120, blank=True)
    left_seconds = models.PositiveIntegerField(null=True)

    assignee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", db_index=False)
    driver = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by_event = models.BigIntegerField(null=True)
    end_reason = models.CharField(max_length=120, blank=True)
    late_reason = models.CharField(max_length=200, blank=True)
    late_is_objective = models.BooleanField(default=False)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "key", "round"], name="promise_once"),
            models.UniqueConstraint(
                fields=["ticket", "key"],
                name="promise_open_once",
                condition=Q(state="OPEN", is_spoken=False),
            ),
            models.CheckConstraint(condition=Q(state="OPEN") | Q(wake_at__isnull=True), name="ended_sleeps"),
            models.CheckConstraint(
                condition=Q(paused_at__isnull=True) | Q(wake_at__isnull=True), name="paused_sleeps"
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("starts_at")), name="due_after_start"),
            models.CheckConstraint(
                condition=Q(state="OPEN", ended_at__isnull=True)
                | ~Q(state="OPEN") & Q(ended_at__isnull=False),
                name="ended_has_time",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wake_at", "id"], name="promise_wake", condition=Q(wake_at__isnull=False)),
            models.Index(fields=["ticket", "due_at"], name="promise_open", condition=Q(state="OPEN")),
            models.Index(fields=["assignee", "due_at"], name="promise_mine", condition=Q(state="OPEN")),
            models.Index(
                fields=["planned_by", "id"],
                name="promise_planned",
                condition=Q(state="OPEN", clock="working", within_seconds__isnull=False),
            ),
            # One for each way the ledger is read: a page of it is one scan without a sort.
            models.Index(fields=["due_at", "id"], name="ledger_all"),
            models.Index(fields=["due_at", "id"], name="ledger_open", condition=_OPEN),
            models.Index(fields=["due_at", "id"], name="ledger_late", condition=Q(broken_at__isnull=False)),
            models.Index(fields=["due_at", "id"], name="ledger_spoken", condition=Q(is_spoken=True)),
            models.Index(fields=["key", "due_at", "id"], name="ledger_clause"),
            models.Index(fields=["assignee", "due_at", "id"], name="ledger_person"),
            models.Index(fields=["team", "due_at", "id"], name="ledger_team"),
            models.Index(fields=["region", "due_at", "id"], name="ledger_region"),
            models.Index(
                fields=["driver", "due_at", "id"], name="ledger_driver", condition=Q(driver__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.ticket_id}"

    @property
    def was_late(self) -> bool:
        """Whether it ended after it was due."""
        return self.ended_at is not None and self.ended_at > self.due_at

    @property
    def is_paused(self) -> bool:
        """Whether its clock stands still."""
        return self.paused_at is not None

    @property
    def ticks(self) -> Ticks:
        """The clock it is reckoned by."""
        return "working" if self.clock == self.Clock.WORKING else "elapsed"

    @property
    def within(self) -> timedelta | None:
        """The span it was reckoned by; None when it is due at a named time."""
        return None if self.within_seconds is None else timedelta(seconds=self.within_seconds)

    def is_late(self, now: datetime) -> bool:
        """Whether it is open, past its due time and its clock runs."""
        return self.state == self.State.OPEN and not self.is_paused and now > self.due_at


class HandOver(models.Model):
    """That somebody left their place: what they have to keep is still to be handed on, by the loop."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+", db_index=False)
    by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+", db_index=False)
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hand-over of {self.person_id}"


class PromiseCount(models.Model):
    """How the promises that were due on one day stand, counted by whose they are.

    Each day is counted twice: by clause, team and person (`side` PERSON, no region and driver), and by
    clause, team, region and driver (PLACE, no person). 0 stands for nobody. What the counts mean is said at
    `rules.outcomes.Counts`.
    """

    class Side(models.TextChoices):
        PERSON = "PERSON"
        PLACE = "PLACE"

    day = models.DateField()
    side = models.CharField(max_length=6, choices=Side)
    key = models.CharField(max_length=40)
    team_ref = models.BigIntegerField(default=0)
    region_ref = models.BigIntegerField(default=0)
    driver_ref = models.BigIntegerField(default=0)
    person_ref = models.BigIntegerField(default=0)
    kept = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    lapsed = models.PositiveIntegerField(default=0)
    objective = models.PositiveIntegerField()
    broken = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    cancelled = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["side", "day", "key", "team_ref", "region_ref", "driver_ref", "person_ref"],
                name="promise_count_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} on {self.day}"


class CountedDay(models.Model):
    """A day that has been counted: `PromiseCount` holds for it while no `ChangedDay` says otherwise."""

    day = models.DateField(primary_key=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.day)


class ChangedDay(models.Model):
    """That a promise due on a day that is over has changed; a row of its own, so that nobody waits for it."""

    day = models.DateField()

    def __str__(self) -> str:
        return str(self.day)
