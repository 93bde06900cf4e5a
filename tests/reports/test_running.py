"""Figures: parts and whole, both halves of every share, and the tickets behind each of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import orders as make
from tests.factories import staff as make_staff
from tests.frozen import Frozen
from tests.reports import facts, of_voices
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound
from yinuo.orders import actions as orders
from yinuo.promises import actions as promises
from yinuo.reports import queries
from yinuo.reports.models import Timing
from yinuo.reports.queries import promised
from yinuo.reports.rules import measures
from yinuo.reports.rules.measures import Report
from yinuo.reports.rules.scopes import Scope, month_of
from yinuo.reports.rules.values import LEAST_CASES, Value
from yinuo.staff.models import Branch, Person, Region, Role, Team

pytestmark = pytest.mark.django_db
NOVEMBER = month_of(date(2026, 11, 1))
FACTUAL = [report for report in measures.REPORTS.values() if report.key != promised.KEY]


@pytest.fixture
def places(branch: Branch) -> None:
    """Regions and teams 1 and 2, which facts may name."""
    for number in (1, 2):
        Region.objects.create(pk=number, key=f"r{number}", name=f"区域{number}", branch=branch)
        Team.objects.create(pk=number, key=f"t{number}", name=f"班组{number}")


class _Undone(Exception):
    """Ends an example and takes back all of it."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted=st.lists(facts.SOME, max_size=30), first=st.integers(0, 30), days=st.integers(1, 31))
def test_the_parts_make_the_whole(
    places: None, manager: Person, wanted: list[dict[str, object]], first: int, days: int
) -> None:
    """R397 R398 R062: however a report is divided its rows add up to the same total, every share is between
    0 and 1, and behind each figure stand as many tickets as it says.
    """
    start = facts.FIRST + timedelta(days=first)
    scope = Scope(start, start + timedelta(days=days - 1))
    try:
        with transaction.atomic():
            facts.make(*wanted)
            for report in FACTUAL:
                whole = queries.totals(report.key, scope, manager)
                assert whole == _counted_by_hand(report, wanted, scope)
                for grouping in report.groupings:
                    _check(report, grouping.key, scope, manager, whole)
            raise _Undone
    except _Undone:
        pass


def _check(report: Report, by: str, scope: Scope, person: Person, whole: object) -> None:
    table = queries.run(report.key, scope, person, by=by)
    assert table.totals == whole
    for row in table.rows:
        for column in report.columns:
            value = row.cells[column.key]
            assert column.kind != "share" or value.share is None or 0 <= value.share <= 1
            page = queries.behind(report.key, scope, person, by=by, row=row.key, column=column.key, size=100)
            if column.cases:
                assert not page.rows or row.cells[column.key].over
            else:
                assert len(page.rows) == (value.over if value.under is None else value.under)


def _timings(rows: list[Any], name: str) -> dict[str, Value]:
    """What was in time, what was late, and the rate without what nobody could help."""
    due = [one for one in rows if one[name]]
    in_time = sum(one[name] == Timing.IN_TIME for one in due)
    objective = sum(one[name] == Timing.OBJECTIVE for one in due)
    return {
        "due": Value(len(due)),
        "in_time": Value(in_time),
        "late": Value(len(due) - in_time),
        "objective": Value(objective),
        "rate": Value(in_time, len(due) - objective),
    }


def _reviews(within: list[Any]) -> dict[str, Value]:
    rows = [one["reviewed"] for one in within]
    found = _timings(rows, "review")
    took = [one["review_seconds"] for one in rows if one["review_seconds"] is not None]
    return {
        "placed": Value(len(rows)),
        **{name: found[name] for name in ("in_time", "late", "rate")},
        "wait": Value(sum(took), len(took)),
        "confirmed": Value(sum(one["outcome"] == "CONFIRMED" for one in rows)),
        "voided": Value(sum(one["outcome"] == "VOIDED" for one in rows)),
    }


def _inquiries(within: list[Any]) -> dict[str, Value]:
    rows = [one["asked"] for one in within if not one["asked"]["is_self"]]
    found = _timings(rows, "callback")
    solved = sum(one["is_first"] and not one["is_repeat"] for one in rows)
    return {
        "asked": Value(len(rows)),
        "solved": Value(solved),
        "solved_share": Value(solved, len(rows)),
        "promised": found["due"],
        "kept": found["in_time"],
        "kept_share": found["rate"],
    }


