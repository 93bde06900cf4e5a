"""Group robots of chat platforms, which tell a team what happened."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.core import refs
from yinuo.staff.models import Team
from yinuo.tickets.models import Ticket


class Robot(models.Model):
    """A robot in a group of WeCom, DingTalk or Feishu: which team reads it and which events it is told.

    `secrets` holds the address (its key is in it) and the signing secret, sealed. `events` are the kinds of
    event that it tells; without a team it tells those of every team. `tokens` and `filled_at` are its bucket
    of messages, kept here so that all workers share one; `blocked_until` is a refusal of the platform.
    """

    class Kind(models.TextChoices):
        WECOM = "wecom", "企业微信"
        DINGTALK = "dingtalk", "钉钉"
        FEISHU = "feishu", "飞书"

    ref = models.CharField(max_length=10, unique=True, default=refs.new)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    is_active = models.BooleanField(default=False)
    events = models.JSONField(default=list)
    secrets = models.TextField(blank=True)
    tokens = models.FloatField(default=0)
    filled_at = models.DateTimeField(null=True)
    blocked_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)
    last_failed_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class RobotLine(models.Model):
    """One line for a robot's group, waiting or told; lines that wait too long go together as a digest.

    `wake_at` is null once nothing more is to be done. The lines of one message share `sent_in`.
    """

    robot = models.ForeignKey(Robot, models.CASCADE, related_name="lines")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="+")
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=500)
    is_urgent = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    sent_in = models.CharField(max_length=40, blank=True)
    error = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wake_at", "id"], name="robot_wake", condition=Q(wake_at__isnull=False)),
            models.Index(fields=["robot", "-id"], name="robot_newest"),
            models.Index(fields=["queued_at", "id"], name="robot_line_age"),
        ]

    def __str__(self) -> str:
        return f"line {self.pk}"
