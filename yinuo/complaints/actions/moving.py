"""Onward: to the next stage, past a must that a leader lets go, into another owner's hands (R154, R157)."""

from typing import Final

from yinuo.complaints import may
from yinuo.complaints.actions import chores, holding, reasoning, rounds, settling
from yinuo.complaints.actions.carrying import MUST
from yinuo.complaints.models import Complaint, Offer, Override
from yinuo.complaints.queries import carrying, loading, offers, onward
from yinuo.complaints.rules.stages import BACK, Stage, can_move
from yinuo.complaints.rules.texts import LONGEST_REASON
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.core.events import Deed
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises import actions as promises
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.models import Kind
from yinuo.tickets.rules import check_text

_UNDER_WAY: Final = (Offer.State.ASKED, Offer.State.APPROVED, Offer.State.TOLD, Offer.State.ACCEPTED)


def advance(*, complaint: Complaint, to: Stage, by: Person | None) -> Complaint:
    """Move on to the next stage; every must of the stage that is left has to be done.

    What follows the proposal moves by itself, when the customer agrees and the last task is checked: by hand
    only where a stage asks for something and all of it is done or let go. Tasks of departments that a leader
    let go of are dropped then; money that was agreed to is never let go of. Moved already, it stays. Records
    complaint.moved {from, to}. Raises NotPermitted; NotNow: complaint_not_in_stage, musts_missing,
    chore_to_be_paid, complaint_moves_itself, leader_needed in a third round.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        stage = Stage(held.ticket.stage)
        if stage == to:
            return held
        if not can_move(stage, to):
            raise holding.not_now(held)
        if stage == Stage.CARRY_OUT and carrying.unpaid(held):
            raise NotNow("chore_to_be_paid")
        if to not in onward.by_hand(held):
            raise NotNow("complaint_moves_itself", stage=to.label)
        rounds.require_leader_for_round(held)
        holding.move(held, to, by)
        if stage == Stage.CARRY_OUT:
            chores.let_all_go(held, Reason("", _let_go_for(held)), by)
        settling.settle(held, by)  # now: whoever solves it on the spot goes on in the same act
    return held


def step_back(*, complaint: Complaint, to: Stage, why: str, by: Person | None) -> Complaint:
    """Take a case back to the stage before that was led on too early, with a reason; what is left has to be
    done again.

    While a proposal is with whoever agrees to it, or with the customer, it stays; moved back already, too.
    Records complaint.moved {from, to}. Raises NotPermitted; Invalid: required, too_long; NotNow:
    complaint_not_in_stage, offer_under_way.
    """
    holding.permit(complaint, by)
    words = check_text("why", why, LONGEST_REASON)
    with db.transaction():
        held = holding.hold(complaint)
        stage = Stage(held.ticket.stage)
        if stage == to:
            return held
        if BACK.get(stage) != to:
            raise holding.not_now(held)
        offer = offers.standing(held)
        if stage == Stage.PROPOSE and offer is not None and offer.state in _UNDER_WAY:
            raise NotNow("offer_under_way")
        holding.step_back(held, to, words, by)
        settling.settle(held, by)
    return held


def override(
    *, complaint: Complaint, step: str, key: str, reason: str, by: Person, note: str = ""
) -> Complaint:
    """Let a must of the present stage go, with a reason that shows for ever.

    A leader does so for others, never in a case they own themselves: letting go is one person's control of
    another's work, and whoever handles the customer would otherwise waive their own duties. A desk with a
    single leader gives the case to an agent or asks the manager. What is done already stays as it is. Records
    complaint.overridden {step, key}. Raises NotPermitted; Invalid: must_unknown, required, not_a_choice,
    too_long; NotNow: complaint_not_in_stage for a closed case, must_not_of_stage, complaint_override_own.
    """
    require(by, may.lead, complaint)
    with db.transaction():
        held = holding.hold(complaint)
        holding.require_live(held)
        label = _label(held, step, key)
        require_not_own(held, by)
        if tickets_queries.done_must(held.ticket, step, key):
            return held
        why = reasoning.why(held, "complaint_override", reason, note, by)
        words, now = reasoning.written(why), clock.now()
        row = Override(complaint=held, step=step, key=key, label=label, reason=words, by=by, at=now)
        db.insert(row)
        tickets.do_must(held.ticket, step=step, key=key, by=by, seen=True)
        holding.record("overridden", held, by=by, detail=why.detail, step=step, key=key, **why.data)
    return held


def transfer(
    *, complaint: Complaint, to: Person, reason: str, by: Person | None, note: str = ""
) -> Complaint:
    """Give the case to another owner: the only door, always with a reason, and counted (R141, R157).

    A problem that is not understood yet is not passed on: facts written, restated and confirmed (or let go by
    a leader). The owner may pass it on once; from the second time a leader decides. What the former owner had
    to keep on it goes along. To whoever owns it already nothing changes. Records complaint.transferred {from,
    to, count} and ticket.assigned. Raises NotPermitted; Invalid: required, not_a_choice, too_long; NotNow:
    complaint_not_in_stage for a closed case, complaint_not_understood {labels}, complaint_transfer_by_leader
    {count}, cannot_own {name} – also for the person complained about.
    """
    with db.transaction():
        held = holding.hold(complaint)
        require(by, may.hand_over, held)  # whose it is now, not when the page was made
        before = held.ticket.owner
        if held.ticket.owner_id == to.pk:
            return held
        holding.require_live(held)
        _require_understood(held)
        if onward.is_for_leader(held) and by is not None and not may.lead(by, held):
            raise NotNow("complaint_transfer_by_leader", count=held.transfers)
        if not may.own(to) or to.pk in (held.respondent_id, held.ticket.barred_id):
            raise NotNow("cannot_own", name=to.name)
        why = reasoning.why(held, "complaint_transfer", reason, note, by)
        tickets.assign(held.ticket, to=to, reason=why, by=by)
        holding.put(held, transfers=held.transfers + 1)
        if before is not None:
            promises.pass_on(held.ticket, before, to, by)
        told = {"from": before.pk if before else None, "to": to.pk, "count": held.transfers, **why.data}
        holding.record("transferred", held, by=by, detail=why.detail, **told)
    return held


def guard_forwarding(deed: Deed) -> None:
    """Wired to ticket.handed_over: what is not understood yet goes to no department either (R157).

    Raises NotNow("complaint_not_understood").
    """
    if deed.ticket.kind == Kind.COMPLAINT:
        _require_understood(holding.hold(loading.fresh(deed.ticket.pk)))


def require_not_own(complaint: Complaint, by: Person | None) -> None:
    """Raises NotNow("complaint_override_own") where a leader would let something go in their own case."""
    if by is not None and complaint.ticket.owner_id == by.pk:
        raise NotNow("complaint_override_own")


def _let_go_for(held: Complaint) -> str:
    """Why a leader let the tasks of departments go; empty where nobody did."""
    rows = held.overrides.filter(key=MUST).order_by("-id")
    return rows.values_list("reason", flat=True).first() or ""


def _label(complaint: Complaint, step: str, key: str) -> str:
    """How the manual calls a must of the present stage. Raises Invalid, NotNow("must_not_of_stage")."""
    for asked in tickets_queries.musts(complaint.ticket):
        if (asked.step, asked.key) == (step, key):
            return asked.label
    known = {(one.key, must.key) for one in tickets_queries.all_steps(complaint.ticket) for must in one.must}
    if (step, key) in known:
        raise NotNow("must_not_of_stage", stage=Stage(complaint.ticket.stage).label)
    raise Invalid(fault("key", "must_unknown"))


def _require_understood(complaint: Complaint) -> None:
    """Raises NotNow("complaint_not_understood", labels=…) for what is forwarded too early (R157)."""
    if missing := onward.not_understood(complaint):
        raise NotNow("complaint_not_understood", missing=missing, labels="、".join(missing))
