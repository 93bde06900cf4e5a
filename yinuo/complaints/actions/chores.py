"""The tickets of chores: opened, held, closed with them.

Each chore is a ticket of its own, so that it stands in the queues and is due. Whoever changes one holds the
ticket of the complaint and the chore's, in the order of their ids: of who finishes a task and who withdraws
the complaint at the same moment one waits for the other.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yinuo.complaints.actions import holding
from yinuo.complaints.models import Chore, Complaint, OfferItem
from yinuo.complaints.queries import carrying
from yinuo.core import clock, db
from yinuo.core.errors import NotFound, NotNow
from yinuo.core.events import Deed
from yinuo.core.text import mask
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import actions as promises
from yinuo.promises import may as promises_may
from yinuo.promises import queries as promised
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Channel, Kind, Ticket
from yinuo.tickets.rules import DONE, OPEN

LINK: Final = "chore"
"""The kind of link between the ticket of a task and its complaint."""
LETTER: Final = "T"
UNDONE: Final = (Chore.State.GIVEN, Chore.State.RECEIVED)
_LONGEST_RESULT: Final = 120
_LONGEST_LABEL: Final = 80
_AGAIN: Final = {DONE: frozenset({OPEN})}


@dataclass(frozen=True)
class Wanted:
    """What a department is to do by when, for which remedy, and who there does it, if that is known."""

    department: str
    text: str
    due_at: datetime
    item: OfferItem | None = None
    to: Person | None = None
    form_key: str | None = None


def hold(chore: Chore) -> Chore:
    """The chore as it stands now, the rows of its complaint and its own ticket held. Raises NotFound."""
    tickets.hold(chore.complaint_id, chore.ticket_id)
    complaint = holding.hold(chore.complaint)
    row = Chore.objects.select_related("item__payment").filter(pk=chore.pk).first()
    own = tickets.held(chore.ticket_id)
    if row is None or own is None:
        raise NotFound("not_found")
    row.complaint, row.ticket = complaint, own
    return row


def give(held: Complaint, wanted: Wanted, by: Person | None) -> Chore:
    """Open a chore of a held complaint. Records complaint.chore_given {chore, department}. Raises Invalid."""
    chore = Chore(
        complaint=held,
        item=wanted.item,
        ticket=_ticket(held.ticket, wanted, by),
        department=wanted.department,
        text=wanted.text,
        due_at=wanted.due_at,
        given_at=clock.now(),
    )
    db.insert(chore)
    promise(chore)
    record("chore_given", chore, by, department=wanted.department, text=wanted.text)
    tickets.number_it(chore.ticket, letter=LETTER)
    return chore


def promise(chore: Chore) -> None:
    """Whoever does it, else who follows it, has it to keep by its due time; the label, which lists repeat,
    has the numbers hidden. Raises Invalid.
    """
    ticket = chore.ticket
    keeper = ticket.given_to or ticket.owner
    promises.give_word(
        ticket=ticket,
        key=promised.TASK,
        label=mask.mask_phones(chore.text)[:_LONGEST_LABEL],
        due_at=chore.due_at,
        by=None,
        assignee=keeper if keeper and keeper.is_active else None,
    )


def finish(held: Chore, proof: str, by: Person) -> None:
    """Write that a held chore was done, and close its task. Records complaint.chore_done."""
    now = clock.now()
    if held.received_at is None:
        put(held, received_at=now, received_by=by)
    put(held, state=Chore.State.DONE, proof=proof, done_at=now, done_by=by)
    worker = by if tickets_may.work(by, held.ticket) else None
    promises.finish_task(held.ticket, mask.beginning(proof, _LONGEST_RESULT), worker)
    record("chore_done", held, by, proof=proof)


def let_go(held: Chore, why: Reason, by: Person | None) -> None:
    """Write that a held chore is not needed any more, and close its task.

    Records complaint.chore_dropped {chore, reason}.
    """
    put(held, state=Chore.State.DROPPED)
    if held.ticket.closed_at is None:
        giver = by if by and promises_may.drop_task(by, held.ticket) else None
        promises.drop_task(held.ticket, mask.beginning(why.said, _LONGEST_RESULT), giver)
    data = {"chore": held.pk, **why.data}
    holding.record("chore_dropped", held.complaint, by=by, detail=why.detail, **data)


def open_again(held: Chore, due_at: datetime, by: Person) -> None:
    """Write that a held chore that was done is to be done again by `due_at`, and open its task anew."""
    nobody: dict[str, None] = dict.fromkeys(("received_at", "received_by", "done_at", "done_by"))
    put(held, state=Chore.State.GIVEN, due_at=due_at, proof="", **nobody)
    tickets.leave_stage(held.ticket, to=OPEN, by=by, abandons=True, moves=_AGAIN)
    promise(held)


def let_all_go(held: Complaint, why: Reason, by: Person | None) -> None:
    """Nobody waits any more for what departments have still to do for a held case; what is done stays."""
    rows = [row for row in carrying.open_chores(held) if row.state in UNDONE]
    tickets.hold(*(row.ticket_id for row in rows))
    for row in rows:
        own = tickets.held(row.ticket_id)
        if own is not None:
            row.complaint, row.ticket = held, own
            let_go(row, why, by)


def keep_from(held: Complaint, person: Person | None) -> None:
    """The tasks of a held complaint are kept from whom it is about now, as the complaint is; what was given
    to them is the department's again, and whoever follows it sees to its time.
    """
    ids = held.chores.values_list("ticket_id", flat=True)
    for ticket in tickets.hold(*ids):
        tickets.bar(ticket, person)
        if person is None or ticket.given_to_id != person.pk or ticket.closed_at is not None:
            continue
        tickets.describe(ticket, given_to=None)
        if ticket.owner is not None:
            promises.pass_on(ticket, person, ticket.owner, None)


def guard_task(deed: Deed) -> None:
    """Wired to task.done, task.dropped and task.returned: the task of a chore ends with the chore alone.

    Raises NotNow("task_is_chore") where somebody ends it by itself, past the proof and the check.
    """
    chore = Chore.objects.filter(ticket_id=deed.ticket.pk).first()
    if chore is not None and (deed.kind == "task.returned" or chore.state in UNDONE):
        raise NotNow("task_is_chore")


def follow_owner(deed: Deed) -> None:
    """Wired to ticket.assigned: who has the complaint from now on follows its open chores too (R205)."""
    if deed.ticket.kind != Kind.COMPLAINT:
        return
    chores = carrying.open_chores(Complaint(pk=deed.ticket.pk))
    owner = deed.ticket.owner
    for ticket in tickets.hold(*(chore.ticket_id for chore in chores)):
        if ticket.closed_at is None and owner is not None:
            tickets.assign(ticket, to=owner, reason=Reason("", "跟随投诉"), by=None)


def put(held: Chore, **columns: object) -> None:
    """Write columns of a held chore."""
    for name, value in columns.items():
        setattr(held, name, value)
    held.save(update_fields=list(columns))


def record(verb: str, chore: Chore, by: Person | None, *, department: str = "", **words: str) -> None:
    """Write the event complaint.`verb` {chore, department}; what was said stands in its detail."""
    data = {"chore": chore.pk} | ({"department": department} if department else {})
    holding.record(verb, chore.complaint, by=by, detail=words or None, **data)


def _ticket(case: Ticket, wanted: Wanted, by: Person | None) -> Ticket:
    """A task that stands where the complaint stands and is seen by whoever sees that; its headline, which
    lists show, has the numbers hidden.
    """
    if wanted.form_key and Ticket.objects.filter(form_key=wanted.form_key).exists():
        raise NotFound("not_found")
    ticket = tickets.open_ticket(
        kind=Kind.TASK,
        stage=OPEN,
        channel=Channel.INSIDE,
        by=by,
        headline=mask.mask_phones(f"{case.number or ''} {wanted.text}"),
        customer=case.customer,
        customer_name=case.customer_name,
        owner=case.owner,
        team=case.team,
        region=case.region,
        barred=case.barred,
        form_key=wanted.form_key,
    )
    tickets.describe(ticket, department=wanted.department, given_to=wanted.to)
    tickets.link(ticket, other=case, kind=LINK, by=by)
    return ticket
