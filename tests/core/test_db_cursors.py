"""Statements that come again: made once, planned once, and never mistaken for one another."""

from datetime import date
from pathlib import Path

import pytest
from django.db import DataError, connection, transaction

from yinuo.core import db
from yinuo.core.db import cursors
from yinuo.core.models import Serial

DAY = date(2026, 11, 20)
LASTS = db.Prepared[int](
    lambda series: Serial.objects.filter(series=series, last__gte=1).values_list("last", flat=True)
)


def kept() -> list[str]:
    """What this connection to PostgreSQL keeps prepared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


@pytest.fixture
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's driver keeps statements by itself")


@pytest.mark.django_db
@pytest.mark.usefixtures("on_postgresql")
def test_a_statement_that_comes_again_is_planned_once_whatever_the_size_of_its_numbers() -> None:
    for last in (1, 70_000, 1_700_000):
        row = Serial.objects.create(series=f"S{last}", day=DAY, last=last)
        row.last += 1
        db.update(row, "last")
        assert LASTS.all(row.series) == [last + 1]
    assert len([text for text in kept() if text.startswith("UPDATE core_serial")]) == 1
    assert len([text for text in kept() if '"last" >= 1' in text and "$2" not in text]) == 1


@pytest.mark.django_db(transaction=True)
def test_a_statement_goes_on_after_its_unit_failed_and_after_its_table_grew() -> None:
    Serial.objects.create(series="C", day=DAY, last=3)
    for _ in range(4):
        assert LASTS.all("C") == [3]
    with pytest.raises(RuntimeError), db.transaction():
        LASTS.all("C")
        raise RuntimeError
    assert LASTS.all("C") == [3]
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_serial ADD COLUMN extra integer")
    try:
        assert LASTS.all("C") == [3]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE core_serial DROP COLUMN extra")
    assert LASTS.all("C") == [3]


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_gets_a_new_cursor() -> None:
    Serial.objects.create(series="C", day=DAY, last=3)
    for _ in range(4):
        assert LASTS.all("C") == [3]
    connection.close()
    assert LASTS.all("C") == [3]


@pytest.mark.django_db
@pytest.mark.usefixtures("on_postgresql")
def test_what_a_database_cannot_hold_is_refused_as_ever() -> None:
    """The refusal ends its savepoint only, and the cursor is whole after it."""
    row = Serial.objects.create(series="C", day=DAY, last=3)
    row.series = "C\0"
    for _ in range(4):
        with pytest.raises((DataError, ValueError)), transaction.atomic():
            db.update(row, "series")
        with pytest.raises(DataError), transaction.atomic():
            db.change(Serial, {"id": row.pk}, last=2**40)
        assert LASTS.all("C") == [3]


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "TRUE"), (7, "7"), ("open", "'open'"), ("it's", None), ("50%", None), (DAY, None)],
)
def test_only_plain_constants_stand_in_the_text(value: object, text: str | None) -> None:
    assert cursors.literal(value) == text


@pytest.mark.parametrize(
    ("said", "means"), [("", 2), ("?prepare_threshold=never", None), ("?prepare_threshold=5", 5)]
)
def test_the_address_says_when_a_statement_is_prepared(said: str, means: int | None) -> None:
    found = db.database_from_address(f"postgresql://u@h/n{said}", Path("/nowhere"))
    assert found["OPTIONS"]["prepare_threshold"] == means


@pytest.mark.parametrize(
    ("said", "means"),
    [("", "-c jit=off -c max_parallel_workers_per_gather=0"), ("?options=-c%20jit%3Don", "-c jit=on")],
)
def test_the_address_may_say_how_a_session_plans(said: str, means: str) -> None:
    found = db.database_from_address(f"postgresql://u@h/n{said}", Path("/nowhere"))
    assert found["OPTIONS"]["options"] == means
