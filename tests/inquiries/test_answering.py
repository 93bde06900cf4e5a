"""Answers, on the spot and later (R108–R122)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import inquiries as make
from tests.factories import orders
from tests.factories import staff as people
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.inquiries import actions
from yinuo.messaging.models import Notice, Reminder
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Company, Person, Role
from yinuo.tickets.models import Kind, Ticket


def _promise(inquiry: Any, key: str) -> Promise:
    return Promise.objects.filter(ticket=inquiry.pk, key=key).latest("round")


def _site() -> None:
    Company.objects.update(site="https://qc56.cn")
    staff.forget()


def test_said_while_the_caller_listens_is_solved_at_first_contact(desk: Frozen, agent: Person) -> None:
    """R111, R122: the answer, who gave it and when; what was due is kept; the queue is rid of it."""
    inquiry = actions.answer(
        inquiry=make.asked(agent), text=" 下午到 ", way="SAID", by=agent, figures={"stage": "IN_TRANSIT"}
    )
    found = make.again(inquiry)
    assert (found.answer, found.way, found.answered_by) == ("下午到", "SAID", agent)
    assert (found.answered_at, found.at_first_contact) == (clock.now(), True)
    assert found.figures == {"stage": "IN_TRANSIT"}
    assert (found.ticket.stage, found.ticket.closed_at) == ("ANSWERED", clock.now())
    assert _promise(inquiry, "answer_at_once").state == Promise.State.KEPT
    event = Event.objects.get(kind="inquiry.answered")
    assert event.data == {"way": "SAID", "first": True}


def test_the_same_answer_twice_is_one(desk: Frozen, agent: Person) -> None:
    inquiry = make.answered(agent)
    actions.answer(inquiry=inquiry, text="正在配送，下午到", way="SAID", by=agent)
    assert Event.objects.filter(kind="inquiry.answered").count() == 1
    with pytest.raises(NotNow):
        actions.answer(inquiry=inquiry, text="别的", way="SAID", by=agent)


@pytest.mark.parametrize(
    ("channel", "way"), [("PHONE", "PAGE"), ("WEB", "SAID"), ("MESSAGE", "SAID"), ("PHONE", "PIGEON")]
)
def test_an_answer_takes_a_way_that_reaches_who_asked(
    desk: Frozen, agent: Person, channel: str, way: str
) -> None:
    with pytest.raises(Invalid) as refused:
        actions.answer(inquiry=make.asked(agent, channel=channel), text="到了", way=way, by=agent)
    assert refused.value.code == "answer_way_wrong"


def test_nothing_is_no_answer(desk: Frozen, agent: Person) -> None:
    """R116: no vague sounds."""
    with pytest.raises(Invalid):
        actions.answer(inquiry=make.asked(agent), text=" ", way="SAID", by=agent)
    with pytest.raises(Invalid):
        actions.answer(inquiry=make.asked(agent), text="长" * 1001, way="SAID", by=agent)


def test_an_answer_by_text_message_leaves(desk: Frozen, agent: Person) -> None:
    inquiry = actions.answer(inquiry=make.asked(agent), text="下午四点到。", way="SMS", by=agent)
    notice = Notice.objects.get(ticket=inquiry.pk)
    assert (notice.key, notice.address) == ("inquiry_answer", make.PHONE)
    assert "下午四点到。" in notice.text
    assert notice.text.endswith("8011")


def test_an_answer_on_the_page_goes_by_sms_too(desk: Frozen, agent: Person) -> None:
    """R006, R285: what stands on the page is told."""
    inquiry = make.asked(agent, channel="WEB")
    actions.answer(inquiry=inquiry, text="明天到。", way="PAGE", by=agent)
    assert "明天到。" in Notice.objects.get(ticket=inquiry.pk).text


@pytest.mark.parametrize("verb", ["answer", "promise", "pass_up", "close", "send_link", "correct", "further"])
def test_who_does_not_see_it_does_nothing_with_it(desk: Frozen, agent: Person, verb: str) -> None:
    stranger = people.person(
        Role.AGENT, staff_number="8099", name="别组", team=people.team(key="night", name="夜班")
    )
    inquiry, later = make.answered(agent), clock.now() + timedelta(hours=1)
    before = make.again(inquiry)
    does: dict[str, Any] = {
        "answer": lambda: actions.answer(inquiry=inquiry, text="到了", way="SAID", by=stranger),
        "promise": lambda: actions.promise_answer(inquiry=inquiry, due_at=later, by=stranger),
        "pass_up": lambda: actions.pass_up(inquiry=inquiry, by=stranger),
        "close": lambda: actions.close(inquiry=inquiry, by=stranger),
        "send_link": lambda: actions.send_link(inquiry=inquiry, by=stranger),
        "correct": lambda: actions.correct(inquiry=inquiry, by=stranger),
        "further": lambda: actions.ask_further(inquiry=inquiry, question="？", by=stranger),
    }
    with pytest.raises(NotPermitted):
        does[verb]()
    assert make.again(inquiry).ticket.version == before.ticket.version


def test_a_promised_call_back_is_kept(desk: Frozen, agent: Person) -> None:
    """R111, R120: the time said to the customer is the promise; kept by the answer's own time."""
    inquiry = make.asked(agent)
    due = clock.now() + timedelta(minutes=40)
    promise = actions.promise_answer(inquiry=inquiry, due_at=due, by=agent)
    assert (promise.key, promise.due_at, promise.assignee, promise.is_spoken) == (
        "answer_by",
        due,
        agent,
        True,
    )
    ticket = make.ticket(inquiry)
    assert (ticket.stage, ticket.next_due_at) == ("CHECKING", due)
    assert _promise(inquiry, "answer_at_once").state == Promise.State.KEPT
    desk.move(minutes=39)
    actions.answer(inquiry=inquiry, text="查到了，在常州", way="CALLED", by=agent)
    kept = _promise(inquiry, "answer_by")
    assert (kept.state, kept.was_late) == (Promise.State.KEPT, False)
    assert not make.again(inquiry).at_first_contact


