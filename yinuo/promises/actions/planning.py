"""After a change of the calendar: every open promise in working time is reckoned again, in small steps."""

from yinuo.core import clock, db
from yinuo.core.calendar import queries as calendar
from yinuo.promises import queries
from yinuo.promises.actions import pausing, standing
from yinuo.promises.models import Promise
from yinuo.promises.rules import reckoning
from yinuo.staff.models import Person


def replan(team_id: int | None = None, *, by: Person | None = None) -> int:
    """Reckon again what was reckoned under another calendar; of one team's hours, or all.

    Each promise whose due time changes records promise.moved. Paused ones keep what was left, broken ones
    stay broken and only their next levels come at other times. Returns how many due times changed; costs one
    narrow read when nothing is to be done. Works in transactions of its own: never call it inside one.
    """
    mark = calendar.mark()
    stale = Promise.objects.filter(
        state=Promise.State.OPEN, clock=Promise.Clock.WORKING, within_seconds__isnull=False
    ).exclude(planned_by=mark)
    if team_id is not None:
        stale = stale.filter(hours_of=team_id)
    moved: list[int] = []
    ids = list(stale.order_by("planned_by", "pk").values_list("pk", flat=True))
    db.each_alone(ids, lambda pk: moved.extend(_replan(pk, mark, by)))
    return len(moved)


def _replan(pk: int, mark: str, by: Person | None) -> list[int]:
    """The promise's id if its due time changed."""
    promise = Promise.objects.filter(pk=pk).first()
    if promise is None:
        return []
    held = standing.lock_promise(promise)
    if held.state != Promise.State.OPEN or held.within is None or held.planned_by == mark:
        return []
    hours, now = queries.hours_of(held), clock.now()
    reckoned = reckoning.by_span(held.starts_at, held.within, held.ticks, hours)
    if held.is_paused or held.broken_at is not None or reckoned.due_at == held.due_at:
        held.planned_by = mark
        if not held.is_paused:
            held.way = dict(reckoned.way) if reckoned.due_at == held.due_at else held.way
            standing.set_wake(held, hours, now)
        standing.save(held)
        return []
    pausing.shift(held, reckoned, now, "calendar", by)
    standing.show_next(held.ticket)
    return [held.pk]
