"""Carrying out what was agreed: departments get tasks, do them with proof, the agent checks (R203–R206)."""

from datetime import datetime, timedelta
from typing import Final

from yinuo.complaints import may
from yinuo.complaints.actions import chores, holding, reasoning, rounds
from yinuo.complaints.models import Chore, Complaint, Offer, OfferItem
from yinuo.complaints.queries import carrying
from yinuo.complaints.rules import texts
from yinuo.complaints.rules.stages import Stage
from yinuo.core import calendar, clock, db
from yinuo.core.calendar import queries as worked
from yinuo.core.errors import Fault, Invalid, NotNow, NotPermitted, fault
from yinuo.core.events import Deed
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.reasons import Reason
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.rules import check_text, clean, missing
from yinuo.tickets.rules.texts import text_fault

MUST: Final = "chores"
LONG: Final = timedelta(hours=8)
"""How much working time a remedy may take whose manual names none."""
LEAST_AGAIN: Final = timedelta(hours=1)
LONGEST_TEXT: Final = 300


def give_chores(*, complaint: Complaint, by: Person | None) -> list[Chore]:
    """Give every remedy that was agreed to and has a department to that department (R204); those given now.

    What was given stays as it is. Where nothing is to be done or paid the case goes on to the call-back.
    Records complaint.chore_given {chore, department} for each. Raises NotPermitted,
    NotNow("complaint_not_in_stage").
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CARRY_OUT)
        return _give_all(held, by)


def give_on_move(deed: Deed) -> None:
    """Wired to complaint.moved: what was agreed to is given to the departments as soon as it is to be carried
    out.
    """
    if deed.data["to"] == Stage.CARRY_OUT:
        held = holding.hold(deed.subject)
        if held.ticket.stage == Stage.CARRY_OUT:
            _give_all(held, deed.by)


def add_chore(
    *,
    complaint: Complaint,
    department: str,
    text: str,
    due_at: datetime,
    by: Person,
    to: Person | None = None,
    form_key: str | None = None,
) -> Chore:
    """Give a department something more to do; `to` is who there does it, if that is known.

    A used `form_key` returns the first. Records complaint.chore_given {chore, department}. Raises
    NotPermitted; Invalid: not_a_choice for a department that the manual does not have, required, too_long,
    promise_due_past, promise_due_far; NotNow: complaint_not_in_stage, cannot_own for somebody who has left or
    whom the complaint is about.
    """
    holding.permit(complaint, by)
    words = clean(text)
    with db.transaction():
        held = holding.hold(complaint)
        if form_key and (first := held.chores.filter(ticket__form_key=form_key).first()):
            return first
        holding.require_stage(held, Stage.CARRY_OUT)
        _check(held, department, words, to)
        wanted = chores.Wanted(department, words, due_at, to=to, form_key=form_key or None)
        _take_back_tick(held, by)
        return chores.give(held, wanted, by)


def receive(*, chore: Chore, by: Person) -> Chore:
    """The department has it; what is to be paid, only who may pay it. Received again it stays as it was.

    Records complaint.chore_received {chore}. Raises NotPermitted, NotNow("chore_not_in_state").
    """
    require(by, may.do_chore, chore)
    if carrying.is_to_pay(chore) and not carrying.may_pay(by, chore.complaint, chore):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = chores.hold(chore)
        if held.state == Chore.State.RECEIVED:
            return held
        _require_state(held, Chore.State.GIVEN)
        _receive(held, by)
    return held


def done(*, chore: Chore, proof: str, by: Person) -> Chore:
    """The department did it; `proof` says how that can be seen: a waybill, a receipt, a name.

    The task of the queue is done with it, in time or late; the agent has yet to check. Money is done by
    paying it. The same again changes nothing. Records complaint.chore_done {chore}. Raises NotPermitted;
    Invalid: required, too_long; NotNow: chore_not_in_state, chore_to_be_paid.
    """
    require(by, may.do_chore, chore)
    words = check_text("proof", proof, LONGEST_TEXT)
    with db.transaction():
        held = chores.hold(chore)
        if (held.state, held.proof) == (Chore.State.DONE, words):
            return held
        _require_state(held, *chores.UNDONE)
        if held.item and carrying.is_money(held.complaint, held.item) and not hasattr(held.item, "payment"):
            raise NotNow("chore_to_be_paid")
        chores.finish(held, words, by)
    return held


def check(*, chore: Chore, by: Person) -> Chore:
    """The agent saw that it was done (R205). When that was the last, the case goes on to the call-back.

    Records complaint.chore_checked {chore}. Raises NotPermitted, NotNow("chore_not_in_state").
    """
    holding.permit(chore.complaint, by)
    with db.transaction():
        held = chores.hold(chore)
        if held.state == Chore.State.CHECKED:
            return held
        _require_state(held, Chore.State.DONE)
        chores.put(held, state=Chore.State.CHECKED, checked_at=clock.now(), checked_by=by)
        chores.record("chore_checked", held, by)
        settle(held.complaint, by)
    return held


def return_chore(*, chore: Chore, why: str, by: Person, due_at: datetime | None = None) -> Chore:
    """It was not done, or not well: the department does it again, by `due_at`, else in the time it had first.

    Records complaint.chore_returned {chore}. Raises NotPermitted; Invalid: required, too_long,
    promise_due_past, promise_due_far; NotNow: chore_not_in_state, chore_was_paid.
    """
    holding.permit(chore.complaint, by)
    words = check_text("why", why, texts.LONGEST_REASON)
    with db.transaction():
        held = chores.hold(chore)
        _require_state(held, Chore.State.DONE)
        if held.item and hasattr(held.item, "payment"):
            raise NotNow("chore_was_paid")
        before, span = held.proof, max(held.due_at - held.given_at, LEAST_AGAIN)
        chores.open_again(held, due_at or clock.now() + span, by)
        chores.record("chore_returned", held, by, why=words, proof=before)
    return held


def drop(*, chore: Chore, reason: str, by: Person | None, note: str = "") -> Chore:
    """It is no longer needed: one of the playbook's `complaint_drop`. Dropped again it stays dropped.

    Records complaint.chore_dropped {chore, reason}. Raises NotPermitted; Invalid: required, not_a_choice,
    too_long; NotNow("chore_not_in_state") once it was checked.
    """
    holding.permit(chore.complaint, by)
    with db.transaction():
        held = chores.hold(chore)
        if held.state == Chore.State.DROPPED:
            return held
        _require_state(held, *chores.UNDONE, Chore.State.DONE)
        why = reasoning.why(held.complaint, "complaint_drop", reason, note, by)
        if held.item and held.item in carrying.unpaid(held.complaint):
            raise NotNow("chore_to_be_paid")
        chores.let_go(held, why, by)
        settle(held.complaint, by)
    return held


def change_plan(*, complaint: Complaint, why: str, by: Person | None) -> Complaint:
    """What was agreed to is not wanted any more while it is carried out: another proposal is made (R218).

    What departments had still to do is dropped; what the customer has already stays agreed to (`take_back`).
    Another round begins, one level higher. Records complaint.offer_declined {offer} and complaint.moved.
    Raises NotPermitted; Invalid: required, too_long; NotNow("complaint_not_in_stage").
    """
    holding.permit(complaint, by)
    words = check_text("why", why, texts.LONGEST_REASON)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_stage(held, Stage.CARRY_OUT)
        offer = take_back(held, words, by, is_no=True)
        if offer is not None:
            holding.record("offer_declined", held, by=by, detail={"words": words}, offer=offer.pk)
        rounds.begin(held, by)
        holding.go_back(held, Stage.PROPOSE, by)
    return held


def take_back(held: Complaint, words: str, by: Person | None, *, is_no: bool = False) -> Offer | None:
    """Carry out no more of what was agreed to in this round of a held case; the proposal, if there was one.

    What departments had still to do is dropped. What the customer has already stays agreed to and counts
    toward limits, with its sums alone; where they have nothing the proposal is declined where they say no to
    it (`is_no`), else void, with their answer as they gave it.
    """
    offer, had = carrying.accepted(held), carrying.had(held)
    chores.let_all_go(held, Reason("", words), by)
    if offer is not None and had:
        offer.amount, offer.cost = sum(one.amount for one in had), sum(one.cost for one in had)
        offer.save(update_fields=["amount", "cost"])
    elif offer is not None:
        said = {"state": Offer.State.DECLINED, "answer": words} if is_no else {"state": Offer.State.REPLACED}
        Offer.objects.filter(pk=offer.pk).update(**said)
    return offer


def settle(held: Complaint, by: Person | None) -> None:
    """When nothing is left to do or to pay, tick the must and go on to the call-back, unless the manual wants
    more of this stage; the complaint must be held. Records complaint.carried_out.
    """
    if held.ticket.stage != Stage.CARRY_OUT or not carrying.is_carried_out(held):
        return
    leads = by if by is not None and may.handle(by, held) else None
    if not _is_told(held):
        holding.tick(held, MUST, by=leads)
        holding.record("carried_out", held, by=by)
    if not missing(tickets_queries.musts(held.ticket)):
        holding.move(held, Stage.CALL_BACK, leads)


def _give_all(held: Complaint, by: Person | None) -> list[Chore]:
    known = set(held.chores.values_list("item_id", flat=True))
    todo = [(item, carrying.remedy_of(held, item)) for item in carrying.items(held)]
    given = [
        _give(held, item, remedy, by)
        for item, remedy in todo
        if remedy is not None and remedy.department and item.pk not in known
    ]
    settle(held, by)
    return given


def _give(held: Complaint, item: OfferItem, remedy: schema.Remedy, by: Person | None) -> Chore:
    hours = worked.hours_of(held.ticket.team_id)
    due_at = calendar.due(clock.now(), remedy.within or LONG, hours, "working").at
    text = carrying.task_of(item, remedy)
    wanted = chores.Wanted(str(remedy.department), text[:LONGEST_TEXT], due_at, item=item)
    return chores.give(held, wanted, by)


def _receive(held: Chore, by: Person) -> None:
    """Whoever receives it does it, unless they only note it for somebody."""
    if held.ticket.given_to_id is None and by.pk != held.ticket.owner_id:
        tickets.describe(held.ticket, given_to=by)
    chores.put(held, state=Chore.State.RECEIVED, received_at=clock.now(), received_by=by)
    chores.record("chore_received", held, by)


def _check(held: Complaint, department: str, text: str, to: Person | None) -> None:
    faults: list[Fault] = []
    playbook = tickets_queries.playbook_of(held.ticket)
    if playbook is None or all(one.key != department for one in playbook.departments):
        faults.append(fault("department", "not_a_choice"))
    if wrong := text_fault("text", text, LONGEST_TEXT):
        faults.append(wrong)
    if faults:
        raise Invalid(*faults)
    if to is not None and not (tickets_may.own(to) and to.pk != held.ticket.barred_id):
        raise NotNow("cannot_own", name=to.name)


def _take_back_tick(held: Complaint, by: Person) -> None:
    """Something is to be done again: the must is not done any more, unless a leader let it go."""
    let_go = set(held.overrides.values_list("step", "key"))
    for must in tickets_queries.musts(held.ticket):
        if must.key == MUST and must.is_done and (must.step, must.key) not in let_go:
            tickets.undo_must(held.ticket, step=must.step, key=must.key, by=by, seen=True)


def _is_told(held: Complaint) -> bool:
    """Whether the desk has seen already that all was carried out in this round."""
    musts = tickets_queries.musts(held.ticket, Stage.CARRY_OUT)
    return any(must.key == MUST and must.is_done for must in musts)


def _require_state(held: Chore, *allowed: str) -> None:
    if held.state not in allowed:
        raise NotNow("chore_not_in_state", state=Chore.State(held.state).label)
