"""The timeline in words: what an event is called, its icon and tone, and the few lines under it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.desk.orders import entries as order_entries
from yinuo.tickets.models import Interaction, Ticket
from yinuo.tickets.queries import Entry


@dataclass(frozen=True)
class Told:
    """One entry of the timeline, ready to be shown."""

    id: int
    at: datetime
    title: str
    who: str
    icon: str
    tone: str
    body: str = ""
    quote: str = ""


WORDS: dict[str, tuple[str, str, str]] = {
    "ticket.opened": (gettext_noop("工单已开"), "circle-plus", ""),
    "ticket.taken": (gettext_noop("领了这一单"), "hand", ""),
    "ticket.assigned": (gettext_noop("换了负责人"), "users", ""),
    "ticket.released": (gettext_noop("等人来领"), "user-x", "warn"),
    "ticket.handed_over": (gettext_noop("转交部门"), "arrow-right-left", "warn"),
    "ticket.noted": (gettext_noop("内部备注"), "sticky-note", ""),
    "ticket.linked": (gettext_noop("关联了另一单"), "link", ""),
    "ticket.personal_seen": (gettext_noop("查看了完整资料"), "eye", ""),
    "must.done": (gettext_noop("做到一项"), "check", "ok"),
    "must.undone": (gettext_noop("取消一项"), "x", ""),
    "interaction.noted": (gettext_noop("接触"), "phone", ""),
    "promise.opened": (gettext_noop("承诺开始计时"), "timer", ""),
    "promise.kept": (gettext_noop("承诺已守"), "circle-check", "ok"),
    "promise.cancelled": (gettext_noop("承诺取消"), "circle-x", ""),
    "promise.warned": (gettext_noop("快到期，已提醒"), "alarm-clock", "warn"),
    "promise.broken": (gettext_noop("承诺超时"), "alarm-clock", "bad"),
    "promise.escalated": (gettext_noop("超时升级"), "triangle-alert", "bad"),
    "promise.repeated": (gettext_noop("再次催办"), "repeat", "warn"),
    "promise.paused": (gettext_noop("暂停计时"), "circle-pause", ""),
    "promise.resumed": (gettext_noop("继续计时"), "play", ""),
    "promise.moved": (gettext_noop("改了时限"), "calendar-clock", "warn"),
    "promise.handed_on": (gettext_noop("承诺交给下一位"), "arrow-right-left", ""),
    "promise.explained": (gettext_noop("写明超时原因"), "message-square", ""),
    "task.done": (gettext_noop("任务办完"), "circle-check", "ok"),
    "task.dropped": (gettext_noop("任务取消"), "circle-x", ""),
    "task.returned": (gettext_noop("任务退回"), "arrow-right-left", "warn"),
    "notice.queued": (gettext_noop("短信待发"), "message-square", "info"),
    "notice.sent": (gettext_noop("短信已发出"), "message-square", "info"),
    "notice.delivered": (gettext_noop("短信已送达"), "message-square", "ok"),
    "notice.failed": (gettext_noop("短信没发出，会再发"), "message-square-warning", "warn"),
    "notice.given_up": (gettext_noop("短信发不出，请打电话"), "message-square-warning", "bad"),
    "approval.asked": (gettext_noop("申请审批"), "stamp", "warn"),
    "approval.approved": (gettext_noop("审批同意"), "stamp", "ok"),
    "approval.refused": (gettext_noop("审批退回"), "stamp", "bad"),
}
SHOWN = ("reason", "note", "text", "answer", "label", "explanation", "outcome")


def told(entry: Entry, ticket: Ticket) -> Told:
    """An event in words; one that has none is shown by its kind, never hidden."""
    title, icon, tone = {**WORDS, **order_entries.WORDS}.get(entry.kind, (entry.kind, "circle", ""))
    body, quote = BODIES.get(entry.kind.partition(".")[0], _plain)(entry)
    more = order_entries.body(entry) if entry.kind.startswith("order.") else ""
    label = entry.values.get("label") or entry.data.get("label") or ""
    heading = f"{_(title)} · {label}" if label and entry.kind.startswith(("promise.", "must.")) else _(title)
    return Told(entry.id, entry.at, heading, entry.actor_name or _("系统"), icon, tone, more or body, quote)


def _plain(entry: Entry) -> tuple[str, str]:
    parts = [str(entry.values[name]) for name in SHOWN if entry.values.get(name) and name != "label"]
    return " · ".join(parts), ""


def _notice(entry: Entry) -> tuple[str, str]:
    to = entry.values.get("to") or entry.values.get("to_name") or ""
    return (_("发给 %(to)s") % {"to": to} if to else ""), str(entry.values.get("text", ""))


def _interaction(entry: Entry) -> tuple[str, str]:
    values: Mapping[str, Any] = entry.values
    kind = _(str(Interaction.Direction(values["direction"]).label)) if values.get("direction") else ""
    return " · ".join(part for part in (kind, values.get("phone"), values.get("note")) if part), ""


BODIES: dict[str, Callable[[Entry], tuple[str, str]]] = {"notice": _notice, "interaction": _interaction}
