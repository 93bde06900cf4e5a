"""Solved on the spot (R177, R182): the whole way in one act, by the same verbs and with the same evidence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from yinuo.complaints.actions import (
    carrying,
    chores,
    ending,
    finding,
    following,
    holding,
    moving,
    offering,
    paying,
    telling,
    weighing,
)
from yinuo.complaints.actions.accepting import restate
from yinuo.complaints.actions.approving import ask_approval
from yinuo.complaints.models import Complaint, Offer
from yinuo.complaints.queries import carrying as agreed
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries

_NO_WAIT: Final = "told_wait"


@dataclass(frozen=True)
class Spot:
    """What was heard, found, agreed to and done while the customer was there.

    `restated` the problem in our words, which they confirmed; `found` and `weighed` as `finding.find` and
    `weighing.weigh` take them, `answers` those of the checklist by key; `gives` the remedies, `chosen` the
    key of the option they took, `opinion` why these, `way` how they heard and answered. `has_agreed`: they
    said yes. `done` says what was done and how that can be seen; `paid` the way and the receipt of each
    remedy in money. `marks` how satisfied they are. `did` are the keys of what the manual wants ticked by
    hand.
    """

    restated: str
    found: Mapping[str, Any]
    weighed: Mapping[str, Any]
    gives: Sequence[Wish]
    opinion: str
    way: str
    done: str
    marks: following.Marks
    has_agreed: bool
    chosen: str = ""
    text: str = ""
    unusual_for: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    paid: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    did: Collection[str] = ()


def solve_on_spot(*, complaint: Complaint, spot: Spot, by: Person) -> Complaint:
    """Lead a case that was just received to its end: all of it, or nothing where something is missing.

    Every stage asks for its musts; the person complained about has been heard or there is none; what is given
    lies within what `by` may give alone. Money is paid with its receipt, every task done with its proof. Who
    is not satisfied in the end was not helped: their case goes back to the proposal like any other. Closed
    already it stays as it is. Records what each verb does. Raises what each verb does; Invalid("required")
    without the customer's yes; NotNow("solve_needs_approval").
    """
    holding.permit(complaint, by)
    if not spot.has_agreed:
        raise Invalid(fault("has_agreed", "required"))
    with db.transaction():
        tickets.hold(*(pk for pk in (complaint.pk, complaint.about_id) if pk is not None))
        held = holding.hold(complaint)
        if held.ticket.stage == Stage.CLOSED:
            return held
        holding.require_stage(held, Stage.ACCEPT)
        _understand(held, spot, by)
        _decide(held, spot, by)
        _carry_out(held, spot, by)
        return _end(held, spot, by)


def _understand(held: Complaint, spot: Spot, by: Person) -> None:
    """Listened to, restated, nobody has to wait; then what was found."""
    restate(complaint=held, words=spot.restated, by=by)
    holding.put(held, told_until=clock.now())
    holding.tick(held, _NO_WAIT, by=by)
    for key, text in spot.answers.items():
        finding.answer_question(complaint=held, key=key, text=text, by=by)
    _onward(held, Stage.CLARIFY, spot, by)
    finding.find(complaint=held, by=by, **spot.found)
    _onward(held, Stage.PROPOSE, spot, by)


def _decide(held: Complaint, spot: Spot, by: Person) -> None:
    """The five questions, the proposal, the customer's yes. Raises NotNow("solve_needs_approval")."""
    weighing.weigh(complaint=held, by=by, **spot.weighed)
    made = offering.make_offer(
        complaint=held,
        items=spot.gives,
        opinion=spot.opinion,
        by=by,
        text=spot.text,
        unusual_for=spot.unusual_for,
    )
    if ask_approval(offer=made, by=by).state != Offer.State.APPROVED:
        raise NotNow("solve_needs_approval")
    telling.tell_offer(offer=made, way=spot.way, by=by)
    options = made.items.filter(is_option=True, remedy=spot.chosen).values_list("pk", flat=True)
    _tick(held, spot, by)
    telling.accept_offer(offer=made, way=spot.way, by=by, chosen=list(options))


def _carry_out(held: Complaint, spot: Spot, by: Person) -> None:
    """Money paid, tasks done and checked by whoever was there."""
    if holding.hold(held).ticket.stage != Stage.CARRY_OUT:
        return
    carrying.give_chores(complaint=held, by=by)
    _tick(held, spot, by)
    for item in agreed.unpaid(held):
        way, receipt = spot.paid.get(item.remedy, ("", ""))
        paying.pay(item=item, fen=item.amount, way=way, receipt=receipt, by=by)
    for chore in agreed.open_chores(held):
        if chore.state in chores.UNDONE:
            carrying.done(chore=chore, proof=spot.done, by=by)
        carrying.check(chore=chore, by=by)
    carrying.settle(holding.hold(held), by)


def _end(held: Complaint, spot: Spot, by: Person) -> Complaint:
    _tick(held, spot, by)
    rating = following.rate(complaint=held, way=spot.way, by=by, **spot.marks)
    if not rating.is_satisfied:
        return holding.hold(held)
    following.thank(complaint=held, by=by)
    return ending.close(complaint=held, by=by)


def _onward(held: Complaint, to: Stage, spot: Spot, by: Person) -> None:
    _tick(held, spot, by)
    moving.advance(complaint=held, to=to, by=by)


def _tick(held: Complaint, spot: Spot, by: Person) -> None:
    """What the manual wants ticked by hand in the present stage and was done."""
    for must in tickets_queries.musts(held.ticket):
        if must.by == "hand" and must.key in spot.did and not must.is_done:
            tickets.do_must(held.ticket, step=must.step, key=must.key, by=by)
