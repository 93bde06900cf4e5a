"""Finding one ticket, a customer's tickets, and whatever a search box holds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from django.db.models import Q

from yinuo.core import db, refs
from yinuo.core.db.fulltext import Query
from yinuo.core.errors import NotFound
from yinuo.customers import may as customers
from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.tickets import rules
from yinuo.tickets.models import Interaction, Link, PhoneTail, SearchText, Ticket, TicketSet, reach_of
from yinuo.tickets.queries.paging import PAGE_SIZE, Page, read_id, sized

SEARCH_PAGE: Final = 20
VULGAR: Final = (Interaction.Outcome.VULGAR_WARNED, Interaction.Outcome.VULGAR_ENDED)
CUSTOMERS_SHOWN: Final = 5
LINKED_SHOWN: Final = 50
_REF: Final = re.compile(f"[a-z][{refs.ALPHABET}]{{{refs.LENGTH - 1}}}")
"""No number looks like this: its month holds a 0 or a 1, which no ref does."""
_GIVEN_UP: Final = "W"
"""The letter of numbers that are given up for another one (R044, R076)."""
_Found = Sequence[tuple[int, int]]
"""Of each index row its id, which gives the order, and the id of its ticket or customer."""


@dataclass(frozen=True)
class Hit:
    """Something a search found: a ticket or a customer, the other is None."""

    ticket: Ticket | None = None
    customer: Customer | None = None


_JOINED = Ticket.objects.select_related("customer", "owner", "team", "region__branch")
_BY_NAME = {
    "ref": db.Prepared[Ticket](lambda ref: _JOINED.filter(ref=ref)),
    "number": db.Prepared[Ticket](lambda number: _JOINED.filter(number=number)),
    "reference": db.Prepared[Ticket](lambda number: _JOINED.filter(has_had(number))),
}


def ticket(person: Person, ref_or_number: str) -> Ticket:
    """The ticket with this ref or number. Raises NotFound("not_found"), also for what they may not see."""
    name, value = name_of(ref_or_number)
    row = _BY_NAME[name].first(value)
    if row is None or not is_visible(row, person):
        raise NotFound("not_found")
    return row


def is_visible(ticket: Ticket, person: Person) -> bool:
    """Whether the ticket is within this person's reach (like `visible_to`, of a ticket that was read)."""
    return reach_of(person).holds(
        owner_id=ticket.owner_id,
        given_to_id=ticket.given_to_id,
        team_id=ticket.team_id,
        region_id=ticket.region_id,
        barred_id=ticket.barred_id,
    )


def name_of(ref_or_number: str) -> tuple[str, str]:
    """By what a ticket is named, and the value to look for: its ref, its number, or the reference of a web
    order, which was its number before the confirmation and names it for ever.
    """
    word = ref_or_number.strip()
    if _REF.fullmatch(word):
        return "ref", word
    value = word.upper() if word.isalnum() else ""
    return ("reference" if value.startswith(_GIVEN_UP) else "number"), value


def has_had(number: Any) -> Q:
    """Tickets whose number this is, or was."""
    return Q(number=number) | Q(former_number=number)


def of_customer(customer: Customer, *, person: Person, size: int = 10) -> list[Ticket]:
    """The customer's tickets that `person` may see, the newest first."""
    reach = reach_of(person)
    if reach.is_nothing:
        return []
    return _of_customer(reach.alike, sized(size)).all(customer.pk, reach.person_id, reach.team_id or 0)


@lru_cache(256)
def _of_customer(alike: rules.Reach, size: int) -> db.Prepared[Ticket]:
    """A customer's tickets for everybody with this kind of reach."""
    return db.Prepared(
        lambda customer, who, team: (
            Ticket.objects.within(alike.of(who, team))
            .filter(customer_id=customer, is_draft=False)
            .order_by("-id")
            .defer("answers")[:size]
        )
    )


def contact_with(customer: Customer) -> tuple[datetime | None, int]:
    """When somebody last spoke or wrote with this customer, and in how many calls they had to be warned for
    vulgar words (R247; counting stops at 99); in one statement.
    """
    return _CONTACT.first(customer.pk) or (None, 0)


_CONTACT = db.Prepared[tuple[datetime | None, int]](
    lambda customer: (
        Interaction.objects.filter(customer_id=customer)
        .annotate(vulgar=db.Count(Interaction.objects.filter(customer_id=customer, outcome__in=VULGAR), 99))
        .order_by("-id")
        .values_list("at", "vulgar")[:1]
    )
)


def vulgar_list(person: Person, cursor: str | None = None, *, size: int = PAGE_SIZE) -> Page[Interaction]:
    """The vulgar calls, the newest first: everybody's for who sees everything, else one's own team's.

    Raises Invalid("cursor_wrong").
    """
    below, size, reach = read_id(cursor), sized(size), reach_of(person)
    rows = Interaction.objects.filter(outcome__in=VULGAR)
    if not reach.is_everything:
        mine = Q(by=person.pk) | Q(by__team=reach.team_id) if reach.team_id else Q(by=person.pk)
        rows = rows.filter(mine)
    if below is not None:
        rows = rows.filter(pk__lt=below)
    found = list(rows.select_related("customer", "by", "ticket").order_by("-id")[: size + 1])
    return Page(found[:size], str(found[size - 1].pk) if len(found) > size else None)


