"""The ledger's reads: each way of looking is one scan of an index; whose a promise is stays as it was."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import promises as make
from tests.factories import staff as make_staff
from tests.frozen import Frozen
from tests.tickets.plans import plans
from yinuo.core import clock
from yinuo.promises import queries
from yinuo.promises.models import Promise
from yinuo.promises.queries import Wanted
from yinuo.staff.models import Person, Region, RegionPost, Role, Team
from yinuo.tickets import actions as ticket_actions
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
EVERY = Wanted()


@pytest.fixture
def filled(ticket: Ticket, agent: Person, driver: Person, region: Region, frozen: Frozen) -> list[Promise]:
    """Sixty promises of all kinds and states, of this ticket and another."""
    made = []
    for n in range(60):
        due = NOW + timedelta(minutes=n - 30)
        ended = {"state": "KEPT", "ended_at": due, "wake_at": None} if n % 3 else {}
        made.append(
            make.promise(
                ticket,
                due - timedelta(hours=1),
                due,
                round=n + 1,
                key="slip" if n % 2 else "pickup",
                broken_at=due if n % 5 == 0 else None,
                is_spoken=n % 7 == 0 or not n % 3,
                assignee=agent,
                team=agent.team,
                region=region,
                driver=driver,
                **ended,
            )
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE promises_promise")
    return made


WAYS = {
    "ledger_all": Wanted(),
    "ledger_open": Wanted(state="OPEN"),
    "ledger_late": Wanted(state="LATE"),
    "ledger_spoken": Wanted(way="spoken"),
    "ledger_clause": Wanted(key="slip"),
    "ledger_person": Wanted(person=1),
    "ledger_team": Wanted(team=1),
    "ledger_region": Wanted(region=1),
    "ledger_driver": Wanted(driver=1),
}


@pytest.mark.parametrize("index", WAYS)
def test_each_way_of_looking_is_one_scan_without_a_sort(
    filled: list[Promise], manager: Person, index: str
) -> None:
    """R062, R087: a page costs the same among a hundred promises and among millions."""
    wanted = WAYS[index]
    first = filled[0]
    ids = {
        "person": first.assignee_id,
        "team": first.team_id,
        "region": first.region_id,
        "driver": first.driver_id,
    }
    wanted = Wanted(**{**vars(wanted), **{name: pk for name, pk in ids.items() if getattr(wanted, name)}})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "sort", "incremental_sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    page = queries.ledger(manager, wanted, size=2)
    assert page.next_cursor
    read = plans(lambda: queries.ledger(manager, wanted, page.next_cursor, size=2), "promises_promise")
    assert len(read) == 1
    assert "ledger_" in read[0] or "promise_" in read[0], read
    assert "B-TREE FOR ORDER BY" not in read[0], read
    assert "Sort" not in read[0], read


def test_pages_follow_each_other_without_gap_or_double(filled: list[Promise], manager: Person) -> None:
    """Several due at one moment included."""
    Promise.objects.filter(pk__in=[one.pk for one in filled[10:20]]).update(due_at=NOW)
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = queries.ledger(manager, Wanted(), cursor, size=7)
        seen += [one.pk for one in page.rows]
        cursor = page.next_cursor
    expected = Promise.objects.order_by("-due_at", "-id").values_list("pk", flat=True)
    assert seen == list(expected)


def test_the_states_are_counted_to_a_hundred(filled: list[Promise], manager: Person) -> None:
    found = queries.counts(manager, Wanted())
    assert sum(found.values()) == 60
    assert found["LATE"] == Promise.objects.filter(state="KEPT", broken_at__isnull=False).count()
    assert set(found) == {"OPEN", "BROKEN", "KEPT", "LATE", "CANCELLED"}


def test_who_sees_which(
    filled: list[Promise], agent: Person, team: Team, region: Region, dispatcher: Person
) -> None:
    """R327–R332: own and team; whoever serves regions one of them; in doubt nothing."""
    other = make_staff.person(Role.AGENT, team=make_staff.team("night", "夜班组"))
    loner = make_staff.person(Role.AGENT)
    elsewhere = make_staff.region("siyang", "泗阳", branch=region.branch)

    def sees(person: Person, wanted: Wanted = EVERY) -> int:
        return len(queries.ledger(person, wanted, size=100).rows)

    assert sees(agent) == 60
    assert sees(dispatcher) == 60
    assert sees(dispatcher, Wanted(region=elsewhere.pk)) == 0 or elsewhere.pk != region.pk
    assert sees(other) == sees(loner) == 0
    assert sees(other, Wanted(person=agent.pk)) == sees(other, Wanted(team=team.pk)) == 0
    filled[0].assignee = loner
    filled[0].save()
    assert sees(loner) == 1
    loner.is_active = False
    assert sees(loner) == 0


@pytest.fixture
def second(filled: list[Promise], dispatcher: Person, region: Region) -> Region:
    """泗阳, which the dispatcher serves too: every third promise is there; every fourth is elsewhere."""
    made, third = (
        make_staff.region(key, name, branch=region.branch)
        for key, name in (("siyang", "泗阳"), ("shuyang", "沭阳"))
    )
    RegionPost.objects.create(person=dispatcher, region=made)
    Promise.objects.filter(pk__in=[one.pk for one in filled[::4]]).update(region=third)
    Promise.objects.filter(pk__in=[one.pk for one in filled[::3]]).update(region=made)
    Promise.objects.filter(pk__in=[one.pk for one in filled[10:20]]).update(due_at=NOW)
    return made


def test_who_serves_two_regions_sees_both_as_the_sums_do(
    second: Region, dispatcher: Person, region: Region
) -> None:
    """R062, R091: pages, badges and sums show the same promises; pages follow without gap or double."""
    theirs = Promise.objects.filter(region__in=[region.pk, second.pk])
    assert 0 < theirs.filter(region=second).count() < theirs.count() < Promise.objects.count()
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = queries.ledger(dispatcher, EVERY, cursor, size=7)
        seen += [one.pk for one in page.rows]
        cursor = page.next_cursor
    assert seen == list(theirs.order_by("-due_at", "-id").values_list("pk", flat=True))
    assert sum(queries.counts(dispatcher, EVERY).values()) == len(seen)
    assert [one.pk for one in queries.export(dispatcher, EVERY, 20)] == seen[:20]
    days = queries.Scope(queries.first_day(EVERY), clock.today() + timedelta(days=1))
    sums = queries.tally(queries.within(dispatcher, days), "region")
    assert {line.subject for line in sums} == {region.pk, second.pk}
    for line in sums:
        one = queries.ledger(dispatcher, Wanted(region=line.subject), size=100).rows
        counts = line.counts
        assert len(one) == counts.due + counts.waiting + counts.cancelled


def test_each_region_is_one_scan_without_a_sort(second: Region, dispatcher: Person) -> None:
    """A page of several regions is merged from one scan of the index for each; PostgreSQL takes the ledger's
    other index where a region has nearly all rows.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("seqscan", "sort", "incremental_sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    cursor_of = queries.ledger(dispatcher, EVERY, size=2).next_cursor
    read = plans(lambda: queries.ledger(dispatcher, EVERY, cursor_of, size=2), "promises_promise")
    assert len(read) == 2
    for plan in read:
        assert ("ledger_region" if connection.vendor == "sqlite" else "ledger_") in plan, plan
        assert "B-TREE FOR ORDER BY" not in plan, plan
        assert "Sort" not in plan, plan


def test_a_promise_stands_under_its_tickets_team_while_it_is_open(
    ticket: Ticket, agent: Person, manager: Person, frozen: Frozen
) -> None:
    """What has ended stays where it was; what is open goes along with the ticket."""
    make.happen("order.confirmed", ticket)
    make.happen("order.slip_sent", ticket)
    night = make_staff.team("night", "夜班组")
    mate = make_staff.person(Role.AGENT, team=night, branch=agent.branch)
    ticket_actions.assign(ticket=Ticket.objects.get(pk=ticket.pk), to=mate, reason="too_many", by=manager)
    teams = dict(Promise.objects.values_list("key", "team__key"))
    assert teams == {"slip": "day", "vehicle": "night", "follow_up": "night"}


def test_another_driver_takes_the_open_promises_along(
    ticket: Ticket, driver: Person, known: object, frozen: Frozen, contact: Callable[..., None]
) -> None:
    """R093: a pick-up that another driver took over is this one's to keep."""
    make.happen("order.accepted", ticket)
    pickup = Promise.objects.get(key="pickup")
    assert pickup.driver is None
    contact("driver", driver)
    make.followed("order.dispatched", ticket)
    pickup.refresh_from_db()
    assert pickup.driver == driver
    make.happen("order.picked_up", ticket)
    contact("driver", None)
    make.followed("order.declined", ticket)
    pickup.refresh_from_db()
    assert pickup.driver == driver
