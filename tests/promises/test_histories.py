"""Any history of a ticket, with any loop beside it: what becomes of a promise depends on the events alone."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from tests.promises.conftest import Known
from yinuo.core.errors import NotNow
from yinuo.core.models import Event
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises import actions
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import NEVER, Ticket

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
EVENTS = (
    "order.confirmed",
    "order.slip_sent",
    "order.accepted",
    "order.tracked",
    "order.picked_up",
    "order.cancelled",
    "order.exception_noted",
    "order.exception_cleared",
)
HANDS = ("keep", "cancel", "pause", "resume", "move", "say")
steps = st.tuples(st.sampled_from((30, 60, 179, 180, 300, 1800, 3600)), st.sampled_from(EVENTS + HANDS))
pytestmark = pytest.mark.django_db
FEWER = settings(
    max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
"""Each example writes dozens of rows."""


class Played:
    """One ticket on which a history happens."""

    def __init__(self, playbook: PlaybookVersion, leader: Person, frozen: Frozen) -> None:
        self.leader, self.frozen = leader, frozen
        self.ticket = make_tickets.ticket(owner=leader, team=leader.team, playbook_version=playbook)
        frozen.to(START)

    def play(self, history: list[tuple[int, str]], looks: list[bool]) -> "Played":
        for (seconds, step), look in zip(history, looks, strict=True):
            self.frozen.move(seconds=seconds)
            if look:
                self.loop()
            if step in HANDS:
                self.by_hand(step)
            else:
                make.happen(step, self.ticket)
            self.check()
        return self

    def loop(self) -> None:
        while actions.wake_due(self.frozen.at):
            pass

    def by_hand(self, verb: str) -> None:
        later = self.frozen.at + timedelta(minutes=10)
        if verb == "say":
            actions.give_word(ticket=self.ticket, label="回电", due_at=later, by=self.leader)
            return
        promise = Promise.objects.filter(ticket=self.ticket).order_by("-pk").first()
        if promise is None:
            return
        act: Any = getattr(actions, verb)
        said: dict[str, Any] = {"cancel": {"reason": "不"}, "pause": {"reason": "等"}}.get(verb, {})
        said = {"due_at": later, "reason": "改"} if verb == "move" else said
        with suppress(NotNow):
            act(promise=promise, by=self.leader, **said)

    def check(self) -> None:
        """What is always true."""
        rows = list(Promise.objects.filter(ticket=self.ticket))
        open_ = [row for row in rows if row.state == "OPEN"]
        ruled = [row.key for row in open_ if not row.is_spoken]
        assert len(ruled) == len(set(ruled)), "open twice"
        running = [row.due_at for row in open_ if not row.is_paused]
        self.ticket.refresh_from_db()
        assert self.ticket.next_due_at == min(running, default=NEVER)
        for row in rows:
            assert (row.broken_at is None) or row.broken_at == row.due_at
            assert row.state == "OPEN" or (row.broken_at is not None) == row.was_late

    def outcome(self) -> list[tuple[Any, ...]]:
        """What became of each promise."""
        columns = ("key", "round", "state", "due_at", "ended_at", "opened_at", "paused_at")
        return list(Promise.objects.filter(ticket=self.ticket).order_by("pk").values_list(*columns))

    def told(self, *verbs: str) -> list[tuple[Any, ...]]:
        """The events of these verbs by promise; a break that its keeping took back does not count."""
        rows = Event.objects.filter(ticket_id=self.ticket.pk, subject_kind="promise")
        back = {row.subject_id for row in rows if row.data.get("withdrawn")}
        kinds = {f"promise.{verb}" for verb in verbs}
        counted = [row for row in rows if row.kind in kinds]
        counted = [row for row in counted if row.kind != "promise.broken" or row.subject_id not in back]
        return sorted((row.data["key"], row.data["round"], row.kind, row.data.get("late")) for row in counted)


@FEWER
@given(history=st.lists(steps, max_size=10), data=st.data())
def test_the_loop_changes_nothing_that_counts(
    playbook: PlaybookVersion,
    known: Known,
    team_leader: Person,
    frozen: Frozen,
    history: list[tuple[int, str]],
    data: st.DataObject,
) -> None:
    """Kept, late and broken are a function of the events' times, whether the loop looks always or never."""
    looks = data.draw(st.lists(st.booleans(), min_size=len(history), max_size=len(history)))
    always = Played(playbook, team_leader, frozen).play(history, [True] * len(history))
    some = Played(playbook, team_leader, frozen).play(history, looks)
    assert some.outcome() == always.outcome()
    assert some.told("kept", "cancelled") == always.told("kept", "cancelled")
    some.loop()
    assert some.told("broken") == always.told("broken")


@FEWER
@given(history=st.lists(steps, max_size=10), data=st.data())
def test_every_level_is_raised_once(
    playbook: PlaybookVersion,
    known: Known,
    team_leader: Person,
    frozen: Frozen,
    history: list[tuple[int, str]],
    data: st.DataObject,
) -> None:
    """However the loops look: one break for each due time, and each level once after it."""
    looks = data.draw(st.lists(st.booleans(), min_size=len(history), max_size=len(history)))
    played = Played(playbook, team_leader, frozen).play(history, looks)
    frozen.move(days=4)
    played.loop()
    for promise in Promise.objects.filter(ticket=played.ticket):
        told = Event.objects.filter(subject_kind="promise", subject_id=promise.pk).order_by("id")
        seen: set[Any] = set()
        for event in told:
            if event.kind == "promise.moved":
                seen.clear()
            elif event.kind in ("promise.broken", "promise.escalated"):
                mark = event.kind if event.kind == "promise.broken" else event.data["level"]
                assert mark not in seen
                assert event.kind == "promise.broken" or "promise.broken" in seen
                seen.add(mark)
        if promise.state == "OPEN" and not promise.is_paused:
            assert promise.broken_at == promise.due_at


def test_the_histories_are_no_empty_play(
    playbook: PlaybookVersion, known: Known, team_leader: Person, frozen: Frozen
) -> None:
    """One history by hand, so that the random ones are known to do something."""
    history = [(30, "order.confirmed"), (300, "order.slip_sent"), (60, "say"), (3600, "keep")]
    played = Played(playbook, team_leader, frozen).play(history, [False] * 4)
    assert [row[:3] for row in played.outcome()] == [
        ("slip", 1, "KEPT"),
        ("vehicle", 1, "OPEN"),
        ("follow_up", 1, "OPEN"),
        ("callback", 1, "KEPT"),
    ]
    assert len(played.told("broken")) == 2
    assert Ticket.objects.count() == 1
