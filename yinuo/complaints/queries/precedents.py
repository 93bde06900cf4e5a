"""What was given in similar cases before: by type, cause, what was at stake and loyalty (issue 6, section 4).

The latest closed cases of the same type and cause are looked at; where enough of them are alike also in the
class of the sum at stake and in loyalty, only those count.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from yinuo.complaints.models import Complaint, Offer, Outcome
from yinuo.complaints.queries import offers
from yinuo.complaints.rules import offers as sums
from yinuo.complaints.rules import precedents
from yinuo.customers.models import Customer
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

MOST: Final = 200
"""How many of the latest cases are looked at."""
SHOWN: Final = 8
BANDS: Final = (0, 20_000, 100_000, 500_000)
"""Where the classes of the sum at stake end: not known, to 200, to 1,000, to 5,000 yuan, above; in fen."""


@dataclass(frozen=True)
class Case:
    """A case that was settled: what it gave in fen, what was at stake, whether the customer is a key one."""

    id: int
    ref: str
    amount: int
    band: int
    is_key: bool
    closed_at: datetime | None


@dataclass(frozen=True)
class Similar:
    """The figures of similar cases, the cases, and what they share beside the type: cause, band, is_key."""

    usual: precedents.Usual
    cases: tuple[Case, ...]
    alike: tuple[str, ...]


def similar(complaint: Complaint) -> Similar:
    """The most alike of the latest settled cases, at least `precedents.FEWEST` where there are so many."""
    band, is_key = band_of(offers.stake(complaint).declared_value), _is_key(complaint.ticket.customer)
    alike, found = ["cause"], _cases(complaint, cause=complaint.cause)
    if len(found) < precedents.FEWEST:
        alike, found = [], _cases(complaint)
    for name, own in (("band", band), ("is_key", is_key)):
        closest = [case for case in found if getattr(case, name) == own]
        if len(closest) >= precedents.FEWEST:
            alike, found = [*alike, name], closest
    return Similar(precedents.usual([case.amount for case in found]), tuple(found), tuple(alike))


def shown_to(person: Person, found: Similar) -> list[Case]:
    """The latest of them that this person may open; the figures are of all."""
    ids = [case.id for case in found.cases]
    seen = set(Ticket.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True))
    return [case for case in found.cases if case.id in seen][:SHOWN]


def band_of(fen: int | None) -> int:
    """The class of a sum at stake, from 0 (nothing known)."""
    return sum((fen or 0) > end for end in BANDS)


def _cases(complaint: Complaint, **alike: str) -> list[Case]:
    """The latest settled cases of the type, with what was accepted in all their rounds together."""
    settled = Complaint.objects.filter(type=complaint.type, outcome=Outcome.SATISFIED, **alike)
    fields = ("pk", "ticket__ref", "ticket__closed_at", "goods", "ticket__customer__level")
    latest = settled.exclude(pk=complaint.pk).order_by("-pk").values_list(*fields)[:MOST]
    rows = {row[0]: row[1:] for row in latest}
    accepted = Offer.objects.filter(complaint__in=list(rows), state=Offer.State.ACCEPTED)
    given: dict[int, int] = {}
    for pk, amount, cost in accepted.values_list("complaint_id", "amount", "cost"):
        given[pk] = given.get(pk, 0) + sums.counted(amount, cost)
    return [
        Case(pk, ref, given[pk], band_of(goods.get("declared_value")), level == Customer.Level.KEY, closed_at)
        for pk, (ref, closed_at, goods, level) in rows.items()
        if pk in given
    ]


def _is_key(customer: Customer | None) -> bool:
    return customer is not None and customer.level == Customer.Level.KEY
