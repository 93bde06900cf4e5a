"""Promises that stay with their question, answers that stay with theirs (R111, R117, R120–R122)."""

from datetime import timedelta

from tests.factories import inquiries as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.inquiries import actions, queries
from yinuo.messaging.models import Notice
from yinuo.playbooks.rules.reasons import Reason
from yinuo.promises.actions import handing
from yinuo.promises.models import Promise
from yinuo.staff import actions as staff
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Ticket
from yinuo.tickets.queries import facts


def test_an_answer_to_an_earlier_question_is_none_to_this_one(
    desk: Frozen, agent: Person, team_leader: Person
) -> None:
    """R111, R117: what is told to the agent and to the customer is what was found out last."""
    inquiry = make.answered(agent, "下午到")
    desk.move(minutes=10)
    actions.ask_further(inquiry=inquiry, question="能送上楼吗", by=agent)
    actions.pass_up(inquiry=inquiry, by=agent)
    desk.move(minutes=1)
    actions.check_answer(inquiry=inquiry, answer="能，三楼以下", by=team_leader)
    checked = make.again(inquiry)
    assert queries.found_out(checked) == "能，三楼以下"
    assert facts(checked.ticket).values["answer"] == "能，三楼以下"
    desk.move(minutes=1)
    actions.answer(inquiry=checked, text="三楼以下能送", way="SMS", by=agent)
    assert "三楼以下能送" in Notice.objects.get(key="inquiry_answer").text
    actions.ask_further(inquiry=checked, question="四楼呢", by=agent)
    assert queries.found_out(make.again(inquiry)) == ""


def test_a_call_back_belongs_to_whose_question_it_is(
    desk: Frozen, agent: Person, mate: Person, team_leader: Person
) -> None:
    """R120, R122: the leader says when; whoever gave the wrong answer calls, and whoever takes over from
    them.
    """
    at = clock.now() + timedelta(minutes=20)
    correction = actions.correct(inquiry=make.answered(agent), right="明天到", by=team_leader, due_at=at)
    assert Promise.objects.get(ticket=correction.pk, key="answer_by").assignee == agent
    tickets.assign(make.ticket(correction), to=mate, reason=Reason("", "请假"), by=team_leader)
    assert Promise.objects.get(ticket=correction.pk, key="answer_by").assignee == mate
    Person.objects.filter(pk=agent.pk).update(is_active=False)
    left = make.again(make.asked(None, channel="WEB"))
    Ticket.objects.filter(pk=left.pk).update(owner=agent)
    assert actions.promise_answer(inquiry=left, due_at=at, by=team_leader).assignee == team_leader


def test_a_promise_sent_twice_is_one(desk: Frozen, agent: Person) -> None:
    """R120: the reply was lost, the form comes again some seconds later."""
    inquiry = make.asked(agent)
    for _ in range(2):
        due = clock.now() + timedelta(minutes=20)
        actions.promise_answer(inquiry=inquiry, due_at=due, by=agent, form_key="k")
        desk.move(seconds=4)
    assert Event.objects.filter(kind="inquiry.promised").count() == 1
    assert not Event.objects.filter(kind="promise.moved").exists()


def test_who_left_the_company_leaves_no_call_back_behind(
    desk: Frozen, agent: Person, team_leader: Person, administrator: Person
) -> None:
    """R120: also what was given to them after their last shift had ended."""
    staff.go_off_duty(agent, by=agent)
    assert handing.hand_on_due() == 0
    inquiry = make.asked(agent)
    at = clock.now() + timedelta(hours=3)
    assert actions.promise_answer(inquiry=inquiry, due_at=at, by=agent).assignee == agent
    staff.deactivate_person(agent, by=administrator)
    assert handing.hand_on_due() > 0
    assert Promise.objects.get(ticket=inquiry.pk, key="answer_by").assignee == team_leader
    assert make.ticket(inquiry).owner == team_leader
