"""The events of a question in words: title, icon and tone."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.inquiries.models import Type, Way

WORDS: dict[str, tuple[str, str, str]] = {
    "inquiry.asked": (gettext_noop("客户来问"), "message-circle-question", "info"),
    "inquiry.reopened": (gettext_noop("客户接着问"), "message-circle-question", "warn"),
    "inquiry.promised": (gettext_noop("答应客户几点答复"), "handshake", ""),
    "inquiry.passed_up": (gettext_noop("请组长查实"), "users", "warn"),
    "inquiry.checked": (gettext_noop("组长查实了"), "badge-check", "ok"),
    "inquiry.answered": (gettext_noop("答复了客户"), "circle-check", "ok"),
    "inquiry.corrected": (gettext_noop("答错了，开始更正"), "triangle-alert", "bad"),
    "inquiry.link_sent": (gettext_noop("发了查货链接"), "link", "info"),
    "inquiry.closed": (gettext_noop("查询完结"), "badge-check", ""),
    "ticket.queried": (gettext_noop("客户问了这一单"), "message-circle-question", "info"),
}


def body(data: Mapping[str, Any]) -> str:
    """The line under an event: what was asked, how it was answered."""
    parts = []
    if data.get("type") in Type.values:
        parts.append(_(str(Type(data["type"]).label)))
    if data.get("way") in Way.values:
        parts.append(_(str(Way(data["way"]).label)))
    if data.get("first"):
        parts.append(_("一次答清"))
    return " · ".join(parts)
