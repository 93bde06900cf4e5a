"""What people write on a ticket, whom they spoke with, what belongs together, who looked."""

from datetime import datetime

from django.db.models import Q

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.customers.models import Customer
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import may
from yinuo.tickets.actions import mentioning
from yinuo.tickets.models import Interaction, Link, Note, PersonalView, Ticket
from yinuo.tickets.rules import LONGEST_LINK_KIND, LONGEST_NOTE, LONGEST_PHONE, PARTED, check_text


def note(ticket: Ticket, *, text: str, by: Person | None, form_key: str | None = None) -> Note:
    """Write a note on the ticket; a `form_key` that was used returns the first note. @8011 or @李敏 means a
    colleague, who is reminded of it.

    Records ticket.noted {mentions}, which points to the note and carries no text itself. Raises
    NotPermitted, Invalid("required"), Invalid("too_long") above 2000 characters, Invalid: mention_unseen,
    mention_unclear (see `mentioning.read`).
    """
    require(by, may.work, ticket)
    meant = mentioning.read(ticket, check_text("text", text, LONGEST_NOTE), by)
    with db.transaction():
        row = Note(ticket=ticket, text=meant.text, by=by, at=clock.now(), form_key=form_key or None)
        written, is_new = db.insert_once(row, "form_key")
        if is_new:
            data = mentioning.keep(written, meant)
            events.record("ticket.noted", subject=written, ticket=ticket, by=by, data=data)
    return written


def note_interaction(
    *,
    kind: str,
    direction: str,
    phone: str,
    note: str,
    by: Person | None,
    at: datetime | None = None,
    ticket: Ticket | None = None,
    customer: Customer | None = None,
    seconds: int | None = None,
    outcome: str = "",
    warned: bool = False,
    form_key: str | None = None,
) -> Interaction:
    """Note by hand one call, message or visit: who, when, what about (R021); there may be no ticket yet.

    The customer, unless said, is the ticket's. A `form_key` that was used returns the first. `outcome` says
    that nobody was heard (R235) or the words were vulgar: ended only when `warned` (R247). Records
    interaction.noted. Raises NotPermitted, Invalid: not_a_choice, too_long, in_the_future, call_not_warned.
    """
    _require_noting(by, ticket)
    row = Interaction(
        ticket=ticket,
        customer=customer or (ticket.customer if ticket else None),
        kind=_chosen("kind", kind, Interaction.Kind.values),
        direction=_chosen("direction", direction, Interaction.Direction.values),
        phone=check_text("phone", phone, LONGEST_PHONE, required=False),
        note=check_text("note", note, LONGEST_NOTE, required=False),
        at=_past(at),
        by=by,
        seconds=seconds,
        outcome=_outcome(outcome, warned),
        form_key=form_key or None,
    )
    with db.transaction():
        noted, is_new = db.insert_once(row, "form_key")
        if is_new:
            _record(noted, by)
    return noted


def _require_noting(by: Person | None, ticket: Ticket | None) -> None:
    require(by, may.note_interaction)
    if ticket:
        require(by, may.work, ticket)


def _outcome(outcome: str, warned: bool) -> str:
    """How a call ended; one is ended for vulgar words only after a warning (R247)."""
    if outcome == Interaction.Outcome.VULGAR_ENDED and not warned:
        raise Invalid(fault("warned", "call_not_warned"))
    return _chosen("outcome", outcome, ["", *Interaction.Outcome.values])


def _record(noted: Interaction, by: Person | None) -> None:
    data = {"kind": noted.kind, "direction": noted.direction}
    data |= {"outcome": noted.outcome} if noted.outcome else {}
    events.record("interaction.noted", subject=noted, ticket=noted.ticket, by=by, data=data)


def link(ticket: Ticket, *, other: Ticket, kind: str, by: Person | None) -> Link:
    """Join two tickets that have to do with each other; the same link again, from either side, is the first.

    Records ticket.linked {other, kind}. Raises NotPermitted, Invalid("required", "too_long"),
    NotNow("link_to_itself").
    """
    require(by, may.link, (ticket, other))
    kind = check_text("kind", kind, LONGEST_LINK_KIND)
    if ticket.pk == other.pk:
        raise NotNow("link_to_itself")
    with db.transaction():
        if turned := Link.objects.filter(ticket=other, other=ticket, kind=kind).first():
            return turned
        joined, is_new = db.insert_once(
            Link(ticket=ticket, other=other, kind=kind), "ticket", "other", "kind"
        )
        if is_new:
            data = {"other": other.pk, "kind": kind}
            events.record("ticket.linked", subject=ticket, ticket=ticket, by=by, data=data)
    return joined


def unlink(ticket: Ticket, *, other: Ticket, kind: str, by: Person | None, is_kept: bool = False) -> bool:
    """Take back that two tickets have to do with each other, from either side; whether they were joined.

    `is_kept`: that they were stays known, as PARTED. Records ticket.unlinked {other, kind}. Raises
    NotPermitted.
    """
    require(by, may.link, (ticket, other))
    with db.transaction():
        either = Q(ticket=ticket, other=other) | Q(ticket=other, other=ticket)
        gone, _rows = Link.objects.filter(either, kind=kind).delete()
        if gone and is_kept:
            db.insert_once(Link(ticket=ticket, other=other, kind=PARTED), "ticket", "other", "kind")
        if gone:
            data = {"other": other.pk, "kind": kind}
            events.record("ticket.unlinked", subject=ticket, ticket=ticket, by=by, data=data)
    return bool(gone)


_SEEN_TODAY = db.Prepared[int](
    lambda ticket, person, on: PersonalView.objects.filter(
        ticket_id=ticket, person_id=person, on=on
    ).values_list("pk", flat=True)[:1]
)


def see_personal(ticket: Ticket, *, by: Person) -> bool:
    """Open the full personal data of a ticket: recorded once per person, ticket and day; True the first time.

    Records ticket.personal_seen. Raises NotPermitted.
    """
    require(by, may.reveal, ticket)
    today = clock.today()
    if _SEEN_TODAY.first(ticket.pk, by.pk, today):
        return False  # a page that is looked at again waits for no lock
    with db.transaction():
        row = PersonalView(ticket=ticket, person=by, on=today)
        _, is_new = db.insert_once(row, "ticket", "person", "on")
        if is_new:
            events.record("ticket.personal_seen", subject=ticket, ticket=ticket, by=by)
    return is_new


def _chosen(field: str, value: str, choices: list[str]) -> str:
    if value not in choices:
        raise Invalid(fault(field, "not_a_choice"))
    return value


def _past(at: datetime | None) -> datetime:
    """The moment said, or now."""
    now = clock.now()
    if at and at > now:
        raise Invalid(fault("at", "in_the_future"))
    return at or now


def forget_words(*, ticket: Ticket) -> None:
    """Empty what was written about people on a ticket: notes, interactions, the details of its events.

    Part of another action's transaction, which says what was forgotten and why (R047).
    """
    ticket.notes.update(text="")
    ticket.interactions.update(phone="", note="", customer=None)
    events.erase_details(ticket.pk)
