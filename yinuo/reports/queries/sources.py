"""Where the figures of each report come from: a figure and the tickets behind it are one condition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Model, Q

from yinuo.inquiries.models import Type
from yinuo.reports.models import ComplaintFact, LinkUse, OrderFact, Outcome, QuestionFact, ReviewFact, Timing


@dataclass(frozen=True)
class Source:
    """Where a report's figures come from: the day by which a fact counts, which facts belong, what each name
    counts, and the columns that are summed. `fields` are the columns of ways to divide that are called
    otherwise here. `quantiles` have by name a column of seconds and the per cent that lie within.
    `ends` is the column of what is done: what is open counts only when its day is over.
    """

    day: str
    counts: Mapping[str, Q]
    keeps: Q = field(default_factory=Q)
    sums: Mapping[str, str] = field(default_factory=dict)
    model: type[Model] = OrderFact
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    quantiles: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    ends: str = ""


def _timings(column: str) -> dict[str, Q]:
    """What reports about being in time have in common."""
    return {
        "due": Q(),
        "in_time": Q(**{column: Timing.IN_TIME}),
        "late": Q(**{f"{column}__in": (Timing.LATE, Timing.OBJECTIVE)}),
        "objective": Q(**{column: Timing.OBJECTIVE}),
        "answerable": Q(**{f"{column}__in": (Timing.IN_TIME, Timing.LATE)}),
    }


def _marks(name: str) -> dict[str, Q]:
    """A mark from 1 to 5: who gave one, and who gave 4 or 5 (domain B10)."""
    return {f"{name}_rated": Q(**{f"{name}__isnull": False}), f"{name}_fair": Q(**{f"{name}__gte": 4})}


def _quantiles(name: str, column: str) -> dict[str, tuple[str, int]]:
    """The median, and within what nine of ten are done."""
    return {f"{name}_{percent}": (column, percent) for percent in (50, 90)}


ORDERS: Final = "orders"
"""The part that counts orders beside the facts (`queries.beside`)."""
_COMPLAINT: Final = Q(sort=ComplaintFact.Sort.COMPLAINT)
_SUGGESTION: Final = Q(sort=ComplaintFact.Sort.SUGGESTION)
_GRUMBLE: Final = Q(sort=ComplaintFact.Sort.GRUMBLE)
_PROGRESS: Final = Q(is_self=False, type__in=(Type.ARRIVAL, Type.STATE))
"""Asked about goods that are on their way."""
SOURCES: Final[Mapping[str, Source]] = {
    "origins": Source(
        "day",
        {
            "contacts": Q(),
            "shipped": Q(outcome=Outcome.SHIPPED),
            "cancelled": Q(outcome=Outcome.CANCELLED),
            "not_shipped": Q(outcome=Outcome.NOT_SHIPPED),
        },
    ),
    "pickups": Source(
        "pickup_on",
        {**_timings("pickup"), "collected": Q(wait_seconds__isnull=False)},
        keeps=~Q(pickup=""),
        sums={"wait_seconds": "wait_seconds"},
    ),
    "slips": Source(
        "confirmed_on",
        {**_timings("slip"), "sent": Q(slip_seconds__isnull=False)},
        keeps=~Q(slip=""),
        sums={"wait_seconds": "slip_seconds"},
    ),
    "deliveries": Source("delivery_on", _timings("delivery"), keeps=~Q(delivery="")),
    "reviews": Source(
        "day",
        {
            **_timings("review"),
            "placed": Q(),
            "reviewed": Q(review_seconds__isnull=False),
            "confirmed": Q(outcome=ReviewFact.Outcome.CONFIRMED),
            "voided": Q(outcome=ReviewFact.Outcome.VOIDED),
        },
        sums={"review_seconds": "review_seconds"},
        model=ReviewFact,
        fields={"shift": ("rule",), "hour": ("hour",)},
    ),
    "inquiries": Source(
        "day",
        {
            "asked": Q(),
            "solved": Q(is_first=True, is_repeat=False),
            "promised": ~Q(callback=""),
            "kept": Q(callback=Timing.IN_TIME),
            "answerable": Q(callback__in=(Timing.IN_TIME, Timing.LATE)),
        },
        keeps=Q(is_self=False),
        model=QuestionFact,
        fields={"hour": ("hour",)},
    ),
    "selfservice": Source(
        "day",
        {
            "all": Q(is_self=True) | _PROGRESS,
            "looked": Q(is_self=True),
            "asked": _PROGRESS,
            "linked": ~Q(link=""),
            "saved": Q(link=LinkUse.USED, is_repeat=False),
        },
        model=QuestionFact,
    ),
    "complaints": Source(
        "day",
        {
            **_timings("ack"),
            "complaints": Q(),
            "acknowledged": Q(ack_seconds__isnull=False),
            "repeated": Q(is_repeat=True),
            "escalated": Q(is_escalated=True),
            "compensated": Q(compensation__gt=0),
        },
        keeps=_COMPLAINT,
        sums={"compensation": "compensation"},
        model=ComplaintFact,
        quantiles=_quantiles("ack", "ack_seconds"),
    ),
    "closures": Source(
        "due_on",
        {
            "due": Q(),
            "closed": Q(closed_on__isnull=False),
            "in_time": Q(is_in_time=True),
            "ended": Q(was_closed=True),
            "reopened": Q(is_reopened=True),
        },
        model=ComplaintFact,
        quantiles=_quantiles("close", "close_seconds"),
        ends="closed_on",
    ),
    "satisfaction": Source(
        "asked_on",
        {
            "asked": Q(),
            "rated": Q(overall__isnull=False),
            "satisfied": Q(overall__gte=4),
            **_marks("result"),
            **_marks("process"),
            **_marks("treatment"),
        },
        model=ComplaintFact,
    ),
    "voices": Source(
        "day",
        {
            "voices": Q(),
            "complaints": _COMPLAINT,
            "grumbles": _GRUMBLE,
            "became": _GRUMBLE & Q(is_taken_up=True),
            "suggestions": _SUGGESTION,
            "answered": _SUGGESTION & Q(is_taken_up=True),
            "praise": Q(sort=ComplaintFact.Sort.PRAISE),
        },
        model=ComplaintFact,
    ),
}
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("area",),
    "reason": ("outcome", "reason"),
    "hour": ("confirmed_hour",),
    "channel": ("channel",),
    "region": ("region_id",),
    "team": ("team_id",),
    "person": ("person_id",),
    "driver": ("driver_id",),
    "type": ("type",),
    "cause": ("cause",),
    "severity": ("severity",),
}
"""By which columns a way to divide groups; `day`, `month` and `week` by the report's own day."""