def test_a_call_back_too_late_is_broken_and_escalates(desk: Frozen, agent: Person) -> None:
    """R111, R117: broken by event time whoever comes first; the leader hears of it."""
    inquiry = make.asked(agent)
    actions.promise_answer(inquiry=inquiry, due_at=clock.now() + timedelta(minutes=20), by=agent)
    desk.move(minutes=36)
    promises.wake_due(clock.now(), 50)
    assert Reminder.objects.filter(person__role=Role.TEAM_LEADER).exists()
    desk.move(minutes=5)
    actions.answer(inquiry=inquiry, text="在常州", way="CALLED", by=agent)
    late = _promise(inquiry, "answer_by")
    assert (late.state, late.was_late, late.broken_at) == (Promise.State.KEPT, True, late.due_at)


def test_another_time_moves_the_promise(desk: Frozen, agent: Person, mate: Person) -> None:
    inquiry = make.asked(agent)
    first = actions.promise_answer(inquiry=inquiry, due_at=clock.now() + timedelta(minutes=20), by=agent)
    later = clock.now() + timedelta(hours=2)
    moved = actions.promise_answer(inquiry=inquiry, due_at=later, by=mate)
    assert (moved.pk, moved.due_at) == (first.pk, later)
    assert Event.objects.filter(kind="promise.moved", ticket_id=inquiry.pk).count() == 1
    with pytest.raises(Invalid):
        actions.promise_answer(inquiry=inquiry, due_at=clock.now(), by=agent)


def test_no_promise_for_the_past_nor_after_the_answer(desk: Frozen, agent: Person) -> None:
    with pytest.raises(Invalid):
        actions.promise_answer(inquiry=make.asked(agent), due_at=clock.now(), by=agent)
    with pytest.raises(NotNow):
        actions.promise_answer(
            inquiry=make.answered(agent), due_at=clock.now() + timedelta(hours=1), by=agent
        )


