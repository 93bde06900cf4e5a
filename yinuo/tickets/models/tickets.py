"""The ticket itself: what every queue shows, and who may see it."""

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q, QuerySet

from yinuo.customers.models import Customer
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person, Region, RegionPost, Team
from yinuo.tickets import rules

NEVER = datetime(9999, 12, 31, tzinfo=UTC)
"""`next_due_at` of a ticket that waits for nothing: it stands last in every queue."""

_LIVE = Q(is_draft=False, closed_at__isnull=True)
_ENDED_CASE = Q(kind="COMPLAINT", stage="CLOSED")
_SPEAKS = Q(closed_at__isnull=False, forgotten_at__isnull=True)


class Kind(models.TextChoices):
    """What kind of service work a ticket is."""

    ORDER = "ORDER", "业务单"
    INQUIRY = "INQUIRY", "查询"
    COMPLAINT = "COMPLAINT", "投诉"
    SUGGESTION = "SUGGESTION", "建议"
    TASK = "TASK", "任务"


class Channel(models.TextChoices):
    """How it reached us (R001–R009); a hotline or an authority passes on what somebody told it."""

    PHONE = "PHONE", "电话"
    WEB = "WEB", "网上"
    CHAT = "CHAT", "在线"
    MESSAGE = "MESSAGE", "留言"
    VISIT = "VISIT", "来访"
    FAX = "FAX", "传真"
    EMAIL = "EMAIL", "邮件"
    SMS = "SMS", "短信"
    LETTER = "LETTER", "信函"
    HOTLINE = "HOTLINE", "热线转办"
    OFFICIAL = "OFFICIAL", "主管部门转办"
    INSIDE = "INSIDE", "内部"


def reach_of(person: Person) -> rules.Reach:
    """How far this person sees: own ∪ team ∪ regions ∪ all, by role; in doubt, nothing (R327–R332, R340)."""
    if not person.is_active:
        return rules.NO_REACH
    reach = rules.reach(person.role, person.pk, person.team_id)
    if not reach.needs_regions:
        return reach
    posts = RegionPost.objects.filter(person=person).values_list("region_id", flat=True)
    return reach.with_regions(posts)


class TicketSet(QuerySet["Ticket"]):
    """Tickets, narrowed to what someone may see."""

    def visible_to(self, person: Person) -> "TicketSet":
        """Those within this person's reach."""
        return self.within(reach_of(person))

    def within(self, reach: rules.Reach) -> "TicketSet":
        """Those within a reach that is already known; never what is about the person themselves."""
        if reach.is_nothing:
            return self.none()
        seen = self.exclude(barred_id=reach.person_id)
        return seen if reach.is_everything else seen._held_within(reach)

    def _held_within(self, reach: rules.Reach) -> "TicketSet":
        seen = Q(owner_id=reach.person_id) | Q(given_to_id=reach.person_id)
        if reach.team_id:
            seen |= Q(team_id=reach.team_id)
        if reach.region_ids:
            seen |= Q(region_id__in=reach.region_ids)
        return self.filter(seen)

    def live(self) -> "TicketSet":
        """Neither drafts nor closed: what stands in a queue."""
        return self.filter(_LIVE)


class Ticket(models.Model):
    """One piece of service work; holds all that a mixed queue shows, so that a row renders from it alone.

    `former_number` is the reference it had before its present number, and is still found by (R044, R076).
    `barred` is the person a complaint is about, who neither sees nor handles it, however far they see
    otherwise.
    `forgotten_at`: nothing in it speaks of a person any more, its time was up or its customer asked for it.
    """

    ref = models.CharField(max_length=12)
    number = models.CharField(max_length=16, null=True)
    former_number = models.CharField(max_length=16, null=True)
    kind = models.CharField(max_length=12, choices=Kind)
    stage = models.CharField(max_length=24)
    headline = models.CharField(max_length=120, blank=True)
    customer = models.ForeignKey(Customer, models.PROTECT, null=True, related_name="+", db_index=False)
    customer_name = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    given_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    barred = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+", db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.CharField(max_length=40, blank=True)
    waybill = models.CharField(max_length=40, blank=True)
    playbook_version = models.ForeignKey(
        PlaybookVersion, models.PROTECT, null=True, related_name="+", db_index=False
    )
    next_due_at = models.DateTimeField(default=NEVER)
    next_due_from = models.DateTimeField(null=True)
    next_due_label = models.CharField(max_length=80, blank=True)
    waiting_for = models.CharField(max_length=40, blank=True)
    is_draft = models.BooleanField(default=False)
    form_key = models.CharField(max_length=40, null=True)
    answers = models.JSONField(default=dict)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    closed_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    forgotten_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = TicketSet.as_manager()

    class Meta:
        # One index for each way a queue is read: a page of it is one scan without a sort. Foreign keys have
        # no index of their own, because every index is written anew whenever `next_due_at` moves.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner", "next_due_at", "id"], name="queue_mine", condition=_LIVE),
            models.Index(fields=["team", "next_due_at", "id"], name="queue_team", condition=_LIVE),
            models.Index(
                fields=["team", "next_due_at", "id"],
                name="queue_unassigned",
                condition=_LIVE & Q(owner__isnull=True),
            ),
            models.Index(fields=["next_due_at", "id"], name="queue_all", condition=_LIVE),
            models.Index(fields=["given_to", "next_due_at", "id"], name="queue_given", condition=_LIVE),
            models.Index(fields=["opened_by", "-id"], name="drafts_mine", condition=Q(is_draft=True)),
            models.Index(fields=["customer", "-id"], name="ticket_customer"),
            models.Index(fields=["kind", "stage", "-id"], name="ticket_kind_stage"),
            models.Index(fields=["kind", "-id"], name="ticket_kind_newest"),
            models.Index(fields=["channel", "-id"], name="ticket_ended_way", condition=_ENDED_CASE),
            models.Index(fields=["owner", "-id"], name="ticket_ended_whose", condition=_ENDED_CASE),
            models.Index(fields=["waybill"], name="ticket_waybill"),
            models.Index(fields=["closed_at", "id"], name="ticket_to_forget", condition=_SPEAKS),
        ]
        # Constraints, because a unique CharField would have a second index on PostgreSQL.
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["ref"], name="ticket_ref_once"),
            models.UniqueConstraint(fields=["number"], name="ticket_number_once"),
            models.UniqueConstraint(
                fields=["former_number"],
                name="ticket_former_once",
                condition=Q(former_number__isnull=False),
            ),
            models.UniqueConstraint(fields=["form_key"], name="ticket_form_once"),
            models.CheckConstraint(
                condition=~Q(kind="COMPLAINT") | Q(owner__isnull=False), name="ticket_complaint_owned"
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.ref
