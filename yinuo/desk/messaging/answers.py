"""What somebody answered by short message, in words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.messaging import rules
from yinuo.messaging.models import IncomingMessage
from yinuo.ui import faults

DONE: Final = "done"
READ_AS: Final = {
    rules.Wish.ACCEPT.value: gettext_noop("接单"),
    rules.Wish.DECLINE.value: gettext_noop("不接"),
    rules.Wish.PICKED_UP.value: gettext_noop("已提货"),
    rules.Wish.STOP.value: gettext_noop("不要营销短信"),
    rules.UNCLEAR: gettext_noop("分不清是哪一单"),
}


def wish(incoming: IncomingMessage) -> str:
    """What is wanted: 接单; nothing for words that a person has to read."""
    return _(READ_AS[incoming.read_as]) if incoming.read_as in READ_AS else ""


def outcome(incoming: IncomingMessage) -> str:
    """What came of it: 已办, or why not; nothing while nothing did."""
    if incoming.outcome == DONE:
        return _("已办")
    code = f"reply_{incoming.outcome}"
    return faults.text(code if code in faults.TEXTS else "reply_refused", {}) if incoming.outcome else ""


def told(incoming: IncomingMessage) -> str:
    """Both: 接单 · 已办."""
    return " · ".join(part for part in (wish(incoming), outcome(incoming)) if part)
