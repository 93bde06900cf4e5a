"""Every row at one moment, alike on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories import staff as make
from yinuo.core import db, events
from yinuo.core.db import snapshot
from yinuo.core.models import Event
from yinuo.staff.models import Company, Person, SignIn

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_column_of_every_table_can_be_read(company: Company) -> None:
    """Who adds another kind of column says here how both databases keep it."""
    with snapshot.snapshot() as moment:
        for model in snapshot.tables():
            list(moment.rows(model))


def test_a_table_comes_after_those_it_points_to() -> None:
    order = snapshot.tables()
    for model in order:
        for field in model._meta.concrete_fields:
            target = field.related_model
            if target in order and target is not model:
                assert order.index(target) < order.index(model), (model, target)


def test_values_are_the_same_on_both_databases(company: Company) -> None:
    at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    person = make.person("AGENT", staff_number="8011", name="李敏")
    SignIn.objects.create(
        person=person,
        session_key="x",
        started_at=at,
        seen_at=at + timedelta(microseconds=5),
        address="10.0.0.7",
    )
    with db.transaction():
        events.record("staff.signed_in", subject=person, data={"a": ["中", None, 1.5, True]})
    with snapshot.snapshot() as moment:
        (row,) = moment.rows(SignIn)
        told = dict(zip(snapshot.shape(SignIn).columns, row, strict=True))
        assert told["started_at"] == "2026-11-20 02:00:00"
        assert told["seen_at"] == "2026-11-20 02:00:00.000005"
        assert (told["address"], told["ended_at"]) == ("10.0.0.7", None)
        (row,) = moment.rows(Person)
        told = dict(zip(snapshot.shape(Person).columns, row, strict=True))
        assert (told["is_active"], told["on_duty"], told["name"]) == (1, int(person.on_duty), "李敏")
        (row,) = moment.rows(Event)
        assert isinstance(row[-1], str), "a text of JSON, the same as is poured"


def test_what_is_written_meanwhile_is_not_in_it_and_does_not_wait(company: Company) -> None:
    make.person("AGENT", staff_number="8011", name="李敏")
    with snapshot.snapshot() as moment:
        make.person("AGENT", staff_number="8012", name="张敏")
        assert len(list(moment.rows(Person))) == 1
        assert moment.count(snapshot.shape(Person)) == 1
    assert Person.objects.count() == 2
    assert connection.in_atomic_block is False
