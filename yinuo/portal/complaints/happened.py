"""What happened to a case, as whoever made it is told: each thing once, newest first."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from yinuo.complaints.models import Complaint, Suggestion
from yinuo.core import db, money
from yinuo.core.models import Event
from yinuo.portal.complaints import words
from yinuo.portal.complaints.shapes import Line
from yinuo.ui import moments

MOST: Final = 60
_MARKS: Final = {"complaint.rated"}


def lines(case: Complaint | Suggestion, now: datetime) -> tuple[Line, ...]:
    """The newest sixty in words, the same words of one minute once; one statement."""
    rows = _HAPPENED.all(case.pk)
    told = (_line(at, kind, data, now) for at, kind, data in rows if _is_told(kind, data))
    return tuple(
        next(same) for _words, same in groupby(told, key=lambda one: (one.title, one.when, one.body))
    )


_HAPPENED = db.Prepared[tuple[datetime, str, Mapping[str, Any]]](
    lambda ticket: (
        Event.objects.filter(ticket_id=ticket, kind__in=tuple(words.HAPPENED))
        .order_by("-id")
        .values_list("at", "kind", "data")[:MOST]
    )
)


def _is_told(kind: str, data: Mapping[str, Any]) -> bool:
    """A try in vain was no call for whoever did not hear it ring."""
    return kind != "complaint.called_back" or bool(data.get("reached"))


def _line(at: datetime, kind: str, data: Mapping[str, Any], now: datetime) -> Line:
    title, icon, tone = words.HAPPENED[kind]
    return Line(icon, tone, _(title), at, moments.short(at, now), _body(kind, data, now))


def _body(kind: str, data: Mapping[str, Any], now: datetime) -> str:
    if kind == "complaint.told_wait" and (due := parse_datetime(str(data.get("due", "")))):
        return _("%(time)s 前") % {"time": moments.short(due, now)}
    if kind == "complaint.paid" and isinstance(data.get("fen"), int):
        return _("%(amount)s 元") % {"amount": money.format_yuan(data["fen"])}
    if kind in _MARKS and data.get("overall") in words.STARS:
        return _(words.STARS[data["overall"]][0])
    if kind == "complaint.closed" and data.get("outcome") in words.ENDINGS:
        return _(words.ENDINGS[data["outcome"]][0])
    return ""
