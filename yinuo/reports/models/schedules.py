"""Reports that are made and sent by themselves."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.core import refs
from yinuo.core.models import Job
from yinuo.messaging.models import Mail
from yinuo.reports.rules import scheduling
from yinuo.staff.models import Person


class Format(models.TextChoices):
    """What a report leaves as."""

    EXCEL = "xlsx", "Excel 表格"
    PAPER = "pdf", "PDF"


class Schedule(models.Model):
    """A report that is made again and again and sent by e-mail (R402).

    `narrow` are the ids by which its scope is narrowed ({"region": 3}), `by` how it is divided. It is made at
    `at` (local) of a working day. Every day up to `covered_to` is in a run that was planned; `next_at` is
    when the next is due, null while it is paused. It runs with the rights of its `owner`.
    """

    class Cadence(models.TextChoices):
        DAILY = scheduling.DAILY, "每个工作日"
        WEEKLY = scheduling.WEEKLY, "每周"
        MONTHLY = scheduling.MONTHLY, "每月"

    ref = models.CharField(max_length=10, unique=True, default=refs.new)
    name = models.CharField(max_length=60)
    report = models.CharField(max_length=20)
    by = models.CharField(max_length=20, blank=True)
    narrow = models.JSONField(default=dict)
    format = models.CharField(max_length=4, choices=Format, default=Format.EXCEL)
    cadence = models.CharField(max_length=8, choices=Cadence, default=Cadence.MONTHLY)
    weekday = models.PositiveSmallIntegerField(default=1)
    monthday = models.PositiveSmallIntegerField(default=1)
    at = models.TimeField(default=time(8, 30))
    covered_to = models.DateField()
    next_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    form_key = models.CharField(max_length=40, unique=True, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at", "id"], name="schedule_due", condition=Q(next_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:
        """Whether it runs by itself."""
        return self.next_at is not None


class Recipient(models.Model):
    """Who gets it: one of our own people at the address they have then, or somebody else's address."""

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="recipients")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schedule", "person", "address"], name="recipient_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, address="") | Q(person__isnull=True) & ~Q(address=""),
                name="recipient_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name if self.person else self.address


class Run(models.Model):
    """One report of a schedule: of which days, when it was due, which job makes it, what came of it.

    A run by the clock has no `occasion`, so there is one for each period, whatever is restarted; one that
    somebody asked for carries the key of their form.
    """

    class State(models.TextChoices):
        MAKING = "MAKING", "在做"
        MADE = "MADE", "做好了"
        FAILED = "FAILED", "没做成"

    schedule = models.ForeignKey(Schedule, models.CASCADE, related_name="runs")
    cadence = models.CharField(max_length=8)
    start = models.DateField()
    end = models.DateField()
    occasion = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    job = models.OneToOneField(Job, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.MAKING)
    error = models.CharField(max_length=60, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["schedule", "cadence", "start", "occasion"], name="run_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["schedule", "-id"], name="run_newest")]

    def __str__(self) -> str:
        return f"run {self.pk}"


class Delivery(models.Model):
    """One e-mail of a run: to whom, how it stands, and what the server said when it took it (the receipt).

    Kept here as well, because e-mails are forgotten earlier than what proves that a report was delivered.
    """

    class State(models.TextChoices):
        QUEUED = "QUEUED", "待发"
        SENT = "SENT", "已发出"
        GIVEN_UP = "GIVEN_UP", "未发出"

    run = models.ForeignKey(Run, models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    mail = models.OneToOneField(Mail, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    receipt = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"delivery {self.pk}"
