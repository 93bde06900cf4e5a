"""What the customer hears of a proposal, and what they answer (R187, R199, R217, R219, R254)."""

from collections.abc import Iterable
from typing import Final

from yinuo.complaints.actions import approving, calming, holding, offering, rounds
from yinuo.complaints.models import Offer, OfferItem
from yinuo.complaints.queries import authority, offers
from yinuo.complaints.rules import offers as sums
from yinuo.complaints.rules import texts
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.customers.rules import Guest
from yinuo.messaging import actions as messaging
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import check_text, missing

TOLD: Final = "told"
AGREED: Final = "agreed"
SMS: Final = "SMS"
State = Offer.State


def tell_offer(*, offer: Offer, way: str, by: Person) -> Offer:
    """Tell the customer what was agreed to internally; `way` is one of `rules.offers.WAYS`, SMS sends it now.

    A reasoned no is decided by being told: the case goes on to the call-back. Told again it stays. Records
    complaint.offer_told {offer, way}. Raises NotPermitted; Invalid("not_a_choice"); NotNow:
    complaint_not_in_stage, offer_replaced, offer_not_in_state, offer_raised where more is given for the
    matter by now than was agreed to, and what `messaging.write` raises.
    """
    holding.permit(offer.complaint, by)
    _check_way(way)
    with db.transaction():
        held = approving.hold(offer)
        if held.state == State.TOLD:
            return held
        holding.require_stage(held.complaint, Stage.PROPOSE)
        approving.require_newest(held)
        approving.require_state(held, State.APPROVED)
        _require_covered(held, authority.PROMISED)
        if way == SMS:
            messaging.write(
                ticket=held.complaint.ticket, to="customer", text=held.text, by=by, over_limit="parts"
            )
        held.told_at = clock.now()
        approving.put(held, State.TOLD, "told_at")
        holding.tick(held.complaint, TOLD, *([AGREED] if held.is_refusal else []), by=by)
        holding.record("offer_told", held.complaint, by=by, offer=held.pk, way=way)
        if held.is_refusal:
            _move_on(held, Stage.CALL_BACK, by)
    return held


def accept_offer(
    *,
    offer: Offer,
    way: str,
    by: Person | None,
    guest: Guest | None = None,
    chosen: Iterable[int] = (),
    words: str = "",
) -> Offer:
    """The customer agrees; `chosen` are the ids of the options taken, one where there are any.

    By the customer's own page it is the `guest` who answers. The sums become those of the choice. The case is
    carried out next, or called back where there is nothing to carry out; what the manual asks for beside has
    to be done first. Accepted already, it stays. Records complaint.offer_accepted {offer, way}. Raises
    NotPermitted; NotFound for another's case; Invalid: not_a_choice, offer_choose, too_long; NotNow:
    complaint_not_in_stage, offer_not_in_state, offer_replaced, offer_raised.
    """
    rounds.permit(offer.complaint, by, guest)
    _check_way(way)
    said = check_text("words", words, texts.LONGEST_ANSWER, required=False)
    with db.transaction():
        held = approving.hold(offer)
        if held.state == State.ACCEPTED:
            return held
        _require_open(held)
        taken = _choose(held, set(chosen))
        _require_covered(held, authority.SETTLED)
        held.answer, held.answered_at = said, clock.now()
        approving.put(held, State.ACCEPTED, "answer", "answered_at", "amount", "cost")
        holding.tick(held.complaint, TOLD, AGREED, by=by)
        detail = {"answer": said} if said else None
        holding.record("offer_accepted", held.complaint, by=by, detail=detail, offer=held.pk, way=way)
        _move_on(held, leads_to(held, taken), by)
    return held


def decline_offer(
    *, offer: Offer, words: str, way: str, by: Person | None, guest: Guest | None = None
) -> Offer:
    """The customer wants something else: what, in their `words`; another proposal is made of it (R217, R219).

    What a guest writes says how they feel. Declined already, it stays. Records complaint.offer_declined
    {offer, way}, and what `calming.hear` does. Raises NotPermitted; NotFound; Invalid: required, too_long,
    not_a_choice; NotNow: complaint_not_in_stage, offer_not_in_state, offer_replaced.
    """
    rounds.permit(offer.complaint, by, guest)
    _check_way(way)
    said = check_text("words", words, texts.LONGEST_ANSWER)
    with db.transaction():
        held = approving.hold(offer)
        if held.state == State.DECLINED:
            return held
        _require_open(held)
        held.answer, held.answered_at = said, clock.now()
        approving.put(held, State.DECLINED, "answer", "answered_at")
        holding.record(
            "offer_declined", held.complaint, by=by, detail={"words": said}, offer=held.pk, way=way
        )
        if guest is not None:
            calming.hear(held.complaint, said)
    return held


def leads_to(offer: Offer, taken: list[OfferItem]) -> Stage:
    """Where the case goes once these remedies of a proposal were taken."""
    playbook = offering.playbook_of(offer.complaint)
    return sums.leads_to((item.amount, playbook.remedy(item.remedy).department) for item in taken)


def _check_way(way: str) -> None:
    if way not in sums.WAYS:
        raise Invalid(fault("way", "not_a_choice"))


def _require_open(held: Offer) -> None:
    """Raises NotNow unless the customer was told of it and it still stands."""
    holding.require_stage(held.complaint, Stage.PROPOSE)
    approving.require_newest(held)
    approving.require_state(held, State.TOLD)


def _require_covered(held: Offer, others: tuple[str, ...]) -> None:
    playbook = offering.playbook_of(held.complaint)
    if not held.is_refusal and not authority.is_covered(held, playbook, others=others):
        raise NotNow("offer_raised")


def _choose(held: Offer, ids: set[int]) -> list[OfferItem]:
    """Mark what is given: everything fixed and the one option chosen; the sums follow. Raises Invalid."""
    items = offers.items_of(held)
    options = {item.pk for item in items if item.is_option}
    if not ids <= options:
        raise Invalid(fault("chosen", "not_a_choice"))
    if options and len(ids) != 1:
        raise Invalid(fault("chosen", "offer_choose", count=len(options)))
    taken = [item for item in items if not item.is_option or item.pk in ids]
    OfferItem.objects.filter(pk__in=[item.pk for item in taken]).update(is_chosen=True)
    held.amount, held.cost = sum(item.amount for item in taken), sum(item.cost for item in taken)
    return taken


def _move_on(held: Offer, to: Stage, by: Person | None) -> None:
    """Move, unless the manual asks for more in this stage: then it is moved by hand once that is done."""
    if not missing(tickets.musts(held.complaint.ticket)):
        holding.move(held.complaint, to, by)
