"""The frame around the desk's pages: which doors a person has, what waits behind them, their presence."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yinuo.complaints import may as complaints_may
from yinuo.core import clock
from yinuo.core.calendar import queries as calendar
from yinuo.customers import may as customers_may
from yinuo.desk.messaging import reminding
from yinuo.desk.settings import sections
from yinuo.inquiries import may as inquiries_may
from yinuo.messaging import may as messaging_may
from yinuo.messaging import queries as messaging
from yinuo.orders import may as orders_may
from yinuo.orders.queries import reviewing
from yinuo.promises import may as promises_may
from yinuo.reports import may as reports_may
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person, Role
from yinuo.tickets import may as tickets_may
from yinuo.ui import links
from yinuo.ui.shell import Choice, MenuItem, News, Presence, RailItem, Shell

DECIDING = (Role.TEAM_LEADER, Role.DISPATCHER, Role.MARKET_DEVELOPER, Role.MANAGER)
REVIEWING = (Role.AGENT, Role.TEAM_LEADER)
ROOMS = {
    "ticket": "workbench",
    "customer": "customers",
    "order-edit": "order-new",
    "board-driver": "board",
    "inquiry-new": "inquiries",
    "inquiry-answers": "inquiries",
    "complaint": "complaints",
    "complaint-new": "complaints",
    "complaint-report": "complaints",
    "complaint-reported": "complaint-report",
    "suggestion": "complaints",
    "lessons": "complaints",
    "correctives": "complaints",
    "corrective": "complaints",
    "order-review": "order-reviews",
    "phone": "outbox",
    "report": "reports",
    "schedules": "reports",
    "schedule": "reports",
    "schedule-new": "reports",
    "schedule-edit": "reports",
    "report-customers": "reports",
    "report-customer": "reports",
    "report-tickets": "reports",
    "promises-by": "promises",
    "hand-in-count": "hand-ins",
    "ticket-promises": "promises",
}
"""The doors of views that are a step further in."""


def context(request: HttpRequest) -> dict[str, Any]:
    """`shell` for the templates; computed only by pages that draw the frame."""
    return {"shell": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Shell:
    """The frame of this page for this person; empty for nobody."""
    person = request.user
    if not isinstance(person, Person):
        return Shell(language_url=links.to("language"))
    view = request.resolver_match.view_name if request.resolver_match else ""
    rail, rail_end = _rail(person), _rail_end(person)
    return Shell(
        rail=rail,
        rail_end=rail_end,
        current=_door(view, {item.url_name for item in [*rail, *rail_end]}),
        search_url=links.to("search"),
        live_url=links.to("live"),
        note_call_url=links.to("note-call") if tickets_may.note_interaction(person) else "",
        bell_url=links.to("reminders"),
        bell_src=links.to("bell"),
        bell_signal=reminding.signal(person),
        bell_count=messaging.unread_count(person),
        presence=_presence(person),
        news=_news(person),
        preferences_url=links.to("preferences"),
        language_url=links.to("language"),
        menu=[
            MenuItem(_("我的账号"), links.to("account"), "user"),
            MenuItem(_("公告"), links.to("news"), "book-open"),
            MenuItem(_("请我说明的"), links.to("statements"), "message-square"),
            MenuItem(_("我的文件"), links.to("files"), "download"),
            MenuItem(_("退出登录"), links.to("sign-out"), "log-out", posts=True),
        ],
    )


def _door(view: str, doors: set[str]) -> str:
    """The door of the rail that leads to `view`: the parts of settings and manual belong to one each.

    A part of a room whose door this person does not have may be a door of its own.
    """
    first = view.partition("-")[0]
    room = first if first in ("settings", "playbook") else ROOMS.get(view, view)
    return room if room in doors else view


def _news(person: Person) -> News | None:
    """From December on: next year's official days are missing. Says so to those who can enter them."""
    if not staff_may.manage_calendar(person):
        return None
    year = calendar.banner(clock.today())
    if year is None:
        return None
    text = _("%(year)s 年的放假安排还没有录入，跨年的时限现在按周末推算。") % {"year": year}
    return News(text, links.to("settings-upload", "days"), _("去导入"))


def _rail(person: Person) -> list[RailItem]:
    items = [RailItem(_("工作台"), "workbench", "inbox", "g w")]
    if orders_may.take_orders(person):
        items.append(RailItem(_("下单"), "order-new", "package-plus", "g o"))
        items.append(_reviews(person))
    items += [
        RailItem(_("业务单"), "orders", "package", "g l"),
        RailItem(_("跟踪"), "tracking", "truck", "g t"),
    ]
    if inquiries_may.see_list(person):
        items.append(RailItem(_("查询"), "inquiries", "message-circle-question", "g q"))
    if complaints_may.see_list(person):
        items.append(RailItem(_("投诉"), "complaints", "message-square-warning", "g u"))
    elif complaints_may.report(person):
        items.append(RailItem(_("投诉"), "complaint-report", "message-square-warning", "g u"))
    if orders_may.see_board(person):
        items.append(RailItem(_("调度"), "board", "route", "g b"))
    if promises_may.see_ledger(person):
        items.append(RailItem(_("承诺"), "promises", "handshake", "g p"))
    if customers_may.see(person):
        items.append(RailItem(_("客户"), "customers", "users", "g c"))
    if messaging_may.see_outbox(person):
        items.append(RailItem(_("短信"), "outbox", "message-square", "g d"))
    if person.role in DECIDING:
        items.append(RailItem(_("审批"), "approvals", "stamp", "g a"))
    if orders_may.see_hand_ins(person):
        items.append(RailItem(_("交款"), "hand-ins", "hand-coins", "g h"))
    items.append(RailItem(_("手册"), "playbook", "book-open", "g m"))
    if reports_may.see(person):
        items.append(RailItem(_("报表"), "reports", "chart-column", "g r"))
    elif reports_may.see_customers(person):
        items.append(RailItem(_("报表"), "report-customers", "chart-column", "g r"))
    return items


def _reviews(person: Person) -> RailItem:
    """The door to the reviews of web orders, with how many wait (R076)."""
    waiting = reviewing.count(person) if person.role in REVIEWING else 0
    label = ngettext("张网单待核", "张网单待核", waiting)
    return RailItem(_("核单"), "order-reviews", "clipboard-check", "g v", count=waiting, count_label=label)


def _rail_end(person: Person) -> list[RailItem]:
    if not sections.enter(person):
        return []
    return [RailItem(_("设置"), "settings", "settings", "g s")]


def _presence(person: Person) -> Presence | None:
    if not staff_may.note_duty(person, person):
        return None
    label, tone = (_("在岗"), "idle") if person.on_duty else (_("离岗"), "off")
    choices = [Choice("on", _("上岗"), "ok"), Choice("off", _("离岗，交出承诺"), "neutral")]
    return Presence(label, tone, links.to("presence"), choices=choices)
