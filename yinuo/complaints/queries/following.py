"""How a round stands: who was reached, what they said, whether the case may end and how."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from yinuo.complaints.models import CallBack, Complaint, Offer, Outcome, Rating
from yinuo.complaints.queries import carrying, rows_of
from yinuo.complaints.rules import satisfaction
from yinuo.complaints.rules.stages import Stage
from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours


@dataclass(frozen=True)
class Tries:
    """How often the customer was called in vain, how often they have to be, when the next try counts."""

    made: int
    wanted: int
    next_at: datetime | None

    @property
    def are_all_made(self) -> bool:
        """Whether the case may end without having reached anybody."""
        return self.made >= self.wanted


def tries(complaint: Complaint) -> Tries:
    """The tries of this round by the company's rule: how many, and how far apart in working time."""
    settings = carrying.settings_of(complaint)
    again_at = _after(complaint, timedelta(minutes=settings.try_gap_minutes))
    counted = satisfaction.tries(((one.at, one.was_reached) for one in _calls(complaint)), again_at)
    return Tries(len(counted), settings.call_back_tries, again_at(counted[-1]) if counted else None)


def was_reached(complaint: Complaint) -> bool:
    """Whether somebody spoke with the customer in this round after the carrying-out."""
    return any(one.was_reached for one in _calls(complaint))


def is_heard(complaint: Complaint) -> bool:
    """Whether the customer has said what they think of this round: they rated it, or were reached after a
    reasoned no.
    """
    was_told_no = carrying.told_no(complaint) is not None
    return rating(complaint) is not None or (was_told_no and was_reached(complaint))


def rating(complaint: Complaint) -> Rating | None:
    """What the customer said in this round; None before."""
    return next((one for one in rows_of.ratings(complaint) if one.round == complaint.round), None)


def wish(complaint: Complaint) -> str:
    """What the customer last said is still wanted, of a proposal that they declined or in a rating; empty
    where there is nothing but the wish the case came with (R217, R219).
    """
    said = [
        (one.answered_at, one.answer)
        for one in rows_of.offers(complaint)
        if one.state == Offer.State.DECLINED and one.answered_at is not None
    ]
    said += [(one.at, one.left) for one in rows_of.ratings(complaint) if one.left]
    return sorted(said, key=lambda one: one[0])[-1][1] if said else ""


def may_rate(complaint: Complaint) -> bool:
    """Whether the customer is asked for their answer: in the call-back, or late where nobody could be
    reached; also who was satisfied may still say before the end that it is not done.
    """
    is_late = complaint.outcome == Outcome.UNREACHED and may_reopen(complaint)
    if not is_late and complaint.ticket.stage != Stage.CALL_BACK:
        return False
    said = rating(complaint)
    return said is None or said.is_satisfied


def _calls(complaint: Complaint) -> list[CallBack]:
    """The call-backs of this round."""
    return [one for one in rows_of.call_backs(complaint) if one.round == complaint.round]


def is_last_no(complaint: Complaint) -> bool:
    """Whether a leader has said a reasoned no where two rounds before did not content the customer.

    Every level of the house has looked at it then: whoever is not satisfied is told of the bodies outside
    (ISO 10002 7.9), no further round follows.
    """
    return complaint.round >= satisfaction.LEADERS_ROUND and carrying.told_no(complaint) is not None


def outcome(complaint: Complaint) -> Outcome | None:
    """How the case may end now: the customer is satisfied, or a named person has told them a reasoned no and
    they were heard on it. None while it may not end.
    """
    if carrying.told_no(complaint) is not None:
        return Outcome.REFUSED if is_heard(complaint) else None
    said = rating(complaint)
    return Outcome.SATISFIED if said is not None and said.is_satisfied else None


def may_reopen_until(complaint: Complaint) -> datetime | None:
    """Until when the customer may come back to what was closed; None while it is open, or was forgotten."""
    ticket = complaint.ticket
    if ticket.closed_at is None or ticket.forgotten_at is not None:
        return None
    return ticket.closed_at + timedelta(days=carrying.settings_of(complaint).reopen_days)


def may_reopen(complaint: Complaint) -> bool:
    """Whether the case may be opened again now: within the set time, and not merged into another."""
    until = may_reopen_until(complaint)
    return until is not None and clock.now() <= until and complaint.outcome != Outcome.MERGED


def _after(complaint: Complaint, gap: timedelta) -> Callable[[datetime], datetime]:
    """So much working time later, by the hours of the team that has the case."""
    worked = hours.hours_of(complaint.ticket.team_id)
    return lambda at: calendar.due(at, gap, worked, "working").at
