"""The queue: who sees what, in which order, at what price."""

from datetime import timedelta

import pytest
from django.db import connection

from tests.factories import staff
from tests.factories import tickets as make
from tests.tickets.plans import plans
from yinuo.core.errors import Invalid
from yinuo.staff.models import Role
from yinuo.tickets import queries
from yinuo.tickets.models import NEVER, Ticket
from yinuo.tickets.rules import Filters, View

pytestmark = pytest.mark.django_db

WHO = ["agent", "team_leader", "dispatcher", "driver", "manager"]
SORTS = ("TEMP B-TREE", "Sort", "Seq Scan")


def rows(person, view: str, **narrowed) -> list[Ticket]:
    return list(queries.queue(person, view, **narrowed).rows)


def test_each_view_shows_what_it_says(agent, outsider, driver, frozen) -> None:
    """R074: mine, team, unassigned, due soon, broken, given."""
    now, team = frozen.at, agent.team
    broken = make.ticket(owner=agent, team=team, next_due_at=now - timedelta(seconds=1))
    soon = make.ticket(team=team, next_due_at=now + timedelta(minutes=29))
    later = make.ticket(owner=agent, team=team, next_due_at=now + timedelta(minutes=30))
    given = make.ticket(team=team, given_to=driver)
    make.ticket(owner=agent, team=team, is_draft=True)
    make.ticket(owner=agent, team=team, closed_at=now)
    make.ticket(owner=outsider, team=outsider.team, next_due_at=now - timedelta(hours=1))
    assert rows(agent, "mine") == [broken, later]
    assert rows(agent, "team") == [broken, soon, later, given]
    assert rows(agent, "unassigned") == [soon, given]
    assert rows(agent, "due_soon") == [soon]
    assert rows(agent, "broken") == [broken]
    assert rows(driver, "given") == [given]
    assert rows(agent, "nonsense") == [broken, later]


def test_who_sees_which_shared_queue(agent, outsider, dispatcher, driver, manager, region, colleague) -> None:
    """R327–R332: the team's, the regions', everything, or only one's own."""
    of_team = make.ticket(team=agent.team)
    of_region = make.ticket(region=region)
    given = make.ticket(given_to=driver)
    own = make.ticket(owner=colleague)
    assert rows(agent, "team") == [of_team]
    assert rows(outsider, "team") == []
    assert rows(dispatcher, "team") == [of_region]
    assert rows(driver, "team") == [given]
    assert rows(colleague, "team") == [own]
    assert rows(manager, "team") == [of_team, of_region, given, own]


def test_whoever_left_sees_nothing(agent, manager) -> None:
    make.ticket(owner=agent, team=agent.team)
    make.ticket(owner=manager)
    for person in (agent, manager):
        person.is_active = False
        assert [rows(person, view) for view in View] == [[]] * len(View)
        assert set(queries.counts(person).values()) == {0}


def test_an_agent_without_team_shares_nothing(company) -> None:
    """Tickets without a team are not everybody's."""
    loner = staff.person(Role.AGENT)
    mine = make.ticket(owner=loner)
    make.ticket()
    assert rows(loner, "team") == [mine]
    assert rows(loner, "unassigned") == []


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_show_every_row_once_and_in_order(agent, frozen, size: int) -> None:
    """Also where many wait for nothing and share the same due time."""
    dues = [NEVER, frozen.at, NEVER, frozen.at, frozen.at + timedelta(microseconds=1), NEVER, NEVER]
    made = [make.ticket(owner=agent, next_due_at=due) for due in dues]
    seen, cursor = [], None
    while True:
        page = queries.queue(agent, cursor=cursor, size=size)
        seen += page.rows
        cursor = page.next_cursor
        if cursor is None:
            break
        assert len(page.rows) == size
    assert seen == sorted(made, key=lambda row: (row.next_due_at, row.pk))


def test_a_row_that_goes_between_two_pages_is_no_trouble(agent, frozen) -> None:
    made = [make.ticket(owner=agent, next_due_at=frozen.at + timedelta(minutes=n)) for n in range(6)]
    first = queries.queue(agent, size=2)
    Ticket.objects.filter(pk=made[1].pk).update(closed_at=frozen.at)
    assert list(queries.queue(agent, cursor=first.next_cursor, size=9).rows) == made[2:]


@pytest.mark.parametrize("cursor", ["x", "MTIz", "1.2", "MS4y.", "é"])
def test_a_wrong_cursor_is_refused(agent, cursor: str) -> None:
    with pytest.raises(Invalid) as raised:
        queries.queue(agent, cursor=cursor)
    assert raised.value.code == "cursor_wrong"


