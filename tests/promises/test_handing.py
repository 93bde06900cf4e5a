"""What happens to promises when somebody leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from yinuo.core import events
from yinuo.core.models import Event
from yinuo.promises import actions
from yinuo.promises.models import HandOver, Promise
from yinuo.staff import actions as staff
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _leaving(_wired: None, frozen: Frozen) -> None:
    """Whoever leaves hands on."""
    events.on("staff.went_off_duty", actions.note_leaving)
    events.on("staff.absent", actions.note_leaving)


@pytest.fixture
def stand_in(agent: Person, outsider: Person) -> Person:
    """8099, named to stand in for 8011."""
    agent.stand_in = outsider
    agent.save()
    return outsider


def told() -> list[tuple[int, int | None, list[str]]]:
    """Every promise.handed_on: from whom, to whom, who is reminded."""
    rows = Event.objects.filter(kind="promise.handed_on").order_by("id")
    return [(row.data["from_person"], row.data["to_person"], row.data["notify"]) for row in rows]


def test_to_the_named_next_owner(ticket: Ticket, agent: Person, stand_in: Person) -> None:
    """The shift ends: promise and ticket go to the stand-in, who finds both in front of them."""
    make.happen("order.confirmed", ticket)
    staff.go_off_duty(agent, by=agent)
    assert actions.hand_on_due() == 1
    promise = Promise.objects.get()
    ticket.refresh_from_db()
    assert (promise.assignee, ticket.owner) == (stand_in, stand_in)
    assert told() == [(agent.pk, stand_in.pk, ["assignee"])]
    assert list(tickets.queue(stand_in).rows) == [ticket]
    assert not HandOver.objects.exists()


def test_to_the_team_leader_without_a_stand_in(ticket: Ticket, agent: Person, team_leader: Person) -> None:
    """Nobody is named: the leader on duty takes it."""
    make.happen("order.confirmed", ticket)
    staff.go_off_duty(agent, by=agent)
    actions.hand_on_due()
    assert Promise.objects.get().assignee == team_leader


def test_to_nobody_it_stays_in_sight(ticket: Ticket, agent: Person, team_leader: Person) -> None:
    """Nobody is there: the leaders are reminded and the ticket stands among the unassigned."""
    make.happen("order.confirmed", ticket)
    staff.go_off_duty(team_leader, by=None)
    staff.go_off_duty(agent, by=agent)
    actions.hand_on_due()
    assert Promise.objects.get().assignee is None
    assert told() == [(agent.pk, None, ["team_leader"])]
    team_leader.refresh_from_db()
    assert [row.pk for row in tickets.queue(team_leader, "unassigned").rows] == [ticket.pk]


def test_an_absence_that_begins_later(
    ticket: Ticket, agent: Person, stand_in: Person, frozen: Frozen
) -> None:
    """Leave from tomorrow changes nothing today."""
    make.happen("order.slip_sent", ticket)
    staff.mark_absent(agent, start=NOW + timedelta(hours=1), end=None, stand_in=stand_in, by=None)
    assert actions.hand_on_due() == 0
    staff.begin_absences(frozen.move(hours=1), 10)
    assert actions.hand_on_due() == 2
    assert {row.assignee for row in Promise.objects.all()} == {stand_in}


def test_whoever_is_back_keeps_what_is_theirs(ticket: Ticket, agent: Person, stand_in: Person) -> None:
    """Off and on again before the loop came: nothing moves."""
    make.happen("order.confirmed", ticket)
    staff.go_off_duty(agent, by=agent)
    staff.go_on_duty(agent, by=agent)
    assert actions.hand_on_due() == 0
    assert Promise.objects.get().assignee == agent
    assert not HandOver.objects.exists()


def test_others_promises_and_ended_ones_stay(
    ticket: Ticket, agent: Person, stand_in: Person, team_leader: Person
) -> None:
    """Only what is open and theirs goes on, on whoever's ticket it is."""
    make.happen("order.confirmed", ticket)
    make.happen("order.slip_sent", ticket)
    theirs = make_tickets.ticket(
        owner=team_leader, team=ticket.team, playbook_version=ticket.playbook_version
    )
    make.happen("order.confirmed", theirs)
    word = actions.give_word(ticket=theirs, label="回电", due_at=NOW + timedelta(hours=1), by=agent)
    staff.go_off_duty(agent, by=agent)
    assert actions.hand_on_due() == 3
    word.refresh_from_db()
    theirs.refresh_from_db()
    assert (word.assignee, theirs.owner) == (stand_in, team_leader)
    assert Promise.objects.get(ticket=ticket, key="slip").assignee == agent
    assert Promise.objects.get(ticket=theirs, key="slip").assignee == team_leader


def test_the_next_owner_is_told_once_for_each_ticket(ticket: Ticket, agent: Person, stand_in: Person) -> None:
    """R093: five promises of a ticket are one line of the reminder: the one due first, and how many."""
    make.happen("order.slip_sent", ticket)
    actions.give_word(ticket=ticket, label="回电", due_at=NOW + timedelta(minutes=5), by=agent)
    staff.go_off_duty(agent, by=agent)
    assert actions.hand_on_due() == 3
    assert [reminded for _, _, reminded in told()] == [["assignee"], [], []]
    first = Event.objects.filter(kind="promise.handed_on").order_by("id")[0]
    assert (first.data["key"], first.data["together"]) == ("callback", 3)


def test_handed_on_twice_is_handed_on_once(ticket: Ticket, agent: Person, stand_in: Person) -> None:
    """A second loop at the same work finds nothing left."""
    make.happen("order.confirmed", ticket)
    assert actions.hand_on(agent, None) == 1
    assert actions.hand_on(agent, None) == 0
