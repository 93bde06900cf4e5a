"""The customer hears that it was received, until when they wait, and their problem in our words."""

from datetime import timedelta

import pytest

from tests.factories import complaints as make
from tests.frozen import Frozen
from yinuo.complaints.actions import accepting
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import ceilings
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

WITHIN = timedelta(hours=4)
LAW = {
    "key": "express_week",
    "label": "快件投诉处理",
    "law": "快递市场管理办法",
    "about": "deadline",
    "types": ["time"],
    "text": "自接到投诉之日起七日内处理完毕",
    "within": "7d",
    "from": "R155",
}


@pytest.fixture(autouse=True)
def _manual(desk: Frozen) -> None:
    make.playbook(legal=[LAW])


def events(complaint: Complaint, verb: str) -> list[Event]:
    """What was recorded of it, in order."""
    return list(Event.objects.filter(ticket_id=complaint.pk, kind=f"complaint.{verb}").order_by("id"))


def test_it_is_acknowledged_once(agent: Person, team_leader: Person) -> None:
    """R180."""
    complaint = make.registered(agent)
    assert not accepting.is_acknowledged(complaint)
    for by in (agent, team_leader, None):
        accepting.acknowledge(complaint=complaint, by=by)
    assert [one.actor_id for one in events(complaint, "acknowledged")] == [agent.pk]


def test_the_waiting_time_is_a_promise(desk: Frozen, agent: Person) -> None:
    """R155, R182: a word that the desk keeps; moved, it is the same promise."""
    complaint, due = make.registered(agent), clock.now() + WITHIN
    promise = accepting.tell_wait(complaint=complaint, due_at=due, by=agent)
    assert (promise.key, promise.due_at, promise.assignee) == ("complaint_reply_by", due, agent)
    assert make.again(complaint).told_until == due
    assert "told_wait" in make.ticked(complaint)
    assert accepting.tell_wait(complaint=complaint, due_at=due, by=agent) == promise
    later = due + WITHIN
    assert accepting.tell_wait(complaint=complaint, due_at=later, by=agent).pk == promise.pk
    assert Promise.objects.get(key="complaint_reply_by").due_at == later
    told = [(one.data["promise"], one.data["due"]) for one in events(complaint, "told_wait")]
    assert told == [(promise.pk, due.isoformat()), (promise.pk, later.isoformat())]


def test_the_same_form_tells_once(agent: Person) -> None:
    complaint, due = make.registered(agent), clock.now() + WITHIN
    first = accepting.tell_wait(complaint=complaint, due_at=due, by=agent, form_key="once")
    again = accepting.tell_wait(complaint=complaint, due_at=due + WITHIN, by=agent, form_key="once")
    assert (again.pk, again.due_at) == (first.pk, due)


def test_a_time_that_is_past_is_no_promise(agent: Person) -> None:
    complaint = make.registered(agent)
    for _ in range(2):
        with pytest.raises(Invalid, match="promise_due_past"):
            accepting.tell_wait(complaint=complaint, due_at=clock.now(), by=agent)
        accepting.tell_wait(complaint=complaint, due_at=clock.now() + WITHIN, by=agent)


def test_never_later_than_an_authority_says(agent: Person) -> None:
    due = clock.now() + timedelta(days=2)
    complaint = make.registered(
        agent, channel="HOTLINE", official_from="12345", official_number="1", official_due_at=due
    )
    with pytest.raises(Invalid) as refused:
        accepting.tell_wait(complaint=complaint, due_at=due + timedelta(minutes=1), by=agent)
    assert (refused.value.code, refused.value.params["label"]) == ("complaint_wait_too_late", "12345")
    assert refused.value.params["at"] == "2026-11-22 10:00"
    accepting.tell_wait(complaint=complaint, due_at=due, by=agent)


def test_never_later_than_the_law_allows(agent: Person) -> None:
    """`domain.md` B9: a ceiling of the playbook, for the types it names."""
    complaint, week = make.registered(agent), clock.now() + timedelta(days=7)
    with pytest.raises(Invalid) as refused:
        accepting.tell_wait(complaint=complaint, due_at=week + timedelta(minutes=1), by=agent)
    assert refused.value.params["label"] == "快件投诉处理 快递市场管理办法"
    accepting.tell_wait(complaint=complaint, due_at=week, by=agent)
    other = make.registered(agent, type="CHARGES")
    accepting.tell_wait(complaint=other, due_at=week + timedelta(days=1), by=agent)


def test_what_is_late_already_is_told_a_time_nevertheless(agent: Person) -> None:
    """R155: a deadline that has passed is broken in the open; the customer still hears how long they wait."""
    late = {"official_from": "12345", "official_number": "1"}
    complaint = make.registered(
        agent, channel="HOTLINE", official_due_at=clock.now() - timedelta(days=1), **late
    )
    accepting.tell_wait(complaint=complaint, due_at=clock.now() + timedelta(hours=3), by=agent)
    assert "told_wait" in make.ticked(complaint)


def test_working_days_run_to_the_close_of_the_last(agent: Person) -> None:
    make.playbook(legal=[{**LAW, "within": "3d", "days_kind": "working"}])
    latest = ceilings.ahead(make.registered(agent))
    assert latest is not None
    assert latest.shown == "2026-11-25 17:30"


def test_our_words_are_confirmed(agent: Person) -> None:
    """R186: with the time at which the customer said yes."""
    complaint = make.registered(agent)
    restated = accepting.restate(complaint=complaint, words=" 您是说，昨天约好的没来提 ", by=agent)
    assert (restated.restated, restated.restated_at) == ("您是说，昨天约好的没来提", clock.now())
    assert "restated" in make.ticked(complaint)
    accepting.restate(complaint=complaint, words="您是说，昨天约好的没来提", by=agent)
    accepting.restate(complaint=complaint, words="两次都没来提", by=agent)
    assert make.again(complaint).restated == "两次都没来提"
    assert len(events(complaint, "restated")) == 2


def test_what_nobody_confirmed_is_not_kept(agent: Person) -> None:
    complaint = make.registered(agent)
    with pytest.raises(Invalid, match="complaint_restating_unconfirmed"):
        accepting.restate(complaint=complaint, words="您是说", by=agent, is_confirmed=False)
    for words, code in ((" ", "required"), ("话" * 1001, "too_long")):
        with pytest.raises(Invalid, match=code):
            accepting.restate(complaint=complaint, words=words, by=agent)
    assert make.again(complaint).restated == ""


def test_whom_it_is_about_and_strangers_do_nothing(agent: Person, mate: Person, outsider: Person) -> None:
    complaint, due = make.registered(agent, respondent=mate), clock.now() + WITHIN
    for by in (mate, outsider):
        with pytest.raises(NotPermitted):
            accepting.acknowledge(complaint=complaint, by=by)
        with pytest.raises(NotPermitted):
            accepting.tell_wait(complaint=complaint, due_at=due, by=by)
        with pytest.raises(NotPermitted):
            accepting.restate(complaint=complaint, words="您是说", by=by)
    assert not Promise.objects.filter(key="complaint_reply_by").exists()


def test_a_closed_case_promises_nothing(agent: Person) -> None:
    complaint = make.at("CLOSED", agent)
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        accepting.acknowledge(complaint=complaint, by=agent)
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        accepting.tell_wait(complaint=complaint, due_at=clock.now() + WITHIN, by=agent)
    with pytest.raises(NotNow, match="complaint_not_in_stage"):
        accepting.restate(complaint=complaint, words="您是说", by=agent)
