"""Agreement to a proposal by amount, kind and role (R199–R201, R208): asked, given, sent back with words.

Who answers is a matter of `approvals`: the role asked or one above it, so that nobody has to wait for one who
is away; never the person complained about.
"""

from typing import Final

from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.approvals.rules import LONGEST_REASON
from yinuo.complaints.actions import holding, offering
from yinuo.complaints.models import Offer
from yinuo.complaints.queries import authority, loading, offers
from yinuo.complaints.queries.authority import Needed, Nobody, TooMuch
from yinuo.complaints.rules.stages import Stage
from yinuo.core import db
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted, fault
from yinuo.core.events import Deed
from yinuo.core.money import format_yuan
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

State = Offer.State
ASKABLE: Final = (State.DRAFT, State.RETURNED, State.APPROVED)


def ask_approval(*, offer: Offer, by: Person, note: str = "") -> Offer:
    """Have a proposal agreed to, or take it as agreed where `by` may decide alone; it is theirs from now on.

    `note` answers what the approver asked back, else the opinion goes to them. What was agreed to is asked
    again only where more is given for the matter by now than was agreed. Asked already, it stays. Records
    complaint.offer_asked {offer, approval} or complaint.offer_approved {offer}. Raises NotPermitted; Invalid
    ("offer_over_limit", most=yuan) for more than anybody may give; NotNow: complaint_not_in_stage,
    offer_replaced, offer_not_in_state, offer_nobody_decides {role} where nobody there ever could answer.
    """
    holding.permit(offer.complaint, by)
    with db.transaction():
        held = hold(offer)
        holding.require_stage(held.complaint, Stage.PROPOSE)
        require_newest(held)
        playbook = offering.playbook_of(held.complaint)
        if held.state == State.ASKED:
            return held
        require_state(held, *ASKABLE)
        if held.state == State.APPROVED and authority.is_covered(held, playbook, others=authority.PROMISED):
            return held
        needed = authority.who_must_agree(held, playbook, by)
        if isinstance(needed, TooMuch):
            raise Invalid(fault("items", "offer_over_limit", most=format_yuan(needed.most)))
        if isinstance(needed, Nobody):
            raise NotNow("offer_nobody_decides", role=needed.role.label)
        held.made_by = by
        if needed is None:
            put(held, State.APPROVED, "made_by")
            holding.record("offer_approved", held.complaint, by=by, offer=held.pk)
        else:
            _ask(held, needed, note, by)
    return held


def offer_decided(deed: Deed) -> None:
    """Wired to approval.approved and approval.refused: the proposal is agreed to, or comes back with words.

    An answer about one that something took the place of, or whose sum is another by now, changes nothing.
    Records complaint.offer_approved {offer} or complaint.offer_returned {offer}. Raises NotPermitted(
    "offer_over_own_limit", most=yuan) for who may not give so much themselves.
    """
    approval: Approval = deed.subject
    figures = approval.figures
    if figures.get("about") not in authority.ABOUT:
        return
    held = Offer.objects.filter(pk=figures.get("offer"), complaint=approval.ticket_id).first()
    if held is None:
        return
    held.complaint = holding.hold(loading.fresh(approval.ticket_id))
    held.refresh_from_db(fields=["state", "amount", "cost"])
    if held.state != State.ASKED or (held.amount, held.cost) != (figures["amount"], figures["cost"]):
        return
    if deed.kind == "approval.approved":
        _require_limit(held, figures["together"], deed.by)
        put(held, State.APPROVED)
        holding.record("offer_approved", held.complaint, by=deed.by, offer=held.pk)
    else:
        put(held, State.RETURNED)
        detail = {"answer": approval.answer}
        holding.record("offer_returned", held.complaint, by=deed.by, detail=detail, offer=held.pk)


def hold(offer: Offer) -> Offer:
    """A proposal as it stands now, its case held, and what the case is or was about: limits count for all
    cases of one order together, so whoever gives something for it waits here. Raises NotFound.
    """
    tickets.hold(offer.complaint_id, *offers.orders_of(offer.complaint_id))
    complaint = holding.hold(offer.complaint)
    row = Offer.objects.select_related("made_by").filter(pk=offer.pk).first()
    if row is None:
        raise NotFound("not_found")
    row.complaint = complaint
    return row


def require_state(offer: Offer, *allowed: str) -> None:
    """Raises NotNow("offer_not_in_state") with the present state."""
    if offer.state not in allowed:
        raise NotNow("offer_not_in_state", state=State(offer.state).label)


def put(offer: Offer, state: Offer.State, *columns: str) -> None:
    """Write the state and these columns of a held proposal."""
    offer.state = state
    offer.save(update_fields=["state", *columns])


def require_newest(offer: Offer) -> None:
    """Raises NotNow("offer_replaced") where another proposal has taken its place or another round began."""
    standing = offers.standing(offer.complaint)
    if standing is None or standing.pk != offer.pk:
        raise NotNow("offer_replaced")


def _require_limit(held: Offer, together: int, by: Person | None) -> None:
    """Nobody agrees to more than they may give."""
    limit = authority.limit_of(offering.playbook_of(held.complaint), by.role) if by else None
    if limit is not None and together > limit and not held.is_refusal:
        raise NotPermitted("offer_over_own_limit", most=format_yuan(limit))


def _ask(held: Offer, needed: Needed, note: str, by: Person) -> None:
    about = authority.REFUSAL if held.is_refusal else authority.REMEDY
    together = authority.together(held, others=authority.PROMISED)
    approval = approvals.ask(
        ticket=held.complaint.ticket,
        key=needed.rule.key,
        label=needed.rule.label,
        role=needed.role,
        figures={
            "about": about,
            "offer": held.pk,
            "amount": held.amount,
            "cost": held.cost,
            "together": together,
            "usual": held.usual,
        },
        reason=(note.strip() or held.opinion)[:LONGEST_REASON],
        by=by,
    )
    held.approval_key = needed.rule.key
    put(held, State.ASKED, "approval_key", "made_by")
    holding.record("offer_asked", held.complaint, by=by, offer=held.pk, approval=approval.pk)
