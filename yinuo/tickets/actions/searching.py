"""Keeping what a search finds in step with tickets and customers."""

from collections.abc import Iterable, Sequence

from yinuo.core import db
from yinuo.customers.models import Customer, CustomerAddress, CustomerPhone
from yinuo.tickets import rules
from yinuo.tickets.models import PhoneTail, SearchText, Ticket

Indexed = tuple[Ticket, Sequence[str], Sequence[str]]
"""A ticket with the texts and the phones by which it is found."""

_INDEXED = db.Prepared[SearchText](lambda pk, kind: SearchText.objects.filter(subject_id=pk, kind=kind))
_PHONES = db.Prepared[str](
    lambda customer: CustomerPhone.objects.filter(customer_id=customer).values_list("digits", flat=True)
)
_PLACES = db.Prepared[str](
    lambda customer: CustomerAddress.objects.filter(customer_id=customer).values_list("text", flat=True)
)
_TAILS = db.Prepared[str](
    lambda found: PhoneTail.objects.filter(found_id=found).values_list("tail", flat=True)
)


def index_ticket(ticket: Ticket, *, texts: Iterable[str] = (), phones: Iterable[str] = ()) -> None:
    """Make the ticket findable by its headline, its customer's name, `texts` and `phones`; by nothing else.

    Called by the module of its kind whenever one of these changed; writes only when the terms did. Number,
    ref and waybill are found in the ticket itself.
    """
    phones = list(phones)
    with db.transaction():
        _store(_row(ticket, texts, phones), phones)


def index_tickets(indexed: Sequence[Indexed]) -> None:
    """The same for many tickets that were never indexed, in their order: for generated history."""
    with db.transaction():
        rows = SearchText.objects.bulk_create([_row(*one) for one in indexed])
        tails = [
            PhoneTail(found=row, tail=tail)
            for row, (_, _, phones) in zip(rows, indexed, strict=True)
            for tail in rules.phone_tails(phones)
        ]
        PhoneTail.objects.bulk_create(tails)


def index_customer(customer: Customer, *, is_new: bool = False) -> None:
    """Make the customer findable by names, company, usual addresses and phones; wired to customer events."""
    phones = _PHONES.all(customer.pk)
    places = _PLACES.all(customer.pk)
    texts = [customer.name, customer.company, customer.address_as, *places]
    row = SearchText(
        kind=SearchText.Kind.CUSTOMER, subject_id=customer.pk, terms=rules.search_terms(texts, phones)
    )
    with db.transaction():
        _store(row, phones, is_unknown=is_new)


def publish(ticket: Ticket, texts: Iterable[str], phones: Iterable[str]) -> None:
    """Make a ticket that is held and leaves its draft findable, by those who may see it now."""
    phones = list(phones)
    if not _store(_row(ticket, texts, phones), phones, is_unknown=True):
        follow_scope(ticket)


def follow_scope(ticket: Ticket) -> None:
    """Let those find the ticket who may see it now; used by every action that changes its holders.

    A draft is found by nobody yet, and follows when it is published.
    """
    if ticket.is_draft and ticket.closed_at is None:
        return
    row = {"subject_id": ticket.pk, "kind": SearchText.Kind.TICKET}
    db.change(SearchText, row, **_scope(ticket))


def _row(ticket: Ticket, texts: Iterable[str], phones: Iterable[str]) -> SearchText:
    terms = rules.search_terms([ticket.headline, ticket.customer_name, *texts], phones)
    return SearchText(kind=SearchText.Kind.TICKET, subject_id=ticket.pk, terms=terms, **_scope(ticket))


def _scope(ticket: Ticket) -> dict[str, int | None]:
    return {
        "owner_id": ticket.owner_id,
        "given_to_id": ticket.given_to_id,
        "team_id": ticket.team_id,
        "region_id": ticket.region_id,
    }


def _store(row: SearchText, phones: Iterable[str], *, is_unknown: bool = False) -> bool:
    """Insert the row, or write its new terms if they changed; says whether it is new.

    `is_unknown` spares the look for a row where most probably there is none yet.
    The scope of a row that is there is left to `follow_scope`: a caller's ticket may be an old reading.
    """
    found = None if is_unknown else _INDEXED.first(row.subject_id, row.kind)
    kept, is_new = (found, False) if found else db.insert_once(row, "subject_id", "kind")
    present = set() if is_new else set(_TAILS.all(kept.pk))
    if kept.terms != row.terms:
        db.change(SearchText, {"id": kept.pk}, terms=row.terms)
    wanted = set(rules.phone_tails(phones))
    if gone := present - wanted:
        kept.tails.filter(tail__in=gone).delete()
    for tail in sorted(wanted - present):
        db.add(PhoneTail(found=kept, tail=tail))
    return is_new
