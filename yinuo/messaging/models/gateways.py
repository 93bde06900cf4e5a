"""The ways by which short messages leave, who wants none, and what comes back by them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.core import refs
from yinuo.messaging.models.notices import Notice
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


class Gateway(models.Model):
    """A way by which short messages leave: which protocol, with which settings, at which price.

    Those that are active are tried by `rank`, the lowest first. `options` are the settings of its kind that
    anybody who sees the settings may read; `secrets` the others, sealed by `core.secrets`. `part_price` is in
    thousandths of a yuan (厘) for one part. Receipts are expected within `receipt_seconds`; none means that
    this gateway sends none. After repeated passing failures it rests until `resting_until` and the next is
    taken; `last_error` and its time say why. `ref` stands in the addresses to which it pushes. `tokens` and
    `filled_at` are its allowance of `per_second`, kept here so that all workers share one.
    """

    class Kind(models.TextChoices):
        HTTP = "http", "HTTP 接口"
        SMPP = "smpp", "SMPP 3.4"

    ref = models.CharField(max_length=10, unique=True, default=refs.new)
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind)
    rank = models.PositiveSmallIntegerField(default=1)
    is_active = models.BooleanField(default=False)
    options = models.JSONField(default=dict)
    secrets = models.TextField(blank=True)
    part_price = models.PositiveIntegerField(default=0)
    per_second = models.PositiveSmallIntegerField(default=20)
    receipt_seconds = models.PositiveIntegerField(null=True)
    tokens = models.FloatField(default=0)
    filled_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    resting_until = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=60, blank=True)
    last_failed_at = models.DateTimeField(null=True)
    last_sent_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["rank", "id"], name="gateway_rank")]

    def __str__(self) -> str:
        return self.name


class OptOut(models.Model):
    """A number that refused commercial messages: for ever, until a person takes it back on record."""

    address = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"opt-out {self.pk}"


class IncomingMessage(models.Model):
    """A message that came in: from whom, in answer to which notice, how it was read and what came of it.

    `gateway_id` is the gateway's name for it (or one made from its content where it gives none), so that a
    push that comes twice is one. `read_as` is what it means (`rules.replies`), `outcome` a short code of what
    came of it: done, or why not; a word in `faults` for the latter. `wake_at` is when the worker does what it
    asks for, null once that is settled.
    """

    gateway = models.CharField(max_length=20)
    gateway_id = models.CharField(max_length=60)
    address = models.CharField(max_length=40)
    text = models.TextField()
    at = models.DateTimeField()
    notice = models.ForeignKey(Notice, models.SET_NULL, null=True, related_name="replies")
    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="incoming")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    read_as = models.CharField(max_length=20, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    wake_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["gateway", "gateway_id"], name="incoming_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ticket", "-id"], name="incoming_ticket"),
            models.Index(fields=["address", "-id"], name="incoming_address"),
            models.Index(fields=["gateway", "-id"], name="incoming_gateway"),
            models.Index(fields=["wake_at", "id"], name="incoming_wake", condition=Q(wake_at__isnull=False)),
            models.Index(
                fields=["at", "id"], name="incoming_to_forget", condition=Q(address__gt="") | Q(text__gt="")
            ),
        ]

    def __str__(self) -> str:
        return f"incoming {self.pk}"
