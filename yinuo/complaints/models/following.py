"""Until satisfied: call-backs, ratings, what is learned."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.complaints.models.complaint import Complaint
from yinuo.complaints.models.words import Cause, Type
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


class CallBack(models.Model):
    """One try to reach the customer after the carrying-out (R163–R165, R218)."""

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="call_backs", db_index=False)
    round = models.PositiveSmallIntegerField()
    way = models.CharField(max_length=8)
    was_reached = models.BooleanField()
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["complaint", "id"], name="call_back_complaint")
        ]


class Rating(models.Model):
    """How satisfied the customer is in one round: overall 1–5, and how fair the result, the way there and the
    treatment were (R165, R183).
    """

    complaint = models.ForeignKey(Complaint, models.CASCADE, related_name="ratings", db_index=False)
    round = models.PositiveSmallIntegerField()
    overall = models.PositiveSmallIntegerField()
    result = models.PositiveSmallIntegerField(null=True)
    process = models.PositiveSmallIntegerField(null=True)
    treatment = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(max_length=1000, blank=True)
    left = models.TextField(max_length=500, blank=True)
    is_satisfied = models.BooleanField()
    way = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["complaint", "round"], name="rating_once_a_round")
        ]


class Lesson(models.Model):
    """What was learned, in writing (R220): the cause, what changes, who sees to it by when."""

    complaint = models.OneToOneField(Complaint, models.CASCADE, primary_key=True, related_name="lesson")
    cause = models.TextField(max_length=500)
    change = models.TextField(max_length=500)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    due_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)


class Corrective(models.Model):
    """A cause that came again and again, and what is done about it until it is seen to work.

    `count` are the cases within `settings.repeat_days` that opened it. `done_after` is the newest ticket when
    it was done, so that the cases since then are read from the index by cause; `came` how many they were when
    it was seen whether it works.
    """

    class State(models.TextChoices):
        OPEN = "OPEN", "待整改"
        DONE = "DONE", "已整改，待验证"
        WORKED = "WORKED", "有效"
        FAILED = "FAILED", "无效，重新整改"

    type = models.CharField(max_length=12, choices=Type)
    cause = models.CharField(max_length=16, choices=Cause, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    count = models.PositiveIntegerField()
    what = models.TextField(max_length=500, blank=True)
    effect = models.TextField(max_length=500, blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    due_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_after = models.BigIntegerField(null=True)
    came = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["type", "cause"], name="corrective_open_once", condition=~Q(state="WORKED")
            )
        ]


class Suggestion(models.Model):
    """The details of a ticket that is a suggestion or praise (R130): recorded, thanked, passed on, answered.

    `about_person` is whom praise is for. `department` is where it was passed on to.
    """

    class Sort(models.TextChoices):
        SUGGESTION = "SUGGESTION", "建议"
        PRAISE = "PRAISE", "表扬"

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="suggestion")
    sort = models.CharField(max_length=12, choices=Sort)
    text = models.TextField(max_length=2000)
    about = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="suggestions", db_index=False)
    about_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    is_anonymous = models.BooleanField(default=False)
    by_ref = models.BooleanField(default=False)
    thanked_at = models.DateTimeField(null=True)
    department = models.CharField(max_length=40, blank=True)
    passed_at = models.DateTimeField(null=True)
    result = models.TextField(max_length=500, blank=True)
    is_acted_on = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["contact_phone", "-ticket"], name="suggestion_phone", condition=~Q(contact_phone="")
            ),
            models.Index(
                fields=["about_person", "-ticket"],
                name="suggestion_person",
                condition=Q(about_person__isnull=False),
            ),
        ]


class Grumble(models.Model):
    """A displeasure that was no complaint (R148): it counts, and one key makes a complaint of it."""

    ticket = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="grumbles", db_index=False)
    text = models.CharField(max_length=300)
    phone = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    became = models.ForeignKey(Complaint, models.SET_NULL, null=True, related_name="grumbles")
    form_key = models.CharField(max_length=40, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ticket", "-id"], name="grumble_ticket", condition=Q(ticket__isnull=False)),
            models.Index(fields=["phone", "-id"], name="grumble_phone", condition=~Q(phone="")),
            models.Index(fields=["at", "id"], name="grumble_age"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form_key"], name="grumble_form_once")
        ]
