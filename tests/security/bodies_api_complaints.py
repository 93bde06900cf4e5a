"""The operations of complaints, suggestions, grumbles and correctives, with what is sent and who may."""

from collections.abc import Mapping
from typing import Any, Final

from tests.factories import complaints as make
from tests.security.world import World
from yinuo.complaints.models import Complaint

READ, WRITE = "tickets:read", "tickets:write"
DUE: Final = {"due_at": "2026-11-20T15:00:00+08:00"}
SAID: Final = {"account": make.ACCOUNT, "contact_phone": make.PHONE, "channel": "PHONE"}
NO: Final = {"reason": "no_fault", "ground": "运输合同第八条", "opinion": "证据齐全"}
FOUND: Final = {
    "cause_found": "排队", "motive": "着急装车", "core_demand": "今天提走", "degree": "MOSTLY",
}  # fmt: skip
FIVE: Final = {
    "has_long_relation": True, "may_buy_again": True, "word_of_mouth": "都认识", "demand": "FAIR",
    "degree": "MOSTLY",
}  # fmt: skip
PLAN: Final = {"what": "排队先报备", "owner": "8001", "due_on": "2026-12-20"}

READERS = "+  +  +  .  +  +  +  +  .  ."
LISTERS = "+  +  +  -  +  +  +  +  -  +"
OWNERS = "+  +  +  -  -  +  -  -  -  +"
HANDLERS = "+  +  +  .  -  +  -  -  .  ."
LEADERS = "-  +  -  .  -  +  -  -  .  ."
WORKERS = "+  +  +  .  +  +  +  -  .  ."
CORRECTING = ".  +  .  .  .  +  -  -  .  ."


def _version(world: World) -> Mapping[str, Any]:
    case = Complaint.objects.select_related("ticket").get(ticket__ref=world.targets["complaint"]["ref"])
    return {"version": case.ticket.version, "wanted": "退运费"}


def _other(world: World) -> Mapping[str, Any]:
    return {"ref": world.targets["complaint ready"]["ref"]}


def _joined(world: World) -> Mapping[str, Any]:
    other = Complaint.objects.select_related("ticket").get(pk=world.targets["complaint joined"]["pk"])
    return {"ref": other.ticket.ref}


def _paid(world: World) -> Mapping[str, Any]:
    return {"item": world.targets["complaint item"]["pk"], "fen": 500, "way": "CASH", "receipt": "W1"}


def _to_manager(world: World) -> Mapping[str, Any]:
    return {"to": world.people["manager"].staff_number, "reason": "leader_takes"}


def _of_case(verb: str, target: str, body: Any, marks: str = HANDLERS) -> tuple[str, str, str, Any, str]:
    return (f"POST /complaints/{{ref}}/{verb}", WRITE, target, body, marks)


