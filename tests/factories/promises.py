"""A small manual of promises, and promises as rows."""

from datetime import datetime
from typing import Any

from tests.factories import tickets as make
from yinuo.core import db, events
from yinuo.core.models import Event
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises import actions
from yinuo.promises.models import Promise
from yinuo.tickets.models import Ticket

RULES: list[dict[str, Any]] = [
    {
        "key": "slip",
        "label": "发出业务单",
        "task": "3 分钟之内发出",
        "kinds": "task",
        "on": "order.confirmed",
        "within": "3m",
        "kept_by": "order.slip_sent",
        "cancelled_by": "order.cancelled",
        "warn": "1m",
        "late": [
            {"notify": ["owner", "team_leader"], "task": "马上派单"},
            {"after": "5m", "notify": "manager"},
        ],
        "from": "001 三(二)2.2.1 R062",
    },
    {
        "key": "vehicle",
        "label": "安排车辆",
        "kinds": "task",
        "on": "order.slip_sent",
        "within": "30m",
        "clock": "working",
        "kept_by": ["order.accepted", "order.picked_up"],
        "cancelled_by": "order.cancelled",
        "paused_by": "order.exception_noted",
        "resumed_by": "order.exception_cleared",
        "warn": ["10m", "5m"],
        "late": [
            {"notify": "owner", "notice": "chase", "to": "receiver"},
            {"when": "ticket.stage == 'accepted'", "notify": "dispatcher"},
            {"after": "30m", "notify": "team_leader"},
        ],
        "repeat": {"every": "30m", "notify": "owner", "most": 3},
        "again": True,
        "from": "001 三(四)1.2 R087",
    },
    {
        "key": "follow_up",
        "label": "提货跟踪",
        "kinds": "task",
        "on": ["order.slip_sent", "order.tracked"],
        "within": "30m",
        "kept_by": "order.tracked",
        "cancelled_by": "order.picked_up",
        "again": True,
        "from": "001 三(四)1.6.1 R091",
    },
    {
        "key": "pickup",
        "label": "提货",
        "kinds": "task",
        "on": "order.accepted",
        "due_from": "wished_pickup_at",
        "within": "30m",
        "clock": "working",
        "kept_by": "order.picked_up",
        "from": "001 三(四)1.7.1 R093",
    },
    {
        "key": "delivery",
        "label": "送达",
        "kinds": "task",
        "on": "order.picked_up",
        "when": "order.pieces > 0",
        "due_from": ["wished_delivery_at", "promised_at"],
        "clock": "working",
        "kept_by": "order.delivered",
        "assign": "dispatcher",
        "late": [{"notify": "owner"}],
        "repeat": {"at": ["10:00", "15:00"], "notify": "owner", "most": 200},
        "from": "001 三(四)1.6.2 R092",
    },
    {
        "key": "callback",
        "label": "回电",
        "kinds": "task",
        "warn": "5m",
        "late": [{"notify": "owner"}, {"after": "15m", "notify": "team_leader"}],
        "from": "001 四(三)3.1 R248",
    },
]


def playbook(**sections: Any) -> PlaybookVersion:
    """A playbook in force with these promises and no step to hold a task up."""
    return make.playbook(**{"promises": RULES, "steps": {}, **sections})


def happen(kind: str, ticket: Ticket, **data: Any) -> Event:
    """Let something happen on the ticket, through the front door of the events."""
    with db.transaction():
        return events.record(kind, subject=ticket, ticket=ticket, data=data)


def followed(kind: str, ticket: Ticket) -> None:
    """Let it happen, with what the wiring does when a ticket gets another driver or region."""
    events.on(kind, actions.follow)
    happen(kind, ticket)


def promise(ticket: Ticket, opened_at: datetime, due_at: datetime, **columns: Any) -> Promise:
    """An open promise as a row, which the loop finds at its due time."""
    given = {"key": "slip", "label": "发出业务单", "wake_at": due_at, **columns}
    return Promise.objects.create(
        ticket=ticket, opened_at=opened_at, starts_at=opened_at, due_at=due_at, **given
    )


def told(ticket: Ticket, *keys: str) -> list[tuple[str, str, int | None]]:
    """What was recorded about the ticket's promises, in order: (promise, verb, level)."""
    rows = Event.objects.filter(ticket_id=ticket.pk, subject_kind="promise").order_by("id")
    return [
        (row.data["key"], row.kind.removeprefix("promise."), row.data.get("level"))
        for row in rows
        if not keys or row.data["key"] in keys
    ]
