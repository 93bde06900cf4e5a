"""How figures are written: counts, shares with both halves, spans of time, and what changed."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from yinuo.reports.rules.measures import Column
from yinuo.reports.rules.values import LEAST_CASES, TEN_THOUSAND, Value

NOTHING: Final = "—"
_MINUTE: Final = 60
_HOUR: Final = 3600


@dataclass(frozen=True)
class Figure:
    """A figure as it is shown: its text, the halves it is made of, how it is to be taken, where it leads."""

    text: str
    unit: str = ""
    halves: str = ""
    tone: str = ""
    url: str = ""


def figure(column: Column, value: Value, url: str = "") -> Figure:
    """A figure of a table; a share of too few cases shows its halves only. Nothing leads nowhere."""
    if column.is_plain:
        text = number(value.over) if column.kind == "count" else money(value.over)
        return Figure(text, url=url if value.over else "")
    cases = value.under or 0
    leads = url if cases else ""
    if column.kind in ("span", "mean"):
        write = span if column.kind == "span" else money
        mean = write(value.over // cases) if cases else NOTHING
        return Figure(mean, halves=_("%(n)s 次") % {"n": number(cases)} if cases else "", url=leads)
    halves = f"{number(value.over)}/{number(cases)}" if cases else ""
    if value.share is None:
        return Figure(NOTHING, halves=halves, url=leads)
    if column.kind == "rate":
        return Figure(f"{value.share * TEN_THOUSAND:.1f}", halves=halves, url=leads)
    percent = value.share * 100
    is_low = column.target is not None and percent < column.target
    return Figure(f"{percent:.1f}", "%", halves, "bad" if is_low else "", leads)


def number(count: int) -> str:
    """A count as people read it: 2,846."""
    return f"{count:,}"


def money(fen: int) -> str:
    """A sum as people read it: 320.50 元."""
    return _("%(yuan)s 元") % {"yuan": f"{fen / 100:,.2f}"}


def span(seconds: int) -> str:
    """A span of time in at most two parts: 2 分 10 秒."""
    if seconds < _MINUTE:
        return _("%(s)s 秒") % {"s": seconds}
    if seconds < _HOUR and not seconds % _MINUTE:
        return _("%(m)s 分钟") % {"m": seconds // _MINUTE}
    if seconds < _HOUR:
        return _("%(m)s 分 %(s)s 秒") % {"m": seconds // _MINUTE, "s": seconds % _MINUTE}
    return _("%(h)s 小时 %(m)s 分") % {"h": seconds // _HOUR, "m": seconds % _HOUR // _MINUTE}


@dataclass(frozen=True)
class Change:
    """What is otherwise than in the time before: a text, whether it went up, whether that is good."""

    text: str
    is_up: bool
    tone: str


def change(column: Column, now: Value, before: Value) -> Change | None:
    """The change against the time before; None where there is nothing to compare with, or no change."""
    if column.is_plain:
        if not before.over or now.over == before.over:
            return None
        part = (now.over - before.over) / before.over * 100
        return Change(f"{part:+.1f}%", part > 0, _tone(column, part))
    if now.is_too_few or before.is_too_few:
        return None
    apart = (now.share or 0) - (before.share or 0)
    if column.kind in ("span", "mean"):
        write = span if column.kind == "span" else money
        text = f"{'+' if apart > 0 else '-'}{write(abs(round(apart)))}"
        return Change(text, apart > 0, _tone(column, apart)) if round(apart) else None
    if column.kind == "rate":
        more = round(apart * TEN_THOUSAND, 1)
        return Change(f"{more:+.1f}", more > 0, _tone(column, more)) if more else None
    points = round(apart * 100, 1)
    text = _("%(points)s 个百分点") % {"points": f"{points:+.1f}"}
    return Change(text, points > 0, _tone(column, points)) if points else None


def _tone(column: Column, change: float) -> str:
    return "" if not column.good else ("ok" if (change > 0) == (column.good > 0) else "bad")


def too_few() -> str:
    """Why a share is not shown."""
    return _("不满 %(least)s 件，不算比率") % {"least": LEAST_CASES}
