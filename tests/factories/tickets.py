"""Tickets as rows, and a small playbook for them, made without asking anybody's permission."""

from datetime import UTC, datetime
from typing import Any

from yinuo.core import refs
from yinuo.customers.models import Customer
from yinuo.playbooks.models import PlaybookVersion
from yinuo.playbooks.rules import schema
from yinuo.tickets.models import Channel, Kind, Ticket

OPENED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)

STEPS: dict[str, list[dict[str, Any]]] = {
    "task": [
        {
            "key": "look_into_it",
            "stage": "open",
            "label": "办理",
            "from": "001 三(四)",
            "must": [
                {"key": "asked", "label": "问清要求"},
                {"key": "answered", "label": "已回复"},
                {"key": "notice_sent", "label": "通知已发出", "by": "desk"},
            ],
        }
    ]
}
DEPARTMENTS = [
    {"key": "warehouse", "label": "仓库", "from": "R069"},
    {"key": "line_haul", "label": "干线部", "from": "R069"},
]

REASONS = {
    "hand_over": [
        {"key": "oversize", "label": "大件或要吊装"},
        {"key": "other", "label": "其他", "note_required": True},
    ]
}


def playbook(**sections: Any) -> PlaybookVersion:
    """A playbook in force that asks three things of a task and knows two departments."""
    content = schema.Playbook.model_validate(
        {
            "slug": "test",
            "name": "测试手册",
            "chapters": [],
            "steps": STEPS,
            "departments": DEPARTMENTS,
            "reasons": REASONS,
            "settings": {"from": "R068"},
            **sections,
        }
    )
    number = PlaybookVersion.objects.count() + 1
    PlaybookVersion.objects.filter(is_current=True).update(is_current=False)
    return PlaybookVersion.objects.create(
        slug="test",
        number=number,
        name="测试手册",
        published_at=OPENED_AT,
        source={},
        content=content.model_dump(mode="json", by_alias=True),
        chapters={},
        checksum=f"checksum-{number}",
        is_current=True,
    )


def customer(**values: Any) -> Customer:
    """王先生 of 宏远汽配."""
    named = {"name": "王建国", "address_as": "王先生", "company": "宏远汽配"}
    return Customer.objects.create(ref=refs.new(), created_at=OPENED_AT, **named | values)


def ticket(**values: Any) -> Ticket:
    """A live task without owner, unless said otherwise."""
    return Ticket.objects.create(**_given() | values)


def tickets(count: int, **values: Any) -> list[Ticket]:
    """Several of the same."""
    return [ticket(**values) for _ in range(count)]


def many(count: int, **values: Any) -> None:
    """Hundreds of the same, quickly."""
    Ticket.objects.bulk_create(Ticket(**_given() | values) for _ in range(count))


def _given() -> dict[str, Any]:
    return {
        "ref": refs.new(),
        "kind": Kind.TASK,
        "stage": "OPEN",
        "channel": Channel.PHONE,
        "headline": "核对运费",
        "opened_at": OPENED_AT,
        "changed_at": OPENED_AT,
    }
