"""Every operation of the API with every role and with each scope missing; session and wrong person, too."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.factories.api import Caller, kind
from tests.security import tables, walking
from tests.security.world import ACTORS, NOBODY, World
from yinuo.api import limits
from yinuo.staff import rules

pytestmark = pytest.mark.django_db

READERS = "+  +  +  +  +  +  +  +  .  ."
TAKERS = "+  +  -  .  -  +  -  -  .  ."
NOTERS = "+  +  +  +  +  +  +  -  .  ."
CANCELLATION = {"reason": "not_ready", "asked_by": "王先生"}
CARRIERS = "+  +  +  +  -  +  -  -  .  ."
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
]  # fmt: skip
"""Operation, its scope, what it names in the world, what is sent, and who may: + acts, - 403, . 404."""
ELSEWHERE = {"api:openapi", "api:gateway_receipts", "api:gateway_replies"}
"""Described, or proved without a token (`tests/api/test_pushes.py`); no operations."""

MARKS = {403: "-", 404: "."}
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
    path = path.format(ref=world.targets[target]["ref"]) if target else path
    with walking.undone():
        before = tables.counted()
        with tables.writing() as wrote:
            answer = caller.get(path) if method == "GET" else caller.post(path, body)
        rows = tables.changed(before)
    return answer, wrote, rows


@pytest.mark.parametrize(
    ("operation", "scope", "target", "body", "marks"), OPERATIONS, ids=lambda one: str(one)[:40]
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
            assert kind(answer) == ("not_permitted" if expected == "-" else "not_found")
        if operation.startswith("GET"):
            assert wrote <= {"core_event", "tickets_personalview", "staff_token"}, actor


@pytest.mark.parametrize(
    ("operation", "scope", "target", "body", "marks"), OPERATIONS, ids=lambda one: str(one)[:40]
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
    walked = {name for name, _ in walking.addresses() if name.startswith("api:")} - ELSEWHERE
    assert len(walked) == len(OPERATIONS)


def test_an_operation_leaks_nothing_by_its_refusal(world: World, callers: Mapping[str, Caller]) -> None:
    """What exists and may not be seen answers like what does not exist, but for its number."""
    outsider = callers["outsider"]
    for path in ("/orders/{}", "/tickets/{}", "/tickets/{}/events"):
        hidden = outsider.get(path.format(world.targets["dispatched"]["ref"])).json()
        absent = outsider.get(path.format("zzzzzzzzzz")).json()
        assert hidden | {"instance": ""} == absent | {"instance": ""}
