"""The details of a ticket that is an inquiry (R102–R122)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket


class Type(models.TextChoices):
    """What is asked (R103–R107)."""

    TRANSIT_TIME = "TRANSIT_TIME", "运输时效"
    PRICE = "PRICE", "价格、到货地"
    ARRIVAL = "ARRIVAL", "到货时间"
    STATE = "STATE", "货物状态"
    OTHER = "OTHER", "其他"


class Way(models.TextChoices):
    """How an answer reached the customer."""

    SAID = "SAID", "当场答复"
    CALLED = "CALLED", "回电"
    SMS = "SMS", "短信"
    PAGE = "PAGE", "网上"


class Inquiry(models.Model):
    """A question and its answer.

    `about` is the ticket of the shipment asked about: the question stands there too, whatever became of it
    (R110). `figures` are what a filled answer was made of. `at_first_contact`: answered before the contact
    ended. `asked_leader_at` to `checked_at` is the way to the team leader and back (R117). `wrong_of` is the
    inquiry whose answer turned out wrong and which this one corrects (R121). `link_sent_at`: the tracking
    link was texted after the answer (R115). `by_ref`: asked through the pages by somebody who knew only the
    link or the number of the order, so `contact_phone` is nobody's verified number.
    """

    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="inquiry")
    type = models.CharField(max_length=16, choices=Type)
    question = models.TextField(max_length=1000)
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    about = models.ForeignKey(Ticket, models.SET_NULL, null=True, related_name="inquiries", db_index=False)
    figures = models.JSONField(default=dict)
    answer = models.TextField(max_length=1000, blank=True)
    way = models.CharField(max_length=8, choices=Way, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at_first_contact = models.BooleanField(default=False)
    asked_leader_at = models.DateTimeField(null=True)
    asked_leader_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    checked_answer = models.TextField(max_length=1000, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    wrong_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="corrections")
    link_sent_at = models.DateTimeField(null=True)
    by_ref = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["about", "-ticket"], name="inquiry_about", condition=Q(about__isnull=False)),
            models.Index(fields=["answered_by", "-answered_at"], name="inquiry_answered_by"),
            models.Index(
                fields=["contact_phone", "-ticket"], name="inquiry_phone", condition=~Q(contact_phone="")
            ),
            models.Index(
                fields=["link_sent_at"], name="inquiry_link", condition=Q(link_sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.ticket_id}"
