"""What the manual asks for in a ticket's stage, and what of it is done."""

from yinuo.core import db
from yinuo.core.errors import NotFound
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.schema import Step
from yinuo.staff import queries as staff
from yinuo.tickets.models import Must, Ticket
from yinuo.tickets.rules import StepState

_OF_TICKET = db.Prepared[Must](lambda ticket: Must.objects.filter(ticket_id=ticket))


class _Done(dict[int, dict[tuple[str, str], Must]]):
    """The musts that are done, by ticket."""


def playbook_of(ticket: Ticket) -> schema.Playbook | None:
    """The playbook that a ticket was opened under, else the one in force; None on a desk without any."""
    try:
        if ticket.playbook_version_id:
            return playbooks.version(ticket.playbook_version_id)
        return playbooks.current()
    except NotFound:
        return None


def steps(ticket: Ticket, stage: str | None = None) -> tuple[Step, ...]:
    """The steps of a stage (the present one unless said) in the playbook the ticket was opened under."""
    if ticket.playbook_version_id is None:
        return ()
    playbook = playbooks.version(ticket.playbook_version_id)
    return playbook.steps_in(ticket.kind.lower(), (stage or ticket.stage).lower())


def all_steps(ticket: Ticket) -> tuple[Step, ...]:
    """The steps of every stage of this kind of ticket."""
    if ticket.playbook_version_id is None:
        return ()
    return tuple(playbooks.version(ticket.playbook_version_id).steps.get(ticket.kind.lower(), ()))


def musts(ticket: Ticket, stage: str | None = None) -> list[StepState]:
    """Every must of a stage (the present one unless said), done or not, in the manual's order.

    At most two statements; none of them when the manual asks for nothing, or a second time in an act.
    """
    asked = [(step.key, must) for step in steps(ticket, stage) for must in step.must]
    done = _done(ticket.pk) if asked else {}
    names = staff.names(row.by_id for row in done.values())
    return [
        StepState(
            step=step,
            key=must.key,
            label=must.label,
            by=must.by,
            done_at=row.done_at if (row := done.get((step, must.key))) else None,
            done_by=names.get(row.by_id or 0, "") if row else "",
        )
        for step, must in asked
    ]


def done_must(ticket: Ticket, step: str, key: str) -> Must | None:
    """The tick of a must that is done; None while it is not."""
    return _done(ticket.pk).get((step, key))


def note_must(must: Must) -> None:
    """A tick was set in this unit of work."""
    _done(must.ticket_id)[must.step, must.key] = must


def forget_musts(ticket: Ticket) -> None:
    """A tick was taken back in this unit of work."""
    db.of_unit(_Done).pop(ticket.pk, None)


def _done(ticket_id: int) -> dict[tuple[str, str], Must]:
    """What is done, by step and key; read once in a unit of work."""
    known = db.of_unit(_Done)
    if ticket_id not in known:
        known[ticket_id] = {(row.step, row.key): row for row in _OF_TICKET.all(ticket_id)}
    return known[ticket_id]
