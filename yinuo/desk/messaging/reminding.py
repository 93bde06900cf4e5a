"""Reminders in words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinuo.desk.tickets import words
from yinuo.messaging import queries
from yinuo.messaging.models import Reminder
from yinuo.orders.rules import web
from yinuo.staff.models import Person

MOST: Final = 5


@dataclass(frozen=True)
class Line:
    """One thing a reminder says: which ticket, what happened, what to do."""

    url: str
    ticket: str
    what: str
    task: str
    due: datetime | None


@dataclass(frozen=True)
class Told:
    """One reminder; `more` counts what did not fit."""

    id: int
    at: datetime
    is_urgent: bool
    is_unread: bool
    lines: list[Line]
    more: int


def signal(person: Person) -> str:
    """The live signal that says this person has news."""
    return f"reminders-{person.pk}"


def told(reminder: Reminder) -> Told:
    """A reminder in words."""
    return Told(
        id=reminder.pk,
        at=reminder.at,
        is_urgent=reminder.is_urgent,
        is_unread=reminder.read_at is None,
        lines=[_line(line) for line in reminder.lines],
        more=reminder.more,
    )


def unread(person: Person) -> list[Told]:
    """The last few reminders that this person has not read."""
    page = queries.reminders(person, size=MOST)
    return [told(one) for one in page.rows if one.read_at is None]


def _line(line: dict[str, Any]) -> Line:
    ref, code = line.get("ticket", ""), line.get("code", "")
    happened = _(words.of(code)[0]) if code else ""
    label = _label(line)
    return Line(
        url=reverse(_door(line), args=[ref]) if ref else "",
        ticket=line.get("number") or ref,
        what=f"{happened} · {label}" if happened and label else happened or label,
        task=line.get("task", ""),
        due=datetime.fromisoformat(line["due"]) if line.get("due") else None,
    )


def _door(line: dict[str, Any]) -> str:
    """What was told of a web order under review leads to its review (R077)."""
    return "order-review" if str(line.get("number", "")).startswith(web.LETTER) else "ticket"


def _label(line: dict[str, Any]) -> str:
    """What it is about; where it speaks of several promises, the one due first and how many there are."""
    label, together = str(line.get("label", "")), int(line.get("together", 1))
    if together < 2:
        return label
    said = ngettext("%(label)s等 %(n)s 个承诺", "%(label)s等 %(n)s 个承诺", together)
    return said % {"label": label, "n": together}
