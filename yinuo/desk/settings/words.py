"""Words of the settings that stand in tables and choices, so that the catalogue knows them."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

ROLES = (
    _("坐席"),
    _("组长"),
    _("车管"),
    _("司机"),
    _("市场开拓"),
    _("经理"),
    _("管理员"),
    _("审计"),
    _("同事"),
)
SCOPES = {
    "orders:read": _("查业务单 orders:read"),
    "orders:write": _("办业务单 orders:write"),
    "tickets:read": _("查工单 tickets:read"),
    "tickets:write": _("写工单备注 tickets:write"),
    "positions:write": _("报车辆位置 positions:write"),
}
WEEKDAYS = {
    "1": _("周一"),
    "2": _("周二"),
    "3": _("周三"),
    "4": _("周四"),
    "5": _("周五"),
    "6": _("周六"),
    "7": _("周日"),
}


def translated(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Promise]]:
    """A model's choices with their labels in the reader's language."""
    return [(value, gettext_lazy(str(label))) for value, label in choices]
