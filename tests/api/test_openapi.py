"""The description says what the operations do, in valid OpenAPI 3.1, and answers keep to it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.api.test_walk import POSTED
from tests.factories import orders as make
from tests.factories.api import ROOT, Caller
from yinuo.api.orders.shape import OrderOut
from yinuo.api.schema import Problem
from yinuo.api.tickets.schema import Events, NoteOut, TicketOut, Tickets
from yinuo.staff import rules
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db

METHODS = {"get", "post", "put", "patch", "delete", "head", "options", "trace"}
PROMISED = {
    ("post", "/orders"), ("post", "/orders/understanding"),
    ("get", "/orders/{ref}"), ("post", "/orders/{ref}/confirmation"),
    ("post", "/orders/{ref}/dispatch"), ("post", "/orders/{ref}/acceptance"),
    ("post", "/orders/{ref}/pickup"), ("post", "/orders/{ref}/recount"), ("post", "/orders/{ref}/delivery"),
    ("post", "/orders/{ref}/cancellation"),
    ("get", "/orders/{ref}/review"), ("post", "/orders/{ref}/review/taking"),
    ("post", "/orders/{ref}/review/release"), ("post", "/orders/{ref}/review/checks"),
    ("post", "/orders/{ref}/review/points"), ("post", "/orders/{ref}/review/calls"),
    ("post", "/orders/{ref}/review/confirmation"), ("post", "/orders/{ref}/review/voiding"),
    ("get", "/tickets"), ("get", "/tickets/{ref}"), ("get", "/tickets/{ref}/events"),
    ("post", "/tickets/{ref}/notes"), ("post", "/positions"),
    ("get", "/inquiries"), ("post", "/inquiries"), ("get", "/inquiries/{ref}"),
    ("get", "/inquiries/{ref}/filled"), ("post", "/inquiries/{ref}/answer"),
    ("post", "/inquiries/{ref}/promise"), ("post", "/inquiries/{ref}/pass-up"),
    ("post", "/inquiries/{ref}/check"), ("post", "/inquiries/{ref}/correction"),
    ("post", "/inquiries/{ref}/link"), ("post", "/inquiries/{ref}/closing"),
    ("get", "/complaints"), ("post", "/complaints"), ("post", "/complaints/report"),
    ("get", "/complaints/{ref}"), ("get", "/complaints/{ref}/alike"),
    ("post", "/complaints/{ref}/acknowledgement"), ("post", "/complaints/{ref}/wait"),
    ("post", "/complaints/{ref}/restating"), ("post", "/complaints/{ref}/details"),
    ("post", "/complaints/{ref}/class"), ("post", "/complaints/{ref}/mood"),
    ("post", "/complaints/{ref}/leader"), ("post", "/complaints/{ref}/stage"),
    ("post", "/complaints/{ref}/musts"), ("post", "/complaints/{ref}/override"),
    ("post", "/complaints/{ref}/transfer"), ("post", "/complaints/{ref}/statements"),
    ("post", "/complaints/{ref}/statements/{pk}/waiver"), ("post", "/complaints/{ref}/answers"),
    ("post", "/complaints/{ref}/findings"), ("post", "/complaints/{ref}/weighing"),
    ("post", "/complaints/{ref}/offer"), ("post", "/complaints/{ref}/refusal"),
    ("post", "/complaints/{ref}/approval"), ("post", "/complaints/{ref}/telling"),
    ("post", "/complaints/{ref}/acceptance"), ("post", "/complaints/{ref}/declining"),
    ("post", "/complaints/{ref}/agreement"), ("post", "/complaints/{ref}/replanning"),
    ("post", "/complaints/{ref}/chores"), ("post", "/complaints/{ref}/payment"),
    ("post", "/complaints/{ref}/call-backs"), ("post", "/complaints/{ref}/rating"),
    ("post", "/complaints/{ref}/thanks"), ("post", "/complaints/{ref}/closing"),
    ("post", "/complaints/{ref}/unreached"), ("post", "/complaints/{ref}/withdrawal"),
    ("post", "/complaints/{ref}/reopening"), ("post", "/complaints/{ref}/merge"),
    ("post", "/complaints/{ref}/unmerge"), ("post", "/complaints/{ref}/links"),
    ("post", "/complaints/{ref}/lesson"), ("get", "/chores/{ref}"), ("post", "/chores/{ref}/receipt"),
    ("post", "/chores/{ref}/done"), ("post", "/chores/{ref}/payment"), ("post", "/chores/{ref}/check"),
    ("post", "/chores/{ref}/return"),
    ("post", "/chores/{ref}/dropping"), ("get", "/statements"), ("get", "/statements/{pk}"),
    ("post", "/statements/{pk}"), ("get", "/suggestions"), ("post", "/suggestions"),
    ("get", "/suggestions/{ref}"), ("post", "/suggestions/{ref}/thanks"),
    ("post", "/suggestions/{ref}/department"), ("post", "/suggestions/{ref}/answer"),
    ("post", "/suggestions/{ref}/closing"), ("post", "/suggestions/{ref}/complaint"),
    ("get", "/grumbles"), ("post", "/grumbles"), ("post", "/grumbles/{pk}/complaint"),
    ("get", "/correctives"), ("post", "/correctives/{pk}/plan"), ("post", "/correctives/{pk}/done"),
    ("post", "/correctives/{pk}/effect"), ("get", "/correctives/{pk}"), ("post", "/correctives/{pk}/notes"),
    ("get", "/lessons"), ("post", "/complaints/{ref}/stepping-back"),
    ("post", "/complaints/{ref}/unlinking"),
}  # fmt: skip
"""What scripts call; it stays."""

READING = {"understand_text"}
"""What is posted only because it is long; nothing is written."""
ONCE_BY_ITSELF = {"note_positions"}
"""What may come again without a key: the same reading is kept once."""


@pytest.fixture
def described() -> dict[str, Any]:
    """The description, as anybody gets it without a token."""
    answer = Client().get(f"{ROOT}/openapi.json")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json; charset=utf-8")
    return answer.json()


def operations(described: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and description of every operation."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert method in METHODS
            yield method, path, operation


def test_every_operation_is_described_and_no_other(described: dict[str, Any]) -> None:
    """R333: the promised operations, each with a name of its own, a summary, a description and its scope."""
    found = list(operations(described))
    assert {(method, path.removeprefix(ROOT)) for method, path, _ in found} == PROMISED
    assert len({operation["operationId"] for _, _, operation in found}) == len(found)
    for method, path, operation in found:
        assert operation["summary"]
        assert operation["description"]
        (scopes,) = (list(need["BearerToken"]) for need in operation["security"])
        part = path.removeprefix(f"{ROOT}/").partition("/")[0]
        part = part if part in ("orders", "positions") else "tickets"
        assert scopes == [f"{part}:{'read' if method == 'get' else 'write'}"]
        assert f"`{scopes[0]}`" in operation["description"]
    assert described["components"]["securitySchemes"]["BearerToken"]["scheme"] == "bearer"
    assert all(
        scope in described["components"]["securitySchemes"]["BearerToken"]["description"]
        for scope in rules.SCOPES
    )


def test_every_address_is_described(described: dict[str, Any]) -> None:
    """R333: no address under the API answers anything that is not described.

    Where gateways push is no part of it: each vendor has its own form there, and no token enters.
    """
    patterns = {
        "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"{included.pattern}{pattern.pattern}")
        for included in get_resolver().url_patterns
        if str(included.pattern).startswith("api/")
        for pattern in included.url_patterns
        if not str(pattern.pattern).startswith("gateways/")
    }
    assert sorted(patterns) == sorted([*described["paths"], f"{ROOT}/openapi.json"])


def test_failures_are_described(described: dict[str, Any]) -> None:
    """R333: each operation says how it fails, as problem documents; a 429 says how long to wait."""
    for method, _, operation in operations(described):
        expected = {"401", "403", "404", "422", "429"} | (
            {"400", "409", "413", "415"} if method == "post" else set()
        )
        failures = {status: answer for status, answer in operation["responses"].items() if status >= "400"}
        assert failures.keys() == expected
        for answer in failures.values():
            assert answer["description"]
            assert list(answer["content"]) == ["application/problem+json"]
        assert "Retry-After" in failures["429"]["headers"]


def test_headers_are_described(described: dict[str, Any]) -> None:
    """R333: Idempotency-Key on every POST that writes and nowhere else, Accept-Language everywhere."""
    for method, path, operation in operations(described):
        headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
        writes = method == "post" and operation["operationId"] not in READING | ONCE_BY_ITSELF
        assert ("Idempotency-Key" in headers) == writes
        assert "Accept-Language" in headers
        in_path = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", path))
        keys = [(one["in"], one["name"]) for one in operation["parameters"]]
        assert len(set(keys)) == len(keys)


def test_the_form_is_openapi_3_1(described: dict[str, Any]) -> None:
    """R333: version, info, and every reference leads somewhere."""
    assert re.fullmatch(r"3\.1\.\d", described["openapi"])
    assert described["info"].keys() >= {"title", "version", "description"}
    for reference in _references(described):
        part: Any = described
        for step in reference.removeprefix("#/").split("/"):
            part = part[step]


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def test_answers_keep_to_the_description(caller: Caller, agent: Person) -> None:
    """R333: each answer has exactly the members that its shape names, in the shape's types."""
    ref = make.confirmed(agent).ticket.ref
    answers = {
        OrderOut: [caller.post("/orders", POSTED), caller.post("/orders"), caller.get(f"/orders/{ref}")],
        Tickets: [caller.get("/tickets"), caller.get("/tickets", q="汽车")],
        TicketOut: [caller.get(f"/tickets/{ref}")],
        Events: [caller.get(f"/tickets/{ref}/events")],
        NoteOut: [caller.post(f"/tickets/{ref}/notes", {"text": "x"})],
        Problem: [
            caller.post("/orders", {"weight": "x"}),
            caller.get("/nothing"),
            caller.get("/orders/zzzzzzzzzz"),
        ],
    }
    for shape, found in answers.items():
        for answer in found:
            assert answer.json().keys() == shape.model_fields.keys()
            assert shape.model_validate(answer.json()).model_dump(mode="json") == answer.json()
            assert answer["Cache-Control"] == "no-store"
