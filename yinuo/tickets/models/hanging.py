"""What hangs on every kind of ticket: interactions, notes, musts, attachments, links, who looked."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.tickets.models.tickets import Ticket

_GOING = Q(removed_at__isnull=False) & ~Q(sha256="")
_VULGAR = Q(outcome__in=("VULGAR_WARNED", "VULGAR_ENDED"))


class Interaction(models.Model):
    """One call, message or visit with a customer; may exist before there is a ticket.

    `outcome` is said of a call that was no ordinary one: nobody was heard (R235), or it was vulgar and the
    caller was warned, perhaps the call ended after the warning (R247).
    """

    class Kind(models.TextChoices):
        CALL = "CALL", "电话"
        SMS = "SMS", "短信"
        CHAT = "CHAT", "在线"
        VISIT = "VISIT", "来访"

    class Direction(models.TextChoices):
        IN = "IN", "来电"
        OUT = "OUT", "去电"

    class Outcome(models.TextChoices):
        NO_VOICE = "NO_VOICE", "没有声音"
        VULGAR_WARNED = "VULGAR_WARNED", "粗话，已警告"
        VULGAR_ENDED = "VULGAR_ENDED", "粗话，警告后挂机"

    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="interactions", db_index=False)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind)
    direction = models.CharField(max_length=4, choices=Direction)
    phone = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField(blank=True)
    seconds = models.PositiveIntegerField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    form_key = models.CharField(max_length=40, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-id"], name="interaction_vulgar", condition=_VULGAR),
            models.Index(fields=["customer"], name="interaction_vulgar_of", condition=_VULGAR),
            models.Index(fields=["customer", "-id"], name="interaction_customer"),
            models.Index(fields=["ticket", "-id"], name="interaction_ticket"),
            models.Index(fields=["by", "-id"], name="interaction_by"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form_key"], name="interaction_form_once")
        ]


class Note(models.Model):
    """What a person wrote on a ticket; the event points here so that it carries no text itself."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    form_key = models.CharField(max_length=40, null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form_key"], name="note_form_once")
        ]


class Mention(models.Model):
    """A colleague who was meant by a note; `words` are those in its text that mean them (@李静 8011)."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions", db_index=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    words = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["note", "person"], name="mention_once")
        ]


class Must(models.Model):
    """Something a step asks for, done: when and by whom. The stage's exit asks for these rows."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="musts", db_index=False)
    step = models.CharField(max_length=24)
    key = models.CharField(max_length=40)
    done_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "step", "key"], name="must_once")
        ]


class Attachment(models.Model):
    """A file that belongs to a ticket; the file itself lies in the desk's folder under its hash.

    `kind` is told by the content, never by the name; `purpose` says what it shows (goods, pickup, delivery,
    signature, exception, receipt, statement, scan …). A picture was written anew without what the camera put
    into it (place, device). `original` is what a picture with parts blacked out was made of: from then on
    only who may see personal data is shown that one, on record. `removed_at`: nobody is shown the file any
    more, its row says that it was there; `sha256` is empty once the file is deleted.
    """

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="attachments", db_index=False)
    purpose = models.CharField(max_length=16)
    kind = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    door = models.CharField(max_length=16)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    original = models.ForeignKey("self", models.CASCADE, null=True, related_name="+", db_index=False)
    form_key = models.CharField(max_length=40, null=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["ticket", "id"], name="attachment_ticket"),
            models.Index(fields=["sha256"], name="attachment_file"),
            models.Index(fields=["at", "id"], name="attachment_age", condition=Q(removed_at__isnull=True)),
            models.Index(fields=["id"], name="attachment_going", condition=_GOING),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["form_key"], name="attachment_form_once")
        ]

    def __str__(self) -> str:
        return self.name


class Link(models.Model):
    """Two tickets that have to do with each other (a complaint about an order, a repeated order)."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="links", db_index=False)
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=24)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "other", "kind"], name="link_once")
        ]


class SavedFilter(models.Model):
    """A queue view a person named and kept; `query` is the query string."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_filters", db_index=False)
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "name"], name="filter_name_once")
        ]


class PersonalView(models.Model):
    """That somebody opened the full personal data of a ticket: once per person, ticket and day."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ticket", "person", "on"], name="view_once_a_day")
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["on", "id"], name="view_age")]
