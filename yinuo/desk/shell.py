"""The frame around the desk's pages: which doors a person has, what waits behind them, their presence."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from yinuo.approvals import rules as approvals
from yinuo.messaging import queries as messaging
from yinuo.orders import may as orders_may
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person
from yinuo.ui.shell import Choice, MenuItem, Presence, RailItem, Shell


def context(request: HttpRequest) -> dict[str, Any]:
    """`shell` for the templates; computed only by pages that draw the frame."""
    return {"shell": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Shell:
    """The frame of this page for this person; empty for nobody."""
    person = request.user
    if not isinstance(person, Person):
        return Shell(language_url=reverse("language"))
    view = request.resolver_match.view_name if request.resolver_match else ""
    return Shell(
        rail=_rail(person),
        rail_end=_rail_end(person),
        current=view,
        search_url=reverse("search"),
        live_url=reverse("live"),
        note_call_url=reverse("note-call"),
        bell_url=reverse("reminders"),
        bell_count=messaging.unread_count(person),
        presence=_presence(person),
        preferences_url=reverse("preferences"),
        language_url=reverse("language"),
        menu=[
            MenuItem(_("我的账号"), reverse("account"), "user"),
            MenuItem(_("退出登录"), reverse("sign-out"), "log-out", posts=True),
        ],
    )


def _rail(person: Person) -> list[RailItem]:
    items = [RailItem(_("工作台"), "workbench", "inbox", "g w")]
    if orders_may.take_orders(person):
        items.append(RailItem(_("下单"), "order-new", "package-plus", "g o"))
    items += [
        RailItem(_("业务单"), "orders", "package", "g l"),
        RailItem(_("跟踪"), "tracking", "truck", "g t"),
        RailItem(_("客户"), "customers", "users", "g c"),
    ]
    if approvals.decided_for(person.role):
        items.append(RailItem(_("审批"), "approvals", "stamp", "g a"))
    return [*items, RailItem(_("手册"), "playbook", "book-open", "g m")]


def _rail_end(person: Person) -> list[RailItem]:
    if not staff_may.see_settings(person):
        return []
    return [RailItem(_("设置"), "settings", "settings", "g s")]


def _presence(person: Person) -> Presence | None:
    if not staff_may.note_duty(person, person):
        return None
    label, tone = (_("在岗"), "idle") if person.on_duty else (_("离岗"), "off")
    choices = [Choice("on", _("上岗"), "ok"), Choice("off", _("下岗，交出承诺"), "neutral")]
    return Presence(label, tone, reverse("presence"), choices=choices)
