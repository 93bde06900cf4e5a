"""Closed months: frozen once, shown as they were, with what is counted otherwise by now."""

from collections.abc import Callable
from datetime import date

import pytest

from tests import races
from tests.frozen import Frozen as Clock
from tests.reports import facts
from yinuo.core import clock
from yinuo.reports import actions, queries
from yinuo.reports.models import Frozen, OrderFact
from yinuo.reports.queries import closing
from yinuo.reports.rules import measures
from yinuo.reports.rules.scopes import Scope, month_of
from yinuo.reports.rules.values import Value
from yinuo.staff.models import Person, Region, Team

pytestmark = pytest.mark.django_db
OCTOBER = month_of(date(2026, 10, 1))
Together = Callable[..., list[races.Outcome]]


def freeze_all() -> int:
    """Let the loop freeze until there is nothing to do."""
    steps = 0
    while actions.freeze_due(clock.now()):
        steps += 1
    return steps


def test_a_month_closes_on_the_third_working_day(company: object) -> None:
    """B10: at 6:00; a holiday at the beginning of October does not count."""
    assert f"{closing.closes_at(date(2026, 10, 1)):%F %H:%M}" == "2026-11-04 06:00"
    assert f"{closing.closes_at(date(2026, 9, 1)):%F %H:%M}" == "2026-10-10 06:00"


def test_nothing_is_frozen_before(frozen: Clock, manager: Person) -> None:
    facts.make({"day": date(2026, 10, 30)})
    frozen.to(closing.closes_at(date(2026, 10, 1)).astimezone(frozen.at.tzinfo))
    frozen.move(seconds=-1)
    assert freeze_all() == 0
    frozen.move(seconds=1)
    assert freeze_all() > 0
    assert set(Frozen.objects.values_list("month", flat=True)) == {date(2026, 10, 1)}


def test_a_frozen_month_stays_as_it_was(frozen: Clock, manager: Person, region: Region, team: Team) -> None:
    """R397 R398 B10: whatever is changed later, the figures stand; the difference is named."""
    one = {"day": date(2026, 10, 30), "region_id": region.pk, "team_id": team.pk, "area": 320115}
    facts.make(*[one] * 3)
    scopes = (OCTOBER, Scope(OCTOBER.start, OCTOBER.end, region=region.pk),
              Scope(OCTOBER.start, OCTOBER.end, team=team.pk))  # fmt: skip
    before = {
        (scope, report.key, grouping.key): queries.run(report.key, scope, manager, by=grouping.key)
        for scope in scopes
        for report in measures.REPORTS.values()
        for grouping in report.groupings
        if not (report.key == "promises" and scope.region and grouping.key == "person")
    }
    assert freeze_all() == 3 * len(measures.REPORTS)
    facts.make(one)
    for (scope, key, by), table in before.items():
        now = queries.run(key, scope, manager, by=by)
        assert (now.rows, now.totals, now.finding) == (table.rows, table.totals, table.finding)
        assert now.closing is not None
        assert (now.closing.at, now.closing.version) == (frozen.at, measures.VERSION)
        assert ("contacts" in now.closing.differs) == (key == "origins")
    assert queries.run("origins", OCTOBER, manager).closing.differs["contacts"] == Value(4)
    assert queries.totals("origins", OCTOBER, manager)["contacts"] == Value(3)


def test_medians_and_what_rows_share_are_frozen_undivided(frozen: Clock, manager: Person) -> None:
    """B10: the median of all is not made of the rows' medians, and their orders are no sum."""
    said = {"sort": "COMPLAINT", "severity": 2, "ack": "IN_TIME"}
    facts.make(
        *(
            {"day": date(2026, 10, 30), "voiced": {**said, "type": type_, "ack_seconds": seconds}}
            for type_, seconds in (("TIME", 60), ("TIME", 120), ("CHARGES", 900))
        )
    )
    before = queries.run("complaints", OCTOBER, manager, by="type")
    freeze_all()
    table = queries.run("complaints", OCTOBER, manager, by="type")
    assert table.closing is not None
    assert (table.rows, table.totals) == (before.rows, before.totals)
    assert (table.totals["ack_median"], table.totals["rate"]) == (Value(360, 3), Value(3, 3))
    assert [row.cells["rate"] for row in table.rows] == [Value(2, 3), Value(1, 3)]
    assert [row.cells["ack_ninth"] for row in table.rows] == [Value(240, 2), Value(900, 1)]


def test_only_whole_months_of_whole_parts_are_frozen(frozen: Clock, manager: Person, team: Team) -> None:
    facts.make({"day": date(2026, 10, 30), "person_id": manager.pk, "team_id": team.pk})
    freeze_all()
    for scope in (
        Scope(date(2026, 10, 1), date(2026, 10, 30)),
        Scope(OCTOBER.start, OCTOBER.end, person=manager.pk),
        Scope(OCTOBER.start, OCTOBER.end, team=team.pk, driver=1),
    ):
        assert queries.run("origins", scope, manager).closing is None


def test_a_leader_sees_their_teams_frozen_figures(
    frozen: Clock, manager: Person, team_leader: Person, region: Region
) -> None:
    """R328: of the company's row nothing."""
    day = date(2026, 10, 30)
    facts.make({"day": day, "team_id": team_leader.team_id}, {"day": day, "region_id": region.pk})
    freeze_all()
    table = queries.run("origins", OCTOBER, team_leader)
    assert (table.totals["contacts"], table.closing is not None) == (Value(1), True)
    narrowed = Scope(OCTOBER.start, OCTOBER.end, region=region.pk)
    assert queries.run("origins", narrowed, team_leader).closing is None


def test_months_before_are_frozen_too_the_newest_first(frozen: Clock, company: object) -> None:
    facts.make({"day": date(2026, 8, 3)}, {"day": date(2026, 10, 30)})
    freeze_all()
    months = list(Frozen.objects.order_by("pk").values_list("month", flat=True))
    assert list(dict.fromkeys(months)) == [date(2026, 10, 1), date(2026, 9, 1), date(2026, 8, 1)]
    OrderFact.objects.all().delete()
    assert freeze_all() == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_freeze_once(frozen: Clock, company: object, together: Together) -> None:
    """B10: of two that do the same the first is right."""
    facts.make({"day": date(2026, 10, 30)})
    for _step in range(len(measures.REPORTS)):
        together(lambda: actions.freeze_due(clock.now()), lambda: actions.freeze_due(clock.now()))
    kept = Frozen.objects.values_list("report", "month", "of", "of_id")
    assert len(set(kept)) == len(kept) == len(measures.REPORTS)
