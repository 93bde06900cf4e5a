"""Inserting once and counting to a limit."""

from datetime import date

import pytest
from django.db import IntegrityError

from yinuo.core import db
from yinuo.core.models import CalendarDay, Serial

DAY = date(2026, 11, 20)


@pytest.mark.django_db
def test_insert_once_returns_the_first_row() -> None:
    first, is_new = db.insert_once(Serial(series="C", day=DAY, last=4), "series", "day")
    again, is_new_again = db.insert_once(Serial(series="C", day=DAY, last=9), "series", "day")
    assert (is_new, is_new_again) == (True, False)
    assert (again.pk, again.last) == (first.pk, 4)


@pytest.mark.django_db
def test_insert_once_with_nothing_to_compare_always_inserts() -> None:
    """A form without a key is a form of its own."""
    row = {"on": DAY, "kind": CalendarDay.Kind.CLOSED, "name": "盘点"}
    _, first = db.insert_once(CalendarDay(team_id=1, **row), "on", "team_id")
    _, second = db.insert_once(CalendarDay(**row), "on", "team_id")
    assert first
    assert second


@pytest.mark.django_db
def test_insert_once_lets_other_constraints_speak() -> None:
    with pytest.raises(IntegrityError), db.transaction():
        db.insert_once(Serial(series="C", day=DAY, last=-7), "series", "day")


@pytest.mark.django_db(transaction=True)
def test_insert_once_by_two_at_the_same_moment(together) -> None:
    """One inserts, the other gets the first one's row."""

    def insert(last: int) -> tuple[int, bool]:
        with db.transaction():
            row, is_new = db.insert_once(Serial(series="C", day=DAY, last=last), "series", "day")
            return row.pk, is_new

    outcomes = together(*(lambda last=last: insert(last) for last in range(4)))
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert len({outcome.value[0] for outcome in outcomes}) == 1
    assert sorted(outcome.value[1] for outcome in outcomes) == [False, False, False, True]


@pytest.mark.django_db
def test_counts_stop_at_the_limit_in_one_statement(django_assert_num_queries) -> None:
    Serial.objects.bulk_create(Serial(series=f"S{n}", day=DAY, last=n) for n in range(7))
    small, all_of_them = Serial.objects.filter(last__lt=2), Serial.objects.order_by("-last")
    with django_assert_num_queries(1):
        assert db.counts([small, all_of_them, Serial.objects.none()], 5) == [2, 5, 0]


@pytest.mark.django_db
def test_counts_of_nothing() -> None:
    assert db.counts([], 5) == []
