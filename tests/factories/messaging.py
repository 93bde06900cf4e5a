"""Notices as a playbook has them, and as rows of the outbox."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from yinuo.core.text import sms
from yinuo.messaging.models import Notice
from yinuo.tickets.models import Ticket

QUEUED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

NOTICES: list[dict[str, Any]] = [
    {
        "key": "slip",
        "label": "业务单短信",
        "channel": "sms",
        "to": "receiver",
        "text": "{serial}往{destination}。[加{fees}。]{agent}",
        "shorten": [{"key": "brief", "label": "不写标点", "text": "{serial}{destination}[{fees}]{agent}"}],
        "copy_to": [{"to": "market_developer", "when": "order.receiver == 'driver'", "from": "R066"}],
        "from": "R071",
    },
    {
        "key": "told",
        "label": "告诉客户",
        "channel": "sms",
        "to": "customer",
        "on": "ticket.taken",
        "when": "customer.has_mobile",
        "over_limit": "parts",
        "text": "{customer}，您的单{serial}由{agent}办理。",
        "from": "R059",
    },
    {
        "key": "declined",
        "label": "司机不接",
        "channel": "desk",
        "to": "owner",
        "on": ["order.declined", "notice.given_up"],
        "text": "{serial}要另找司机",
        "from": "R067",
    },
    {
        "key": "chase",
        "label": "催提货",
        "channel": "sms",
        "to": "receiver",
        "text": "{serial}尚未提，请速处理。{agent}",
        "from": "R093",
    },
    {
        "key": "echo",
        "label": "短信的回声",
        "channel": "sms",
        "to": "receiver",
        "on": ["notice.sent", "notice.queued"],
        "text": "又一条",
        "from": "R063",
    },
]

PROMISES: list[dict[str, Any]] = [
    {
        "key": "vehicle",
        "label": "安排车辆",
        "task": "确认司机接单",
        "kinds": "task",
        "on": "order.slip_sent",
        "within": "30m",
        "clock": "working",
        "kept_by": "order.accepted",
        "late": [
            {"notify": "owner", "notice": "chase", "to": "receiver", "task": "打电话催"},
            {"after": "30m", "notify": ["team_leader", "dispatcher"]},
            {"after": "60m", "task": "换一个司机"},
        ],
        "repeat": {"every": "30m", "notify": "owner", "task": "再催一次"},
        "from": "R087",
    }
]


def notice(ticket: Ticket, **columns: Any) -> Notice:
    """A message that waits in the outbox, due at once."""
    text = columns.get("text", "110310284尚未提，请速处理。8011")
    given = {
        "key": "chase",
        "to_role": "driver",
        "to_name": "王强",
        "address": "13905270001",
        "text": text,
        "units": sms.measure(text).units,
        "parts": sms.measure(text).parts,
        "idempotency_key": uuid4().hex,
        "queued_at": QUEUED_AT,
        "wake_at": QUEUED_AT,
    }
    return Notice.objects.create(ticket=ticket, **given | columns)


def notices(count: int, ticket: Ticket, **columns: Any) -> list[Notice]:
    """Several of the same, each under a key of its own."""
    return [notice(ticket, **columns) for _ in range(count)]
