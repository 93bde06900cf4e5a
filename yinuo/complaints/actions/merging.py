"""Two complaints of one matter become one case, and part again if they were two after all."""

from typing import Any, Final

from yinuo.complaints import may
from yinuo.complaints.actions import accepting, calming, changing, holding, offering
from yinuo.complaints.models import Complaint, Offer, Outcome
from yinuo.complaints.rules.offers import OPEN
from yinuo.complaints.rules.stages import ALIKE, UNDECIDED, Stage
from yinuo.core import clock, db
from yinuo.core.errors import NotNow
from yinuo.core.models import Event
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Link

_MERGED: Final = "complaint.merged"
_REASON: Final = "并入另一件投诉"
_HEARD: Final = (Offer.State.TOLD, Offer.State.ACCEPTED)


def merge(*, complaint: Complaint, into: Complaint, by: Person | None) -> Complaint:
    """Close this complaint as the same matter as `into`, which goes on; what was told its customer is kept.

    Only while nothing is decided, and of one customer: two of them are answered each on their own. A waiting
    time told to them holds for the case that goes on, which is as grave and as high as the graver and the
    higher of both; a proposal that they have not heard gives way. Into the same one again changes nothing.
    Records complaint.merged {into, stage} and complaint.moved. Raises NotPermitted for either; NotNow:
    complaint_not_in_stage, complaint_merge_itself, complaint_merge_customer, complaint_merge_respondent where
    they are about different people, complaint_merge_official where an authority's deadline would go with it,
    complaint_merge_round where this one is a round ahead, complaint_merge_offered where the customer was told
    of a proposal.
    """
    holding.permit(complaint, by)
    holding.permit(into, by)
    if complaint.pk == into.pk:
        raise NotNow("complaint_merge_itself")
    with db.transaction():
        held, target = _hold_both(complaint, into)
        if held.merged_into_id == target.pk:
            return held
        _check(held, target)
        stage = held.ticket.stage
        _carry_word(held, target, by)
        _carry_weight(held, target, by)
        offering.drop_questions(held)
        held.offers.filter(state__in=OPEN).update(state=Offer.State.REPLACED)
        holding.abandon(held, by)
        holding.put(held, merged_into=target, outcome=Outcome.MERGED)
        holding.record("merged", held, by=by, into=target.pk, stage=stage)
    return held


def unmerge(*, complaint: Complaint, by: Person | None) -> Complaint:
    """They were two matters: this one goes on at the stage it was merged away from, its musts as they were.

    A waiting time that its customer was told and that has not passed is promised again. One that is not
    merged stays as it is. Records complaint.unmerged and complaint.moved. Raises NotPermitted.
    """
    holding.permit(complaint, by)
    with db.transaction():
        held = holding.hold(complaint)
        if held.merged_into_id is None or held.outcome != Outcome.MERGED:
            return held
        stage = _stage_before(held)
        tickets.begin_anew(held.ticket, to=stage, stages=(), by=by)
        holding.put(held, merged_into=None, outcome="")
        holding.record("moved", held, by=by, **_moved(Stage.CLOSED, stage))
        holding.record("unmerged", held, by=by)
        if held.told_until is not None and held.told_until > clock.now():
            accepting.give_word(held, held.told_until, by)
    return held


def link_alike(*, complaint: Complaint, other: Complaint, by: Person) -> Link:
    """Join two complaints that have to do with each other and stay two; joined already, it is the same link.

    Records ticket.linked. Raises NotPermitted, NotNow("link_to_itself").
    """
    require(by, may.handle, complaint)
    return tickets.link(complaint.ticket, other=other.ticket, kind=ALIKE, by=by)


def unlink_alike(*, complaint: Complaint, other: Complaint, by: Person) -> Complaint:
    """They have nothing to do with each other after all; parted already, nothing happens.

    Records ticket.unlinked. Raises NotPermitted.
    """
    require(by, may.handle, complaint)
    tickets.unlink(complaint.ticket, other=other.ticket, kind=ALIKE, by=by)
    return complaint


def _hold_both(complaint: Complaint, into: Complaint) -> tuple[Complaint, Complaint]:
    """Both rows held in the order of their ids, so that merging crosswise waits for nobody."""
    tickets.hold(complaint.pk, into.pk)
    return holding.hold(complaint), holding.hold(into)


def _check(held: Complaint, target: Complaint) -> None:
    """Raises NotNow with what stands against it."""
    holding.require_stage(held, *UNDECIDED)
    holding.require_live(target)
    if not _is_same_customer(held, target):
        raise NotNow("complaint_merge_customer")
    if held.respondent_id is not None and held.respondent_id != target.respondent_id:
        raise NotNow("complaint_merge_respondent")
    ours, theirs = held.official_due_at, target.official_due_at
    if ours is not None and (theirs is None or theirs > ours):
        raise NotNow("complaint_merge_official")
    if held.round > target.round:
        raise NotNow("complaint_merge_round", ours=held.round, theirs=target.round)
    if held.offers.filter(round=held.round, state__in=_HEARD).exists():
        raise NotNow("complaint_merge_offered")


def _is_same_customer(held: Complaint, target: Complaint) -> bool:
    """Whether whoever complained here is answered with the other: the same number, the same customer, or
    somebody who left no number at all.
    """
    phone, customer = held.contact_phone, held.ticket.customer_id
    same = phone == target.contact_phone or (customer and customer == target.ticket.customer_id)
    return not phone or bool(same)


def _carry_word(held: Complaint, target: Complaint, by: Person | None) -> None:
    """What was promised here is promised there, by the earlier of both times."""
    word = accepting.spoken(held)
    if word is None:
        return
    accepting.take_back_word(held, _REASON, by)
    other = accepting.spoken(target)
    if word.due_at > clock.now() and (other is None or other.due_at > word.due_at):
        accepting.give_word(target, word.due_at, by)


def _carry_weight(held: Complaint, target: Complaint, by: Person | None) -> None:
    """Merging makes nothing lighter: neither how grave it is nor who looks at it (R212)."""
    if held.severity > target.severity or (held.is_crisis and not target.is_crisis):
        severity = max(held.severity, target.severity)
        changing.decide(target, {"severity": severity, "is_crisis": held.is_crisis or target.is_crisis}, by)
    if held.level > target.level:
        calming.raise_level(target, held.level, by)


def _stage_before(held: Complaint) -> Stage:
    """The stage it was merged away from, as the event says."""
    merged = Event.objects.filter(ticket_id=held.pk, kind=_MERGED).order_by("-id").first()
    return Stage(merged.data["stage"]) if merged else Stage.ACCEPT


def _moved(before: Stage, to: Stage) -> dict[str, Any]:
    return {"from": str(before), "to": str(to)}
