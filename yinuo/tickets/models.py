"""The ticket and what hangs on every kind of it."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q, QuerySet

from yinuo.customers.models import Customer
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person, Region, Role, Team

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
SEES_ALL = (Role.MANAGER, Role.ADMINISTRATOR, Role.AUDITOR)


class Kind(models.TextChoices):
    """What kind of service work a ticket is."""

    ORDER = "ORDER", "业务单"
    TASK = "TASK", "任务"


class Channel(models.TextChoices):
    """How it reached us (R001–R009)."""

    PHONE = "PHONE", "电话"
    WEB = "WEB", "网上"
    CHAT = "CHAT", "在线"
    MESSAGE = "MESSAGE", "留言"
    VISIT = "VISIT", "来访"
    FAX = "FAX", "传真"
    INSIDE = "INSIDE", "内部"


class TicketSet(QuerySet["Ticket"]):
    """Tickets, narrowed to what someone may see."""

    def visible_to(self, person: Person) -> "TicketSet":
        """own ∪ team ∪ regions ∪ all, by role; in doubt, nothing."""
        if not person.is_active:
            return self.none()
        if person.role in SEES_ALL:
            return self
        mine = Q(owner_id=person.pk) | Q(given_to_id=person.pk)
        if person.role in (Role.AGENT, Role.TEAM_LEADER) and person.team_id:
            return self.filter(mine | Q(team_id=person.team_id))
        if person.role in (Role.DISPATCHER, Role.MARKET_DEVELOPER):
            regions = person.posts.values_list("region_id", flat=True)
            return self.filter(mine | Q(region_id__in=list(regions)))
        return self.filter(mine)

    def live(self) -> "TicketSet":
        """Neither drafts nor closed: what stands in a queue."""
        return self.filter(is_draft=False, closed_at__isnull=True)


class Ticket(models.Model):
    """One piece of service work; holds all that a mixed queue shows, so that a row renders from it alone."""

    ref = models.CharField(max_length=12, unique=True)
    number = models.CharField(max_length=16, unique=True, null=True)
    kind = models.CharField(max_length=12, choices=Kind)
    stage = models.CharField(max_length=24)
    headline = models.CharField(max_length=120, blank=True)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    customer_name = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    given_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")
    department = models.CharField(max_length=40, blank=True)
    waybill = models.CharField(max_length=40, blank=True)
    playbook_version = models.ForeignKey(PlaybookVersion, models.PROTECT, null=True, related_name="+")
    next_due_at = models.DateTimeField(default=NEVER)
    next_due_from = models.DateTimeField(null=True)
    next_due_label = models.CharField(max_length=80, blank=True)
    waiting_for = models.CharField(max_length=40, blank=True)
    is_draft = models.BooleanField(default=False)
    form_key = models.CharField(max_length=40, unique=True, null=True)
    answers = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = TicketSet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["owner", "next_due_at", "id"],
                name="queue_mine",
                condition=Q(is_draft=False, closed_at__isnull=True),
            ),
            models.Index(
                fields=["team", "next_due_at", "id"],
                name="queue_team",
                condition=Q(is_draft=False, closed_at__isnull=True),
            ),
            models.Index(
                fields=["team", "next_due_at", "id"],
                name="queue_unassigned",
                condition=Q(is_draft=False, closed_at__isnull=True, owner__isnull=True),
            ),
            models.Index(
                fields=["next_due_at", "id"],
                name="queue_all",
                condition=Q(is_draft=False, closed_at__isnull=True),
            ),
            models.Index(
                fields=["given_to", "next_due_at", "id"],
                name="queue_given",
                condition=Q(is_draft=False, closed_at__isnull=True),
            ),
            models.Index(fields=["opened_by", "-id"], name="drafts_mine", condition=Q(is_draft=True)),
            models.Index(fields=["customer", "-id"], name="ticket_customer"),
            models.Index(fields=["kind", "stage", "-id"], name="ticket_kind_stage"),
            models.Index(fields=["kind", "-id"], name="ticket_kind_newest"),
            models.Index(fields=["waybill"], name="ticket_waybill", condition=~Q(waybill="")),
        ]

    def __str__(self) -> str:
        return self.number or self.ref

    def is_overdue(self, now: datetime) -> bool:
        """Whether the nearest promise is already broken."""
        return self.next_due_at < now


class Interaction(models.Model):
    """One call, message or visit with a customer; may exist before there is a ticket."""

    class Kind(models.TextChoices):
        CALL = "CALL", "电话"
        SMS = "SMS", "短信"
        CHAT = "CHAT", "在线"
        VISIT = "VISIT", "来访"

    class Direction(models.TextChoices):
        IN = "IN", "来电"
        OUT = "OUT", "去电"

    ticket = models.ForeignKey(Ticket, models.CASCADE, null=True, related_name="interactions")
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    direction = models.CharField(max_length=4, choices=Direction)
    phone = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    seconds = models.PositiveIntegerField(null=True)
    form_key = models.CharField(max_length=40, unique=True, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["customer", "-id"], name="interaction_customer"),
            models.Index(fields=["ticket", "-id"], name="interaction_ticket"),
            models.Index(fields=["by", "-id"], name="interaction_by"),
        ]


class Note(models.Model):
    """What a person wrote on a ticket; the event points here so that it carries no text itself."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    form_key = models.CharField(max_length=40, unique=True, null=True)


class Must(models.Model):
    """Something a step asks for, done: when and by whom. The stage's exit asks for these rows."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="musts")
    step = models.CharField(max_length=24)
    key = models.CharField(max_length=40)
    done_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "step", "key"], name="must_once")]


class Link(models.Model):
    """Two tickets that have to do with each other (a complaint about an order, a repeated order)."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="links")
    other = models.ForeignKey(Ticket, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=24)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "other", "kind"], name="link_once")]


class SavedFilter(models.Model):
    """A queue view a person named and kept; `query` is the query string."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=30)
    query = models.CharField(max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="filter_name_once")]


class PersonalView(models.Model):
    """That somebody opened the full personal data of a ticket: once per person, ticket and day."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "person", "on"], name="view_once_a_day")]


class SearchText(models.Model):
    """What a search finds: one row per ticket or customer, terms made in Python, scope in the row."""

    class Kind(models.TextChoices):
        TICKET = "TICKET"
        CUSTOMER = "CUSTOMER"

    kind = models.CharField(max_length=8, choices=Kind)
    subject_id = models.BigIntegerField()
    owner_id = models.BigIntegerField(null=True)
    given_to_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)
    region_id = models.BigIntegerField(null=True)
    terms = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="search_once")]


class PhoneTail(models.Model):
    """The last four digits of a phone on a ticket, in an indexed column of their own."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="phone_tails")
    tail = models.CharField(max_length=4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "tail"], name="tail_once")]
        indexes = [models.Index(fields=["tail", "-ticket"], name="tail_newest")]
