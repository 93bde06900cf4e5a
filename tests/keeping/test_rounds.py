"""Rounds of letting go beside others: somebody who sets a period, a second worker."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db.models import QuerySet

from tests import races
from tests.frozen import Frozen
from yinuo.core import clock, keeping
from yinuo.core.models import Event, Retention
from yinuo.messaging.models import Reminder
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def only(monkeypatch: pytest.MonkeyPatch, look: Callable[[], object]) -> None:
    """One class, the reminders, kept three months; `look` is called whenever somebody asks what is due."""

    def due(before: datetime) -> QuerySet[Any]:
        look()
        return Reminder.objects.filter(at__lt=before).order_by("id")

    def forget(ids: Any) -> None:
        Reminder.objects.filter(pk__in=ids).delete()

    one = keeping.DataClass("reminders", 3, 1, keeping.DELETED, due, forget)
    monkeypatch.setattr(import_module("yinuo.core.keeping.classes"), "_classes", {one.key: one})


def reminders(person: Person, count: int, days: int) -> None:
    """Reminders of so many days ago."""
    at = clock.now() - timedelta(days=days)
    Reminder.objects.bulk_create(
        Reminder(person=person, at=at, minute=int(at.timestamp()) // 60 + number) for number in range(count)
    )


def test_a_new_period_holds_from_the_next_day(
    frozen: Frozen, agent: Person, administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the dialog says: until midnight in Shanghai nothing goes that the old period keeps."""
    only(monkeypatch, lambda: None)
    reminders(agent, 3, days=60)
    assert keeping.work(clock.now(), 60) == 0
    noted = keeping.change_period("reminders", months=1, by=administrator)
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert noted.next_at == midnight.astimezone(UTC)
    frozen.move(seconds=5)
    keeping.work(clock.now(), 60)
    assert Reminder.objects.count() == 3
    frozen.move(seconds=int((midnight - clock.now()).total_seconds()))
    keeping.work(clock.now(), 60)
    assert Reminder.objects.count() == 0


def test_a_period_that_is_set_during_a_round_stays(
    frozen: Frozen, agent: Person, administrator: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker writes down what it did, never what it read before."""

    def look() -> None:
        keeping.change_period("reminders", months=24, by=administrator)

    only(monkeypatch, look)
    Retention.objects.create(key="reminders")
    reminders(agent, 30, days=200)
    keeping.work(clock.now(), 60)
    noted = Retention.objects.get()
    assert noted.months == 24
    assert noted.next_at is not None
    assert (noted.next_at > clock.now(), noted.going) == (True, 20), "it goes on tomorrow, by the new period"
    assert Reminder.objects.count() == 10
    frozen.move(days=2)
    keeping.work(clock.now(), 60)
    noted.refresh_from_db()
    assert (noted.months, noted.went, noted.ran_at, Reminder.objects.count()) == (24, 20, clock.now(), 10)


def test_two_workers_share_the_first_round(
    frozen: Frozen, agent: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither trips over the other's row, and the round is noted once."""
    both = threading.Barrier(2, timeout=30)
    only(monkeypatch, both.wait)
    outcomes = races.together(*[lambda: keeping.work(clock.now(), 0)] * 2)
    assert [one.error for one in outcomes] == [None, None]
    noted = Retention.objects.get()
    assert (noted.months, noted.went, noted.ran_at) == (None, 0, clock.now())
    assert not Event.objects.filter(kind="retention.applied").exists()
