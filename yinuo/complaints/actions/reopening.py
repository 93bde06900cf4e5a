"""A closed case opens again: the customer came back within the set time."""

from typing import Any, Final

from yinuo.complaints.actions import calming, holding, rounds
from yinuo.complaints.models import Complaint, Outcome, Type
from yinuo.complaints.queries import carrying, following, responsible
from yinuo.complaints.rules.stages import AGAIN, OPENED_AGAIN, Stage
from yinuo.core import db, throttling
from yinuo.core.errors import NotNow
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.playbooks.rules.reasons import Reason
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as tickets_queries
from yinuo.tickets.rules import check_text

LONGEST_WHY: Final = 500
TOLD_WAIT: Final = "told_wait"
_EARLY: Final = (Stage.ACCEPT, Stage.CLARIFY)


def reopen(*, complaint: Complaint, why: str, by: Person | None, guest: Guest | None = None) -> Complaint:
    """Open a closed case again, one round on and one level higher, within `settings.reopen_days` of closing.

    What was decided is proposed anew; what was withdrawn early goes on where it was, and the customer is told
    anew how long they wait. A guest's words say how they feel. The same again changes nothing. Records
    complaint.reopened {round}, complaint.moved {from, to}, and what `calming.hear` does. Raises NotPermitted,
    NotFound; Invalid: required, too_long; TooMany for a guest who does so over and over; NotNow:
    complaint_not_closed, complaint_was_merged, reopen_too_late.
    """
    rounds.permit(complaint, by, guest)
    words = check_text("why", why, LONGEST_WHY)
    if guest is not None:
        throttling.spend((OPENED_AGAIN, throttling.who("case", str(complaint.pk))))
    with db.transaction():
        held = holding.hold(complaint)
        if held.ticket.closed_at is None:
            if _is_again(held, words, by):
                return held
            raise NotNow("complaint_not_closed")
        require_in_time(held)
        open_again(held, words, by)
        if guest is not None:
            calming.hear(held, words)
    return held


def require_in_time(held: Complaint) -> None:
    """Raises NotNow: complaint_was_merged, reopen_too_late {days}."""
    if held.outcome == Outcome.MERGED:
        raise NotNow("complaint_was_merged")
    if not following.may_reopen(held):
        raise NotNow("reopen_too_late", days=carrying.settings_of(held).reopen_days)


def open_again(held: Complaint, words: str, by: Person | None) -> None:
    """Open a held case again. Records complaint.reopened {round} and complaint.moved {from, to}."""
    to = _stage(held)
    again = [str(stage) for stage in AGAIN] if to == Stage.PROPOSE else []
    before = held.ticket.stage
    tickets.begin_anew(held.ticket, to=to, stages=again, by=by)
    holding.put(held, outcome="")
    if to == Stage.ACCEPT:
        _wait_anew(held)
    rounds.begin(held, by)
    holding.record("reopened", held, by=by, detail={"why": words} if words else None, round=held.round)
    moved: dict[str, Any] = {"from": before, "to": str(to)}
    holding.record("moved", held, by=by, **moved)
    _give_owner(held)


def _stage(held: Complaint) -> Stage:
    """Where it goes on: at the proposal, unless it was withdrawn before anything was clear."""
    if held.outcome != Outcome.WITHDRAWN:
        return Stage.PROPOSE
    moves = Event.objects.filter(ticket_id=held.pk, kind="complaint.moved").order_by("-id")
    before = next((move.data["from"] for move in moves[:1] if move.data["to"] == Stage.CLOSED), "")
    return Stage(before) if before in _EARLY else Stage.PROPOSE


def _wait_anew(held: Complaint) -> None:
    """The word that was given ended with the withdrawal; unless a leader let it go, another one is due."""
    holding.put(held, told_until=None)
    let_go = held.overrides.filter(key=TOLD_WAIT).exists()
    for must in tickets_queries.musts(held.ticket):
        if must.key == TOLD_WAIT and must.is_done and not let_go:
            tickets.undo_must(held.ticket, step=must.step, key=must.key, by=None, seen=True)


def _give_owner(held: Complaint) -> None:
    """Whoever had it may have left meanwhile: the first responsible has it now (R141)."""
    owner = held.ticket.owner
    if owner is not None and not owner.is_active:
        to = responsible.first_responsible(
            by=None,
            about=held.about,
            respondent=held.respondent,
            words=held.respondent_name,
            is_doubted=held.respondent is None and held.type == Type.ATTITUDE,
        )
        tickets.assign(held.ticket, to=to, reason=Reason("", "原负责人已离开"), by=None)


def _is_again(held: Complaint, words: str, by: Person | None) -> bool:
    """Whether the same person has just opened it with the same words."""
    events = Event.objects.filter(ticket_id=held.pk, kind="complaint.reopened").order_by("-id")
    last = events.select_related("detail").first()
    detail = getattr(last, "detail", None)
    return (
        last is not None
        and last.actor_id == (by.pk if by else None)
        and detail is not None
        and detail.values.get("why") == words
    )
