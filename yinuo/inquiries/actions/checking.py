"""What the agent does not know goes to the team leader; the checked answer comes back to the agent, who
replies (001 四(三)3.1, R117).
"""

from datetime import datetime

from yinuo.core import clock, db
from yinuo.core.errors import NotFound, NotNow
from yinuo.inquiries import may, rules
from yinuo.inquiries.actions import holding, promising
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.rules import Stage
from yinuo.playbooks.rules.reasons import Reason
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.rules import check_text


def pass_up(
    *, inquiry: Inquiry, by: Person | None, note: str = "", due_at: datetime | None = None
) -> Inquiry:
    """Ask the team leader for the right answer; the ticket stays the agent's.

    `note` is what the agent found out so far, `due_at` the time promised to the customer in the same breath.
    Passed up again it stays with the leader. Records inquiry.passed_up (and inquiry.promised). Raises
    NotPermitted; NotNow("inquiry_not_in_stage"); Invalid for a long note or a wrong time.
    """
    holding.permit(inquiry, by)
    words = check_text("note", note, rules.LONGEST_TEXT, required=False)
    with db.transaction():
        held = holding.hold(inquiry)
        holding.require_stage(held, *rules.UNANSWERED)
        holding.take(held, by)
        if held.ticket.stage != Stage.WITH_LEADER:
            held.asked_leader_at, held.asked_leader_by = clock.now(), by
            held.checked_at = held.checked_by = None
            held.save(update_fields=["asked_leader_at", "asked_leader_by", "checked_at", "checked_by"])
            holding.move(held, Stage.WITH_LEADER, by)
            detail = {"text": words} if words else None
            holding.record("passed_up", held, by=by, detail=detail)
        if due_at is not None:
            promising.give_word(held, due_at, by)
    return held


def check_answer(*, inquiry: Inquiry, answer: str, by: Person | None) -> Inquiry:
    """The right answer, found out by the leader: it goes back to the agent who asked, and they reply.

    Records inquiry.checked. The same answer again changes nothing. Raises NotPermitted;
    NotNow("inquiry_not_in_stage") where the leader was not asked; Invalid: required, too_long.
    """
    require(by, may.check, inquiry)
    words = check_text("answer", answer, rules.LONGEST_TEXT)
    with db.transaction():
        held = holding.hold(inquiry)
        if held.ticket.stage == Stage.CHECKED and held.checked_answer == words:
            return held
        holding.require_stage(held, Stage.WITH_LEADER)
        held.checked_answer, held.checked_at, held.checked_by = words, clock.now(), by
        held.save(update_fields=["checked_answer", "checked_at", "checked_by"])
        holding.move(held, Stage.CHECKED, by)
        _give_back(held, by)
        holding.record("checked", held, by=by, detail={"text": words})
    return held


def _give_back(held: Inquiry, by: Person | None) -> None:
    """To the agent who asked the leader, if the ticket became somebody else's meanwhile and they can take
    it.
    """
    agent, ticket = held.asked_leader_by, held.ticket
    if agent is None or ticket.owner_id == agent.pk or not tickets_may.own(agent):
        return
    if by is not None and not tickets_may.assign(by, ticket):
        return
    try:
        tickets.assign(ticket, to=agent, reason=Reason("", "组长查实，由原坐席回复"), by=by)
    except (NotNow, NotFound):
        return