def _selfservice(within: list[Any]) -> dict[str, Value]:
    rows = [one["asked"] for one in within]
    looked = sum(one["is_self"] for one in rows)
    asked = sum(not one["is_self"] and one["type"] in ("ARRIVAL", "STATE") for one in rows)
    return {
        "looked": Value(looked),
        "asked": Value(asked),
        "share": Value(looked, looked + asked),
        "linked": Value(sum(bool(one["link"]) for one in rows)),
        "saved": Value(sum(one["link"] == "USED" and not one["is_repeat"] for one in rows)),
    }


COUNTED: dict[str, Callable[[list[Any]], dict[str, Value]]] = {
    "deliveries": lambda within: _timings(within, "delivery"),
    "reviews": _reviews,
    "inquiries": _inquiries,
    "selfservice": _selfservice,
    "complaints": of_voices.complaints,
    "closures": of_voices.closures,
    "satisfaction": of_voices.satisfaction,
    "voices": of_voices.voices,
}


def _counted_by_hand(report: Report, wanted: list[dict[str, object]], scope: Scope) -> dict[str, Value]:
    """The same figures by another way: one fact after the other."""
    within = [one for one in wanted if scope.start <= one["day"] <= scope.end]  # type: ignore[operator]
    if report.key == "origins":
        by = {name: [one for one in within if one["outcome"] == name] for name in ("SHIPPED", "CANCELLED")}
        shipped, cancelled = len(by["SHIPPED"]), len(by["CANCELLED"])
        return {
            "contacts": Value(len(within)),
            "shipped": Value(shipped),
            "cancelled": Value(cancelled),
            "not_shipped": Value(len(within) - shipped - cancelled),
            "shipped_share": Value(shipped, len(within)),
        }
    if (by_hand := COUNTED.get(report.key)) is not None:
        return by_hand(within)
    name, seconds = ("pickup", "wait_seconds") if report.key == "pickups" else ("slip", "slip_seconds")
    due = [one for one in within if one[name]]
    in_time = sum(one[name] == Timing.IN_TIME for one in due)
    objective = sum(one[name] == Timing.OBJECTIVE for one in due)
    took = [int(one[seconds]) for one in due if one[seconds] is not None]  # type: ignore[call-overload]
    found = {"due": Value(len(due)), "in_time": Value(in_time), "late": Value(len(due) - in_time)}
    if report.key == "pickups":
        return {
            **found,
            "objective": Value(objective),
            "rate": Value(in_time, len(due) - objective),
            "wait": Value(sum(took), len(took)),
        }
    return {**found, "rate": Value(in_time, len(due)), "wait": Value(sum(took), len(took))}


def test_a_share_of_few_cases_is_not_shown(places: None, manager: Person) -> None:
    """B10: under 20 cases a rate says nothing; its halves are known all the same."""
    day = date(2026, 11, 20)
    facts.make(*[{"day": day, "pickup": "IN_TIME"}] * (LEAST_CASES - 1))
    rate = queries.totals("pickups", NOVEMBER, manager)["rate"]
    assert (rate.share, rate.over, rate.under) == (None, LEAST_CASES - 1, LEAST_CASES - 1)
    facts.make({"day": day, "pickup": "LATE"})
    assert queries.totals("pickups", NOVEMBER, manager)["rate"].share == 0.95


def test_objective_causes_are_no_part_of_the_rate(places: None, manager: Person) -> None:
    """R088"""
    day = date(2026, 11, 20)
    facts.make(*[{"day": day, "pickup": "IN_TIME"}] * 20, *[{"day": day, "pickup": "OBJECTIVE"}] * 5)
    found = queries.totals("pickups", NOVEMBER, manager)
    assert (found["due"], found["late"], found["objective"]) == (Value(25), Value(5), Value(5))
    assert found["rate"] == Value(20, 20)


def test_areas_are_called_by_their_district(places: None, manager: Person) -> None:
    """R397: the city stands before a district of another city; what is not known is said to be so."""
    day = date(2026, 11, 20)
    areas = (320115, 320115, 320111, 310104, 0)
    facts.make(*({"day": day, "area": area} for area in areas))
    rows = queries.run("origins", NOVEMBER, manager, by="area").rows
    assert [row.label for row in rows] == ["江宁区", "上海市徐汇区", "不详", "浦口区"]


