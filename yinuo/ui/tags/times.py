"""Moments, time gone by, and the countdown of a promise."""

from collections.abc import Callable
from datetime import date, datetime
from datetime import time as time_of_day
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from yinuo.core import clock
from yinuo.ui import countdowns, moments
from yinuo.ui.tags import markup, remembering

NOON = time_of_day(12)
FORMS: dict[str, Callable[[datetime, datetime], str]] = {
    "short": moments.short,
    "full": moments.full,
    "day": moments.day,
    "clock": lambda at, now: moments.clock_time(at),
}


def time(*, at: datetime | None, form: str = "short", empty: str = "—") -> SafeString:
    """A moment in the company's zone: short, full, day, clock or ago; the full one is in its title."""
    if at is None:
        return markup.drawn("{}", empty)
    now = _now()
    if form != "ago":
        return _on_day(form, at, now.astimezone(zone := clock.zone()).date(), zone, get_language())
    return _drawn(at, moments.full(at, now), moments.ago(at, now))


@lru_cache(4096)
def _on_day(form: str, at: datetime, today: date, zone: ZoneInfo, language: str | None) -> SafeString:
    """The same all day long."""
    now = datetime.combine(today, NOON, zone)
    return _drawn(at, moments.full(at, now), FORMS[form](at, now))


def _drawn(at: datetime, title: str, shown: str) -> SafeString:
    said = at.isoformat(timespec="seconds")
    return markup.drawn('<time datetime="{}" title="{}">{}</time>', said, title, shown)


def since(*, at: datetime) -> SafeString:
    """Time gone by since `at`, counting up in the page."""
    shown = countdowns.span((_now() - at).total_seconds())
    return markup.drawn(
        '<desk-clock since="{}">{}</desk-clock>', at.isoformat(timespec="milliseconds"), shown
    )


def countdown(
    *,
    due: datetime | None = None,
    total: float = 1800,
    label: str = "",
    mine: bool = False,
    paused: str = "",
    met_at: datetime | None = None,
) -> SafeString:
    """How a promise stands: running until `due` (of `total` seconds), `paused` (for whom), or met at a time.

    `label` names the promise to screen readers when it turns urgent or late; `mine` adds the owner's sound.
    """
    if met_at is not None:
        return _still("met", "circle-check", moments.short(met_at, _now()))
    if paused:
        return _still("paused", "circle-pause", paused)
    if due is None:
        return markup.NOTHING
    left = (due - _now()).total_seconds()
    state = countdowns.state(left, total)
    picture = markup.icon("alarm-clock" if state in ("urgent", "late") else "timer")
    said = f' label="{markup.escaped(label)}"' if label else ""
    return SafeString(
        f'<desk-countdown class="cd" data-s="{state}" due="{due.isoformat(timespec="milliseconds")}"'
        f' total="{int(total)}"{said}{" mine" if mine else ""}>{picture}'
        f'<span class="cd__t">{markup.escaped(countdowns.phrase(left))}</span></desk-countdown>'
    )


def _now() -> datetime:
    remembering.refuse_clock()
    return clock.now()


def _still(state: str, picture: str, text: str) -> SafeString:
    return markup.drawn('<span class="cd" data-s="{}">{}{}</span>', state, markup.icon(picture), text)
