"""Who must agree."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


class Approval(models.Model):
    """One request for agreement on one ticket: what, why, by whom, and the answer."""

    class State(models.TextChoices):
        ASKED = "ASKED", "待批"
        APPROVED = "APPROVED", "已同意"
        REFUSED = "REFUSED", "已退回"
        WITHDRAWN = "WITHDRAWN", "已撤回"

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="approvals")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    role = models.CharField(max_length=20)
    figures = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["ticket", "key"], name="one_open_approval", condition=Q(state="ASKED")
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["role", "id"], name="approval_waiting", condition=Q(state="ASKED")),
            models.Index(fields=["ticket", "-id"], name="approval_ticket"),
        ]

    def __str__(self) -> str:
        return f"{self.key} #{self.pk}"
