"""Events, their reactions and their order."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection

from yinuo.core import db, events
from yinuo.core.events import switchboard
from yinuo.core.models import Event, EventDetail, Serial


@pytest.fixture(autouse=True)
def wiring() -> Iterator[None]:
    """A table of our own; the desk's comes back afterwards."""
    kept, names = dict(switchboard._reactions), switchboard._names
    events.reset()
    yield
    events.reset()
    switchboard._reactions.update(kept)
    events.signal_names(names or (lambda event: set()))


@pytest.fixture
def subject(db: None) -> Serial:
    """Any row serves as a subject."""
    return Serial.objects.create(series="x", day=date(2026, 11, 21))


def test_reactions_run_before_the_commit_breadth_first(subject: Serial) -> None:
    seen: list[str] = []

    def first(deed: events.Deed) -> None:
        seen.append(f"first {deed.kind}")
        if deed.kind == "a":
            events.record("c", subject=subject)

    events.on("a", first)
    events.on(events.ANY, lambda deed: seen.append(f"any {deed.kind}"))
    with db.transaction():
        events.record("a", subject=subject)
        events.record("b", subject=subject)
        assert seen == []
    assert seen == ["first a", "any a", "any b", "any c"]


def test_a_reaction_that_fails_fails_the_action(subject: Serial) -> None:
    def refuse(deed: events.Deed) -> None:
        raise ValueError("no")

    events.on("a", refuse)
    with pytest.raises(ValueError, match="no"), db.transaction():
        events.record("a", subject=subject)
    assert not Event.objects.exists()


def test_what_failed_is_not_reacted_to_later(subject: Serial) -> None:
    seen: list[str] = []
    events.on(events.ANY, lambda deed: seen.append(deed.kind))
    with pytest.raises(RuntimeError), db.transaction():
        events.record("lost", subject=subject)
        raise RuntimeError
    with db.transaction():
        events.record("kept", subject=subject)
    assert seen == ["kept"]


def test_endless_reactions_are_stopped(subject: Serial) -> None:
    events.on("again", lambda deed: events.record("again", subject=subject) and None)
    with pytest.raises(RuntimeError, match="deep"), db.transaction():
        events.record("again", subject=subject)


def test_recording_needs_a_transaction(subject: Serial) -> None:
    with pytest.raises(RuntimeError, match="outside"):
        events.record("a", subject=subject)


@pytest.mark.parametrize("change", ["UPDATE core_event SET kind = 'b'", "DELETE FROM core_event"])
def test_an_event_stays_as_it_was_written(subject: Serial, change: str) -> None:
    with db.transaction():
        events.record("a", subject=subject, detail={"old": 1})
    with pytest.raises(DatabaseError), db.transaction(), connection.cursor() as cursor:
        cursor.execute(change)
    assert EventDetail.objects.get().values == {"old": 1}


def test_the_door_and_the_actor_are_written(subject: Serial) -> None:
    with events.entered_by("api"), db.transaction():
        event = events.record("a", subject=subject, ticket=subject, by=subject, data={"key": "slip"})
    event.refresh_from_db()
    assert (event.door, event.actor_id, event.ticket_id, event.data) == (
        "api",
        subject.pk,
        subject.pk,
        {"key": "slip"},
    )
    assert (event.subject_kind, event.subject_id) == ("serial", subject.pk)


def test_a_desk_without_wiring_does_not_start() -> None:
    with pytest.raises(Exception, match="registered no reaction"):
        events.ready()


def test_what_is_recorded_together_is_stored_together(subject: Serial, django_assert_max_num_queries) -> None:
    events.on("a", lambda deed: events.record("c", subject=subject, detail={"n": deed.event.pk}) and None)
    with django_assert_max_num_queries(8), db.transaction():
        for kind in ("a", "b", "a"):
            events.record(kind, subject=subject, detail={"of": kind})
    found = list(Event.objects.order_by("id").select_related("detail"))
    assert [event.kind for event in found] == ["a", "b", "a", "c", "c"]
    first, _, third, *reactions = found
    assert [event.detail.values for event in reactions] == [{"n": first.pk}, {"n": third.pk}]


def test_what_is_recorded_at_the_very_end_is_reacted_to_as_well(subject: Serial) -> None:
    """Another hook before the commit may record something after the first reactions have run."""
    seen: list[str] = []
    events.on(events.ANY, lambda deed: seen.append(deed.kind))

    def late() -> None:
        events.record("late", subject=subject)

    with db.transaction():
        events.record("early", subject=subject)
        db.before_commit(late)
    assert seen == ["early", "late"]
