"""By when a complaint has to be answered whatever was told: the authority's deadline and the law's."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from yinuo.complaints.models import Complaint
from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours
from yinuo.core.models import Event
from yinuo.playbooks.rules.schema.remedying import LegalRule
from yinuo.tickets import queries as tickets

DEADLINE: Final = "deadline"
ANEW: Final = ("complaint.reopened", "complaint.unsatisfied")
"""What another round begins with for the customer."""


@dataclass(frozen=True)
class Ceiling:
    """A moment after which no answer may come, and who or what says so."""

    at: datetime
    label: str

    @property
    def shown(self) -> str:
        """The moment as a person reads it, in the company's zone."""
        return f"{clock.local(self.at):%Y-%m-%d %H:%M}"


def ahead(complaint: Complaint) -> Ceiling | None:
    """The nearest ceiling that has not passed; None where none binds any more. What is late already is
    answered as soon as can be, and the customer hears by when.
    """
    now = clock.now()
    return min((one for one in ceilings(complaint) if one.at > now), key=lambda one: one.at, default=None)


def ceilings(complaint: Complaint) -> list[Ceiling]:
    """Every deadline from outside: of the hotline or regulator that passed the case on, and of the laws that
    the playbook names for this type, counted from when it was recorded or last asked for again.
    """
    return [*_official(complaint), *_legal(complaint, _begun(complaint))]


def first_due_at(complaint: Complaint) -> datetime | None:
    """The nearest deadline from outside of what was first received, which no later round puts off."""
    found = [*_official(complaint), *_legal(complaint, complaint.recorded_at)]
    return min((one.at for one in found), default=None)


def law_due_at(complaint: Complaint) -> datetime | None:
    """By when the law has this round answered; None where the playbook names no law for this type."""
    return min((one.at for one in _legal(complaint, _begun(complaint))), default=None)


def day_end(complaint: Complaint) -> datetime | None:
    """The end of the working day on which this round began, or of the next one where nobody worked then: an
    answer by then is one of the same day (R166, R167). None where no hours are known.
    """
    of_team = hours.hours_of(complaint.ticket.team_id)
    try:
        begins = calendar.next_opening(_begun(complaint), of_team)
    except calendar.NoWorkingTime:
        return None
    return calendar.spells_on(begins.date(), of_team)[-1].end


def _begun(complaint: Complaint) -> datetime:
    """When the first round began, or the last that the customer asked for."""
    if complaint.round == 1:
        return complaint.recorded_at
    asked = Event.objects.filter(ticket_id=complaint.pk, kind__in=ANEW).order_by("-id")
    return asked.values_list("at", flat=True).first() or complaint.recorded_at


def _official(complaint: Complaint) -> list[Ceiling]:
    if complaint.official_due_at is None:
        return []
    return [Ceiling(complaint.official_due_at, complaint.official_from)]


def _legal(complaint: Complaint, begun: datetime) -> list[Ceiling]:
    playbook = tickets.playbook_of(complaint.ticket)
    rules = playbook.legal_for(DEADLINE, complaint.type.lower()) if playbook else ()
    return [
        Ceiling(_end(complaint, begun, rule, rule.within), f"{rule.label} {rule.law}")
        for rule in rules
        if rule.within
    ]


def _end(complaint: Complaint, at: datetime, rule: LegalRule, within: timedelta) -> datetime:
    """Working days run to the close of the last one; calendar time runs round the clock."""
    of_team = hours.hours_of(complaint.ticket.team_id)
    if rule.days_kind == "working":
        return calendar.due_in_days(at, within.days, of_team).at
    return calendar.due(at, within, of_team, clock="elapsed").at
