"""Where a case may go from here by a person's hand: the next stage, other hands, past a must (R154, R157)."""

from typing import Final

from yinuo.complaints import may
from yinuo.complaints.models import Complaint, Level
from yinuo.complaints.queries import carrying
from yinuo.complaints.rules import satisfaction
from yinuo.complaints.rules.stages import Stage
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries as tickets

ONWARD: Final = {
    Stage.ACCEPT: (Stage.CLARIFY,),
    Stage.CLARIFY: (Stage.PROPOSE,),
    Stage.PROPOSE: (Stage.CARRY_OUT, Stage.CALL_BACK),
    Stage.CARRY_OUT: (Stage.CALL_BACK,),
}
"""Where a person may move a case on. Back, and to the end, it moves by what is done alone."""
BY_DEEDS: Final = (Stage.PROPOSE, Stage.CARRY_OUT)
"""Stages that are left by the customer's yes and by the last task, as a rule."""
UNDERSTOOD: Final = ("account", "restated")
"""The musts without which a problem is not understood (R157)."""
LEADERS: Final = (Role.TEAM_LEADER, Role.MANAGER)
MOST_BY_OWNER: Final = 1
"""How often a case changes hands by its owner's own decision; from then on a leader decides."""


def by_hand(complaint: Complaint) -> tuple[Stage, ...]:
    """The stages to which a person may move it, once every must of the present one is done.

    A later stage, of which the manual asks for nothing, is left by its deed alone; what was agreed to and is
    to be done or paid is carried out before anybody calls back, and nobody lets money go that was agreed to.
    """
    stage = Stage(complaint.ticket.stage)
    if stage in BY_DEEDS and not tickets.musts(complaint.ticket):
        return ()
    if stage == Stage.CARRY_OUT and carrying.unpaid(complaint):
        return ()
    if stage == Stage.PROPOSE and carrying.is_to_be_done(complaint):
        return (Stage.CARRY_OUT,)
    return ONWARD.get(stage, ())


def not_understood(complaint: Complaint) -> list[str]:
    """The labels of what is to be done before the problem is understood (R157); none after accepting."""
    if complaint.ticket.stage != Stage.ACCEPT:
        return []
    asked = [state for state in tickets.musts(complaint.ticket) if state.key in UNDERSTOOD]
    return [state.label for state in asked if not state.is_done]


def is_for_leader(complaint: Complaint) -> bool:
    """Whether it has changed hands so often that only a leader gives it on."""
    return complaint.transfers >= MOST_BY_OWNER


def lacks_leader(complaint: Complaint) -> bool:
    """Whether a leader has to take it before anybody proposes anything: from the third round on its owner is
    one (R212).
    """
    owner = complaint.ticket.owner
    is_led = complaint.level >= Level.LEADER and owner is not None and owner.role in LEADERS
    return complaint.round >= satisfaction.LEADERS_ROUND and not is_led


def may_transfer(person: Person, complaint: Complaint) -> bool:
    """Whether this person may give it to another owner now."""
    if complaint.ticket.closed_at is not None or not may.hand_over(person, complaint):
        return False
    return not not_understood(complaint) and (not is_for_leader(complaint) or may.lead(person, complaint))


def may_let_go(person: Person, complaint: Complaint) -> bool:
    """Whether this person may let a must or a statement go: a leader, never in a case of their own."""
    is_own = complaint.ticket.owner_id == person.pk
    return complaint.ticket.closed_at is None and not is_own and may.lead(person, complaint)
