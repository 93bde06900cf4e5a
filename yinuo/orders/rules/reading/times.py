"""Wished times: from the form's own field, or said: 今天14:30前, 明天上午, 下周五, 两小时内.

The grammar is that of `understanding.atoms`.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from yinuo.core.calendar import DEFAULT_HOURS, Hours
from yinuo.orders.rules.reading.unreadable import Unreadable
from yinuo.orders.rules.setting import Setting
from yinuo.orders.rules.understanding import atoms
from yinuo.orders.rules.understanding.atoms import Exactness

FARTHEST: Final = timedelta(days=366)
_JUST_NOW: Final = timedelta(minutes=1)


def wished(text: str, now: datetime, hours: Hours = DEFAULT_HOURS) -> datetime | None:
    """The wished time in UTC; None for as soon as possible, or whenever.

    `now` is local. A part of a day means its end (上午: by 12:00), a day alone its close at 18:00.
    Raises Unreadable: a time that is not one, has passed, or lies more than a year ahead.
    """
    at = _written(text, now) or _said(text, Setting(now, hours=hours))
    if at is None:
        return None
    if at < now - _JUST_NOW:
        raise Unreadable("time_has_passed")
    if at > now + FARTHEST:
        raise Unreadable("time_too_far")
    return at.astimezone(UTC)


def _written(text: str, now: datetime) -> datetime | None:
    """An ISO moment such as the form's own field sends; local where it names no zone."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=now.tzinfo)


def _said(text: str, setting: Setting) -> datetime | None:
    said = atoms.moment(text.replace(" ", ""), setting)
    if said is None:
        raise Unreadable("time_unreadable")
    if said.rolled:
        raise Unreadable("time_has_passed")
    if said.at is None and said.exactness not in (Exactness.SOON, Exactness.OPEN):
        raise Unreadable("time_unreadable")
    return said.at
