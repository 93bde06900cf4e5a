"""The slip before it leaves, for the eye: text, length and receiver, how it was shortened, and the choices
where it is too long.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.messaging.models import Notice
from yinuo.messaging.rules import Composed
from yinuo.orders import queries as orders
from yinuo.playbooks.rules import vocabulary
from yinuo.ui import faults

GAPS: Final = "sms_gaps"
TOO_LONG: Final = "sms_too_long"
PARTS: Final = "parts"
FITTING: Final = "fitting"
"""The name of the buttons by which an agent decides how a slip that is too long leaves."""
MOST_CHOICES: Final = 6


def context(preview: orders.Preview, *, is_draft: bool = False) -> dict[str, Any]:
    """What `_slip.html` needs; gaps in a draft are no fault yet."""
    why = preview.composed.why
    return {
        "preview": preview,
        "meter": meter(preview.composed),
        "slip_fault": fault(preview.composed),
        "shortened": _("、").join(step.label for step in preview.composed.shortened),
        "choices": choices(why.params) if why is not None and why.code == TOO_LONG else [],
        "is_open": is_draft and why is not None and why.code == GAPS,
    }


def meter(composed: Composed) -> int:
    """How full the message is, in percent."""
    return min(100, composed.measure.units * 100 // composed.limit)


def fault(composed: Composed) -> str:
    """Why it may not leave as it is; empty when it may."""
    return faults.text(composed.why.code, composed.why.params) if composed.why else ""


def choices(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How a slip that is too long may leave, as (value, label): in parts, or without something (R070)."""
    sets = params.get("choices", ())[:MOST_CHOICES]
    found = [(",".join(names), _("不写%(what)s") % {"what": named(names)}) for names in sets]
    return [*found, (PARTS, _("分 %(n)s 条发") % {"n": params["parts"]})]


def decision(value: str) -> dict[str, Any]:
    """What the pressed button decides, as `dispatch` takes it; nothing for none."""
    if not value:
        return {}
    return {"in_parts": True} if value == PARTS else {"leave_out": tuple(filter(None, value.split(",")))}


def named(names: Iterable[str]) -> str:
    """Variables as a person reads them: 提示、提货地简称."""
    known = vocabulary.variables("notice")
    return _("、").join(_(known[name].meaning) if name in known else name for name in names)


def told(notice: Notice) -> str:
    """How a slip was made to fit, and what was left out of it; empty when it left in full."""
    parts = [_("缩写：%(what)s") % {"what": _("、").join(notice.shortened)}] if notice.shortened else []
    parts += [_("没写：%(what)s") % {"what": named(notice.left_out)}] if notice.left_out else []
    parts += [_("分 %(n)s 条") % {"n": notice.parts}] if notice.parts > 1 else []
    return _("；").join(parts)
