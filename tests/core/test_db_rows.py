"""Reads and writes whose SQL is made once, and changes that are written at the end of the unit of work."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yinuo.core import db
from yinuo.core.models import Event, EventDetail, Serial
from yinuo.messaging.models import PretendMessage

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)


def event(kind: str = "a.b", data: object = None) -> Event:
    row = {"at": NOON, "door": "cli", "subject_kind": "person", "subject_id": 1}
    return Event(kind=kind, data=data if data is not None else {"名": [1, None, True]}, **row)


@pytest.mark.django_db
def test_rows_are_inserted_in_order_and_read_back_as_they_were(django_assert_num_queries) -> None:
    rows = [event("a.first"), event("a.second", []), event("a.third", "字")]
    with django_assert_num_queries(1):
        db.insert(*rows)
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    found = list(Event.objects.order_by("id"))
    assert [(row.kind, row.at, row.data) for row in found] == [(row.kind, NOON, row.data) for row in rows]
    assert not any(row._state.adding for row in rows)


@pytest.mark.django_db
def test_nothing_to_insert_is_no_statement(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        db.insert()


@pytest.mark.django_db
def test_update_writes_the_named_fields_and_misses_a_row_that_is_gone() -> None:
    row = Serial.objects.create(series="C", day=DAY, last=3)
    row.last, row.series = 4, "X"
    db.update(row, "last")
    row.refresh_from_db()
    assert (row.series, row.last) == ("C", 4)
    Serial.objects.all().delete()
    with pytest.raises(DatabaseError):
        db.update(row, "last")


@pytest.mark.django_db
def test_a_prepared_read_finds_what_the_queryset_finds(django_assert_num_queries) -> None:
    for serial in ("A", "B", "C"):
        Serial.objects.create(series=serial, day=DAY, last=ord(serial))
    some = db.Prepared[Serial](lambda *keys: Serial.objects.filter(series__in=keys).order_by("-series"))
    with django_assert_num_queries(2):
        assert [row.series for row in some.all("A", "C")] == ["C", "A"]
        assert [row.last for row in some.all("B")] == [66]
    lasts = db.Prepared[int](lambda day: Serial.objects.filter(day=day).values_list("last", flat=True))
    assert sorted(lasts.all(DAY)) == [65, 66, 67]
    assert lasts.first(date(2026, 1, 1)) is None
    pairs = db.Prepared[tuple[str, date]](
        lambda least: Serial.objects.filter(last__gte=least).order_by("last").values_list("series", "day")
    )
    assert pairs.all(66) == [("B", DAY), ("C", DAY)]


@pytest.mark.django_db
def test_a_prepared_read_brings_what_is_joined(django_assert_num_queries) -> None:
    row = event()
    db.insert(row)
    db.insert(EventDetail(event=row, values={"was": "是"}))
    at = db.Prepared[Event](lambda at: Event.objects.filter(at=at).select_related("detail"))
    with django_assert_num_queries(1):
        found = at.first(NOON)
        assert found.detail.values == {"was": "是"}
        assert found.detail.event is found


@pytest.mark.django_db
def test_changes_are_written_together_before_the_commit() -> None:
    row = Serial.objects.create(series="C", day=DAY, last=1)
    with CaptureQueriesContext(connection) as seen, db.transaction():
        row.last = 2
        db.write(row, "last")
        row.series = "D"
        db.write(row, "series")
        row.last = 3
    written = [query["sql"] for query in seen if query["sql"].startswith("UPDATE")]
    assert len(written) == 1
    row.refresh_from_db()
    assert (row.series, row.last) == ("D", 3)


@pytest.mark.django_db
def test_whoever_reads_the_table_in_between_finds_the_change() -> None:
    row = Serial.objects.create(series="C", day=DAY, last=1)
    with db.transaction():
        row.last = 2
        db.write(row, "last")
        assert Serial.objects.values_list("last", flat=True).get() == 2
        other = Serial.objects.get()
        other.last = 5
        db.write(row, "last")
        db.write(other, "last")
    assert Serial.objects.get().last == 5


@pytest.mark.django_db
def test_a_change_that_fails_with_its_unit_leaves_nothing() -> None:
    row = Serial.objects.create(series="C", day=DAY, last=1)
    with pytest.raises(RuntimeError), db.transaction():
        row.last = 2
        db.write(row, "last")
        raise RuntimeError
    with db.transaction():
        assert Serial.objects.get().last == 1
    with pytest.raises(RuntimeError):
        db.write(row, "last")


@pytest.mark.django_db
def test_a_savepoint_that_is_undone_takes_back_only_what_came_after() -> None:
    row = Serial.objects.create(series="C", day=DAY, last=1)
    with db.transaction():
        row.last = 2
        db.write(row, "last")
        with pytest.raises(RuntimeError), transaction.atomic():
            raise RuntimeError
    assert Serial.objects.get().last == 2


@pytest.mark.django_db
def test_what_belongs_to_a_unit_is_forgotten_with_it() -> None:
    def made() -> list[int]:
        return []

    with db.transaction():
        db.of_unit(made).append(1)
        with db.transaction():
            db.of_unit(made).append(2)
        assert db.of_unit(made) == [1, 2]
    with db.transaction():
        assert db.of_unit(made) == []
    assert db.of_unit(made) is not db.of_unit(made)


@pytest.mark.django_db
def test_what_a_page_read_is_kept_until_somebody_writes() -> None:
    def read() -> list[int]:
        return []

    assert db.of_reading(read) is not db.of_reading(read)
    with db.reading():
        db.of_reading(read).append(1)
        with db.reading():
            assert db.of_reading(read) == db.of_unit(read) == [1]
        with db.transaction():
            assert db.of_reading(read) is not db.of_reading(read)
            assert db.of_unit(read) == []
        assert db.of_reading(read) == []
    with db.reading():
        assert db.of_reading(read) == []


@pytest.mark.django_db
def test_change_sets_columns_where_all_values_match(django_assert_num_queries) -> None:
    for series, last in (("A", 1), ("B", 2), ("C", 3)):
        Serial.objects.create(series=series, day=DAY, last=last)
    with django_assert_num_queries(3):
        assert db.change(Serial, {"series": ("A", "C"), "day": DAY}, last=9) == 2
        assert db.change(Serial, {"series": "B"}, last=8, day=date(2026, 1, 1)) == 1
        assert db.change(Serial, {"series": None}, last=7) == 0
    assert list(Serial.objects.order_by("series").values_list("last", flat=True)) == [9, 8, 9]


@pytest.mark.django_db
def test_new_rows_that_can_wait_are_inserted_together_in_their_order(django_assert_num_queries) -> None:
    rows = [Serial(series=series, day=DAY, last=1) for series in ("B", "A", "C")]
    with CaptureQueriesContext(connection) as seen, db.transaction():
        for row in rows:
            db.add(row)
        assert rows[0].pk is None
    assert len([query for query in seen if query["sql"].startswith("INSERT")]) == 1
    assert list(Serial.objects.order_by("pk").values_list("series", flat=True)) == ["B", "A", "C"]
    assert [row.pk for row in rows] == sorted(row.pk for row in rows)
    with pytest.raises(RuntimeError):
        db.add(Serial(series="D", day=DAY, last=1))


@pytest.mark.django_db
def test_whoever_reads_the_table_in_between_finds_the_new_row() -> None:
    with db.transaction():
        db.add(Serial(series="C", day=DAY, last=1))
        assert Serial.objects.get().series == "C"
        Serial.objects.all().delete()
        db.add(Serial(series="D", day=DAY, last=1))
    assert Serial.objects.get().series == "D"


@pytest.mark.django_db
def test_new_rows_are_gone_with_a_unit_that_fails() -> None:
    with pytest.raises(RuntimeError), db.transaction():
        db.add(Serial(series="C", day=DAY, last=1))
        raise RuntimeError
    with db.transaction():
        assert not Serial.objects.exists()


@pytest.mark.django_db
def test_a_row_that_is_there_is_counted_and_takes_over_what_is_said(django_assert_num_queries) -> None:
    def said(key: str, address: str, text: str) -> PretendMessage:
        return PretendMessage(idempotency_key=key, address=address, text=text, at=NOON)

    with django_assert_num_queries(2):
        db.insert_or_count([said("a", "1", "one"), said("b", "2", "two")], "idempotency_key", counted="times")
        db.insert_or_count(
            [said("b", "", "new"), said("c", "3", "three")],
            "idempotency_key",
            counted="times",
            latest=("address", "text"),
        )
    found = PretendMessage.objects.order_by("idempotency_key").values_list("address", "text", "times")
    assert list(found) == [("1", "one", 1), ("2", "new", 2), ("3", "three", 1)]
    db.insert_or_count([], "idempotency_key", counted="times")
