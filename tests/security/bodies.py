"""What is sent to each door: what a person fills in there, so that whoever may, does it.

By address, or by target where one address does several things; a function gets the world. A GET's
query stands in QUERIES, a POST's form in BODIES.
"""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import staff
from tests.security.bodies_coming import BODIES_COMING
from tests.security.bodies_complaints import BODIES_COMPLAINTS
from tests.security.world import World
from yinuo.core import clock
from yinuo.desk.orders.moving import changing
from yinuo.desk.settings.gateways import forms as gateway_forms
from yinuo.desk.settings.gateways import reading
from yinuo.messaging.queries import gateways
from yinuo.messaging.senders.http import presets
from yinuo.orders import queries
from yinuo.staff.models import Role

KEY = "k2m4n6p8q2"
GROUP = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=telling"


def _soon(hours: int = 1) -> str:
    """Some hours from now, as the browser writes a moment."""
    return clock.local(clock.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def _person(world: World, name: str) -> int:
    return world.people[name].pk


def _question(world: World) -> dict[str, Any]:
    order = queries.order(world.people["agent"], world.targets["battery"]["ref"])
    return {"answer": f"{queries.judge(order).screening.questions[0].key}:no"}


def _changed(world: World) -> dict[str, Any]:
    order = queries.order(world.people["agent"], world.targets["confirmed"]["ref"])
    stands = {
        key: value for key, value in changing.change_form(order, None).initial.items() if value is not None
    }
    return {**stands, "reminder": "到了叫门", "asked_by": "王先生", "reason": "customer_asked"}


def _other_driver(world: World) -> dict[str, Any]:
    other = world.facts["other_driver"]
    return {"to": other.pk, "reason": "nearer", "replaces": world.people["driver"].pk}


def _teams(name: str) -> dict[str, Any]:
    content = "代码,名称\nnew,新班组\n".encode()
    return {"file": SimpleUploadedFile(name, content, "text/csv")}


def _manual(world: World) -> dict[str, Any]:
    files = world.facts["files"].items()
    return {"upload": [SimpleUploadedFile(name, text.encode()) for name, text in files]}


def _customer(world: World) -> dict[str, Any]:
    version = world.facts["customer"].version
    level = world.facts["customer"].level
    return {"version": version, "level": level, "address_as": "王先生", "habits": "先打电话"}


def _new_gateway(world: World) -> dict[str, Any]:
    known = presets.named("json")
    assert known is not None
    account = {**reading.account(known.options), "url": "http://127.0.0.1:9/send", "token": "t"}
    return {**account, "name": "新网关", "per_second": "10"}


def _gateway(world: World) -> dict[str, Any]:
    """What stands in the gateway's form, under another name."""
    one = gateways.named(world.targets["gateway"]["ref"])
    stands = {key: value for key, value in gateway_forms.initial(one).items() if value not in (None, False)}
    return {**stands, "name": "改了名"}


def _schedule(report: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "每月一份", "report": report, "format": "pdf", "cadence": "MONTHLY", "weekday": "1",
        "monthday": "3", "at": "08:30", "addresses": "boss@example.com", "form_key": KEY, **more,
    }  # fmt: skip


QUERIES: dict[str, Any] = {
    "search": {"q": "汽车"},
    "caller": {"phone": "13800006621"},
    "order-callers": {"q": "13800006621"},
    "order-new": {"phone": "13800006621"},
    "settings-lookup": {"q": "80"},
}
BODIES: dict[str, Any] = {
    **BODIES_COMING,
    **BODIES_COMPLAINTS,
    "sign-in": {"staff_number": "8011", "password": staff.PASSWORD},
    "language": {"language": "en"},
    "account-password": {"current": staff.PASSWORD, "password": "another-open-31"},
    "preferences": {"theme": "dark", "keys": "on"},
    "presence": {"presence": "off"},
    "filters": {"name": "我的新单"},
    "note-call": lambda world: {"phone": "13800006621", "direction": "IN", "note": "问价", "form_key": KEY},
    "task-new": lambda world: {"label": "查件", "assignee": _person(world, "agent"), "due_at": _soon()},
    "ticket-assign": lambda world: {"to": _person(world, "team_leader"), "reason": "customer_asked"},
    "ticket-department": {"department": "warehouse", "reason": "other", "note": "分批出货"},
    "ticket-must": {"step": "read_back", "key": "read_back", "done": "1"},
    "ticket-note": {"text": "门口有坡", "form_key": KEY},
    "promise-new": lambda world: {"label": "回电", "due_at": _soon()},
    "promise-act": {
        "promise keep": {},
        "promise resume": {},
        "promise pause": {"reason": "customer_not_ready"},
        "promise move": lambda world: {"due_at": _soon(3), "reason": "customer_asked"},
        "promise cancel": {"reason": "客户来电取消"},
        "promise lateness": {"reason": "堵车", "objective": "on"},
    },
    "task-end": {"reason": "查过了"},
    "tracking-urge": lambda world: {"form_key": KEY, "pick": [world.targets["dispatched"]["ref"]]},
    "order-draft": {"pieces": "16"},
    "order-text": {"text": "发纸箱3件"},
    "order-taken-over": {"key": "pieces"},
    "order-read-back": {"key": "pickup_phone"},
    "order-screening": _question,
    "order-price": {"price": "refused"},
    "order-declined": {"key": "consignee_name"},
    "order-confirm": {"anyway": "1"},
    "order-change": _changed,
    "order-message": {"text": "请尽快提货", "form_key": KEY},
    "order-receiver": _other_driver,
    "order-driver-call": {"outcome": "reached", "form_key": KEY},
    "order-declining": {"reason": "full"},
    "order-acceptance": lambda world: {"driver": _person(world, "driver")},
    "order-pickup": {"pieces": "15"},
    "order-delivery": {"signed_by": "马先生"},
    "order-freight": {"amount": "10"},
    "order-recount": {"pieces": "15"},
    "order-recount-refusal": {"refused_by": "王先生"},
    "order-origin": {"reason": "price"},
    "order-cancellation": {"reason": "not_ready", "asked_by": "王先生"},
    "order-voiding": {"reason": "not_ready"},
    "order-refusal": {"reason": "damaged"},
    "order-return": {"reason": "拒收"},
    "order-loss": {"reason": "找不到"},
    "order-follow-up": {"what": "PICKUP", "how": "CALL", "outcome": "在路上", "form_key": KEY},
    "order-exception": lambda world: {"cause": world.facts["cause"]},
    "order-discount": {"discount": "5", "reason": "老客户"},
    "customer-edit": _customer,
    "customer-phone": {"phone": "13800006622"},
    "refuse": {"answer": "太多"},
    "settings-complaints": {
        "customer_word": "市民",
        "reopen_days": "15",
        "call_back_tries": "4",
        "try_gap_minutes": "60",
        "repeat_count": "5",
        "repeat_days": "60",
        "limit_agent": "150",
        "limit_dispatcher": "150",
        "limit_team_leader": "600",
    },
    "settings-company": {"name": "启程货运有限公司", "short_name": "启程", "hotline": "4008001234"},
    "settings-person-new": {"staff_number": "8902", "name": "新人", "role": Role.AGENT},
    "settings-person-edit": {"name": "李敏", "role": Role.AGENT, "phone": "13905270009"},
    "settings-person-password": {"password": "another-open-31"},
    "settings-person-duty": {"duty": "off"},
    "settings-person-absence": lambda world: {"start": _soon(), "end": _soon(5)},
    "settings-token-new": {"name": "网店", "scopes": ["orders:read"]},
    "settings-branch-new": {"key": "nanjing", "name": "南京分公司", "receiver_rule": "DRIVER"},
    "settings-branch-edit": {"name": "宿迁", "receiver_rule": "DISPATCHER"},
    "settings-region-new": lambda world: {"key": "lukou", "name": "禄口", "branch": world.facts["branch"].pk},
    "settings-region-edit": lambda world: {"name": "江宁区", "branch": world.facts["branch"].pk},
    "settings-post-new": {"person": "8203", "rank": "2"},
    "settings-post-rank": {"rank": "3"},
    "settings-team-new": {"key": "third", "name": "第三组"},
    "settings-team-edit": {"name": "日班"},
    "settings-vehicle-new": {"plate": "苏N77777", "most_orders": "5", "is_active": "on"},
    "settings-vehicle-edit": {"most_orders": "5", "is_active": "on", "driver": "8201"},
    "settings-company-hours": {"day1": "08:30-17:30", "keeps_holidays": "on"},
    "settings-team-hours": {"day1": "08:30-17:30", "keeps_holidays": "on"},
    "settings-day-new": {"on": "2026-12-24", "works": "no", "name": "盘点"},
    "settings-upload": lambda world: _teams("teams.csv"),
    "playbook-upload": _manual,
    "order-clearing": {"result": "换了包装"},
    "ticket-hold": {"reason": "货损争议"},
    "customer-hold": {"reason": "货损争议"},
    "customer-commercial": {"wanted": "no"},
    "customer-erase": {"checked": "called_back"},
    "report-files": {"format": "xlsx"},
    "report-customer-files": {"format": "xlsx"},
    "schedule-new": {"of slips": _schedule("slips"), "of customers": _schedule("customers")},
    "schedule-edit": lambda world: _schedule("slips", version=1),
    "schedule-run": {"form_key": KEY},
    "settings-gateway-new": _new_gateway,
    "settings-gateway": _gateway,
    "settings-gateway-check": _gateway,
    "settings-gateway-activation": {"active": "on"},
    "settings-gateway-rank": {"to": "up"},
    "settings-gateway-trial": {"phone": "13905270001"},
    "settings-robot-new": {"kind": "wecom", "name": "新群", "address": GROUP, "events": ["promise.broken"]},
    "settings-robot-edit": {"name": "夜班群", "events": ["promise.broken"]},
    "settings-mail-server": {
        "host": "127.0.0.1",
        "port": "994",
        "security": "tls",
        "sender": "desk@example.com",
    },
    "settings-mail-trial": {"to": "boss@example.com"},
    "settings-retention-edit": {"months": "60"},
}
