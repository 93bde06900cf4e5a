"""Letting go of what a ticket says of people, because its time is up or its customer asked for it.

What happened, when, where and how it ended stays, so every count stays true. The tickets empty what is
theirs; the modules of its kind, its promises and its messages hear `ticket.forgotten` and empty theirs in the
same transaction (`wiring.keeping`).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from yinuo.core import clock, db, events, keeping
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.core.models import Hold
from yinuo.customers import actions as customers
from yinuo.customers import may as customers_may
from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.tickets.actions.attaching import forget_files
from yinuo.tickets.actions.noting import forget_words
from yinuo.tickets.models import Interaction, PersonalView, SearchText, Ticket

OVER: Final = "over_its_time"
ASKED: Final = "asked_by_customer"


def forget(ticket_id: int, *, why: str = OVER, by: Person | None = None) -> bool:
    """Empty everything that a ticket that has ended, or a draft, says of people; whether there was any.

    Records ticket.forgotten {why}. Raises NotNow: ticket_not_ended, held.
    """
    with db.transaction():
        ticket = Ticket.objects.select_for_update().get(pk=ticket_id)
        if ticket.forgotten_at is not None:
            return False
        if ticket.closed_at is None and not ticket.is_draft:
            raise NotNow("ticket_not_ended", number=ticket.number or ticket.ref)
        if keeping.is_held("ticket", ticket.pk) or keeping.is_held("customer", ticket.customer_id):
            raise NotNow("held", number=ticket.number or ticket.ref)
        _empty(ticket)
        events.record("ticket.forgotten", subject=ticket, ticket=ticket, by=by, data={"why": why})
    return True


def _empty(ticket: Ticket) -> None:
    now = clock.now()
    Ticket.objects.filter(pk=ticket.pk).update(
        headline="",
        customer_name="",
        customer=None,
        next_due_label="",
        waiting_for="",
        answers={},
        closed_at=ticket.closed_at or now,
        forgotten_at=now,
        version=ticket.version + 1,
    )
    forget_words(ticket=ticket)
    forget_files(ticket.pk)
    SearchText.objects.filter(kind=SearchText.Kind.TICKET, subject_id=ticket.pk).delete()
    Hold.objects.filter(subject_kind="ticket", subject_id=ticket.pk).update(reason="")


def to_forget(before: datetime) -> QuerySet[Ticket]:
    """Tickets that ended before a moment and still speak of people, without those that are held."""
    ended = Ticket.objects.filter(closed_at__lt=before, forgotten_at__isnull=True, is_draft=False)
    return _not_held(ended).order_by("closed_at", "id")


def drafts_to_forget(before: datetime) -> QuerySet[Ticket]:
    """Drafts that nobody touched since a moment, and nobody ended."""
    left = Ticket.objects.filter(
        is_draft=True, closed_at__isnull=True, forgotten_at__isnull=True, changed_at__lt=before
    )
    return _not_held(left).order_by("id")


def contacts_to_forget(before: datetime) -> QuerySet[Interaction]:
    """Calls and visits before a moment that led to no ticket and still say who it was."""
    said = ~Q(phone="") | ~Q(note="") | Q(customer__isnull=False)
    found = Interaction.objects.filter(said, ticket__isnull=True, at__lt=before)
    return found.exclude(keeping.any_held("customer", "customer_id")).order_by("id")


def forget_contacts(ids: Sequence[int]) -> None:
    """Empty what calls without a ticket say of people; that they were made stays."""
    Interaction.objects.filter(pk__in=ids).update(phone="", note="", customer=None)


def customers_to_forget(before: datetime) -> QuerySet[Customer]:
    """Customers who have nothing open and of whom nothing was heard since a moment."""
    theirs = Ticket.objects.filter(customer=OuterRef("pk"))
    live = theirs.filter(Q(closed_at__isnull=True) | Q(closed_at__gte=before) | Q(changed_at__gte=before))
    rang = Interaction.objects.filter(customer=OuterRef("pk"), at__gte=before)
    quiet = customers.known_since_before(before).exclude(Exists(live)).exclude(Exists(rang))
    return quiet.exclude(keeping.any_held("customer", "pk")).order_by("id")


def views_to_forget(before: datetime) -> QuerySet[PersonalView]:
    """Who looked at personal data, before a moment."""
    return PersonalView.objects.filter(on__lt=clock.local(before).date()).order_by("on", "id")


def erase_customer(customer: Customer, *, checked: str, by: Person | None) -> None:
    """Delete what the desk knows of a customer who asked for it and proved who they are (PIPL 47).

    `checked` is one of `customers.actions.CHECKS`: how that was proved. What has ended is emptied ticket by
    ticket, so a big customer holds nobody up; broken off, it is asked again. The numbers of messages that law
    tells us to keep for six months go when these are over. Records ticket.forgotten for each and
    customer.erased {checked}. Raises NotPermitted; NotNow: customer_has_open_tickets, held.
    """
    if by is not None and not customers_may.erase(by):
        raise NotPermitted("not_permitted")
    customers.check_identity(checked)
    if keeping.is_held("customer", customer.pk):
        raise NotNow("held", number=customer.display)
    theirs = Ticket.objects.filter(customer=customer)
    if (
        number := theirs.filter(closed_at__isnull=True, is_draft=False)
        .values_list("number", flat=True)
        .first()
    ):
        raise NotNow("customer_has_open_tickets", number=number)
    ids = list(theirs.order_by("id").values_list("pk", flat=True))
    held = Hold.objects.filter(subject_kind="ticket", subject_id__in=ids, lifted_at__isnull=True)
    if held.exists():
        raise NotNow("held", number=customer.display)
    for pk in ids:
        forget(pk, why=ASKED, by=by)
    with db.transaction():
        Interaction.objects.filter(customer=customer).update(phone="", note="", customer=None)
        customers.forget(customer.pk, checked=checked, by=by)


def unindex_customer(customer_id: int) -> None:
    """Let no search find a customer any more."""
    SearchText.objects.filter(kind=SearchText.Kind.CUSTOMER, subject_id=customer_id).delete()


def _not_held(found: QuerySet[Ticket]) -> QuerySet[Ticket]:
    return found.exclude(keeping.any_held("ticket", "pk")).exclude(
        keeping.any_held("customer", "customer_id")
    )
