"""Another round: the customer was not satisfied, or came back. One level higher each time (R212, R213)."""

from yinuo.complaints import may
from yinuo.complaints.actions import calming, holding
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import onward
from yinuo.complaints.rules import satisfaction
from yinuo.core.errors import NotFound, NotNow
from yinuo.customers.rules import Guest
from yinuo.staff.models import Person


def permit(complaint: Complaint, by: Person | None, guest: Guest | None) -> None:
    """What the customer may do as well as the desk. Raises NotPermitted, NotFound for somebody else's."""
    if guest is None:
        holding.permit(complaint, by)
    elif not may.guest_sees(guest, complaint):
        raise NotFound("not_found")


def begin(held: Complaint, by: Person | None) -> None:
    """Count another round of a held complaint and raise its level.

    Records complaint.leader_called {level, to} where it rises.
    """
    holding.put(held, round=held.round + 1)
    level = satisfaction.next_level(held.level)
    if level > held.level:
        calming.raise_level(held, level, by)


def require_leader_for_round(held: Complaint) -> None:
    """No third round without a leader: whoever proposes or moves on asks this first.

    A leader takes the case then, so that its owner is one (R212). Raises NotNow("leader_needed") {round}.
    """
    if onward.lacks_leader(held):
        raise NotNow("leader_needed", round=held.round)
