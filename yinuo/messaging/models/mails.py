"""E-mail: the server it leaves by and what is on its way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person


class MailServer(models.Model):
    """The one SMTP server by which e-mail leaves; at most one row. `secrets` holds the password, sealed."""

    class Security(models.TextChoices):
        TLS = "tls", "TLS"
        STARTTLS = "starttls", "STARTTLS"
        NONE = "none", "不加密"

    host = models.CharField(max_length=120)
    port = models.PositiveIntegerField(default=465)
    security = models.CharField(max_length=8, choices=Security, default=Security.TLS)
    user = models.CharField(max_length=120, blank=True)
    secrets = models.TextField(blank=True)
    sender = models.CharField(max_length=200)
    last_error = models.CharField(max_length=60, blank=True)
    last_failed_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.host


class Mail(models.Model):
    """An e-mail to one address, a row first and delivered by the worker; `receipt` is what the server said.

    The attachment is a file of the desk's folder, by its path in it, under the name it is sent as.
    """

    class State(models.TextChoices):
        QUEUED = "QUEUED", "待发"
        SENT = "SENT", "已发出"
        FAILED = "FAILED", "失败，将重发"
        GIVEN_UP = "GIVEN_UP", "未发出"

    address = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    attachment = models.CharField(max_length=200, blank=True)
    attachment_name = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    message_id = models.CharField(max_length=120, unique=True)
    queued_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    perhaps_twice = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=300, blank=True)
    error = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["wake_at", "id"], name="mail_wake", condition=Q(wake_at__isnull=False)),
            models.Index(fields=["-id"], name="mail_newest"),
            models.Index(
                fields=["queued_at", "id"],
                name="mail_to_forget",
                condition=Q(address__gt="") | Q(text__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"mail {self.pk}"
