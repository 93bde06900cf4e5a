"""The lesson of a case in writing; a cause that comes again opens one action, followed to its effect."""

from datetime import timedelta
from typing import Any

import pytest

from tests.complaints import carried as make
from tests.frozen import Frozen
from yinuo.complaints.actions import correcting, ending, following, learning
from yinuo.complaints.models import Complaint, Corrective, Lesson
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Company, Person

pytestmark = pytest.mark.usefixtures("frozen", "_connected")
State = Corrective.State


@pytest.fixture
def _connected(_wired: None, company: Company) -> None:
    make.playbook()


def learn(held: Complaint, owner: Person, by: Person, **said: Any) -> Lesson:
    given: dict[str, Any] = {"cause": "桥北卸货排队没报备", "change": "排队超过20分钟先报车管"}
    given |= {"due_on": clock.today() + timedelta(days=7)}
    return learning.learn(complaint=held, owner=owner, by=by, **given | said)


def satisfied(owner: Person, cause: str = "DUTY", **values: Any) -> Complaint:
    held = make.to_call_back(owner, cause=cause, **values)
    following.rate(complaint=held, overall=5, way="PHONE", by=owner)
    following.thank(complaint=held, by=owner)
    return ending.close(complaint=held, by=owner)


def opened(owner: Person) -> Corrective:
    for _ in range(3):
        satisfied(owner)
    return Corrective.objects.get()


def test_the_lesson_of_a_case_is_written_down_and_may_be_set_right(
    agent: Person, team_leader: Person
) -> None:
    held = satisfied(agent)
    lesson = learn(held, team_leader, agent)
    assert learn(held, team_leader, agent).at == lesson.at
    learn(held, team_leader, agent, change="排队先报车管，再告诉客户")
    assert Lesson.objects.get().change == "排队先报车管，再告诉客户"
    assert len(make.recorded(held, "learned")) == 2


def test_a_lesson_needs_words_a_date_to_come_and_somebody_who_is_here(agent: Person, mate: Person) -> None:
    mate.is_active = False
    held = make.to_call_back(agent)
    with pytest.raises(Invalid) as wrong:
        learn(held, mate, agent, cause=" ", due_on=clock.today() - timedelta(days=1))
    assert {one.field for one in wrong.value.faults} == {"cause", "owner", "due_on"}
    with pytest.raises(NotNow):
        learn(make.case(agent, Stage.PROPOSE), agent, agent)


def test_the_third_of_a_cause_opens_one_action_and_the_fourth_counts(agent: Person) -> None:
    satisfied(agent), satisfied(agent), satisfied(agent, "SAFETY")
    assert not Corrective.objects.exists()
    third = satisfied(agent)
    row = Corrective.objects.get()
    assert (row.type, row.cause, row.count, row.state) == ("TIME", "DUTY", 3, State.OPEN)
    event = Event.objects.get(kind="corrective.opened")
    assert event.ticket_id == third.pk
    assert event.data == {"type": "TIME", "cause": "DUTY", "count": 3}
    satisfied(agent)
    assert Corrective.objects.get().count == 4


def test_what_lies_longer_ago_than_thirty_days_does_not_count(agent: Person, frozen: Frozen) -> None:
    satisfied(agent), satisfied(agent)
    frozen.move(days=31)
    satisfied(agent)
    assert not Corrective.objects.exists()


def test_what_was_withdrawn_is_no_repeated_cause(agent: Person) -> None:
    for _ in range(3):
        ending.withdraw(complaint=make.case(agent, cause="DUTY"), reason="settled", by=agent)
    assert not Corrective.objects.exists()


def test_set_done_and_seen_to_work_by_somebody_else(
    agent: Person, team_leader: Person, manager: Person
) -> None:
    row = opened(agent)
    due = clock.today() + timedelta(days=14)
    with pytest.raises(NotPermitted):
        correcting.set_corrective(corrective=row, what="装GPS", owner=agent, due_on=due, by=agent)
    with pytest.raises(NotNow) as unset:
        correcting.corrective_done(corrective=row, by=manager)
    assert unset.value.code == "corrective_unset"
    given = correcting.set_corrective(corrective=row, what="装GPS", owner=agent, due_on=due, by=team_leader)
    assert (given.what, given.owner, given.due_on) == ("装GPS", agent, due)
    done = correcting.corrective_done(corrective=given, by=agent)
    assert correcting.corrective_done(corrective=given, by=agent).changed_at == done.changed_at
    with pytest.raises(NotPermitted) as own:
        correcting.verify(corrective=done, worked=True, effect="好了", by=agent)
    assert own.value.code == "corrective_own"
    failed = correcting.verify(corrective=done, worked=False, effect="月内又有两件", by=team_leader)
    assert failed.state == State.FAILED
    row = correcting.set_corrective(corrective=row, what="换线路", owner=agent, due_on=due, by=team_leader)
    row = correcting.corrective_done(corrective=row, by=agent)
    assert (
        correcting.verify(corrective=row, worked=True, effect="一月无投诉", by=manager).state == State.WORKED
    )
    assert (
        correcting.verify(corrective=row, worked=True, effect="一月无投诉", by=manager).state == State.WORKED
    )
    satisfied(agent)
    assert Corrective.objects.filter(state=State.OPEN).count() == 1
    verbs = Event.objects.filter(kind__startswith="corrective.").order_by("id").values_list("kind", flat=True)
    assert [kind.partition(".")[2] for kind in verbs] == [
        "opened",
        "set",
        "done",
        "failed",
        "set",
        "done",
        "worked",
        "opened",
    ]
