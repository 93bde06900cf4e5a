"""What is sent to the doors of customers and drivers, and to those of the desk that wait for them."""

import json
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import pictures
from tests.portal.ordering import TYPED as WEB_TYPED
from tests.security.world import World
from tests.security.world_coming import PIN, SITE
from yinuo.core import clock
from yinuo.knowledge.models import Announcement
from yinuo.orders import queries
from yinuo.orders.rules import web as checklist
from yinuo.portal.orders.taking import embedding, sheet
from yinuo.tickets.models import Ticket

KEY = "c8r6t4y2w1"
FORM = {"form_key": KEY}
PHONE = "13800006621"


def _order(world: World, name: str) -> Any:
    return queries.order(world.people["agent"], world.targets[name]["ref"])


def _goods_question(world: World) -> dict[str, Any]:
    return {"answer": f"{queries.judge(_order(world, 'web battery')).screening.questions[0].key}:no"}


def _points(world: World) -> dict[str, Any]:
    order = _order(world, "web taken")
    drawn = {key: value for key, value in WEB_TYPED.items() if not key.startswith("lots")}
    return {**drawn, "pieces": "16", "version": order.ticket.version}


def _assigned(world: World) -> dict[str, Any]:
    return {"other": world.people["driver"].pk, "reason": "nearer"}


def _swapped(world: World) -> dict[str, Any]:
    ours, theirs = _order(world, "dispatched"), _order(world, "job of other")
    has_theirs = f"{theirs.ticket.ref}-{theirs.receiver_id}"
    return {"other": has_theirs, "replaces": ours.receiver_id, "reason": "nearer"}


def _news(world: World) -> dict[str, Any]:
    version = Announcement.objects.get(ref=world.targets["news"]["ref"]).version
    return {"title": "春节休息", "body": "正文", "source": "客服部", "audience": "ALL", "version": version}


def _web_order(world: World) -> dict[str, Any]:
    return {**WEB_TYPED, **FORM, "do": "place", "phone": PHONE, "proof": sheet.proof_of(PHONE)}


def _embedded(world: World) -> dict[str, Any]:
    return {**_web_order(world), "token": token()}


def token() -> str:
    """What a framed form carries in place of the cookie."""
    return embedding.EmbeddedPlace("", "").token


def _found(world: World) -> dict[str, Any]:
    number = Ticket.objects.get(ref=world.targets["collected"]["ref"]).number
    return {"number": number, "tail": "6621"}


def _here(world: World) -> dict[str, Any]:
    at = int(clock.now().timestamp() * 1000)
    return {"points": json.dumps([{"at": at, "lat": 31.9, "lon": 118.8}])}


def _logo(world: World) -> dict[str, Any]:
    return {"logo": SimpleUploadedFile("logo.jpg", pictures.picture().read(), "image/jpeg")}


DRIVERS: dict[str, Any] = {
    "driver-sign-in": lambda world: {"phone": world.facts["other_driver"].phone, "pin": PIN},
    "driver-duty": {"on": "no"},
    "driver-hand-in": {**FORM, "cash": "1", "receipts": "0"},
    "driver-pin": {"current": PIN, "pin": "5937"},
    "driver-consent": {"agree": "no"},
    "driver-job-consent": {"agree": "no"},
    "driver-positions": _here,
    "driver-job-positions": _here,
    "driver-acceptance": FORM,
    "driver-declining": {**FORM, "reason": "full"},
    "driver-departure": FORM,
    "driver-arrival": FORM,
    "driver-run": FORM,
    "driver-pickup": {**FORM, "pieces": "15", "packing": "whole"},
    "driver-deliver": {**FORM, "signed_by": "马先生", "note": "收货人手伤了，没有签", "way": "NONE"},
    "driver-freight": {**FORM, "way": "CASH", "amount": "10"},
    "driver-late": lambda world: {**FORM, "cause": world.facts["cause"]},
}
CUSTOMERS: dict[str, Any] = {
    "portal-language": {"language": "en"},
    "portal-verify": {"phone": PHONE},
    "portal-order": _web_order,
    "portal-order-check": WEB_TYPED,
    "portal-embed-order": _embedded,
    "portal-embed-check": _embedded,
    "portal-track": _found,
    "portal-rate": {"stars": "5"},
    "portal-link-rate": {"stars": "5"},
    "portal-change": {"delivery_needs": "到了叫门"},
    "portal-cancel": {"reason": "not_ready"},
    "portal-ask": {**FORM, "type": "OTHER", "question": "周日收货吗", "contact_phone": PHONE},
    "portal-question": {"question": "周六呢"},
}
DESK: dict[str, Any] = {
    "order-review-check": {"key": next(iter(checklist.CHECKS)), "ok": "1"},
    "order-review-screening": _goods_question,
    "order-review-points": _points,
    "order-review-call": {**FORM, "outcome": "NO_ANSWER"},
    "order-review-voiding": {"reason": "not_ready"},
    "order-wish": {"granted": "no", "words": "没有尾板车"},
    "board-leave": {"stand_in": ""},
    "board-breakdown": {"reason": "爆胎"},
    "board-assignment": _assigned,
    "board-swap": _swapped,
    "inquiry-new": {
        **FORM, "deed": "note", "type": "OTHER", "channel": "PHONE", "question": "周日收货吗",
        "contact_phone": PHONE,
    },
    "inquiry-answer": {"text": "下午到", "way": "SAID"},
    "inquiry-promise": {"minutes": "30"},
    "inquiry-leader": {"note": "查一下"},
    "inquiry-check": {"answer": "能到"},
    "inquiry-keep": {"question": "能不能到", "answer": "能到"},
    "inquiry-correction": {"right": "明天到"},
    "inquiry-further": {"question": "周六呢"},
    "inquiry-closing": {"reason": "客户不问了"},
    "news-new": {**FORM, "title": "停电", "body": "正文", "source": "客服部", "audience": "STAFF"},
    "news-edit": _news,
    "hand-in-count": {"cash": "1", "receipts": "0", "note": "少了"},
    "settings-portal": {"portal_open": "on", "position_seconds": "60", "embed_sites": SITE},
    "settings-portal-logo": _logo,
    "settings-portal-notice": {"text": "我们怎么用您的资料"},
    "settings-person-pin": {"pin": "5937"},
}  # fmt: skip
BODIES_COMING = {**DRIVERS, **CUSTOMERS, **DESK}
