"""Who enters: tokens, their scopes, their rate."""

import pytest
from django.test import Client

from tests.factories import staff as make
from tests.factories.api import ROOT, Caller, kind
from tests.frozen import Frozen
from yinuo.api import limits
from yinuo.staff import actions
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (None, "token_missing"),
        ("", "token_missing"),
        ("Bearer", "token_wrong"),
        ("Bearer ", "token_wrong"),
        ("Bearer yn_wrong", "token_wrong"),
        ("Basic ODAxMTpvcGVu", "token_wrong"),
        ("Bearer \u00e9\u00e9", "token_wrong"),
    ],
)
def test_without_a_valid_token(desk: Frozen, header: str | None, code: str) -> None:
    """R333: 401 with how to sign in; nothing of the desk is seen."""
    headers = {} if header is None else {"Authorization": header}
    answer = Client(headers=headers).get(ROOT + "/tickets")
    assert (answer.status_code, kind(answer)) == (401, code)
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_no_api(desk: Frozen, agent: Person) -> None:
    """R333: whoever is signed in at the desk still needs a token; no page can use the API in their name."""
    client = Client()
    client.force_login(agent)
    assert client.get(ROOT + "/tickets").status_code == 401
    assert client.post(ROOT + "/orders", {}, "application/json").status_code == 401


def test_a_token_needs_no_csrf_token(caller: Caller) -> None:
    """R333: the API alone is exempt; its clients enforce the check in every test here."""
    assert caller.post("/orders").status_code == 201


def test_the_token_may_be_written_carelessly(caller: Caller) -> None:
    """R333: more blanks and another case of the word Bearer are understood."""
    answer = Client(headers={"Authorization": f"bearer  {caller.plain} "}).get(ROOT + "/tickets")
    assert answer.status_code == 200


def test_use_is_noted(caller: Caller, desk: Frozen) -> None:
    """R333: when a token was last used stands beside it, to the minute."""
    assert caller.used().used_at is None
    caller.get("/tickets")
    assert caller.used().used_at == desk.at
    noted = desk.at
    desk.move(seconds=30)
    caller.get("/tickets")
    assert caller.used().used_at == noted
    desk.move(seconds=31)
    caller.get("/tickets")
    assert caller.used().used_at == desk.at


def test_revoked_is_refused_at_once(caller: Caller, administrator: Person) -> None:
    """R333: a revoked token enters no more."""
    assert caller.get("/tickets").status_code == 200
    actions.revoke_token(caller.token, by=administrator)
    answer = caller.get("/tickets")
    assert (answer.status_code, kind(answer)) == (401, "token_wrong")


def test_whoever_left_has_no_token(caller: Caller, agent: Person, administrator: Person) -> None:
    """R333: the token of somebody who left is refused."""
    actions.deactivate_person(agent, by=administrator)
    assert caller.get("/tickets").status_code == 401


def test_scopes(desk: Frozen, agent: Person) -> None:
    """R333: a token does what its scopes say and nothing else; the refusal names the scope."""
    reader = Caller(agent, "orders:read", "tickets:read")
    refused = reader.post("/orders", {"goods_name": "纸"})
    assert (refused.status_code, kind(refused)) == (403, "scope_missing")
    assert refused.json()["params"] == {"scope": "orders:write"}
    assert 'scope="orders:write"' in refused["WWW-Authenticate"]
    assert reader.get("/tickets").status_code == 200
    assert Caller(agent, "orders:write").get("/tickets").status_code == 403


def test_the_person_limits_the_token(desk: Frozen) -> None:
    """R333: a token never does what its person may not, whatever its scopes."""
    auditor = Caller(make.person("AUDITOR"))
    answer = auditor.post("/orders", {"goods_name": "纸"})
    assert (answer.status_code, kind(answer)) == (403, "not_permitted")


def test_too_many_requests(caller: Caller, agent: Person, settings) -> None:
    """R333: beyond its rate a token is asked to wait, so long; other tokens are not."""
    settings.YINUO_API_RATE = 12
    other = Caller(agent)
    answers = [caller.get("/tickets") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert kind(answers[-1]) == "rate_limited"
    assert 1 <= int(answers[-1]["Retry-After"]) <= 5
    assert other.get("/tickets").status_code == 200


def test_no_limit_and_refill(settings) -> None:
    """R333: a rate of 0 is no limit; a bucket fills again evenly."""
    settings.YINUO_API_RATE = 0
    for _ in range(500):
        limits.count(1)
