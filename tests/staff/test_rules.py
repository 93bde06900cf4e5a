"""How often one may try, what a token may do, and how a row of a table reads."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.staff import rules

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def failures(count, seconds_ago=0):
    return [NOW - timedelta(seconds=seconds_ago)] * count


@pytest.mark.parametrize(
    ("count", "wait"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (8, 240), (9, 480), (10, 900), (40, 900)]
)
def test_the_wait_grows_from_the_fifth_failure_on(count, wait):
    assert rules.wait_seconds(failures(count), NOW, rules.NUMBER_FREE) == wait


def test_the_wait_runs_from_the_last_failure_and_rounds_up():
    assert rules.wait_seconds(failures(5, seconds_ago=29.5), NOW, 5) == 1
    assert rules.wait_seconds(failures(5, seconds_ago=30), NOW, 5) == 0


def test_failures_leave_the_window_after_a_quarter_of_an_hour():
    assert rules.wait_seconds(failures(20, seconds_ago=15 * 60), NOW, 5) == 0


@given(st.lists(st.integers(0, 2000), max_size=60), st.integers(1, 40))
def test_a_wait_is_never_negative_and_never_longer_than_the_window(ages, free):
    failed_at = [NOW - timedelta(seconds=age) for age in ages]
    wait = rules.wait_seconds(failed_at, NOW, free)
    assert 0 <= wait <= 900
    if sum(age < 900 for age in ages) < free:
        assert wait == 0


def test_unknown_scopes_are_named():
    assert rules.unknown(["orders:read", "orders:fly"]) == ["orders:fly"]


def test_a_row_keeps_apart_what_is_empty_and_what_has_no_column():
    row = rules.parse("people", 2, {"工号": "8011", "姓名": "李敏", "角色": "坐席", "电话": ""})
    assert row.said() == {"name": "李敏", "role": "坐席", "phone": ""}


def test_a_row_says_everything_that_is_wrong_with_it():
    cells = {"车牌": "", "载重(吨)": "很多", "最多单数": "0", "在用": "也许", "车型": "厢" * 41}
    found = {(fault.column, fault.code) for fault in rules.parse("vehicles", 7, cells)}
    assert found == {
        ("车牌", "required"),
        ("载重(吨)", "not_a_number"),
        ("最多单数", "out_of_range"),
        ("在用", "not_yes_or_no"),
        ("车型", "too_long"),
    }
    assert {fault.row for fault in rules.parse("vehicles", 7, cells)} == {7}


def test_empty_cells_have_their_usual_meaning():
    cells = {"车牌": "苏N1", "载重(吨)": "", "最多单数": "", "在用": ""}
    row = rules.parse("vehicles", 2, cells)
    assert row.said() == {"load_t": None, "most_orders": 8, "is_active": True}
    assert rules.parse("vehicles", 2, {"车牌": "苏N1", "载重(吨)": "1.5"}).said() == {
        "load_t": Decimal("1.5")
    }


def test_english_titles_are_understood_too():
    row = rules.parse("teams", 2, {"key": "day", "name": "日班组"})
    assert (row.key, row.name) == ("day", "日班组")


@given(st.sampled_from(list(rules.KINDS)), st.data())
def test_no_cell_whatever_it_holds_breaks_the_reading(kind, data):
    titles = list(rules.KINDS[kind].titles().values())
    cells = data.draw(st.dictionaries(st.sampled_from(titles), st.text(max_size=60)))
    found = rules.parse(kind, 3, cells)
    assert isinstance(found, rules.ImportRow) or all(fault.row == 3 and fault.code for fault in found)
