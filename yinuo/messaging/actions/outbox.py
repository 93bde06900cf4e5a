"""Putting a notice into the outbox, taking it back, sending it again.

A notice that is the act itself (the slip) is refused loudly when it cannot leave; one that the playbook
sends by itself never fails the action it follows: it is written down as given up, in public.
"""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import uuid4

from yinuo.core import clock, db
from yinuo.core.errors import DeskError, Invalid, NotNow, fault
from yinuo.messaging import may, queries, rules
from yinuo.messaging.actions import recording
from yinuo.messaging.models import Notice
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.actions import locking
from yinuo.tickets.models import Ticket

REPEATABLE = (Notice.State.GIVEN_UP, Notice.State.LOST)
"""A message that did not arrive may be sent again."""


def queue(
    *,
    ticket: Ticket,
    key: str,
    to: tickets.Contact | str,
    by: Person | None,
    text: str | None = None,
    variables: Mapping[str, str] | None = None,
    over_limit: rules.OverLimit | None = None,
    leave_out: Collection[str] = (),
) -> Notice:
    """Put the playbook's notice `key` into the outbox; the worker sends it after the commit.

    `to` is a part in the ticket (`receiver`, `customer` …) or a contact, taken for the first part the
    notice is written for. `text` is what a person made of the notice, `variables` go before the ticket's
    facts. `over_limit="parts"` lets this one leave in parts (67 units each), `leave_out` names the variables
    that the person decided not to write; only those the playbook says may be left out.

    Raises NotPermitted; NotFound("notice_unknown"); NotNow with notice_nobody, notice_no_phone, sms_gaps or
    sms_too_long (units, limit, over, parts, longest, fields, choices); Invalid for an empty or endless text,
    or something that may not be left out.
    """
    staff_may.require(by, may.send)
    template = queries.notice_of(queries.playbook_of(ticket), key)
    if not set(leave_out) <= set(template.leave_out):
        raise Invalid(fault("leave_out", "not_a_choice"))
    facts = tickets.facts(ticket)
    contact = _contact(ticket, to, facts)
    if text is None:
        values = tickets.Layers(variables or {}, facts.values)
        composed = queries.filled(template, values, over_limit, leave_out)
    else:
        composed = _written(text, template.limit, over_limit or template.over_limit)
    if refusal := why_not(contact, composed):
        raise refusal
    role = to if isinstance(to, str) else template.to[0]
    return put(ticket, key, role, contact, composed, by, is_commercial=template.commercial)


def write(
    *,
    ticket: Ticket,
    to: str,
    text: str,
    by: Person,
    over_limit: rules.OverLimit = "refuse",
    form_key: str | None = None,
) -> Notice:
    """Send a person's own words to a part in the ticket (`driver`, `customer` …).

    The staff number is put at the end where it does not stand already (R043, R327). A used `form_key`
    returns the first. Raises NotPermitted; Invalid for an empty or endless text; NotNow with
    notice_nobody, notice_no_phone or sms_too_long (R070).
    """
    staff_may.require(by, may.send)
    words = rules.signed(_sound(text), by.staff_number)
    contact = _contact(ticket, to, tickets.facts(ticket))
    composed = _written(words, rules.LIMIT, over_limit)
    if refusal := why_not(contact, composed):
        raise refusal
    with db.transaction():
        locking.lock(ticket)
        if form_key and (first := Notice.objects.filter(form_key=form_key).first()):
            return first
        return put(ticket, rules.OWN_WORDS, to, contact, composed, by, form_key=form_key)


def withdraw(notice: Notice, *, by: Person | None) -> Notice:
    """Take back a message that has not left; a second time changes nothing.

    Raises NotPermitted; NotNow("notice_leaving") while a worker is sending it, NotNow("notice_left") after.
    """
    staff_may.require(by, may.send)
    with db.transaction():
        row = _held(notice)
        if row.state == Notice.State.CANCELLED:
            return row
        if row.state not in recording.UNSENT:
            raise NotNow("notice_left")
        if row.claimed_until is not None or row.sent_at is not None:
            raise NotNow("notice_leaving")
        row.state, row.wake_at = Notice.State.CANCELLED, None
        row.save(update_fields=["state", "wake_at"])
        recording.record("withdrawn", row, by=by)
    return row


