"""Whoever is complained about finds nothing of it, however far they see otherwise (R141, R334–R338)."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from django.db.models import Q

from tests.security import walking
from tests.security.doors import DOORS, Door
from tests.security.world import World
from yinuo.tickets.models import Kind, Ticket

pytestmark = pytest.mark.django_db

FAR_SEEING: Final = ("team_leader", "dispatcher", "market_developer", "manager", "administrator", "auditor")
"""Who sees the case as long as it is not about them."""
OF_CASES: Final = [
    door
    for door in DOORS
    if door.target.partition(" ")[0] in ("complaint", "chore") and set(door.marks.values()) - set(".>")
]
PAGES: Final = {
    "home": "-", "workbench": "-", "complaints": "-", "search": "-", "promises": "-", "approvals": "-",
    "reminders": "-", "bell": "-", "outbox": "-", "customers": "-", "customer": "customer",
    "ticket": "dispatched", "order-record": "dispatched", "order-sent": "dispatched", "grumble-new": "-",
}  # fmt: skip
"""Where a case is named for those who see it, or might be."""


@contextmanager
def about(world: World, actor: str) -> Iterator[list[Ticket]]:
    """Every case and what departments do for it are about this actor; they own none of it."""
    names = [name for name in world.targets if name.partition(" ")[0] in ("complaint", "chore")]
    refs = {world.targets[name]["ref"] for name in names}
    with walking.undone():
        of_chores = Q(chore__complaint__ticket__ref__in=refs)
        rows = list(Ticket.objects.filter(Q(ref__in=refs) | of_chores).distinct())
        ids = [one.pk for one in rows]
        Ticket.objects.filter(pk__in=ids).update(barred=world.people[actor], owner=world.people["agent"])
        yield rows


@pytest.mark.parametrize("door", OF_CASES, ids=str)
def test_there_is_no_such_case_for_whom_it_is_about(world: World, door: Door) -> None:
    """R141 R334 R335 R336 R337 R338: not found, as what never was, and nothing is written."""
    for actor in FAR_SEEING:
        with about(world, actor):
            walked = walking.go(world, door, actor)
            assert walked.mark in "." + door.marks[actor].replace("+", "").replace("~", ""), actor
            assert not walked.rows.keys() - walking.USE, actor


@pytest.mark.parametrize(
    ("name", "tab"), [*((name, "") for name in PAGES), ("ticket", "details"), ("ticket", "linked")]
)
def test_no_page_names_it_to_them(world: World, name: str, tab: str) -> None:
    """R141 R171: no list, search, order or customer leads to what is about oneself."""
    known = [door for door in DOORS if (door.name, door.method, door.target) == (name, "GET", PAGES[name])]
    for actor in FAR_SEEING:
        with about(world, actor) as cases:
            numbers = {str(one) for one in cases if one.kind == Kind.COMPLAINT}
            query = {"q": min(numbers)} if name == "search" else {"tab": tab}
            page = html.unescape(walking.go(world, known[0], actor, **query).page)
        named = {one for one in numbers if one in page} | {one.ref for one in cases if one.ref in page}
        assert not named - set(query.values()), actor
