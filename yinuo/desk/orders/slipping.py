"""The slip before it leaves, for the eye: text, length, receiver, and why it may not leave."""

from typing import Any, Final

from yinuo.messaging.rules import Composed
from yinuo.orders import queries as orders
from yinuo.ui import faults

GAPS: Final = "sms_gaps"


def context(preview: orders.Preview, *, is_draft: bool = False) -> dict[str, Any]:
    """What `_slip.html` needs; gaps in a draft are no fault yet."""
    why = preview.composed.why
    return {
        "preview": preview,
        "meter": meter(preview.composed),
        "slip_fault": fault(preview.composed),
        "is_open": is_draft and why is not None and why.code == GAPS,
    }


def meter(composed: Composed) -> int:
    """How full the message is, in percent."""
    return min(100, composed.measure.units * 100 // composed.limit)


def fault(composed: Composed) -> str:
    """Why it may not leave as it is; empty when it may."""
    return faults.text(composed.why.code, composed.why.params) if composed.why else ""
