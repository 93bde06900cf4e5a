"""A proposal to the customer, or a reasoned no (R187, R191–R217, R252, R254, R395)."""

from collections.abc import Sequence
from typing import Final

from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.complaints.actions import holding, reasoning, rounds
from yinuo.complaints.models import Complaint, Offer, OfferItem, Weighing
from yinuo.complaints.queries import authority, offers, precedents, wording
from yinuo.complaints.rules import minimum, texts
from yinuo.complaints.rules import offers as sums
from yinuo.complaints.rules.offers import Wish
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.core.money import MAX_FEN, format_yuan
from yinuo.playbooks.rules import schema
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

REFUSE: Final = "complaint_refuse"
UNUSUAL: Final = "complaint_unusual"
State = Offer.State


def make_offer(
    *,
    complaint: Complaint,
    items: Sequence[Wish],
    opinion: str,
    by: Person | None,
    text: str = "",
    unusual_for: str = "",
    is_refusal: bool = False,
    reason: str = "",
    note: str = "",
    ground: str = "",
) -> Offer:
    """Draft what is offered to the customer, or a no; it is to be agreed to and told next.

    `opinion` is for whoever agrees (R200), `text` the words to the customer; without them the manual's. Of
    `items` that are options the customer chooses one. A no has no items but a `reason` of complaint_refuse
    (with `note`) and a `ground`: the key of a law, or the rule in words. `unusual_for`, a key of
    complaint_unusual or words, is asked where the sum is outside what similar cases got. Drafts of this round
    that nobody accepted give way. The same again returns the first. Never below the legal minimum, whichever
    option is taken; a no needs that nothing is owed or a law that excuses (`rules.minimum`).

    Records complaint.offer_made {offer, amount, refusal}. Raises NotPermitted; Invalid: required, too_long,
    not_a_choice, and the offer_… codes; NotNow: complaint_not_in_stage, weighing_missing, findings_missing,
    offer_accepted_already, playbook_missing, leader_needed in a third round.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        playbook = _require_ready(held)
        made = _drafted(held, clean(opinion), by, is_refusal)
        _check_items(held, playbook, items, is_refusal)
        made.ground = _ground(made, playbook, ground, (reason, note), by)
        rows = _reckon(made, playbook, items)
        _check_sums(held, playbook, made, rows)
        made.unusual_for = _unusual_for(held, playbook, made, unusual_for)
        own = wording.statement(held, playbook, items, is_refusal=is_refusal, ground=made.ground)
        made.text = clean(text) or own
        _check_words(made)
        return _same(made, rows) or _keep(made, rows, by)


def drop_questions(complaint: Complaint) -> None:
    """Take back what is still asked about proposals of a held case, in the system's name: it is decided
    otherwise, or the case ends.
    """
    for approval in complaint.ticket.approvals.filter(state=Approval.State.ASKED):
        if approval.figures.get("about") in authority.ABOUT:
            approvals.withdraw(approval, by=None)


def playbook_of(complaint: Complaint) -> schema.Playbook:
    """The manual of the case. Raises NotNow("playbook_missing") on a desk without one."""
    if (playbook := tickets.playbook_of(complaint.ticket)) is None:
        raise NotNow("playbook_missing")
    return playbook


def _require_ready(held: Complaint) -> schema.Playbook:
    """Raises NotNow unless the case is understood and weighed, and nothing is settled yet (R195)."""
    holding.require_stage(held, Stage.PROPOSE)
    rounds.require_leader_for_round(held)
    if not Weighing.objects.filter(complaint=held).exists():
        raise NotNow("weighing_missing")
    if not held.degree and not held.overrides.filter(key="findings").exists():
        raise NotNow("findings_missing")
    if held.offers.filter(round=held.round, state=State.ACCEPTED).exists():
        raise NotNow("offer_accepted_already")
    return playbook_of(held)


def _drafted(held: Complaint, opinion: str, by: Person | None, is_refusal: bool) -> Offer:
    return Offer(
        complaint=held,
        round=held.round,
        opinion=opinion,
        is_refusal=is_refusal,
        made_at=clock.now(),
        made_by=by,
    )


def _check_items(held: Complaint, playbook: schema.Playbook, items: Sequence[Wish], is_refusal: bool) -> None:
    """Raises Invalid for remedies that the manual does not have for this type, and for sums and choices that
    make no sense.
    """
    if is_refusal:
        if items:
            raise Invalid(fault("items", "offer_refusal_gives"))
        return
    if not items:
        raise Invalid(fault("items", "required"))
    if len(items) > sums.MOST_ITEMS:
        raise Invalid(fault("items", "offer_too_many", most=sums.MOST_ITEMS))
    known = {remedy.key: remedy for remedy in playbook.remedies_for(held.type.lower())}
    faults = [wrong for item in items if (wrong := _item_fault(item, known.get(item.remedy)))]
    if 0 < sum(item.is_option for item in items) < sums.FEWEST_OPTIONS:
        faults.append(fault("items", "offer_one_option"))
    if faults:
        raise Invalid(*faults)


def _item_fault(item: Wish, remedy: schema.Remedy | None) -> Fault | None:
    if remedy is None:
        return fault("items", "not_a_choice")
    if remedy.takes_amount and not 0 < item.fen <= MAX_FEN:
        return fault("items", "offer_amount_missing", remedy=remedy.label)
    if not remedy.takes_amount and item.fen:
        return fault("items", "offer_amount_unwanted", remedy=remedy.label)
    if len(item.words) > sums.LONGEST_WORDS:
        return fault("items", "too_long", limit=sums.LONGEST_WORDS, length=len(item.words))
    return None


def _ground(
    made: Offer, playbook: schema.Playbook, ground: str, why: tuple[str, str], by: Person | None
) -> str:
    """The law or rule in words, for a no after its reason. Raises Invalid."""
    cited = next((f"{one.label}（{one.law}）" for one in playbook.legal if one.key == ground), clean(ground))
    if not made.is_refusal:
        return cited
    if not cited:
        raise Invalid(fault("ground", "offer_ground_missing"))
    reason = reasoning.written(reasoning.why(made.complaint, REFUSE, *why, by))
    return f"{reason}；依据：{cited}"


def _reckon(made: Offer, playbook: schema.Playbook, items: Sequence[Wish]) -> list[OfferItem]:
    """The rows of the remedies with what they cost; the offer's sums are those of the dearest choice."""
    rows = []
    for item in items:
        remedy = playbook.remedy(item.remedy)
        row = OfferItem(remedy=item.remedy, label=remedy.label[:80], words=clean(item.words))
        row.amount, row.cost, row.is_option = item.fen, remedy.cost_of(item.fen), item.is_option
        rows.append(row)
    most = sums.chosen(offers.given(playbook, rows))
    made.amount, made.cost = sum(one.amount for one in most), sum(one.cost for one in most)
    return rows


