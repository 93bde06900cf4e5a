"""Several loops and people at the same moment, and a loop that is killed."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from tests.promises.conftest import Known
from tests.races import Outcome
from yinuo.core import events
from yinuo.core.models import Event
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises import actions
from yinuo.promises.actions import waking
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
Together = Callable[..., list[Outcome]]


class Killed(BaseException):
    """The process ends in the middle of a transaction."""


def loop(now: datetime) -> int:
    """One loop at work until it finds nothing more."""
    done = 0
    while step := actions.wake_due(now, 2 * waking.TOGETHER):
        done += step
    return done


def raised() -> Counter[tuple[Any, ...]]:
    """How often each thing was raised."""
    rows = Event.objects.filter(kind__in=["promise.broken", "promise.escalated", "promise.repeated"])
    return Counter((row.subject_id, row.kind, row.data["level"]) for row in rows)


def test_two_loops_raise_each_thing_once(
    playbook: PlaybookVersion, known: Known, agent: Person, frozen: Frozen, together: Together
) -> None:
    """Sixty promises on twenty tickets fall due in the same second; three loops share the work."""
    for _ in range(20):
        ticket = make_tickets.ticket(owner=agent, team=agent.team, playbook_version=playbook)
        make.happen("order.confirmed", ticket)
        make.happen("order.slip_sent", ticket)
    now = frozen.move(minutes=30, seconds=1)
    outcomes = together(*[lambda: loop(now)] * 3)
    assert [outcome.error for outcome in outcomes] == [None] * 3
    loop(now)
    counted = raised()
    assert set(counted.values()) == {1}
    assert Counter(kind for _, kind, _ in counted) == {"promise.broken": 40}
    assert not Promise.objects.filter(wake_at__lte=now).exists()


def test_kept_while_the_loop_breaks_it(
    playbook: PlaybookVersion, known: Known, agent: Person, frozen: Frozen, together: Together
) -> None:
    """R062: whoever comes first, late is late, and there is one break and one end."""
    tickets = [
        make_tickets.ticket(owner=agent, team=agent.team, playbook_version=playbook) for _ in range(12)
    ]
    for ticket in tickets:
        make.happen("order.confirmed", ticket)
    now = frozen.move(minutes=3, seconds=1)

    def send() -> None:
        for ticket in tickets:
            make.happen("order.slip_sent", ticket)

    outcomes = together(send, lambda: loop(now), lambda: loop(now))
    assert [outcome.error for outcome in outcomes] == [None] * 3
    for ticket in tickets:
        verbs = Counter(verb for _, verb, _ in make.told(ticket, "slip"))
        assert (verbs["broken"], verbs["kept"]) == (1, 1)
        slip = Promise.objects.get(ticket=ticket, key="slip")
        assert (slip.state, slip.wake_at, slip.broken_at) == ("KEPT", None, slip.due_at)


def test_opened_at_the_same_moment_is_opened_once(ticket: Ticket, frozen: Frozen, together: Together) -> None:
    """Two people confirm: one promise."""
    outcomes = together(*[lambda: make.happen("order.confirmed", ticket)] * 4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert Promise.objects.count() == 1


def test_the_same_form_at_the_same_moment_is_one_word(
    ticket: Ticket, agent: Person, frozen: Frozen, together: Together
) -> None:
    """A double click."""

    def say() -> Promise:
        return actions.give_word(
            ticket=ticket, label="回电", due_at=NOW + timedelta(hours=1), by=agent, form_key="once"
        )

    outcomes = together(say, say, say)
    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert {outcome.value.pk for outcome in outcomes} == set(Promise.objects.values_list("pk", flat=True))


def test_handing_on_while_the_loop_works(
    playbook: PlaybookVersion,
    known: Known,
    agent: Person,
    team_leader: Person,
    frozen: Frozen,
    together: Together,
) -> None:
    """Nothing is handed on twice, nothing is raised twice, nobody waits for ever."""
    for _ in range(10):
        ticket = make_tickets.ticket(owner=agent, team=agent.team, playbook_version=playbook)
        make.happen("order.confirmed", ticket)
    agent.on_duty = False
    agent.save()
    now = frozen.move(minutes=4)
    outcomes = together(
        lambda: actions.hand_on(agent, None), lambda: actions.hand_on(agent, None), lambda: loop(now)
    )
    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert outcomes[0].value + outcomes[1].value == 10
    assert Event.objects.filter(kind="promise.handed_on").count() == 10
    assert set(Promise.objects.values_list("assignee", flat=True)) == {team_leader.pk}


@pytest.mark.parametrize("at", [0, 1, 4, 7])
def test_killed_in_the_middle(ticket: Ticket, frozen: Frozen, at: int) -> None:
    """What was not committed is raised by the next loop, once; what was, is not raised again."""
    for number in range(25):
        make.promise(ticket, NOW, NOW + timedelta(seconds=number), key=f"p{number}")
    dies = [True]

    def die(deed: events.Deed) -> None:
        if dies[0] and deed.data["key"] == f"p{waking.TOGETHER + at}":
            raise Killed

    events.on("promise.broken", die)
    now = frozen.move(minutes=1)
    with pytest.raises(Killed):
        loop(now)
    assert len(raised()) == waking.TOGETHER
    dies[0] = False
    loop(now)
    counted = raised()
    assert set(counted.values()) == {1}
    assert len(counted) == 25
