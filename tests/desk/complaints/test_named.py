"""Whoever is named for an improvement is told of it, has it among their tasks and is reminded (R220)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.desk.complaints.test_case_walk import FOUND, agreed, carried_out
from tests.desk.complaints.walking import do, page, press, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.frozen import Frozen
from yinuo.complaints.models import Complaint, Corrective
from yinuo.core import clock
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
CHANGE = "排队先报备"
DUE, LATE = "改进的日期到了，还没有改好", "过了日期一天，还没有改好"


@pytest.fixture
def case(agent: Person, browse: Any) -> Complaint:
    """Carried out, to be called back."""
    made, client = make.at("PROPOSE", agent), browse(agent)
    do(client, made, "findings", **FOUND)
    agreed(client, made)
    carried_out(client, made)
    return made


def told(client: Client) -> str:
    """What the person was reminded of."""
    return parts.text(client.get("/messages/reminders/"))


def day(days: int) -> str:
    """So many days from today, as a browser's field has it."""
    return (clock.today() + timedelta(days=days)).isoformat()


def task(person: Person) -> Ticket:
    """The one open task of a person."""
    return Ticket.objects.get(kind="TASK", owner=person, closed_at=None)


def wake(frozen: Frozen, days: int) -> None:
    """So many days pass, and the loop has come."""
    frozen.move(days=days)
    promises.wake_due(clock.now(), 200)


def test_the_owner_of_a_lesson_is_told_and_reminded(
    agent: Person, mate: Person, team_leader: Person, case: Complaint, browse: Any, frozen: Frozen
) -> None:
    """Closing keeps nothing of it; the day past, its owner and then the leader hear of it."""
    client, theirs = browse(agent), browse(mate)
    do(client, case, "lesson", cause="排队", change=CHANGE, owner=str(mate.pk), due_on=day(2))
    assert CHANGE in told(theirs)
    do(client, case, "rating", overall="5", way="PHONE")
    do(client, case, "thanks")
    do(client, case, "closing")
    assert task(mate).headline.endswith(f"教训：{CHANGE}")
    assert promises.hand_on(mate, None) == 0
    assert DUE not in told(theirs)
    wake(frozen, 3)
    assert DUE in told(theirs)
    assert LATE not in told(browse(team_leader))
    wake(frozen, 1)
    assert LATE in told(browse(team_leader))
    promises.finish_task(task(mate), "已写进规定", mate)
    assert Promise.objects.get(key="improvement").state == Promise.State.KEPT


def test_another_owner_takes_the_task_over(
    agent: Person, mate: Person, team_leader: Person, case: Complaint, browse: Any
) -> None:
    """The lesson is written anew; nobody has two tasks of it, and to oneself nothing is told."""
    client, said = browse(agent), {"cause": "排队", "change": CHANGE, "due_on": day(2)}
    do(client, case, "lesson", owner=str(mate.pk), **said)
    do(client, case, "lesson", owner=str(agent.pk), **said)
    assert CHANGE not in told(client)
    assert not Ticket.objects.filter(kind="TASK", owner=mate, closed_at=None).exists()
    assert task(agent).headline.endswith(CHANGE)
    again = press(client, url(case, "lesson"), owner=str(agent.pk), **said)
    assert again.status_code == 204
    assert Ticket.objects.filter(kind="TASK", headline__contains=CHANGE).count() == 2
    assert CHANGE in page(client, case)


def test_the_owner_of_a_corrective_action_is_told_and_reminded_until_it_is_done(
    mate: Person, team_leader: Person, browse: Any, frozen: Frozen
) -> None:
    row = Corrective.objects.create(
        type="TIME", cause="DUTY", count=4, opened_at=clock.now(), changed_at=clock.now()
    )
    plan = {"what": CHANGE, "owner": mate.pk, "due_on": day(0)}
    assert browse(team_leader).post(f"/complaints/correctives/{row.pk}/plan/", plan).status_code == 302
    assert f"整改：{CHANGE}" in told(browse(mate))
    wake(frozen, 1)
    assert DUE in told(browse(mate))
    assert browse(mate).post(f"/complaints/correctives/{row.pk}/done/").status_code == 302
    promise = Promise.objects.get(key="improvement")
    assert (promise.state, promise.ticket.closed_at is None) == (Promise.State.KEPT, False)