def _check_sums(held: Complaint, playbook: schema.Playbook, made: Offer, rows: list[OfferItem]) -> None:
    """Raises Invalid below what the law gives (`minimum.is_owed`) or may give once the loss of insured goods
    is known, and for more than a sum can be.
    """
    if made.amount > MAX_FEN:
        raise Invalid(fault("items", "money_too_large", limit=format_yuan(MAX_FEN)))
    if not minimum.is_owed(held.type, held.weighing.degree, has_ground=bool(made.ground)):
        return
    least, restored = offers.least(held, playbook), sums.restored(offers.given(playbook, rows))
    if restored < least.fen:
        code = "offer_refusal_owed" if made.is_refusal else "offer_below_minimum"
        raise Invalid(fault("items", code, least=format_yuan(least.fen), law=least.law))
    if restored < least.up_to:
        raise Invalid(fault("items", "offer_loss_missing", most=format_yuan(least.up_to)))


def _unusual_for(held: Complaint, playbook: schema.Playbook, made: Offer, said: str) -> str:
    """Why the sum is outside the usual, which is noted beside; empty where it is not. Raises Invalid."""
    if made.is_refusal:
        return ""
    usual = precedents.similar(held).usual
    made.usual = {"count": usual.count, "median": usual.median, "low": usual.low, "high": usual.high}
    if not usual.is_outside(sums.counted(made.amount, made.cost)):
        return ""
    labels = {reason.key: reason.label for reason in playbook.reasons.get(UNUSUAL, ())}
    words = labels.get(said.strip(), clean(said))
    if not words:
        low, high = format_yuan(usual.low), format_yuan(usual.high)
        raise Invalid(fault("unusual_for", "offer_unusual", low=low, high=high, count=usual.count))
    if len(words) > texts.LONGEST_REASON:
        raise Invalid(fault("unusual_for", "too_long", limit=texts.LONGEST_REASON, length=len(words)))
    return words


def _check_words(made: Offer) -> None:
    limits = {"opinion": sums.LONGEST_OPINION, "text": texts.LONGEST_OFFER}
    faults = [
        wrong for name, limit in limits.items() if (wrong := text_fault(name, getattr(made, name), limit))
    ]
    if len(made.ground) > sums.LONGEST_GROUND:
        faults.append(fault("ground", "too_long", limit=sums.LONGEST_GROUND, length=len(made.ground)))
    if faults:
        raise Invalid(*faults)


def _same(made: Offer, rows: list[OfferItem]) -> Offer | None:
    """The proposal that stands, where it says the very same and is still under way."""
    standing = offers.standing(made.complaint)
    if standing is None or standing.state not in sums.OPEN:
        return None
    names = ("opinion", "text", "ground", "is_refusal", "unusual_for", "made_by_id")
    is_same = all(getattr(standing, name) == getattr(made, name) for name in names)
    return standing if is_same and _shape(offers.items_of(standing)) == _shape(rows) else None


def _shape(rows: list[OfferItem]) -> list[tuple[str, str, int, bool]]:
    return [(row.remedy, row.words, row.amount, row.is_option) for row in rows]


def _keep(made: Offer, rows: list[OfferItem], by: Person | None) -> Offer:
    """Write it down in place of what was under way in this round."""
    held = made.complaint
    drop_questions(held)
    held.offers.filter(round=held.round, state__in=sums.OPEN).update(state=State.REPLACED)
    made.save(force_insert=True)
    for row in rows:
        row.offer = made
    OfferItem.objects.bulk_create(rows)
    told = {"offer": made.pk, "amount": made.amount, "refusal": made.is_refusal}
    detail = {"text": made.text, "opinion": made.opinion, "ground": made.ground}
    holding.record("offer_made", held, by=by, detail=detail, **told)
    return made