def test_a_message_is_told_when_it_will_be_answered(desk: Frozen, agent: Person) -> None:
    """R007, R120, R285: delayed channels hear the time, and whoever takes it owns it."""
    inquiry = make.asked(None, channel="WEB", guest=None)
    Ticket.objects.filter(pk=inquiry.pk).update(team=agent.team)
    actions.promise_answer(inquiry=make.again(inquiry), due_at=clock.now() + timedelta(minutes=50), by=agent)
    assert make.ticket(inquiry).owner == agent
    assert "10:50前答复您" in Notice.objects.get(ticket=inquiry.pk).text
    assert _promise(inquiry, "answer_message").state == Promise.State.KEPT


def test_the_leader_finds_out_and_the_agent_replies(
    desk: Frozen, agent: Person, team_leader: Person, mate: Person
) -> None:
    """R117: up to the leader, checked, back to the agent who asked, who replies."""
    inquiry = make.asked(agent, type="OTHER", question="能开增值税专票吗")
    actions.pass_up(inquiry=inquiry, by=agent, note="客户是一般纳税人")
    assert make.ticket(inquiry).stage == "WITH_LEADER"
    assert make.ticket(inquiry).owner == agent
    assert _promise(inquiry, "leader_check").assignee == team_leader
    with pytest.raises(NotNow, match="inquiry_with_leader"):
        actions.answer(inquiry=inquiry, text="能", way="SAID", by=agent)
    with pytest.raises(NotPermitted):
        actions.check_answer(inquiry=inquiry, answer="能开", by=mate)
    desk.move(minutes=10)
    actions.check_answer(inquiry=inquiry, answer="能开，要开票资料。", by=team_leader)
    found = make.again(inquiry)
    assert (found.ticket.stage, found.ticket.owner) == ("CHECKED", agent)
    assert (found.checked_answer, found.checked_by) == ("能开，要开票资料。", team_leader)
    assert _promise(inquiry, "leader_check").state == Promise.State.KEPT
    assert _promise(inquiry, "reply_checked").assignee == agent
    actions.answer(inquiry=inquiry, text="能开，要开票资料。", way="CALLED", by=agent)
    assert _promise(inquiry, "reply_checked").state == Promise.State.KEPT
    kinds = list(
        Event.objects.filter(kind__startswith="inquiry.").order_by("id").values_list("kind", flat=True)
    )
    assert kinds == ["inquiry.asked", "inquiry.passed_up", "inquiry.checked", "inquiry.answered"]


def test_the_checked_answer_goes_back_to_whoever_asked_the_leader(
    desk: Frozen, agent: Person, mate: Person, team_leader: Person
) -> None:
    """R117: also when the ticket changed hands meanwhile."""
    inquiry = make.asked(agent)
    actions.pass_up(inquiry=inquiry, by=agent, due_at=clock.now() + timedelta(hours=1))
    Ticket.objects.filter(pk=inquiry.pk).update(owner=mate)
    actions.check_answer(inquiry=make.again(inquiry), answer="可以", by=team_leader)
    assert make.ticket(inquiry).owner == agent
    assert _promise(inquiry, "answer_by").state == Promise.State.OPEN


def test_a_leader_is_not_asked_for_what_is_not_passed_up(
    desk: Frozen, agent: Person, team_leader: Person
) -> None:
    with pytest.raises(NotNow):
        actions.check_answer(inquiry=make.asked(agent), answer="可以", by=team_leader)
    inquiry = actions.pass_up(inquiry=make.asked(agent), by=agent)
    with pytest.raises(Invalid):
        actions.check_answer(inquiry=inquiry, answer="", by=team_leader)
    actions.answer(inquiry=inquiry, text="可以", way="CALLED", by=team_leader)
    assert _promise(inquiry, "leader_check").state == Promise.State.KEPT


