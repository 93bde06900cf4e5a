"""What follows when a promise comes due: warnings before, then level after level, then again and again.

`next_wake` says when the loop has to look, `step` what it then has to do: one thing at a time. Neither knows
how often or how late the loop looks; levels that were missed while it stood still are made up for without
raising anything twice. A warning whose due time has passed is not given any more, and repeats that were
missed are not made up for: the next one is reckoned from when the one before was really raised.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from yinuo.core import calendar
from yinuo.core.calendar import Hours
from yinuo.playbooks.rules import schema
from yinuo.promises.rules import reckoning

AT_ONCE = timedelta(0)
LATE = timedelta(microseconds=1)
"""What is done at its due time is in time; from the next moment on it is late."""

SEARCH_DAYS = 400
_DAY = timedelta(days=1)
Holds = Callable[[schema.Consequence], bool]


class Verb(StrEnum):
    """What the loop does to a promise, in the words of the events it records."""

    WARN = "warned"
    BREAK = "broken"
    ESCALATE = "escalated"
    REPEAT = "repeated"


@dataclass(frozen=True)
class Chase:
    """How far a promise has been chased.

    `level` counts the late levels behind us, `repeats` the repeats raised. `late_from` is where the levels
    are counted from: the due time, or later where a pause came between.
    """

    due_at: datetime
    late_from: datetime
    is_broken: bool = False
    level: int = 0
    repeats: int = 0
    repeat_at: datetime | None = None


@dataclass(frozen=True)
class Act:
    """One thing to raise: what, and the consequence of the playbook that goes with it (none for a warning).

    `level` is the place of the consequence in the rule's `late`, None where it has no place there.
    """

    verb: Verb
    level: int | None = None
    consequence: schema.Consequence | None = None


def next_wake(rule: schema.Promise, chase: Chase, hours: Hours, after: datetime) -> datetime | None:
    """When there is next something to do; None when nothing more follows.

    `after` is the moment up to which warnings count as given. Raises core.calendar.NoWorkingTime.
    """
    if not chase.is_broken:
        warnings = (reckoning.before(chase.due_at, span, rule.clock, hours) for span in rule.warn)
        return min((at for at in warnings if after < at < chase.due_at), default=chase.due_at + LATE)
    moments = [level_at(rule, chase, hours), chase.repeat_at]
    return min((at for at in moments if at is not None), default=None)


def level_at(rule: schema.Promise, chase: Chase, hours: Hours) -> datetime | None:
    """When the next late level is reached; None after the last."""
    if chase.level >= len(rule.late):
        return None
    return reckoning.later(chase.late_from, rule.late[chase.level].after, rule.clock, hours)


def step(
    rule: schema.Promise,
    chase: Chase,
    hours: Hours,
    now: datetime,
    holds: Holds,
) -> tuple[Act | None, Chase]:
    """The one thing to do at `now`, and how far the promise is chased after it.

    `holds` says whether a consequence's condition is true. A level whose condition is not true
    is passed over in silence; a promise is broken all the same. Raises core.calendar.NoWorkingTime.
    """
    if not chase.is_broken:
        if now <= chase.due_at:
            return Act(Verb.WARN), chase
        return _broken(rule, chase, hours, now, holds)
    reached = level_at(rule, chase, hours)
    if reached is not None and reached <= now:
        act = _act(Verb.ESCALATE, rule.late[chase.level], chase.level, holds)
        return act, replace(chase, level=chase.level + 1)
    if rule.repeat is not None and chase.repeat_at is not None and chase.repeat_at <= now:
        return _repeated(rule, rule.repeat, chase, hours, now, holds)
    return None, chase


def broken(rule: schema.Promise, chase: Chase, hours: Hours) -> Chase:
    """The same promise, past its due time: no level behind it yet, the first repeat ahead."""
    first = _next_repeat(rule, chase.late_from, hours)
    return replace(chase, is_broken=True, level=0, repeats=0, repeat_at=first)


def _broken(
    rule: schema.Promise, chase: Chase, hours: Hours, now: datetime, holds: Holds
) -> tuple[Act, Chase]:
    chase = broken(rule, chase, hours)
    if chase.repeat_at is not None and chase.repeat_at <= now:
        chase = replace(chase, repeat_at=_next_repeat(rule, now, hours))
    if not rule.late or rule.late[0].after > AT_ONCE:
        return Act(Verb.BREAK), chase
    act = _act(Verb.BREAK, rule.late[0], 0, holds) or Act(Verb.BREAK)
    return act, replace(chase, level=1)


def _repeated(
    rule: schema.Promise,
    repeat: schema.Repeat,
    chase: Chase,
    hours: Hours,
    now: datetime,
    holds: Holds,
) -> tuple[Act | None, Chase]:
    act = _act(Verb.REPEAT, repeat, None, holds)
    repeats = chase.repeats + (act is not None)
    following = _next_repeat(rule, now, hours)
    return act, replace(chase, repeats=repeats, repeat_at=following if repeats < repeat.most else None)


def _act(verb: Verb, consequence: schema.Consequence, level: int | None, holds: Holds) -> Act | None:
    return Act(verb, level, consequence) if holds(consequence) else None


def _next_repeat(rule: schema.Promise, after: datetime, hours: Hours) -> datetime | None:
    if rule.repeat is None:
        return None
    if rule.repeat.every is not None:
        return reckoning.later(after, rule.repeat.every, rule.clock, hours)
    return _next_time_of_day(rule.repeat, after, hours)


def _next_time_of_day(repeat: schema.Repeat, after: datetime, hours: Hours) -> datetime | None:
    """The next of the repeat's times on a day that is worked (R092)."""
    first = after.astimezone(hours.tz).date()
    for offset in range(SEARCH_DAYS):
        day = first + offset * _DAY
        if calendar.plan_of(day, hours).spells:
            for at in sorted(repeat.at):
                moment = datetime.combine(day, at, hours.tz)
                if moment > after:
                    return moment
    return None
