"""Every operation of the API with every role and with each scope missing; session and wrong person, too."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from tests.factories.api import ROOT, Caller, kind
from tests.security import tables, walking
from tests.security.bodies_api_complaints import OPERATIONS_COMPLAINTS
from tests.security.world import ACTORS, NOBODY, World
from yinuo.api import limits
from yinuo.staff import rules

pytestmark = pytest.mark.django_db

READERS = "+  +  +  +  +  +  +  +  .  ."
TAKERS = "+  +  -  .  -  +  -  -  .  ."
NOTERS = "+  +  +  +  +  +  +  -  .  ."
CANCELLATION = {"reason": "not_ready", "asked_by": "王先生"}
CARRIERS = "+  +  +  +  -  +  -  -  .  ."
WEB = "+  +  -  .  -  +  -  -  .  ."
IN_HAND = "+  ~  -  .  -  ~  -  -  .  ."
ANSWERERS = "+  +  +  .  -  +  -  -  .  ."
ASKED = {"type": "OTHER", "question": "周日收货吗", "channel": "PHONE", "contact_phone": "13800006621"}
POINT = {"delivery_needs": "要尾板车"}
DUE = {"due_at": "2026-11-20T15:00:00+08:00"}
#                                                                  AG TL DI DR MD MA AD AU CO OU
OPERATIONS = [
    ("POST /orders", "orders:write", "", {"goods_name": "纸"},     "+  +  -  -  -  +  -  -  -  +"),
    ("POST /orders/understanding", "orders:write", "", {"text": "发纸3件"}, "+  +  -  -  -  +  -  -  -  +"),
    ("GET /orders/{ref}", "orders:read", "dispatched", None,        READERS),
    ("POST /orders/{ref}/confirmation", "orders:write", "agreed", {}, TAKERS),
    ("POST /orders/{ref}/dispatch", "orders:write", "confirmed", {}, "+  +  +  .  -  +  -  -  .  ."),
    ("POST /orders/{ref}/acceptance", "orders:write", "dispatched", {}, CARRIERS),
    ("POST /orders/{ref}/pickup", "orders:write", "dispatched", {}, CARRIERS),
    ("POST /orders/{ref}/recount", "orders:write", "more", {"pieces": 15}, "+  +  -  -  -  +  -  -  .  ."),
    ("POST /orders/{ref}/delivery", "orders:write", "collected", {}, CARRIERS),
    ("POST /orders/{ref}/cancellation", "orders:write", "confirmed", CANCELLATION, TAKERS),
    ("GET /tickets", "tickets:read", "", None,                      "+  +  +  +  +  +  +  +  +  +"),
    ("GET /tickets/{ref}", "tickets:read", "dispatched", None,      READERS),
    ("GET /tickets/{ref}/events", "tickets:read", "dispatched", None, READERS),
    ("POST /tickets/{ref}/notes", "tickets:write", "dispatched", {"text": "x"}, NOTERS),
    ("GET /orders/{ref}/review", "orders:read", "web taken", None,  "+  +  +  .  +  +  +  +  .  ."),
    ("POST /orders/{ref}/review/taking", "orders:write", "web free", None, WEB),
    ("POST /orders/{ref}/review/release", "orders:write", "web taken", None, WEB),
    ("POST /orders/{ref}/review/checks", "orders:write", "web taken", {"key": "area", "ok": True}, IN_HAND),
    ("POST /orders/{ref}/review/points", "orders:write", "web taken", POINT, IN_HAND),
    ("POST /orders/{ref}/review/calls", "orders:write", "web taken", {"outcome": "NO_ANSWER"}, IN_HAND),
    ("POST /orders/{ref}/review/confirmation", "orders:write", "web ready", None, IN_HAND),
    ("POST /orders/{ref}/review/voiding", "orders:write", "web taken", {"reason": "not_ready"}, IN_HAND),
    ("GET /inquiries", "tickets:read", "", None,                    "+  +  +  -  +  +  +  +  -  +"),
    ("POST /inquiries", "tickets:write", "", ASKED,                 "+  +  +  -  -  +  -  -  -  +"),
    ("GET /inquiries/{ref}", "tickets:read", "inquiry", None,       "+  +  +  .  +  +  +  +  .  ."),
    ("GET /inquiries/{ref}/filled", "tickets:read", "inquiry", None, "+  +  +  .  +  +  +  +  .  ."),
    ("POST /inquiries/{ref}/answer", "tickets:write", "inquiry", {"text": "下午", "way": "SAID"}, ANSWERERS),
    ("POST /inquiries/{ref}/promise", "tickets:write", "inquiry", DUE, ANSWERERS),
    ("POST /inquiries/{ref}/pass-up", "tickets:write", "inquiry", {"note": "查"}, ANSWERERS),
    ("POST /inquiries/{ref}/check", "tickets:write", "inquiry passed", {"answer": "能"},
                                                                    "-  +  -  .  -  +  -  -  .  ."),
    ("POST /inquiries/{ref}/correction", "tickets:write", "inquiry answered", {"right": "明天"}, ANSWERERS),
    ("POST /inquiries/{ref}/link", "tickets:write", "inquiry answered", None, ANSWERERS),
    ("POST /inquiries/{ref}/closing", "tickets:write", "inquiry", {"reason": "不问了"}, ANSWERERS),
    *OPERATIONS_COMPLAINTS,
    ("POST /positions", "positions:write", "", {"points": []},      "-  -  +  -  -  +  +  -  -  -"),
]  # fmt: skip
"""Operation, its scope, what it names in the world, what is sent, who may: + acts, ~ 409, - 403, . 404"""

MARKS = {403: "-", 404: ".", 409: "~"}
STAFF = [actor for actor in ACTORS if actor != NOBODY]


@pytest.fixture(scope="module")
def callers(world: World) -> Mapping[str, Caller]:
    """A token with every scope for each of them."""
    return {actor: Caller(world.people[actor]) for actor in STAFF}


@pytest.fixture(autouse=True)
def _full_buckets() -> None:
    limits.forget()


def send(
    caller: Caller, world: World, operation: str, target: str, body: Any
) -> tuple[Any, set[str], tables.Counts]:
    """The answer, the tables written to, and the rows more or less, all undone again."""
    method, path = operation.split()
    path = path.format(**world.targets[target]) if target else path
    body = body(world) if callable(body) else body
    with walking.undone():
        before = tables.counted()
        with tables.writing() as wrote:
            answer = caller.get(path, **(body or {})) if method == "GET" else caller.post(path, body)
        rows = tables.changed(before)
    return answer, wrote, rows


@pytest.mark.parametrize(
    ("operation", "scope", "target", "body", "marks"), OPERATIONS, ids=[one[0] for one in OPERATIONS]
)
def test_who_may(
    world: World,
    callers: Mapping[str, Caller],
    operation: str,
    scope: str,
    target: str,
    body: Any,
    marks: str,
) -> None:
    """R327 R328 R329 R330 R331 R332 R333: an operation acts for whom the table says, for nobody else."""
    for actor, expected in zip(STAFF, marks.split(), strict=True):
        answer, wrote, rows = send(callers[actor], world, operation, target, body)
        status = answer.status_code
        assert ("+" if status < 300 else MARKS.get(status, str(status))) == expected, (actor, answer.content)
        if expected != "+":
            assert not rows, actor
            assert kind(answer) == {"-": "not_permitted", ".": "not_found", "~": "review_taken"}[expected]
        if operation.startswith("GET"):
            assert wrote <= {"core_event", "tickets_personalview", "staff_token"}, actor


@pytest.mark.parametrize(
    ("operation", "scope", "target", "body", "marks"), OPERATIONS, ids=[one[0] for one in OPERATIONS]
)
def test_without_its_scope(
    world: World, operation: str, scope: str, target: str, body: Any, marks: str
) -> None:
    """With every other scope the operation is refused, even to a manager, whatever it names."""
    others = [one for one in rules.SCOPES if one != scope]
    for actor in ("agent", "manager", "outsider"):
        with walking.undone():
            answer, _, rows = send(Caller(world.people[actor], *others), world, operation, target, body)
        assert (answer.status_code, kind(answer)) == (403, "scope_missing"), actor
        assert answer.json()["params"] == {"scope": scope}
        assert not rows


def test_every_operation_is_walked() -> None:
    """No operation is forgotten here."""
    paths = Client().get(f"{ROOT}/openapi.json").json()["paths"]
    described = {
        f"{method.upper()} {path.removeprefix(ROOT)}" for path, methods in paths.items() for method in methods
    }
    assert described == {operation for operation, *_ in OPERATIONS}


def test_an_operation_leaks_nothing_by_its_refusal(world: World, callers: Mapping[str, Caller]) -> None:
    """What exists and may not be seen answers like what does not exist, but for its number."""
    outsider = callers["outsider"]
    paths = {
        "/orders/{}": "dispatched", "/tickets/{}": "dispatched", "/tickets/{}/events": "dispatched",
        "/orders/{}/review": "web taken", "/inquiries/{}": "inquiry", "/inquiries/{}/filled": "inquiry",
        "/complaints/{}": "complaint", "/complaints/{}/alike": "complaint", "/chores/{}": "chore",
        "/suggestions/{}": "suggestion",
    }  # fmt: skip
    for path, target in paths.items():
        hidden = outsider.get(path.format(world.targets[target]["ref"])).json()
        absent = outsider.get(path.format("zzzzzzzzzz")).json()
        assert hidden | {"instance": ""} == absent | {"instance": ""}
