"""Messages that come in: written down once, read, handed to whom they concern; and who wants no advertising.

What a driver's answer asks for is done by the orders, in a unit of work of its own (`queries.replies_due`),
which writes back what came of it by `settle_reply`. Everything else is read by a person.
"""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from yinuo.core import clock, db, events
from yinuo.core.errors import NotFound
from yinuo.messaging import may, queries, rules, senders
from yinuo.messaging.actions import outbox
from yinuo.messaging.models import IncomingMessage, Notice, OptOut
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as ticket_queries

DOOR: Final = "sms"
DONE: Final = "done"
HELP: Final = "reply_help"
"""The playbook's notice that says how to answer when several orders could be meant."""

HELP_AGAIN: Final = timedelta(minutes=30)
"""So that two machines never write to each other for ever."""

LONGEST: Final = 500


def note_replies(gateway_ref: str, replies: Sequence[senders.Reply]) -> list[IncomingMessage]:
    """Write down what came in by a gateway, each once however often it is told; returns the rows.

    Records message.received {incoming, read_as, notice} on the ticket it answers, if one is known. A number
    that refuses commercial messages gets no more.
    """
    with events.entered_by(DOOR):
        return [_note(gateway_ref, reply) for reply in replies]


def _note(gateway_ref: str, reply: senders.Reply) -> IncomingMessage:
    address, text = queries.address_of(reply.address), reply.text.strip()[:LONGEST]
    name = (reply.gateway_id or _name(reply))[:60]
    if first := IncomingMessage.objects.filter(gateway=gateway_ref, gateway_id=name).first():
        return first
    meant, now = queries.meant(address, text), clock.now()
    person = (meant.notice.to_person if meant.notice else None) or queries.who_has(address)
    asks = meant.read_as in rules.ABOUT_ORDER
    row = IncomingMessage(
        gateway=gateway_ref,
        gateway_id=name,
        address=address,
        text=text,
        at=min(reply.at, now),
        notice=meant.notice,
        ticket=meant.ticket,
        person=person,
        read_as=meant.read_as,
        outcome=DONE if meant.read_as == rules.Wish.STOP else "",
        wake_at=now if asks else None,
    )
    with db.transaction():
        if meant.ticket is not None:
            (row.ticket,) = tickets.hold(meant.ticket.pk)
        row, is_new = db.insert_once(row, "gateway", "gateway_id")
        if is_new:
            _tell(row, meant.notice)
    return row


def _name(reply: senders.Reply) -> str:
    """A name for a message that has none: the same message has the same."""
    said = "\n".join((reply.address, reply.text, reply.at.isoformat()))
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def _tell(row: IncomingMessage, notice: Notice | None) -> None:
    data = {"incoming": row.pk, "read_as": row.read_as, "notice": notice.pk if notice else None}
    events.record("message.received", subject=row, ticket=row.ticket, data=data)
    if row.read_as == rules.Wish.STOP:
        _refuse(row.address, None)
    elif row.read_as == rules.UNCLEAR and notice is not None:
        _explain(row, notice)


def _explain(row: IncomingMessage, notice: Notice) -> None:
    """Say how to answer to whoever has several orders open; not again and again."""
    since = clock.now() - HELP_AGAIN
    told = Notice.objects.filter(address=row.address, key=HELP).order_by("-id").first()
    ticket = row.ticket
    if ticket is None or (told and told.queued_at > since):
        return
    try:
        template = queries.notice_of(queries.playbook_of(ticket), HELP)
    except NotFound:
        return
    composed = queries.filled(template, ticket_queries.facts(ticket).values)
    contact = ticket_queries.Contact(notice.to_person_id, notice.to_name, row.address)
    refusal = outbox.why_not(contact, composed)
    outbox.put(ticket, HELP, notice.to_role, contact, composed, None, refusal=refusal)


def note_seen(incoming: IncomingMessage, *, by: Person) -> None:
    """Number and words of a message that belongs to no ticket were shown. Records message.seen.

    Raises NotPermitted.
    """
    staff_may.require(by, may.see_strangers)
    with db.transaction():
        events.record("message.seen", subject=incoming, by=by, data={"incoming": incoming.pk})


def take_reply(pk: int) -> IncomingMessage | None:
    """A message that asks for something, held until the transaction ends; None when it is settled, or another
    worker has it.
    """
    rows = IncomingMessage.objects.select_related("ticket", "person", "notice")
    held = rows.select_for_update(skip_locked=True, of=("self",))
    return held.filter(pk=pk, wake_at__isnull=False).first()


def settle_reply(incoming: IncomingMessage, outcome: str) -> IncomingMessage:
    """Note what came of what it asked for: `done`, or the code of why not. Once is enough.

    Records message.settled {incoming, read_as, outcome}.
    """
    with db.transaction():
        columns = {"outcome": outcome[:60], "wake_at": None}
        if not db.change(IncomingMessage, {"id": incoming.pk, "outcome": ""}, **columns):
            incoming.refresh_from_db()
            return incoming
        incoming.outcome, incoming.wake_at = outcome[:60], None
        data = {"incoming": incoming.pk, "read_as": incoming.read_as, "outcome": incoming.outcome}
        events.record("message.settled", subject=incoming, ticket=incoming.ticket, data=data)
    return incoming


def put_off_reply(incoming_id: int, seconds: int = 60) -> None:
    """Try again later what a defect kept from being done."""
    with db.transaction():
        later = clock.now() + timedelta(seconds=seconds)
        db.change(IncomingMessage, {"id": incoming_id, "outcome": ""}, wake_at=later)


def refuse_commercial(*addresses: str, by: Person | None) -> None:
    """No more commercial messages to these numbers, as their owner wants; said again it stays as it is.

    Records message.stopped for each. Raises NotPermitted.
    """
    staff_may.require(by, may.send)
    with db.transaction():
        for address in addresses:
            _refuse(queries.address_of(address), by)


def _refuse(address: str, by: Person | None) -> OptOut:
    row, is_new = db.insert_once(OptOut(address=address, at=clock.now(), by=by), "address")
    if is_new:
        events.record("message.stopped", subject=row, by=by)
    return row


def allow_commercial(*addresses: str, by: Person) -> int:
    """The owner of these numbers wants commercial messages again; how many had refused them.

    Records message.allowed for each. Raises NotPermitted.
    """
    staff_may.require(by, may.allow_commercial)
    wanted = [queries.address_of(address) for address in addresses]
    with db.transaction():
        rows = list(OptOut.objects.select_for_update().filter(address__in=wanted).order_by("pk"))
        for row in rows:
            events.record("message.allowed", subject=row, by=by)
        OptOut.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)
