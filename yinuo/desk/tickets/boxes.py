"""The promises of a ticket as boxes: what, who, how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.desk.tickets import rows
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.ui import countdowns, links, moments

MOST: Final = 3


@dataclass(frozen=True)
class Box:
    """One promise: two lines, and its countdown or how it ended; `total` is in seconds."""

    promise: Promise
    url: str
    who: str
    total: float
    was_late: bool
    mine: bool


def of(promises: Sequence[Promise], person: Person) -> list[Box]:
    """The first three: the open ones by due time, then what ended last; the rest stands in the timeline."""
    return [box(promise, person) for promise in promises[:MOST]]


def box(promise: Promise, person: Person) -> Box:
    """One promise as a box."""
    return Box(
        promise=promise,
        url=links.to("promise", promise.pk),
        who=_who(promise),
        total=rows.total(promise.starts_at, promise.due_at),
        was_late=promise.was_late,
        mine=promise.assignee_id == person.pk,
    )


def _who(promise: Promise) -> str:
    """Who has to keep it; of one that was kept, how long it took."""
    if promise.ended_at and promise.state == Promise.State.KEPT:
        taken = (promise.ended_at - promise.starts_at).total_seconds()
        return _("用时 %(span)s") % {"span": countdowns.span(taken)}
    if promise.assignee:
        return str(promise.assignee)
    return _("%(time)s 前") % {"time": moments.short(promise.due_at, clock.now())}
