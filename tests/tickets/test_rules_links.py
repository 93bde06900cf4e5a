"""The short signed link by which a customer follows an order without calling (R004, R115)."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import refs
from yinuo.tickets.rules import links

REF = "k7m3pw9x2h"


def test_a_link_is_short_and_says_which_ticket() -> None:
    """R115: sixteen characters after /t/, so that a text message has room for it."""
    path = links.track_path(REF)
    assert path.startswith("/t/")
    assert len(path) == len("/t/") + 16
    assert links.ref_of(path.removeprefix("/t/")) == REF


@given(st.integers(0, links.SLUG_LENGTH - 1), st.sampled_from(refs.ALPHABET))
def test_any_other_character_makes_it_a_forgery(at: int, letter: str) -> None:
    """No character of ref or seal can be another one."""
    slug = links.track_slug(REF)
    forged = slug[:at] + letter + slug[at + 1 :]
    assert (links.ref_of(forged) == REF) == (forged == slug)


@pytest.mark.parametrize("slug", ["", REF, REF + "2222222", "ö" * links.SLUG_LENGTH, REF + "\0" * 6])
def test_what_is_no_slug_opens_nothing(slug: str) -> None:
    """Too short, too long, foreign letters: refused, never an error."""
    assert links.ref_of(slug) is None


def test_a_seal_belongs_to_one_ticket() -> None:
    """The seal of one ref opens no other."""
    other = "m" + REF[1:]
    assert links.ref_of(other + links.track_slug(REF)[-links.SEAL_LENGTH :]) is None


def test_a_link_of_an_older_key_opens_while_that_key_is_known() -> None:
    """A changed signing key does not break the links that customers hold already."""
    with override_settings(SECRET_KEY="old", SECRET_KEY_FALLBACKS=[]):
        slug = links.track_slug(REF)
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=["old"]):
        assert links.ref_of(slug) == REF
        assert links.track_slug(REF) != slug
    with override_settings(SECRET_KEY="new", SECRET_KEY_FALLBACKS=[]):
        assert links.ref_of(slug) is None


def test_a_link_to_a_case_opens_no_order() -> None:
    """What a link is for stands in its seal."""
    slug = links.case_path(REF).removeprefix("/c/")
    assert links.ref_of(slug, links.CASE) == REF
    assert links.ref_of(slug) is None
    assert links.ref_of(links.track_slug(REF), links.CASE) is None
