"""Whatever is sent, the API answers: read, or refused with a problem, and never breaks."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.factories import orders as make
from tests.factories.api import Caller, kind
from tests.security import walking
from yinuo.api import limits
from yinuo.api.orders import schema
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db

TEXTS = some.one_of(
    some.text(max_size=60),
    some.sampled_from(
        ["\x00", "\ud800", "王先生\u200b", "1e999", "-1", "２００公斤", "'; DROP TABLE x", "%s%n", "9" * 400]
    ),
    some.sampled_from(
        ["13800006621", "江宁汽配城", "到付", "明天上午", "2026-13-45T99:99", "锂电池", "other", "8101"]
    ),
)
SCALARS = some.one_of(TEXTS, some.integers(), some.floats(), some.booleans(), some.none())
VALUES = some.recursive(
    SCALARS,
    lambda inner: some.one_of(some.lists(inner, max_size=3), some.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)
KEYS = sorted(
    {key for name in dir(schema) if name.endswith("In") for key in getattr(schema, name).model_fields}
)
BODIES = some.one_of(
    some.dictionaries(some.one_of(some.sampled_from(KEYS), TEXTS), VALUES, max_size=6),
    some.dictionaries(some.sampled_from(KEYS), SCALARS, max_size=8),
    VALUES,
)
VERBS = ("confirmation", "dispatch", "acceptance", "pickup", "delivery", "cancellation")
LIBERAL = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check(answer: Any) -> None:
    """Good, or a problem that says what is wrong."""
    limits.forget()
    if answer.status_code < 300:
        return
    assert answer.status_code in (400, 404, 405, 409, 422), answer.content
    kind(answer)


@LIBERAL
@given(body=BODIES)
def test_drafts(caller: Caller, body: Any) -> None:
    """R045 R333: no draft breaks the desk."""
    check(caller.raw("POST", "/orders", json.dumps(body)))


@LIBERAL
@given(verb=some.sampled_from(VERBS), stage=some.sampled_from(("draft", "dispatched")), body=BODIES)
def test_verbs(caller: Caller, agent: Person, verb: str, stage: str, body: Any) -> None:
    """R074 R333: no body breaks a verb, whatever the order's stage."""
    with walking.undone():
        order = getattr(make, stage)(agent)
        check(caller.raw("POST", f"/orders/{order.ticket.ref}/{verb}", json.dumps(body)))


@LIBERAL
@given(
    query=some.dictionaries(
        some.sampled_from(("q", "queue", "cursor", "kind", "stage", "channel", "department", "x")),
        TEXTS,
        max_size=3,
    )
)
def test_queries(caller: Caller, query: dict[str, str]) -> None:
    """R021 R333: no query breaks the list."""
    said = {name: text.encode("utf-8", "replace").decode() for name, text in query.items()}
    check(caller.get("/tickets", **said))


@LIBERAL
@given(ref=TEXTS)
def test_addresses(caller: Caller, ref: str) -> None:
    """R333: no piece of an address breaks anything."""
    piece = ref.encode("utf-8", "replace").decode().replace("/", "").replace("?", "").replace("#", "")
    for path in ("/orders/{}", "/tickets/{}", "/tickets/{}/events"):
        check(caller.raw("GET", path.format(piece or "-")))
