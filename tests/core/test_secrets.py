"""Secrets at rest."""

import pytest
from pytest_django.fixtures import Settings

from yinuo.core import secrets


def test_what_is_sealed_opens_again() -> None:
    sealed = secrets.seal({"password": "口令 p@ss", "token": ""})
    assert secrets.unseal(sealed) == {"password": "口令 p@ss"}
    assert "p@ss" not in sealed


def test_nothing_is_sealed_as_nothing() -> None:
    assert secrets.seal({"password": ""}) == ""
    assert secrets.unseal("") == {}


def test_twice_the_same_is_not_the_same_twice() -> None:
    """Whoever reads the table cannot tell that two gateways share a password."""
    assert secrets.seal({"a": "1"}) != secrets.seal({"a": "1"})


def test_another_key_opens_nothing_but_the_older_one_may_stand_by(settings: Settings) -> None:
    settings.SECRET_KEY = "the first key"
    sealed = secrets.seal({"password": "p"})
    settings.SECRET_KEY = "the second key"
    with pytest.raises(secrets.Unreadable) as refused:
        secrets.unseal(sealed)
    assert refused.value.code == "secret_unreadable"
    settings.SECRET_KEY_FALLBACKS = ["the first key"]
    assert secrets.unseal(sealed) == {"password": "p"}


def test_a_changed_text_is_refused() -> None:
    sealed = secrets.seal({"password": "p"})
    with pytest.raises(secrets.Unreadable):
        secrets.unseal(sealed[:-6] + "AAAA==")
