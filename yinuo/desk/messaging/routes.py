"""The way a message took, in words: which gateways were tried, what came of it, what it cost."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.messaging import queries
from yinuo.messaging.models import Notice
from yinuo.ui import faults

LOST: Final = "lost"


@dataclass(frozen=True)
class Step:
    """One try: when, which gateway, what it said; the tone of bad news."""

    at: datetime
    gateway: str
    said: str
    tone: str = ""


def names(notices: Iterable[Notice]) -> Mapping[str, str]:
    """What the gateways of these messages are called."""
    return queries.gateway_names({name for one in notices for name in _refs(one)})


def _refs(notice: Notice) -> set[str]:
    return {notice.gateway, *(str(step.get("gateway", "")) for step in notice.route)}


def called(ref: str, known: Mapping[str, str]) -> str:
    """What a gateway is called; the one of the setting by its word."""
    return known.get(ref) or (_("模拟网关") if ref == "pretend" else ref)


def steps(notice: Notice, known: Mapping[str, str]) -> list[Step]:
    """Every try, and what the network said, in their order."""
    return [_step(one, known) for one in notice.route]


def _step(one: Mapping[str, Any], known: Mapping[str, str]) -> Step:
    at, gateway = datetime.fromisoformat(one["at"]), called(str(one["gateway"]), known)
    error, said = str(one.get("error", "")), str(one.get("said", ""))
    if one.get("receipt") == LOST:
        words = _("运营商说没有送达（%(code)s）") % {"code": error or "—"}
        return Step(at, gateway, words, "bad")
    if not error:
        return Step(at, gateway, _("已接收"), "ok")
    code = f"unsent_{error}"
    words = faults.text(code, {}) if code in faults.TEXTS else error
    return Step(at, gateway, f"{words}（{said}）" if said else words, "warn")


def receipt(notice: Notice) -> str:
    """What is known of its arrival: 10:03 送达, 等回执, 没有回执."""
    if notice.delivered_at:
        return _("%(at)s 送达") % {"at": f"{clock.local(notice.delivered_at):%H:%M:%S}"}
    if notice.state != Notice.State.SENT:
        return ""
    if notice.asked_at:
        return _("没有回执")
    return _("等回执") if notice.wake_at else ""


def cost(notice: Notice) -> str:
    """What it cost, 0.045 元; nothing where nobody knows."""
    if notice.cost is None:
        return ""
    yuan = (Decimal(notice.cost) / 1000).normalize()
    return _("%(amount)s 元") % {"amount": f"{yuan:f}"}


def told(notice: Notice, known: Mapping[str, str]) -> str:
    """Which gateway took it, whether it arrived, what it cost: 模拟网关 · 等回执 · 0.045 元."""
    gateway = called(notice.gateway, known) if notice.gateway else ""
    return " · ".join(part for part in (gateway, receipt(notice), cost(notice)) if part)
