"""Personal data on every page: in full only for whoever works on it, and then it is recorded who looked."""

import pytest

from tests.factories import orders as make
from tests.security import walking
from tests.security.doors import DOORS, Door
from tests.security.world import NOBODY, World

pytestmark = pytest.mark.django_db

PERSONAL = ("13800006621", "138 0000 6621", "84567788", "8456 7788", "B区12号", "3号门")
"""Phones and house numbers of the order in `make.TYPED`, as pages write them."""

DURING_A_CALL = {"order-callers", "order-new"}
"""Somebody rings: the number that they ring from is typed, and their usual addresses are offered (R015)."""
OWN_TELEPHONE = {("phone", role) for role in ("driver", "dispatcher", "market_developer")}
"""What arrived on one's own telephone (only while no real messages are sent)."""
IN_FULL = {
    "order-edit", "order-change", "order-dispatch", "order-receiver", "order-driver-call", "order-wish",
    "board-assignment",
}  # fmt: skip
"""What cannot be done without: the form, the slip, the call (R055, R064, R071). Others see it, recorded."""
OWNERS = {"agent", "driver"}
PAGES = [door for door in DOORS if door.method == "GET" and not door.name.startswith("api:")]


def test_the_order_is_the_one_looked_for() -> None:
    """R072: what is searched for on the pages is what the orders hold."""
    said = "".join(make.TYPED.values())
    assert all(piece in said.replace(" ", "") for piece in ("13800006621", "84567788", "B区12号", "3号门"))


@pytest.mark.parametrize("door", PAGES, ids=str)
def test_in_full_only_where_it_is_needed(world: World, door: Door) -> None:
    """R025 R027 R039 R040: masked everywhere else; each look at the full data leaves its record."""
    if door.name in DURING_A_CALL:
        return
    for actor in door.marks:
        walked = walking.go(world, door, actor)
        shown = [piece for piece in PERSONAL if piece in walked.page]
        if not shown or (door.name, actor) in OWN_TELEPHONE:
            continue
        assert actor in OWNERS or door.name in IN_FULL, (actor, shown)
        assert "tickets_personalview" in walked.wrote, (actor, shown)
        assert actor != NOBODY


@pytest.mark.parametrize("tab", ["details", "messages", "linked"])
def test_the_tabs_of_a_ticket(world: World, tab: str) -> None:
    """R025 R027: the other tabs of a ticket's page keep to the same."""
    door = next(door for door in PAGES if door.name == "ticket")
    for actor in door.marks:
        walked = walking.go(world, door, actor, tab=tab)
        shown = [piece for piece in PERSONAL if piece in walked.page]
        assert not shown or actor in OWNERS, (actor, shown)
        assert not shown or "tickets_personalview" in walked.wrote, actor


def test_revealed_by_asking(world: World) -> None:
    """A team leader asks for the data by a POST that is recorded, and sees it in this sign-in only."""
    reveal, page = (next(door for door in DOORS if door.name == name) for name in ("ticket-reveal", "ticket"))
    assert "tickets_personalview" in walking.go(world, reveal, "team_leader").wrote
    assert not [piece for piece in PERSONAL if piece in walking.go(world, page, "team_leader").page]
