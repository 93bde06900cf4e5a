"""What is decided about a complaint: the five questions, proposals, the agreement, money."""

from typing import ClassVar

from django.db import models

from yinuo.complaints.models.complaint import Complaint
from yinuo.complaints.models.words import Degree
from yinuo.staff.models import Person
from yinuo.tickets.models import Attachment, Ticket


class Weighing(models.Model):
    """The five questions before any compensation (A–E, R191–R195), the analysis (R190) and the effects
    (R152).

    `demand` says whether what is asked is fair, much, or excessive.
    """

    class Demand(models.TextChoices):
        FAIR = "FAIR", "合理"
        MUCH = "MUCH", "偏高"
        EXCESSIVE = "EXCESSIVE", "无理或过分"

    complaint = models.OneToOneField(Complaint, models.CASCADE, primary_key=True, related_name="weighing")
    has_long_relation = models.BooleanField()
    may_buy_again = models.BooleanField()
    word_of_mouth = models.CharField(max_length=300)
    demand = models.CharField(max_length=12, choices=Demand)
    degree = models.CharField(max_length=8, choices=Degree)
    analysis = models.JSONField(default=dict)
    effects = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)


class Offer(models.Model):
    """A proposal of one round: remedies, or a reasoned no (`is_refusal`, with `ground`, the law or rule).

    `text` is what the customer hears or reads. `amount` is what all chosen remedies give, `cost` what they
    cost the company, in fen. `usual` are the figures of similar cases when it was made; `unusual_for` why it
    is outside them. An approved offer is frozen: whoever changes the sum makes another one.
    """

    class State(models.TextChoices):
        DRAFT = "DRAFT", "草稿"
        ASKED = "ASKED", "待批"
        RETURNED = "RETURNED", "已退回"
        APPROVED = "APPROVED", "已批准"
        TOLD = "TOLD", "已告知客户"
        ACCEPTED = "ACCEPTED", "客户同意"
        DECLINED = "DECLINED", "客户不同意"
        REPLACED = "REPLACED", "已作废"

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="offers", db_index=False)
    round = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    is_refusal = models.BooleanField(default=False)
    opinion = models.TextField(max_length=1000)
    ground = models.CharField(max_length=300, blank=True)
    text = models.TextField(max_length=2000)
    amount = models.PositiveBigIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0)
    usual = models.JSONField(default=dict)
    unusual_for = models.CharField(max_length=200, blank=True)
    approval_key = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(max_length=1000, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["complaint", "-id"], name="offer_complaint"),
        ]


class OfferItem(models.Model):
    """One remedy in a proposal; of those that are options the customer chooses (R254)."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="items")
    remedy = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    words = models.CharField(max_length=200, blank=True)
    amount = models.PositiveBigIntegerField(default=0)
    cost = models.PositiveBigIntegerField(default=0)
    is_option = models.BooleanField(default=False)
    is_chosen = models.BooleanField(default=False)


class Agreement(models.Model):
    """What both sides signed (R202), frozen then: `sha256` is of the PDF.

    `way`: by the link with an SMS code, or the scan of a paper.
    """

    class Way(models.TextChoices):
        LINK = "LINK", "链接加验证码"
        PAPER = "PAPER", "纸质扫描件"

    offer = models.OneToOneField(Offer, models.CASCADE, primary_key=True, related_name="agreement")
    number = models.CharField(max_length=20)
    content = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    signed_at = models.DateTimeField(null=True)
    signed_name = models.CharField(max_length=40, blank=True)
    signed_phone = models.CharField(max_length=32, blank=True)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    scan = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["number"], name="agreement_number_once")
        ]


class AgreementPaper(models.Model):
    """The bytes of an agreement's PDF as it was put to the customer, base64: what `sha256` is of."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, primary_key=True, related_name="paper")
    pdf = models.TextField()


class Chore(models.Model):
    """What a department has to do to carry an agreement out (R204), received, done with proof, checked by
    the agent (R205).
    """

    class State(models.TextChoices):
        GIVEN = "GIVEN", "待签收"
        RECEIVED = "RECEIVED", "已签收"
        DONE = "DONE", "待核对"
        CHECKED = "CHECKED", "已核对"
        DROPPED = "DROPPED", "不再需要"

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="chores", db_index=False)
    item = models.ForeignKey(OfferItem, models.CASCADE, null=True, related_name="chores", db_index=False)
    ticket = models.OneToOneField(Ticket, models.CASCADE, related_name="chore")
    department = models.CharField(max_length=40)
    text = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=State, default=State.GIVEN)
    due_at = models.DateTimeField()
    given_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    proof = models.CharField(max_length=300, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["complaint", "id"], name="chore_complaint"),
        ]


class Payment(models.Model):
    """Money that went to the customer for one remedy, to the fen, once."""

    item = models.OneToOneField(OfferItem, models.CASCADE, primary_key=True, related_name="payment")
    fen = models.PositiveBigIntegerField()
    way = models.CharField(max_length=24)
    receipt = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