def send_again(
    notice: Notice, *, by: Person | None, text: str | None = None, over_limit: rules.OverLimit | None = None
) -> Notice:
    """Queue a given-up or lost message anew, to the number the person has now. Returns the new notice.

    What was refused for its length or its gaps is composed again from the ticket as it is now, unless
    `text` is given. Said twice, the second returns the first's. Raises NotPermitted; NotNow with
    notice_not_given_up, notice_outdated, notice_no_phone, sms_gaps or sms_too_long; Invalid.
    """
    staff_may.require(by, may.send)
    with db.transaction():
        old = _held(notice)
        if old.again is not None:
            return old.again
        if old.ticket is None or old.state not in REPEATABLE:
            raise NotNow("notice_not_given_up")
        if not queries.is_wanted(old):
            raise NotNow("notice_outdated")
        phone = old.to_person.phone if old.to_person else old.address
        contact = tickets.Contact(old.to_person_id, old.to_name, phone)
        composed = _anew(old, old.ticket, text, over_limit)
        if refusal := why_not(contact, composed):
            raise refusal
        is_commercial = old.is_commercial
        old.again = put(old.ticket, old.key, old.to_role, contact, composed, by, is_commercial=is_commercial)
        old.save(update_fields=["again"])
    return old.again


def put(
    ticket: Ticket,
    key: str,
    role: str,
    contact: tickets.Contact,
    composed: rules.Composed,
    by: Person | None,
    *,
    refusal: DeskError | None = None,
    form_key: str | None = None,
    is_commercial: bool = False,
) -> Notice:
    """Write the row and its event. With a `refusal` it is given up from the start, and says why.

    A commercial one waits for the hours in which it may leave.
    """
    now = clock.now()
    with db.transaction():
        notice = Notice(
            ticket=ticket,
            key=key,
            to_role=role,
            **_reader(contact),
            **_words(composed),
            state=Notice.State.GIVEN_UP if refusal else Notice.State.QUEUED,
            error=refusal.code if refusal else "",
            idempotency_key=uuid4().hex,
            queued_at=now,
            wake_at=None if refusal else rules.leaves_at(clock.local(now), is_commercial) or now,
            is_commercial=is_commercial,
            by=by,
            form_key=form_key,
        )
        db.insert(notice)
        if refusal:
            recording.record("given_up", notice, by=by, error=refusal.code)
        else:
            recording.record("queued", notice, by=by)
    return notice


def _reader(contact: tickets.Contact) -> dict[str, Any]:
    """The columns of whom it goes to."""
    return {"to_person_id": contact.person_id, "to_name": contact.name, "address": contact.phone}


def _words(composed: rules.Composed) -> dict[str, Any]:
    """The columns of what it says."""
    return {
        "text": composed.text,
        "units": composed.measure.units,
        "parts": composed.measure.parts,
        "shortened": [step.label for step in composed.shortened],
        "left_out": list(composed.left_out),
        "values": {piece.variable: piece.text for piece in composed.pieces if piece.variable},
    }


def why_not(contact: tickets.Contact, composed: rules.Composed) -> NotNow | None:
    """Why this message cannot leave; None when it can."""
    if not contact.phone:
        return NotNow("notice_no_phone", name=contact.name)
    return composed.why


def _contact(ticket: Ticket, to: tickets.Contact | str, facts: tickets.Facts) -> tickets.Contact:
    contact = queries.recipient(ticket, to, facts) if isinstance(to, str) else to
    if contact is None:
        raise NotNow("notice_nobody", role=to)
    return contact


def _held(notice: Notice) -> Notice:
    """The notice as it stands now, its ticket's row and its own held until the transaction ends."""
    recording.hold([notice])
    rows = Notice.objects.select_related("ticket", "to_person", "again")
    return rows.select_for_update(of=("self",)).get(pk=notice.pk)


def _anew(
    old: Notice, ticket: Ticket, text: str | None, over_limit: rules.OverLimit | None
) -> rules.Composed:
    """The words of a message that is sent again; parts that were decided once need no second decision."""
    if text is None and old.error in rules.REFUSED_TEXT:
        template = queries.notice_of(queries.playbook_of(ticket), old.key)
        return queries.filled(template, tickets.facts(ticket).values, over_limit)
    decided: rules.OverLimit = "parts" if text is None and old.parts > 1 else "refuse"
    return _written(old.text if text is None else text, rules.LIMIT, over_limit or decided)


def _written(text: str, limit: int, over_limit: rules.OverLimit) -> rules.Composed:
    """A person's words with the company's signature of today in front."""
    return rules.written(rules.bare(_sound(text)), limit, over_limit, signature=queries.signature())


def _sound(text: str) -> str:
    """What a person typed, trimmed. Raises Invalid when nothing is left or it has no end."""
    words = text.strip()
    if not words:
        raise Invalid(fault("text", "required"))
    if len(words) > rules.LONGEST_TEXT:
        raise Invalid(fault("text", "too_long", limit=rules.LONGEST_TEXT, length=len(words)))
    return words
