"""Complaints that are led on, and what the reports know of them."""

from datetime import date, timedelta
from typing import Any, Final

from tests.factories import complaints as make
from yinuo.complaints.actions import ending, following
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.reports.models import ComplaintFact
from yinuo.staff.models import Person
from yinuo.tickets.models import Channel

TODAY: Final = date(2026, 11, 20)
LAW: Final = date(2026, 11, 27)
"""Seven days later, by the law that the freight manual names."""


def fact(complaint: Complaint) -> ComplaintFact:
    """What the reports know of it."""
    return ComplaintFact.objects.get(ticket=complaint.pk, grumble_id=0)


def everything() -> list[dict[str, Any]]:
    """All facts, without the ids of their own."""
    rows = ComplaintFact.objects.order_by("grumble_id", "ticket_id").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def official() -> dict[str, Any]:
    """What the hotline says that passes a complaint on."""
    due_at = clock.now() + timedelta(days=3)
    return {
        "channel": Channel.HOTLINE,
        "official_from": "12345",
        "official_number": "2026-81",
        "official_due_at": due_at,
    }


def called_back(agent: Person) -> Complaint:
    """A complaint that is decided and carried out."""
    return make.at(Stage.CALL_BACK, agent)


def rate(complaint: Complaint, agent: Person, overall: int, **marks: Any) -> None:
    """The customer says how content they are, by telephone."""
    following.rate(complaint=make.again(complaint), overall=overall, way="PHONE", by=agent, **marks)


def close(complaint: Complaint, agent: Person) -> None:
    """Thanked and closed."""
    following.thank(complaint=make.again(complaint), by=agent)
    ending.close(complaint=make.again(complaint), by=agent)
