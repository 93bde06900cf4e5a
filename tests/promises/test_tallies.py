"""How many were kept: by whose they are, from the counts and from the rows, which always say the same."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from tests.factories import promises as make
from tests.factories import staff as make_staff
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.errors import Invalid
from yinuo.promises import actions, queries
from yinuo.promises.models import ChangedDay, CountedDay, Promise, PromiseCount
from yinuo.promises.queries import Scope
from yinuo.promises.rules import outcomes
from yinuo.promises.rules.outcomes import Counts, Outcome
from yinuo.staff.models import Person, Region, Role
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MONTH = Scope(date(2026, 11, 1), date(2026, 11, 30))
STATES = (
    {"state": "KEPT"},
    {"state": "KEPT", "is_broken": True},
    {"state": "KEPT", "is_broken": True, "late_is_objective": True},
    {"state": "OPEN"},
    {"state": "OPEN", "is_broken": True},
    {"state": "CANCELLED"},
    {"state": "CANCELLED", "is_broken": True},
)


def row(like: Ticket, due: datetime, is_broken: bool = False, **columns: object) -> Promise:
    """A promise in one of the states, on a ticket of its own."""
    ticket = make_tickets.ticket(owner=like.owner, team=like.team, playbook_version=like.playbook_version)
    given = {"key": "slip", "broken_at": due if is_broken else None, **columns}
    if given["state"] != "OPEN":
        given |= {"ended_at": due, "wake_at": None}
    return make.promise(ticket, due - timedelta(hours=1), due, **given)


@pytest.fixture
def filled(ticket: Ticket, agent: Person, driver: Person, region: Region, frozen: Frozen) -> list[Promise]:
    """Promises of three weeks, some of them today, of two people, two drivers and nobody."""
    dice = Random(4)
    mate = make_staff.person(Role.AGENT, team=agent.team)
    other = make_staff.person(Role.DRIVER, branch=agent.branch)
    made = []
    for _ in range(120):
        due = NOW - timedelta(days=dice.randrange(20), minutes=dice.randrange(90))
        made.append(
            row(
                ticket,
                due,
                **dice.choice(STATES),
                key=dice.choice(("slip", "pickup")),
                assignee=dice.choice((agent, mate, None)),
                driver=dice.choice((driver, other, None)),
                team=agent.team,
                region=dice.choice((region, None)),
            )
        )
    return made


def count() -> None:
    while actions.count_days(clock.now(), 50):
        pass


def told(by: str, scope: Scope = MONTH) -> dict[object, Counts]:
    return {one.subject: one.counts for one in queries.tally(scope, by)}  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["person", "team", "driver", "region", "key", "day"])
def test_the_counts_say_what_the_rows_say(filled: list[Promise], by: str) -> None:
    """R062, R087, R088: kept in time, late, open and late, taken back; the same before and after counting."""
    live = told(by)
    assert sum((one for one in live.values()), Counts()).all == 120
    count()
    assert CountedDay.objects.filter(day=date(2026, 11, 19)).exists()
    assert not CountedDay.objects.filter(day=date(2026, 11, 20)).exists()
    assert told(by) == live


def test_what_is_counted_how(filled: list[Promise], agent: Person) -> None:
    """R088: late for a cause nobody could help is late, and has no say in the rate."""
    mine = [one for one in filled if one.assignee_id == agent.pk]

    def n(state: str, is_broken: bool) -> int:
        return len([one for one in mine if one.state == state and (one.broken_at is not None) is is_broken])

    found = told("person")[agent.pk]
    assert (found.kept, found.late) == (n("KEPT", False), n("KEPT", True))
    assert (found.cancelled, found.lapsed) == (n("CANCELLED", False), n("CANCELLED", True))
    assert found.broken + found.waiting == n("OPEN", True) + n("OPEN", False)
    assert found.objective == len([one for one in mine if one.late_is_objective])
    assert found.answerable == found.kept + found.late + found.lapsed + found.broken - found.objective


def test_narrowed_to_clause_person_driver_team(filled: list[Promise], agent: Person, driver: Person) -> None:
    count()
    for scope, by, kept in (
        (Scope(MONTH.first, MONTH.last, keys=("slip",)), "driver", {"key": "slip"}),
        (Scope(MONTH.first, MONTH.last, people=(agent.pk,)), "key", {"assignee": agent}),
        (Scope(MONTH.first, MONTH.last, drivers=(driver.pk,)), "day", {"driver": driver}),
        (Scope(MONTH.first, MONTH.last, people=(0,)), "person", {"assignee": None}),
    ):
        found = sum((one.counts for one in queries.tally(scope, by)), Counts())  # type: ignore[arg-type]
        assert found.all == Promise.objects.filter(**kept).count() > 0
    with pytest.raises(Invalid):
        queries.tally(Scope(MONTH.first, MONTH.last, people=(1,)), "driver")
    with pytest.raises(Invalid):
        queries.tally(Scope(date(2024, 1, 1), date(2026, 1, 1)), "key")


def test_a_day_that_changes_is_counted_again(filled: list[Promise], agent: Person, frozen: Frozen) -> None:
    """R088: a reason written or an end days later: the sums follow at once, the counts with the next beat."""
    late = next(
        one
        for one in filled
        if one.state == "OPEN" and one.broken_at and one.due_at < NOW - timedelta(days=2)
    )
    count()
    day = clock.local(late.due_at).date()
    before = told("day")[day]
    actions.cancel(late, "客户不要了", by=None)
    assert ChangedDay.objects.filter(day=day).exists()
    after = told("day")[day]
    assert (after.broken, after.lapsed) == (before.broken - 1, before.lapsed + 1)
    assert actions.count_days(clock.now()) > 0
    assert not ChangedDay.objects.exists()
    assert told("day")[day] == after
    assert actions.count_days(clock.now()) == 0


def test_today_is_never_counted_ahead(ticket: Ticket, agent: Person, frozen: Frozen) -> None:
    """A promise of today costs no mark; after midnight its day is counted."""
    make.happen("order.confirmed", ticket)
    make.happen("order.slip_sent", ticket)
    assert not ChangedDay.objects.exists()
    count()
    assert not CountedDay.objects.exists()
    frozen.move(hours=15)
    count()
    assert PromiseCount.objects.get(side="PERSON", key="slip").kept == 1
    assert told("key")["slip"].kept == 1


def test_recount_after_rows_were_written_past_the_actions(filled: list[Promise], ticket: Ticket) -> None:
    count()
    row(ticket, NOW - timedelta(days=3), state="KEPT")
    actions.recount()
    count()
    assert sum((one for one in told("key").values()), Counts()).all == 121


def test_a_rate_is_told_from_twenty_cases_on() -> None:
    assert Counts(kept=19).rate is None
    assert Counts(kept=15, late=3, broken=2).rate == 0.75
    assert Counts(kept=19, late=5, objective=5).rate is None
    assert (Counts(kept=1, lapsed=2) + Counts(waiting=3, cancelled=4)).all == 10


@pytest.mark.parametrize(
    ("state", "is_broken", "said"),
    [
        ("OPEN", False, Outcome.OPEN), ("OPEN", True, Outcome.BROKEN), ("KEPT", False, Outcome.KEPT),
        ("KEPT", True, Outcome.LATE), ("CANCELLED", True, Outcome.CANCELLED),
    ],
)  # fmt: skip
def test_how_it_stands(state: str, is_broken: bool, said: Outcome) -> None:
    assert outcomes.outcome(state=state, is_broken=is_broken) is said
