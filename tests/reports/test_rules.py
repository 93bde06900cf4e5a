"""Ranges of days, values, findings: what needs no database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core.errors import NotFound
from yinuo.reports.rules import deriving, findings, measures
from yinuo.reports.rules.deriving import Due
from yinuo.reports.rules.scopes import Scope, month_of
from yinuo.reports.rules.tables import Row
from yinuo.reports.rules.values import LEAST_CASES, Value

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
HALVES = st.builds(Value, st.integers(0, 500), st.none() | st.integers(0, 500))


@given(DAYS)
def test_a_month_is_followed_by_the_next(day: date) -> None:
    """Months stand beside each other without gap or overlap."""
    month = month_of(day)
    assert month.is_month
    assert month.start <= day <= month.end
    assert month.after().start == month.end + timedelta(days=1)
    assert month.after().before() == month
    assert month.before().after() == month


@given(DAYS, st.integers(0, 60))
def test_what_it_is_compared_with_lies_before_it(start: date, length: int) -> None:
    """B10: as many days before, or the same days of the month before."""
    scope = Scope(start, start + timedelta(days=length), team=3)
    before = scope.before()
    assert before.end < scope.start
    assert before.team == 3
    in_one_month = start.day == 1 and (start.month, start.year) == (scope.end.month, scope.end.year)
    if not in_one_month:
        assert (before.days, before.end) == (scope.days, scope.start - timedelta(days=1))


def test_the_same_days_of_the_month_before() -> None:
    assert Scope(date(2026, 11, 1), date(2026, 11, 20)).before() == Scope(
        date(2026, 10, 1), date(2026, 10, 20)
    )
    assert Scope(date(2026, 3, 1), date(2026, 3, 30)).before() == Scope(date(2026, 2, 1), date(2026, 2, 28))
    assert month_of(date(2026, 3, 1)).before() == month_of(date(2026, 2, 1))


@given(HALVES, HALVES)
def test_values_add_by_their_halves(one: Value, other: Value) -> None:
    """B10: the share of a sum is never a sum of shares."""
    both = one + other
    assert both.over == one.over + other.over
    assert (both.under or 0) == (one.under or 0) + (other.under or 0)
    assert (both.share is None) == (both.under is None or both.under < LEAST_CASES)


def test_every_figure_has_a_formula_and_a_source() -> None:
    """B10"""
    for report in measures.REPORTS.values():
        assert report.main in {column.key for column in report.columns}
        for column in report.columns:
            assert column.formula
            assert column.source
            assert column.is_plain == (not column.over and not column.under)
    with pytest.raises(NotFound):
        measures.report("weather")


def _due(**more: object) -> Due:
    at = datetime(2026, 11, 20, 10, tzinfo=UTC)
    values = {
        "key": "slip", "state": "OPEN", "starts_at": at,
        "due_at": at + timedelta(minutes=3), "ended_at": None, "broken_at": None, "is_objective": False,
    }  # fmt: skip
    return Due(**{**values, **more})  # type: ignore[arg-type]


def test_how_a_promise_came_out() -> None:
    """R062 R088"""
    open_ = _due()
    kept = _due(state="KEPT", ended_at=open_.starts_at + timedelta(seconds=90))
    late = kept._replace(broken_at=open_.due_at, ended_at=open_.due_at + timedelta(seconds=30))
    assert deriving.judge(None).timing == deriving.judge(open_).timing == ""
    assert deriving.judge(_due(state="CANCELLED", ended_at=open_.starts_at)).timing == ""
    assert deriving.judge(kept) == deriving.Judged("IN_TIME", open_.due_at, 90)
    assert deriving.judge(late) == deriving.Judged("LATE", open_.due_at, 210, 30)
    assert deriving.judge(late, has_objective_cause=True).timing == "OBJECTIVE"
    assert deriving.judge(late._replace(is_objective=True)).timing == "OBJECTIVE"
    assert deriving.judge(open_._replace(broken_at=open_.due_at)) == deriving.Judged("LATE", open_.due_at)


def _row(label: str, over: int, under: int) -> Row:
    return Row(label, label, {"due": Value(under), "rate": Value(over, under)})


def test_what_a_report_says_in_one_sentence() -> None:
    report = measures.report("pickups")
    driver = measures.grouping(report, "driver")
    totals = {"due": Value(100), "rate": Value(90, 100)}

    def said(*rows: Row) -> str:
        return findings.say(report, driver, rows, totals)

    assert said(_row("王", 40, 50), _row("李", 50, 50)) == "1 项低于目标 95%，王最低：80.0%"
    assert said(_row("王", 50, 50)) == "都达到目标 95%"
    assert said(_row("王", 9, 19)) == "每一项都不满 20 件，不分开算比率"
    assert findings.say(report, driver, [], {"due": Value(0), "rate": Value(0, 0)}) == "这段时间没有记录"
    few = {"due": Value(5), "rate": Value(5, 5)}
    assert findings.say(report, driver, [_row("王", 5, 5)], few) == "不满 20 件，不算比率"
