"""`yinuo token`: made once, shown once, useless once revoked."""

from collections.abc import Callable

import pytest
from click.testing import Result
from django.test import Client

from yinuo.staff.models import Person, Token

pytestmark = pytest.mark.django_db
Say = Callable[..., Result]


def tickets(token: str) -> int:
    """How the API answers to this token."""
    return Client().get("/api/v1/tickets", headers={"Authorization": f"Bearer {token}"}).status_code


def test_nothing_but_the_token_is_printed(say: Say, agent: Person) -> None:
    """It works at once, for what it was made."""
    done = say("token", "create", "--user", "8011", "--scope", "tickets:read", "--name", "看板")
    assert done.exit_code == 0, done.output
    assert len(done.output.splitlines()) == 1
    token = done.output.strip()
    assert tickets(token) == 200
    posted = Client().post(
        "/api/v1/orders", "{}", content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert posted.status_code == 403
    kept = Token.objects.get()
    assert (kept.person, kept.name, kept.scopes) == (agent, "看板", ["tickets:read"])
    assert token not in str(list(Token.objects.values()))


def test_several_scopes(say: Say, agent: Person) -> None:
    done = say("token", "create", "--user", "8011", "--scope", "orders:read", "--scope", "orders:write")
    assert done.exit_code == 0
    assert Token.objects.get().scopes == ["orders:read", "orders:write"]


def test_listed_and_revoked(say: Say, agent: Person) -> None:
    """The list shows no token; revoked twice is revoked once."""
    token = say("token", "create", "--user", "8011", "--scope", "tickets:read").output.strip()
    pk = Token.objects.get().pk
    assert say("token", "list").output.split("\t")[:3] == [str(pk), "8011", "tickets:read"]
    assert token not in say("token", "list").output
    for _ in range(2):
        assert say("token", "revoke", pk).output == "revoked\n"
    assert tickets(token) == 401
    assert say("token", "list").output.rstrip().endswith("revoked")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("create", "--user", "1", "--scope", "tickets:read"), "1"),
        (("create", "--user", "8011", "--scope", "everything"), "everything"),
        (("create", "--user", "8011"), "--scope"),
        (("create", "--scope", "tickets:read"), "--user"),
        (("revoke", "77"), "there is no token 77"),
        (("revoke", "x"), "x"),
    ],
)
def test_what_cannot_be_done(words: tuple[str, ...], told: str, say: Say, agent: Person) -> None:
    """A sentence, and no token."""
    done = say("token", *words)
    assert done.exit_code in (1, 2)
    assert isinstance(done.exception, SystemExit)
    assert told in done.output
    assert not Token.objects.exists()