def test_a_wrong_answer_is_corrected_by_who_gave_it(desk: Frozen, agent: Person, team_leader: Person) -> None:
    """R121, R122: nothing is hidden, the customer is called, whoever answered answers for it."""
    order = orders.collected(agent)
    wrong = make.answered(agent, "今天到", about=order.ticket)
    correction = actions.correct(inquiry=wrong, right="明天到", by=team_leader)
    found, ticket = make.again(correction), make.ticket(correction)
    assert (found.wrong_of_id, found.checked_answer, found.about_id) == (wrong.pk, "明天到", order.pk)
    assert (ticket.stage, ticket.owner, ticket.kind) == ("CHECKED", agent, Kind.INQUIRY)
    assert make.again(wrong).answer == "今天到"
    assert [one.key for one in Promise.objects.filter(ticket=correction.pk)] == ["correct_answer"]
    assert actions.correct(inquiry=wrong, by=agent) == correction
    assert Event.objects.get(kind="inquiry.corrected").data == {"by_inquiry": correction.pk}
    actions.answer(inquiry=correction, text="明天到", way="CALLED", by=agent)
    assert _promise(correction, "correct_answer").state == Promise.State.KEPT
    assert not make.again(correction).at_first_contact


def test_what_was_not_answered_is_not_corrected(desk: Frozen, agent: Person) -> None:
    with pytest.raises(NotNow, match="inquiry_not_answered"):
        actions.correct(inquiry=make.asked(agent), by=agent)


def test_a_correction_may_have_its_time_too(desk: Frozen, agent: Person) -> None:
    correction = actions.correct(
        inquiry=make.answered(agent), by=agent, due_at=clock.now() + timedelta(minutes=30)
    )
    assert make.ticket(correction).stage == "OPEN"
    assert _promise(correction, "answer_by").state == Promise.State.OPEN


def test_the_tracking_link_is_texted_once(desk: Frozen, agent: Person) -> None:
    """R109, R115: after the answer the customer can look for themselves."""
    order = orders.collected(agent)
    inquiry = make.answered(agent, about=order.ticket)
    with pytest.raises(NotNow, match="link_without_site"):
        actions.send_link(inquiry=inquiry, by=agent)
    _site()
    for _ in range(2):
        actions.send_link(inquiry=inquiry, by=agent)
    notice = Notice.objects.get(key="inquiry_link")
    assert f"https://qc56.cn/t/{order.ticket.ref}" in notice.text
    assert make.again(inquiry).link_sent_at == clock.now()
    with pytest.raises(NotNow, match="inquiry_without_order"):
        actions.send_link(inquiry=make.answered(agent), by=agent)


def test_closing_wants_a_reason_while_nothing_is_answered(desk: Frozen, agent: Person) -> None:
    inquiry = make.asked(agent)
    actions.promise_answer(inquiry=inquiry, due_at=clock.now() + timedelta(hours=1), by=agent)
    with pytest.raises(Invalid):
        actions.close(inquiry=inquiry, by=agent)
    actions.close(inquiry=inquiry, reason="客户说不用了", by=agent)
    assert make.ticket(inquiry).stage == "CLOSED"
    assert _promise(inquiry, "answer_by").state == Promise.State.CANCELLED
    assert not Promise.objects.filter(ticket=inquiry.pk, state=Promise.State.OPEN).exists()
    actions.close(inquiry=inquiry, by=agent)
    assert Event.objects.filter(kind="inquiry.closed").count() == 1


def test_an_answered_question_closes_without_words(desk: Frozen, agent: Person) -> None:
    """R237: the customer is clear about it."""
    inquiry = actions.close(inquiry=make.answered(agent), by=agent)
    assert make.ticket(inquiry).stage == "CLOSED"
    assert Event.objects.get(kind="inquiry.closed").data == {"answered": True}