def test_a_leader_counts_their_own_team(places: None, manager: Person) -> None:
    """R328: whatever is narrowed, nothing of another team."""
    leader = make_staff.person(Role.TEAM_LEADER, staff_number="8990", name="钱", team=Team.objects.get(pk=1))
    day = date(2026, 11, 20)
    facts.make({"day": day, "team_id": 1}, {"day": day, "team_id": 2}, {"day": day, "team_id": 0})
    assert queries.totals("origins", NOVEMBER, manager)["contacts"] == Value(3)
    assert queries.totals("origins", NOVEMBER, leader)["contacts"] == Value(1)
    other = Scope(NOVEMBER.start, NOVEMBER.end, team=2)
    assert queries.totals("origins", other, leader)["contacts"] == Value(0)
    assert [case.ticket.team_id for case in queries.behind("origins", NOVEMBER, leader).rows] == [1]


def test_pages_of_tickets_follow_each_other(places: None, manager: Person) -> None:
    days = [date(2026, 11, 1) + timedelta(days=number % 5) for number in range(23)]
    made = facts.make(*({"day": day} for day in days))
    seen: list[int] = []
    cursor: str | None = None
    while True:
        page = queries.behind("origins", NOVEMBER, manager, cursor=cursor, size=5)
        seen += [case.ticket.pk for case in page.rows]
        if (cursor := page.next_cursor) is None:
            break
    wanted = sorted(made, key=lambda fact: (fact.day, fact.pk), reverse=True)
    assert seen == [fact.pk for fact in wanted]


@pytest.mark.parametrize("cursor", ["x", "2026-11-20", "2026-11-20~x", "~1", "2026-13-01~1"])
def test_a_cursor_that_is_none_is_refused(company: object, manager: Person, cursor: str) -> None:
    with pytest.raises(Invalid):
        queries.behind("origins", NOVEMBER, manager, cursor=cursor)
    with pytest.raises(Invalid):
        queries.behind("promises", NOVEMBER, manager, cursor=cursor)


@pytest.mark.parametrize(
    ("key", "by", "row", "column"),
    [
        ("weather", "", None, ""),
        ("origins", "driver", None, ""),
        ("origins", "area", None, "rate"),
        ("origins", "area", "x", ""),
        ("origins", "week", "1", ""),
        ("origins", "day", "never", ""),
        ("promises", "person", "x", ""),
    ],
)
def test_what_there_is_not_is_not_found(
    company: object, manager: Person, key: str, by: str, row: str | None, column: str
) -> None:
    with pytest.raises(NotFound):
        queries.behind(key, NOVEMBER, manager, by=by, row=row, column=column)


def test_promises_in_the_words_of_reports(
    desk: Frozen, agent: Person, driver: Person, manager: Person
) -> None:
    """B10 R062: kept, late and taken back, by rule and by person; behind each figure its promises."""
    first, second = make.confirmed(agent), make.confirmed(agent)
    orders.dispatch(order=first, by=agent)
    make.send()
    desk.move(minutes=4)
    promises.wake_due(clock.now(), 50)
    orders.cancel(order=make.again(second), reason="twice", asked_by="客户", by=agent)
    table = queries.run("promises", NOVEMBER, manager)
    slip = next(row for row in table.rows if row.key == "slip")
    assert slip.label == "发出业务单"
    found = {name: (value.over, value.under) for name, value in slip.cells.items()}
    assert found == {
        "due": (2, None), "in_time": (1, None), "late": (1, None), "objective": (0, None), "rate": (1, 2),
    }  # fmt: skip
    for grouping in table.report.groupings:
        divided = queries.run("promises", NOVEMBER, manager, by=grouping.key)
        assert divided.totals == table.totals
        for row in divided.rows:
            page = queries.behind("promises", NOVEMBER, manager, by=grouping.key, row=row.key, column="due")
            assert len(page.rows) == row.cells["due"].over
    late = queries.behind("promises", NOVEMBER, manager, row="slip", column="late")
    assert [case.ticket.pk for case in late.rows] == [second.pk]


def test_promises_are_counted_by_people_or_by_places(company: object, manager: Person) -> None:
    both = Scope(NOVEMBER.start, NOVEMBER.end, person=manager.pk, region=1)
    assert not promised.is_counted_together(both, "")
    with pytest.raises(Invalid):
        queries.run("promises", both, manager)