def test_filters_narrow_a_view(agent, region) -> None:
    wanted = make.ticket(team=agent.team, stage="DONE", channel="WEB", region=region, department="warehouse")
    make.ticket(team=agent.team)
    for narrowed in (
        {"stage": "DONE"},
        {"channel": "WEB"},
        {"region": region.pk},
        {"department": "warehouse"},
    ):
        assert rows(agent, "team", filters=Filters(**narrowed)) == [wanted]
    assert rows(agent, "team", filters=Filters(kind="ORDER")) == []


def test_a_filter_never_widens(agent, outsider) -> None:
    make.ticket(owner=outsider, team=outsider.team)
    for narrowed in ({"team": outsider.team_id}, {"owner": outsider.pk}):
        assert rows(agent, "team", filters=Filters(**narrowed)) == []


def test_counts_agree_with_the_views_and_stop_at_a_hundred(agent, frozen) -> None:
    make.tickets(3, owner=agent, team=agent.team)
    make.tickets(queries.COUNT_LIMIT + 5, team=agent.team)
    make.ticket(team=agent.team, next_due_at=frozen.at - timedelta(minutes=1))
    counted = queries.counts(agent)
    assert counted == {"mine": 3, "team": 100, "unassigned": 100, "due_soon": 0, "broken": 1, "given": 0}


def test_a_driver_has_the_views_that_make_sense(driver, agent) -> None:
    """R329."""
    assert queries.views(driver) == ("mine", "given")
    assert queries.views(agent) == tuple(View)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("view", list(View))
def test_the_price_of_a_page_does_not_grow(
    who: str, view: str, request, region, driver, frozen, django_assert_num_queries
) -> None:
    """One row, three rows, sixty rows: the same statements, and a row renders without one more."""
    person = request.getfixturevalue(who)
    values = {"team": person.team, "region": region, "given_to": driver}
    reads = 2 if person.role == Role.DISPATCHER else 1
    for more in (1, 2, 57):
        make.tickets(more, **values, next_due_at=frozen.at + timedelta(minutes=5))
        make.tickets(more, owner=person, **values, next_due_at=frozen.at - timedelta(minutes=5))
        with django_assert_num_queries(reads):
            for row in queries.queue(person, view).rows:
                shown = (
                    str(row),
                    row.headline,
                    row.customer_name,
                    row.next_due_at,
                    row.owner_id,
                    row.waiting_for,
                )
                assert shown
        with django_assert_num_queries(reads):
            queries.counts(person)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("view", list(View))
def test_each_view_is_one_scan_of_an_index(who: str, view: str, request, region, driver, frozen) -> None:
    """No sort and no scan of the table, on either database, on the first page and behind a cursor."""
    person = request.getfixturevalue(who)
    values = {"team": person.team, "region": region, "given_to": driver, "owner": person}
    for number in range(6):
        make.ticket(**values, next_due_at=frozen.at + timedelta(minutes=number - 3))
    Ticket.objects.filter(pk__in=Ticket.objects.order_by("id")[:2]).update(owner=None)
    _settle()
    cursor = queries.queue(person, view, size=1).next_cursor
    read = plans(lambda: queries.queue(person, view, size=1)) + plans(
        lambda: queries.queue(person, view, cursor=cursor, size=2)
    )
    assert read
    for plan in read:
        assert "queue_" in plan
        assert not any(word in plan for word in SORTS), plan


@pytest.mark.parametrize(
    ("view", "index"),
    [
        ("mine", "queue_mine"),
        ("team", "queue_team"),
        ("unassigned", "queue_unassigned"),
        ("due_soon", "queue_team"),
        ("broken", "queue_team"),
        ("given", "queue_given"),
    ],
)
def test_each_view_has_its_index(view: str, index: str, agent, outsider, frozen) -> None:
    """Among hundreds of other teams' tickets, only the person's own part of the index is read."""
    for due_at in (frozen.at - timedelta(minutes=5), frozen.at + timedelta(minutes=5)):
        make.many(200, owner=outsider, team=outsider.team, next_due_at=due_at)
        make.many(100, team=outsider.team, next_due_at=due_at)
        make.many(5, team=agent.team, next_due_at=due_at)
        make.many(5, owner=agent, given_to=agent, team=agent.team, next_due_at=due_at)
    _settle()
    for plan in plans(lambda: queries.queue(agent, view, size=2)):
        assert index in plan.replace(",", " ").split(), plan


def test_every_count_is_a_scan_of_an_index(agent) -> None:
    make.tickets(5, owner=agent, team=agent.team)
    _settle()
    for plan in plans(lambda: queries.counts(agent)):
        assert plan.count("queue_") == len(View)
        assert not any(word in plan for word in SORTS), plan


def _settle() -> None:
    """PostgreSQL plans by what it knows of a table; forbid what it prefers for small ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE tickets_ticket")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")  # it still sorts where no index has the order
