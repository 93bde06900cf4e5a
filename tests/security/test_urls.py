"""Every address of the desk with every role: who is let in, what a GET writes, what a stranger can change."""

import copy

import pytest
from django.test import Client
from django.urls import reverse

from tests.security import walking
from tests.security.doors import DOORS, Door, read
from tests.security.world import NOBODY, World

pytestmark = pytest.mark.django_db

PAGES = [door for door in DOORS if door.method == "GET"]
FORMS = [door for door in DOORS if door.method == "POST"]
READ_ONLY = [door for door in PAGES if door.name not in {form.name for form in FORMS}]
POST_ONLY = [door for door in FORMS if door.name not in {page.name for page in PAGES}]
OF_PAGES = [door for door in FORMS if not door.name.startswith("api:")]
LET_IN = "+=~"
SIGNING_OUT = {"sign-out", "driver-sign-out"}
FRAMED = {"portal-embed-order", "portal-embed-check"}
"""Framed in another site, where no cookie of ours comes along: a signed token stands in for it."""


def test_every_address_stands_in_the_table() -> None:
    """No address is forgotten and none is in the table that does not exist; each line stands once."""
    assert {door.name for door in DOORS} == {name for name, _ in walking.addresses()}
    lines = [str(door) for door in DOORS]
    assert len(set(lines)) == len(lines)


def test_a_line_needs_a_mark_for_everybody() -> None:
    """A line that forgets somebody is refused."""
    with pytest.raises(ValueError, match="mark for everybody"):
        read("home GET - + + + + + + + + + +")


@pytest.mark.parametrize("door", PAGES, ids=str)
def test_reading(world: World, door: Door) -> None:
    """R327 R328 R329 R330 R331 R332 R333: a GET lets in whom the table says, and writes nothing."""
    for actor, expected in door.marks.items():
        walked = walking.go(world, door, actor)
        assert walked.mark == expected, actor
        assert walked.wrote <= door.writes, actor


@pytest.mark.parametrize("door", FORMS, ids=str)
def test_writing(world: World, door: Door) -> None:
    """R327 R328 R329 R330 R331 R332 R333: a POST acts for whom the table says; else no row changes."""
    for actor, expected in door.marks.items():
        walked = walking.go(world, door, actor)
        assert walked.mark == expected, actor
        if expected not in LET_IN and (expected, actor) != (">", NOBODY) and door.name not in SIGNING_OUT:
            assert not walked.rows.keys() - walking.USE, actor


@pytest.mark.parametrize("door", POST_ONLY, ids=str)
def test_an_act_is_no_get(world: World, door: Door) -> None:
    """What acts refuses a GET (405) to all who could act by POST, and writes nothing for anybody."""
    for actor, mark in door.marks.items():
        walked = walking.go(world, door, actor, "GET")
        allowed = "x" if mark in LET_IN else "x-.>!"
        assert walked.mark in allowed, actor
        assert not walked.wrote, actor


@pytest.mark.parametrize("door", READ_ONLY, ids=str)
def test_reading_by_post_acts_on_nothing(world: World, door: Door) -> None:
    """A page that only shows is no way to act by POST either."""
    for actor in ("agent", "administrator"):
        assert walking.go(world, door, actor, "POST").wrote <= door.writes, actor


@pytest.mark.parametrize("door", OF_PAGES, ids=str)
def test_a_post_needs_the_token_of_its_page(world: World, door: Door) -> None:
    """Without the CSRF token of our own page nobody acts, whoever is signed in."""
    for actor in ("administrator", "driver"):
        browser = Client(enforce_csrf_checks=True)
        browser.cookies = copy.deepcopy(world.browsers[actor].cookies)
        address = reverse(door.name, kwargs=dict(world.targets[door.target]))
        said = {**walking.said_at(world, door, "POST"), "token": "forged"}
        with walking.undone():
            assert browser.post(address, said).status_code == 403, actor


def test_only_the_api_goes_without_that_token() -> None:
    """No view but the API's is exempt from the check, and the two that another site frames."""
    exempt = {
        name for name, pattern in walking.addresses() if getattr(pattern.callback, "csrf_exempt", False)
    }
    assert {name.partition(":")[0] for name in exempt - FRAMED} == {"api"}
    assert exempt > FRAMED
