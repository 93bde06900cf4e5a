"""The outbox, and the telephone that only pretends."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


class Notice(models.Model):
    """An outgoing message: a row first, delivered by the worker at least once, or given up in public.

    `text` is what leaves, the signature included; `shortened` says in words how it was made to fit, and
    `left_out` names the variables that a person left out for it (R070, R071).

    `wake_at` is when the worker looks at it next, null once nothing more is to be done. While it is being
    sent, `claimed_until` says until when the claim holds; a claim that passed without a result leaves
    `perhaps_twice`: the message may have arrived two times. `error` is a short code (`unsent_…` in the
    faults has its words). `again` is the notice that was queued in the place of one given up or lost.

    `gateway` is the ref of the gateway that took it over (`pretend` for the one that only pretends) and
    `gateway_id` that one's name for it; `route` tells every try: [{"gateway", "error", "at"}], the error
    empty where it was accepted. `cost` is what its parts cost, in thousandths of a yuan (厘). A message that
    was sent waits for its receipt: `wake_at` is then when to ask for it, `asked_at` when that was done. LOST
    is what the network says did not arrive. A commercial one leaves only within the hours, and never to a
    number that refused.

    `trying` is the gateway to which it was handed over and that has not said yes or no yet: that one may have
    taken it, so no other is tried until it answers. `values` are the words that stand for the variables, for
    gateways that fill in templates of their own.
    """

    class Channel(models.TextChoices):
        SMS = "SMS", "短信"

    class State(models.TextChoices):
        QUEUED = "QUEUED", "待发"
        SENT = "SENT", "已发出"
        DELIVERED = "DELIVERED", "已送达"
        FAILED = "FAILED", "失败，将重发"
        GIVEN_UP = "GIVEN_UP", "未发出"
        LOST = "LOST", "未送达"
        CANCELLED = "CANCELLED", "已撤回"

    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="notices")
    key = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.SMS)
    to_role = models.CharField(max_length=24)
    to_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    to_name = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=40)
    text = models.TextField()
    units = models.PositiveIntegerField()
    parts = models.PositiveSmallIntegerField()
    shortened = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    idempotency_key = models.CharField(max_length=40, unique=True)
    queued_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    perhaps_twice = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    gateway = models.CharField(max_length=20, blank=True)
    gateway_id = models.CharField(max_length=60, blank=True)
    trying = models.CharField(max_length=20, blank=True)
    values = models.JSONField(default=dict)
    route = models.JSONField(default=list)
    cost = models.PositiveIntegerField(null=True)
    is_commercial = models.BooleanField(default=False)
    error = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    form_key = models.CharField(max_length=40, unique=True, null=True)
    again = models.OneToOneField("self", models.SET_NULL, null=True, related_name="first")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["is_commercial", "wake_at", "id"],
                name="notice_wake",
                condition=Q(wake_at__isnull=False),
            ),
            models.Index(fields=["ticket", "-id"], name="notice_ticket"),
            models.Index(fields=["address", "-id"], name="notice_address"),
            models.Index(fields=["state", "-id"], name="notice_state"),
            models.Index(fields=["gateway", "-id"], name="notice_by_gateway"),
            models.Index(fields=["gateway", "gateway_id"], name="notice_gateway"),
            models.Index(
                fields=["queued_at", "id"],
                name="notice_to_forget",
                condition=Q(address__gt="") | Q(text__gt=""),
            ),
        ]

    @property
    def may_have_left(self) -> bool:
        """Whether it is just leaving, or a gateway may have taken it without a word."""
        is_open = bool(self.trying) or self.error == "sender_silent"
        return self.claimed_until is not None or is_open or self.perhaps_twice

    def __str__(self) -> str:
        return f"{self.key} #{self.pk}"


class NoticePart(models.Model):
    """One of several parts that a gateway took over under names of their own; each has its own receipt."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="part_rows")
    gateway = models.CharField(max_length=20)
    gateway_id = models.CharField(max_length=60)
    delivered_at = models.DateTimeField(null=True)
    lost_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["gateway", "gateway_id"], name="notice_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.gateway_id} of {self.notice_id}"


class EarlyReceipt(models.Model):
    """A receipt for a message that is not (yet) known by this name: the gateway was faster than our pen.

    It is matched when the message's acceptance is written down, and thrown away after a day.
    """

    gateway = models.CharField(max_length=20)
    gateway_id = models.CharField(max_length=60)
    state = models.CharField(max_length=10)
    code = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(null=True)
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["gateway", "gateway_id", "state"], name="early_receipt_once")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["noted_at"], name="early_receipt_age")]

    def __str__(self) -> str:
        return f"{self.state} {self.gateway_id}"


class PretendMessage(models.Model):
    """What the `pretend` sender took: the in-page telephone shows it. One row per idempotency key."""

    idempotency_key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=40)
    text = models.TextField()
    at = models.DateTimeField()
    times = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["address", "-id"], name="pretend_phone")
        ]

    def __str__(self) -> str:
        return self.idempotency_key
