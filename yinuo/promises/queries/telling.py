"""What became of every promise of one ticket, told from its events by their index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from yinuo.core.models import Event
from yinuo.promises.models import Promise
from yinuo.tickets.models import Ticket

MOST_EVENTS: Final = 800
_QUEUED: Final = "notice.queued"
_TOGETHER: Final = timedelta(seconds=5)
_COLUMNS: Final = ("id", "at", "kind", "actor_id", "data", "detail__values")


@dataclass
class Line:
    """One thing that happened to a promise; `notices` are the ids of the messages that went out with it."""

    id: int
    at: datetime
    kind: str
    actor_id: int | None
    data: Mapping[str, Any]
    values: Mapping[str, Any]
    notices: list[int] = field(default_factory=list)

    @property
    def verb(self) -> str:
        """What happened to it: opened, warned, broken …"""
        return self.kind.partition(".")[2]


@dataclass(frozen=True)
class Chapter:
    """One promise, what opened and ended it (kinds of events; empty for a person's word), and its lines."""

    promise: Promise
    opened_by: str
    ended_by: str
    lines: Sequence[Line]


def story(ticket: Ticket) -> list[Chapter]:
    """Every promise of a ticket in the order they were opened, in two statements; the first `MOST_EVENTS`."""
    rows = Promise.objects.filter(ticket=ticket).order_by("opened_at", "pk")
    promises = list(rows.select_related("assignee", "driver", "team", "region"))
    causes = {pk for one in promises for pk in (one.opened_by_event, one.ended_by_event) if pk}
    wanted = Q(kind__startswith="promise.") | Q(kind=_QUEUED) | Q(pk__in=causes)
    events = Event.objects.filter(wanted, ticket_id=ticket.pk).order_by("id").values_list(*_COLUMNS)
    lines = [
        Line(pk, at, kind, actor_id, data, values or {})
        for pk, at, kind, actor_id, data, values in events[:MOST_EVENTS]
    ]
    kinds = {line.id: line.kind for line in lines}
    told = _by_promise(lines)
    return [
        Chapter(
            promise=one,
            opened_by=kinds.get(one.opened_by_event or 0, ""),
            ended_by=kinds.get(one.ended_by_event or 0, ""),
            lines=told.get((one.key, one.round), []),
        )
        for one in promises
    ]


def _by_promise(lines: Sequence[Line]) -> dict[tuple[str, int], list[Line]]:
    """The lines of each promise; a message that follows one that names its notice belongs to that one."""
    told: dict[tuple[str, int], list[Line]] = {}
    last: dict[str, Line] = {}
    for line in lines:
        if line.kind == _QUEUED:
            asked = last.get(str(line.data.get("key", "")))
            if asked and line.at - asked.at <= _TOGETHER:
                asked.notices.append(int(line.data["notice"]))
        elif line.kind.startswith("promise."):
            told.setdefault((line.data.get("key", ""), line.data.get("round", 1)), []).append(line)
            if notice := line.data.get("notice"):
                last[notice] = line
    return told
