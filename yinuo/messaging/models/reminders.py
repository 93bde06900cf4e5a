"""Reminders to our own people."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person


class Reminder(models.Model):
    """A reminder to one of our own people; what comes within the same minute is gathered into it.

    `lines` holds one entry per thing: {"code", "ticket": ref, "number", "label", "task", "due": ISO},
    with "together" where it speaks of several promises of the ticket and names the one due first; `code` is
    the kind of event that caused it. Past the most lines a reminder holds, `more` counts the
    rest. `minute` (since 1970) lets two workers that begin one at the same moment agree on one row.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="reminders")
    at = models.DateTimeField()
    minute = models.BigIntegerField()
    lines = models.JSONField(default=list)
    more = models.PositiveIntegerField(default=0)
    is_urgent = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "minute"], name="reminder_minute")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="reminder_newest"),
            models.Index(fields=["person"], name="reminder_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["at", "id"], name="reminder_age"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