def last_contact(customer: Customer) -> datetime | None:
    """When somebody last spoke or wrote with this customer."""
    return _LAST_CONTACT.first(customer.pk)


_LAST_CONTACT = db.Prepared[datetime](
    lambda customer: (
        Interaction.objects.filter(customer_id=customer).order_by("-id").values_list("at", flat=True)[:1]
    )
)


def linked(ticket: Ticket, person: Person, *, size: int = LINKED_SHOWN) -> list[Ticket]:
    """The tickets joined with this one from either side that `person` may see, the newest first."""
    links = Link.objects.filter(Q(ticket=ticket) | Q(other=ticket)).exclude(kind=rules.PARTED)
    pairs = links.values_list("ticket_id", "other_id")
    others = {pk for pair in pairs for pk in pair} - {ticket.pk}
    rows = Ticket.objects.visible_to(person).filter(pk__in=others).order_by("-id").defer("answers")
    return list(rows[: sized(size)]) if others else []


def search(person: Person, text: str, cursor: str | None = None, *, size: int = SEARCH_PAGE) -> Page[Hit]:
    """What a person means by `text`, one page, the newest first (R021).

    Finds by number, ref and waybill; by a phone, whole or its last four digits; and by any piece of two or
    more Chinese characters (or a whole word of letters and digits) of names, company, goods and addresses.
    The first page begins with the exact hit and the newest customers found. A fixed number of statements,
    whatever the number of tickets. Raises Invalid("cursor_wrong").
    """
    wanted = rules.understand(text)
    below = read_id(cursor)
    if wanted.is_empty or not person.is_active:
        return Page([], None)
    reach, size = reach_of(person), sized(size)
    visible = Ticket.objects.within(reach).defer("answers")
    exact = _exact(visible, wanted.exact) if below is None else []
    customers = _customers(person, wanted) if below is None else []
    found = _tickets(reach, wanted, below, size + 1)
    page = found[:size]
    hits = [*(Hit(ticket=row) for row in exact), *(Hit(customer=row) for row in customers)]
    hits += [Hit(ticket=row) for row in _loaded(visible, page) if row not in exact]
    return Page(hits, str(page[-1][0]) if len(found) > size else None)


def _exact(visible: TicketSet, word: str) -> list[Ticket]:
    if not word:
        return []
    forms = {word, word.upper()}
    key = Q(ref=word) | Q(number__in=forms) | Q(former_number__in=forms) | Q(waybill__in=forms)
    return list(visible.filter(key).order_by("-id")[:CUSTOMERS_SHOWN])


def _customers(person: Person, wanted: rules.Wanted) -> list[Customer]:
    if not customers.see(person):
        return []
    if wanted.tail:
        rows = _by_tail(wanted, Q(found__kind=SearchText.Kind.CUSTOMER), None, CUSTOMERS_SHOWN)
    else:
        rows = _by_words(wanted, SearchText.Kind.CUSTOMER, (), None, CUSTOMERS_SHOWN)
    known = Customer.objects.in_bulk([subject for _, subject in rows])
    return [known[subject] for _, subject in rows if subject in known]


def _tickets(reach: rules.Reach, wanted: rules.Wanted, below: int | None, limit: int) -> _Found:
    if wanted.tail:
        return _by_tail(wanted, Q(found__kind=SearchText.Kind.TICKET) & _scope(reach), below, limit)
    return _by_words(wanted, SearchText.Kind.TICKET, rules.scope_marks(reach), below, limit)


def _by_words(
    wanted: rules.Wanted, kind: str, scope: tuple[str, ...], below: int | None, limit: int
) -> _Found:
    """A scope's mark stands on tickets only; without one the kind narrows."""
    kinds = () if scope else (rules.SEARCH.mark("kind", kind),)
    query = Query(wanted.query.phrases, wanted.query.beginnings, kinds, scope)
    rows = rules.SEARCH.newest(query, columns=("id", "subject_id"), below=below, limit=limit)
    return [(int(row_id), int(subject)) for row_id, subject in rows]


def _by_tail(wanted: rules.Wanted, narrowed: Q, below: int | None, limit: int) -> _Found:
    """A tail leaves few rows, so other words are looked for in the rows themselves."""
    rows = PhoneTail.objects.filter(narrowed, tail=wanted.tail)
    for phrase in wanted.query.phrases:
        rows = rows.filter(found__terms__contains=f" {' '.join(phrase)} ")
    for beginning in wanted.query.beginnings:
        rows = rows.filter(found__terms__contains=f" {beginning}")
    if below is not None:
        rows = rows.filter(found_id__lt=below)
    return list(rows.order_by("-found_id").values_list("found_id", "found__subject_id")[:limit])


def _scope(reach: rules.Reach) -> Q:
    if reach.is_everything:
        return Q()
    seen = Q(found__owner_id=reach.person_id) | Q(found__given_to_id=reach.person_id)
    if reach.team_id:
        seen |= Q(found__team_id=reach.team_id)
    return seen | Q(found__region_id__in=reach.region_ids) if reach.region_ids else seen


def _loaded(visible: TicketSet, found: _Found) -> list[Ticket]:
    """The tickets in the order found; asked for again through what the person may see."""
    known = visible.in_bulk([subject for _, subject in found])
    return [known[subject] for _, subject in found if subject in known]
