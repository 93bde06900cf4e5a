"""What is due."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from yinuo.staff.models import Person, Team
from yinuo.tickets.models import Ticket


class Promise(models.Model):
    """Something due by a time, with an assignee: by a rule of the playbook, or spoken by a person.

    `wake_at` is the next moment at which the loop has something to do with it (warn, break, escalate,
    repeat). Kept or kept late is decided by event time against `due_at`, never by whether the loop came first.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "进行中"
        KEPT = "KEPT", "已守"
        CANCELLED = "CANCELLED", "已取消"

    class Clock(models.TextChoices):
        ELAPSED = "elapsed", "自然时间"
        WORKING = "working", "工作时间"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="promises")
    key = models.CharField(max_length=40)
    round = models.PositiveIntegerField(default=1)
    label = models.CharField(max_length=80)
    clause = models.CharField(max_length=60, blank=True)
    is_spoken = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    clock = models.CharField(max_length=8, choices=Clock, default=Clock.ELAPSED)
    hours_of = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by_event = models.BigIntegerField(null=True)
    starts_at = models.DateTimeField()
    within_seconds = models.PositiveIntegerField(null=True)
    due_at = models.DateTimeField()
    skipped = models.JSONField(default=list)
    wake_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    repeats = models.PositiveSmallIntegerField(default=0)
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by_event = models.BigIntegerField(null=True)
    late_reason = models.CharField(max_length=200, blank=True)
    late_is_objective = models.BooleanField(default=False)
    paused_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "key", "round"], name="promise_once"),
            models.CheckConstraint(condition=Q(state="OPEN") | Q(wake_at__isnull=True), name="ended_sleeps"),
            models.CheckConstraint(condition=Q(due_at__gte=F("starts_at")), name="due_after_start"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wake_at", "id"], name="promise_wake", condition=Q(wake_at__isnull=False)),
            models.Index(fields=["ticket", "due_at"], name="promise_open", condition=Q(state="OPEN")),
            models.Index(fields=["assignee", "due_at"], name="promise_mine", condition=Q(state="OPEN")),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.ticket_id}"

    @property
    def was_late(self) -> bool:
        """Whether it ended after it was due."""
        return self.ended_at is not None and self.ended_at > self.due_at
