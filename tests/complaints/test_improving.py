"""Causes that came again as they are looked through, lessons as they are looked up: reach, cuts, price."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import tickets as make
from tests.frozen import Frozen
from yinuo.complaints.actions import correcting
from yinuo.complaints.models import Complaint, Corrective, Lesson, Outcome
from yinuo.complaints.queries import improving, lessons
from yinuo.complaints.queries.improving import Cut
from yinuo.complaints.queries.lessons import Sought
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotFound, NotNow
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.models import Kind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
State = Corrective.State


def case(owner: Person, **said: Any) -> Complaint:
    ticket = make.ticket(kind=Kind.COMPLAINT, stage="ACCEPT", owner=owner, team=owner.team)
    values = {"type": "TIME", "cause": "DUTY", "account": "没来", "recorded_at": clock.now(), **said}
    return Complaint.objects.create(ticket=ticket, **values)


def corrective(cause: str = "DUTY", **said: Any) -> Corrective:
    now = clock.now()
    kept = {"type": "TIME", "count": 3, "opened_at": now, "changed_at": now, **said}
    return Corrective.objects.create(cause=cause, **kept)


def lesson(owner: Person, why: str, change: str, **said: Any) -> Lesson:
    kept = {"cause": why, "change": change, "owner": owner, "due_on": clock.today(), "at": clock.now()}
    return Lesson.objects.create(complaint=case(owner, **said), **kept)


def test_each_cut_shows_what_it_says(manager: Person, frozen: Frozen) -> None:
    past = clock.today() - timedelta(days=1)
    late, failed = corrective(due_on=past), corrective("DETAIL", state=State.FAILED)
    done, worked = corrective("GIFT", state=State.DONE, due_on=past), corrective("SAFETY", state=State.WORKED)

    def seen(cut: str) -> list[Corrective]:
        return list(improving.correctives(manager, cut).rows)

    assert seen(Cut.OPEN) == [failed, late]
    assert seen(Cut.OVERDUE) == [late]
    assert seen(Cut.DONE) == [done]
    assert seen(Cut.WORKED) == [worked]
    assert seen("") == [worked, done, failed, late]
    assert dict(improving.counts(manager)) == {"open": 2, "overdue": 1, "done": 1, "worked": 1}


def test_whoever_does_not_lead_sees_only_what_is_theirs_to_do(
    agent: Person, mate: Person, auditor: Person
) -> None:
    own, other = corrective(owner=agent), corrective("DETAIL", owner=mate)
    assert list(improving.correctives(agent).rows) == [own]
    assert list(improving.correctives(auditor).rows) == [other, own]
    assert improving.corrective(agent, own.pk) == own
    with pytest.raises(NotFound):
        improving.corrective(agent, other.pk)


def test_cases_since_it_was_done_are_counted_and_kept_when_it_is_judged(
    agent: Person, manager: Person
) -> None:
    case(agent)
    row = corrective(what="排队先报备", owner=agent)
    assert improving.came(row) == 0
    row = correcting.corrective_done(corrective=row, by=agent)
    assert (row.done_at, improving.came(row)) == (clock.now(), 0)
    case(agent), case(agent, cause="DETAIL"), case(agent, outcome=Outcome.WITHDRAWN)
    assert improving.came(row) == 1
    row = correcting.verify(corrective=row, worked=False, effect="又来一件", by=manager)
    case(agent)
    assert (row.came, improving.came(row)) == (1, 1)
    assert Event.objects.get(kind="corrective.failed").data == {"came": 1}
    due = clock.today()
    row = correcting.set_corrective(corrective=row, what="换线路", owner=agent, due_on=due, by=manager)
    assert (row.done_at, row.came, improving.came(row)) == (None, None, 0)


def test_how_far_it_is_is_written_down_once_and_never_after_the_end(agent: Person, mate: Person) -> None:
    row = corrective(owner=agent)
    correcting.note(corrective=row, text="已和车队谈过", by=agent)
    correcting.note(corrective=row, text=" 已和车队谈过 ", by=agent)
    told = improving.happened(row)
    assert [(one.kind, one.by, one.said) for one in told] == [
        ("corrective.noted", agent.name, "已和车队谈过")
    ]
    with pytest.raises(Invalid):
        correcting.note(corrective=row, text=" ", by=agent)
    with pytest.raises(NotNow) as over:
        correcting.note(corrective=corrective("GIFT", state=State.WORKED, owner=agent), text="完", by=agent)
    assert over.value.code == "corrective_not_in_state"
    correcting.corrective_done(corrective=corrective("SAFETY", what="x", owner=agent), by=agent)
    assert improving.last_note(row) == "已和车队谈过"


def test_its_cases_are_the_newest_within_reach(agent: Person, driver: Person) -> None:
    row, first, second = corrective(owner=agent), case(agent), case(agent)
    case(agent, cause="DETAIL")
    hidden = case(agent)
    type(hidden.ticket).objects.filter(pk=hidden.pk).update(barred=agent)
    assert improving.cases(agent, row) == [second, first]
    assert improving.under_way(agent, first) == row
    assert improving.under_way(driver, first) is None


def test_lessons_are_found_by_cause_and_by_words_within_reach(agent: Person, driver: Person) -> None:
    queue = lesson(agent, "桥北卸货排队没报备", "排队先报车管")
    words = lesson(agent, "司机说话冲", "新司机先学话术", type="ATTITUDE", cause="HANDLING")

    def found(person: Person = agent, **said: str) -> list[Lesson]:
        return list(lessons.lessons(person, Sought(**said)).rows)

    assert found() == [words, queue]
    assert found(type="TIME") == found(cause="DUTY") == found(words="排队 车管") == [queue]
    assert found(words="话术", type="TIME") == []
    assert found(driver) == []


def test_pages_follow_each_other_at_a_constant_price(manager: Person, agent: Person) -> None:
    for number in range(31):
        lesson(agent, f"原因{number}", "改")
        corrective(f"C{number}", owner=agent, state=State.DONE, done_after=0)
    with CaptureQueriesContext(connection) as asked:
        page = improving.correctives(manager)
        improving.came_since(page.rows)
        learned = lessons.lessons(agent, Sought(words="原因"))
    assert len(asked) <= 4
    assert (len(page.rows), len(learned.rows)) == (30, 30)
    assert len(improving.correctives(manager, "", page.next_cursor).rows) == 1
    assert len(lessons.lessons(agent, Sought(words="原因"), learned.next_cursor).rows) == 1