CASES: Final = [
    ("GET /complaints", READ, "", None, LISTERS),
    ("POST /complaints", WRITE, "", {**SAID, "type": "TIME"}, OWNERS),
    ("POST /complaints/report", WRITE, "", SAID, "+  +  +  -  +  +  +  -  +  +"),
    ("GET /complaints/{ref}", READ, "complaint", None, READERS),
    ("GET /complaints/{ref}/alike", READ, "complaint", None, READERS),
    _of_case("acknowledgement", "complaint", None),
    _of_case("wait", "complaint", DUE),
    _of_case("restating", "complaint", {"words": "约好四点没有来", "is_confirmed": True}),
    _of_case("details", "complaint", _version),
    _of_case("class", "complaint", {"severity": 3}),
    _of_case("mood", "complaint", {"feeling": 4}),
    _of_case("leader", "complaint", {"note": "客户要找领导"}),
    _of_case("stage", "complaint ready", {"to": "CLARIFY"}),
    _of_case("stepping-back", "complaint clarify", {"to": "ACCEPT", "why": "还没问清"}),
    _of_case("musts", "complaint", {"step": "complaint_calm", "key": "calmed"}, WORKERS),
    _of_case("override", "complaint",
             {"step": "complaint_wait", "key": "told_wait", "reason": "customer_unwilling"}, LEADERS),
    _of_case("transfer", "complaint ready", _to_manager, "+  +  -  .  -  +  -  -  .  ."),
    _of_case("statements", "complaint clarify", {**DUE, "asks": "几点放行", "to_name": "门卫"}),
    _of_case("statements/{pk}/waiver", "complaint statement", {"reason": "admitted"}, LEADERS),
    _of_case("answers", "complaint", {"key": "wish", "text": "今天提走"}),
    _of_case("findings", "complaint clarify", FOUND),
    _of_case("weighing", "complaint clarify", FIVE),
    _of_case("offer", "complaint weighed", {"items": [{"remedy": "apology"}], "opinion": "我方有过失"}),
    _of_case("refusal", "complaint weighed", NO),
    _of_case("approval", "complaint drafted", None),
    _of_case("telling", "complaint approved", {"way": "PHONE"}),
    _of_case("acceptance", "complaint told", {"way": "PHONE"}),
    _of_case("declining", "complaint told", {"words": "要再多些", "way": "PHONE"}),
    _of_case("agreement", "complaint agreed", None),
    _of_case("replanning", "complaint agreed", {"why": "客户改了主意"}),
    _of_case("chores", "complaint agreed", {**DUE, "department": "shipping", "text": "补发"}),
    _of_case("payment", "complaint item", _paid),
    _of_case("call-backs", "complaint call", {"reached": True, "way": "PHONE"}),
    _of_case("rating", "complaint call", {"overall": 5, "way": "PHONE"}),
    _of_case("thanks", "complaint rated", None),
    _of_case("closing", "complaint thanked", None),
    _of_case("unreached", "complaint unreached", None),
    _of_case("withdrawal", "complaint", {"reason": "solved"}),
    _of_case("reopening", "complaint closed", {"why": "又没来"}),
    _of_case("merge", "complaint", _other),
    _of_case("unmerge", "complaint", None),
    _of_case("links", "complaint", _other),
    _of_case("unlinking", "complaint linked", _joined),
    _of_case("lesson", "complaint closed",
             {"cause": "没报备", "change": "先报备", "owner": "8001", "due_on": "2026-12-20"}),
]  # fmt: skip
BESIDE: Final = [
    ("GET /chores/{ref}", READ, "chore", None, READERS),
    ("POST /chores/{ref}/receipt", WRITE, "chore", None, WORKERS),
    ("POST /chores/{ref}/done", WRITE, "chore", {"proof": "10:20 提走"}, WORKERS),
    ("POST /chores/{ref}/payment", WRITE, "chore owed",
     {"fen": 500, "way": "CASH", "receipt": "W1"}, "+  +  +  .  -  +  -  -  .  ."),
    ("POST /chores/{ref}/check", WRITE, "chore done", None, HANDLERS),
    ("POST /chores/{ref}/return", WRITE, "chore done", {"why": "少提一件"}, HANDLERS),
    ("POST /chores/{ref}/dropping", WRITE, "chore", {"reason": "done_otherwise"}, HANDLERS),
    ("GET /statements", READ, "", None, "+  +  +  +  +  +  +  +  +  +"),
    ("GET /statements/{pk}", READ, "statement", None, ".  .  .  +  .  .  .  .  .  ."),
    ("POST /statements/{pk}", WRITE, "statement", {"said": "桥北排队"}, ".  .  .  +  .  .  .  .  .  ."),
    ("GET /suggestions", READ, "", None, LISTERS),
    ("POST /suggestions", WRITE, "", {"text": "回单拍照上传", "channel": "PHONE"}, OWNERS),
    ("GET /suggestions/{ref}", READ, "suggestion", None, READERS),
    ("POST /suggestions/{ref}/thanks", WRITE, "suggestion", None, HANDLERS),
    ("POST /suggestions/{ref}/department", WRITE, "suggestion thanked", {"department": "shipping"}, HANDLERS),
    ("POST /suggestions/{ref}/answer", WRITE, "suggestion thanked",
     {"result": "下月起照办", "is_acted_on": True}, HANDLERS),
    ("POST /suggestions/{ref}/closing", WRITE, "suggestion thanked", None, HANDLERS),
    ("POST /suggestions/{ref}/complaint", WRITE, "suggestion", None, HANDLERS),
    ("GET /grumbles", READ, "", {"phone": make.PHONE}, "+  +  +  -  +  +  +  +  -  +"),
    ("POST /grumbles", WRITE, "", {"text": "每次都要催", "phone": make.PHONE},
     "+  +  +  -  +  +  -  -  -  +"),
    ("POST /grumbles/{pk}/complaint", WRITE, "grumble", None, "+  +  +  -  +  +  -  -  -  ."),
    ("GET /lessons", READ, "", None, LISTERS),
    ("GET /correctives", READ, "", None, "+  +  +  +  +  +  +  +  +  +"),
    ("GET /correctives/{pk}", READ, "corrective", None, ".  +  .  .  .  +  +  +  .  ."),
    ("POST /correctives/{pk}/notes", WRITE, "corrective", {"text": "已和车队谈过"}, CORRECTING),
    ("POST /correctives/{pk}/plan", WRITE, "corrective", PLAN, CORRECTING),
    ("POST /correctives/{pk}/done", WRITE, "corrective planned", None, CORRECTING),
    ("POST /correctives/{pk}/effect", WRITE, "corrective done", {"worked": True, "effect": "一个月没有再来"},
     CORRECTING),
]  # fmt: skip
OPERATIONS_COMPLAINTS: Final = [*CASES, *BESIDE]
"""Operation, its scope, what it names in the world, what is sent (or what gives it of the world), who may."""
