"""Approvals as rows, made without asking anybody's permission."""

from datetime import UTC, datetime
from typing import Any

from yinuo.approvals.models import Approval
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

ASKED_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def approval(ticket: Ticket, asked_by: Person, **columns: Any) -> Approval:
    """A discount of 30 yuan that waits for the team leader."""
    given = {
        "key": "discount_team_leader",
        "label": "优惠超过坐席权限，请组长同意",
        "role": Role.TEAM_LEADER,
        "figures": {"discount_fen": 3000},
        "reason": "老客户",
        "asked_at": ASKED_AT,
    }
    return Approval.objects.create(ticket=ticket, asked_by=asked_by, **given | columns)
