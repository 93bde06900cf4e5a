"""Facts of questions, of looking up without asking, of reviews: kept as they happen."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.factories import inquiries as ask
from tests.factories import orders as make
from tests.factories import web as write
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.inquiries import actions as inquiries
from yinuo.inquiries.models import Inquiry, Way
from yinuo.orders.actions import web
from yinuo.promises import actions as promises
from yinuo.reports import actions
from yinuo.reports.models import QuestionFact, ReviewFact
from yinuo.staff import actions as staff
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def site() -> None:
    """Links need an address to lead to."""
    staff.change_company(site="https://desk.example.com", by=None)


def fact(inquiry: Inquiry) -> QuestionFact:
    return QuestionFact.objects.get(ticket=inquiry.pk, is_self=False)


def everything() -> list[Any]:
    """All facts, without the ids of their own."""
    rows = QuestionFact.objects.order_by("ticket_id", "day").values()
    asked = [{name: value for name, value in row.items() if name != "id"} for row in rows]
    return [*asked, *ReviewFact.objects.order_by("pk").values()]


def test_answered_at_once_is_solved(desk: Frozen, agent: Person) -> None:
    """R111: what was answered before the contact ended, by whom, when."""
    inquiry = ask.answered(agent)
    found = fact(inquiry)
    assert (found.is_first, found.is_repeat, found.callback) == (True, False, "")
    assert (found.day, found.hour, found.person_id) == (date(2026, 11, 20), 10, agent.pk)
    assert (found.type, found.channel) == (inquiry.type, "PHONE")


def test_asked_again_about_the_same_goods_was_not_solved(desk: Frozen, agent: Person) -> None:
    """B10: within seven days; the second question does not count against itself."""
    about = make.dispatched(agent).ticket
    first = ask.answered(agent, about=about)
    desk.move(days=6)
    second = ask.answered(agent, about=about)
    assert fact(first).is_repeat
    assert not fact(second).is_repeat


def test_asked_again_much_later_is_another_matter(desk: Frozen, agent: Person) -> None:
    about = make.dispatched(agent).ticket
    first = ask.answered(agent, about=about)
    desk.move(days=8)
    ask.answered(agent, about=about)
    assert not fact(first).is_repeat


@pytest.mark.parametrize(("minutes", "timing"), [(20, "IN_TIME"), (45, "LATE")])
def test_a_call_back_is_kept_or_late(desk: Frozen, agent: Person, minutes: int, timing: str) -> None:
    """R120: by the time that was said to the customer."""
    inquiry = ask.asked(agent, contact_phone="13800006621")
    inquiries.promise_answer(inquiry=inquiry, due_at=clock.now() + timedelta(minutes=30), by=agent)
    assert fact(inquiry).callback == ""
    desk.move(minutes=minutes)
    promises.wake_due(clock.now(), 50)
    inquiries.answer(inquiry=ask.again(inquiry), text="下午三点到", way=Way.CALLED, by=agent)
    assert (fact(inquiry).callback, fact(inquiry).is_first) == (timing, False)


def test_looking_counts_once_a_day(desk: Frozen, agent: Person) -> None:
    """R004: however often the page is opened, by whichever way."""
    order = make.dispatched(agent)
    for by_link in (True, False, True):
        web.look(order=order, by_link=by_link)
    assert QuestionFact.objects.filter(ticket=order.pk, is_self=True).count() == 1
    desk.move(days=1)
    web.look(order=order, by_link=True)
    assert QuestionFact.objects.filter(ticket=order.pk, is_self=True).count() == 2


def test_a_link_that_was_used(desk: Frozen, agent: Person) -> None:
    """R115: texted after the answer, looked at in the days after it."""
    site()
    order = make.dispatched(agent)
    inquiry = ask.answered(agent, about=order.ticket, contact_phone="13800006621")
    inquiries.send_link(inquiry=ask.again(inquiry), by=agent)
    assert fact(inquiry).link == "SENT"
    web.look(order=order, by_link=False)
    assert fact(inquiry).link == "SENT"
    web.look(order=order, by_link=True)
    assert fact(inquiry).link == "USED"


@pytest.mark.parametrize(("minutes", "timing"), [(12, "IN_TIME"), (31, "LATE")])
def test_a_review_is_in_time_or_late(desk: Frozen, agent: Person, minutes: int, timing: str) -> None:
    """R077 R080: by the first call to the customer, whatever comes of it."""
    order = write.placed()
    assert ReviewFact.objects.get(pk=order.pk).outcome == "OPEN"
    desk.move(minutes=minutes)
    promises.wake_due(clock.now(), 50)
    web.take_review(order=order, by=agent)
    write.called(order, agent, "NO_ANSWER")
    found = ReviewFact.objects.get(pk=order.pk)
    assert (found.rule, found.review, found.review_seconds) == ("DAY", timing, minutes * 60)
    assert (found.person_id, found.day, found.hour) == (agent.pk, date(2026, 11, 20), 10)


def test_what_became_of_a_web_order(desk: Frozen, agent: Person) -> None:
    """R083 R085: confirmed, or void; voided later it was confirmed all the same."""
    confirmed = web.confirm_web(order=write.reviewed(agent), by=agent)
    assert ReviewFact.objects.get(pk=confirmed.pk).outcome == "CONFIRMED"
    void = web.void_web(order=write.taken(agent), reason="twice", by=agent)
    assert ReviewFact.objects.get(pk=void.pk).outcome == "VOIDED"


def test_facts_made_anew_are_those_that_were_kept(desk: Frozen, agent: Person) -> None:
    site()
    order = make.dispatched(agent)
    inquiry = ask.answered(agent, about=order.ticket, contact_phone="13800006621")
    inquiries.send_link(inquiry=ask.again(inquiry), by=agent)
    web.look(order=order, by_link=True)
    ask.answered(agent, about=order.ticket)
    web.confirm_web(order=write.reviewed(agent), by=agent)
    kept = everything()
    assert len(kept) == 4
    QuestionFact.objects.all().delete()
    ReviewFact.objects.all().delete()
    actions.rebuild(rest=0)
    assert everything() == kept


def test_a_correction_is_no_question_of_the_customer(desk: Frozen, agent: Person) -> None:
    """R121, B10: nobody asked again, and what was answered wrongly was not solved."""
    about = make.dispatched(agent).ticket
    wrong, right = ask.answered(agent, about=about), ask.answered(agent)
    correction = inquiries.correct(inquiry=ask.again(wrong), right="后天到", by=agent)
    inquiries.answer(inquiry=correction, text="后天到", way=Way.CALLED, by=agent)
    assert not QuestionFact.objects.filter(ticket=correction.pk).exists()
    assert (fact(wrong).is_first, fact(wrong).is_repeat) == (False, False)
    assert fact(right).is_first


def test_what_was_asked_on_was_not_solved(desk: Frozen, agent: Person) -> None:
    """R111: from the moment on at which the customer asks again."""
    inquiry = ask.answered(agent)
    inquiries.ask_further(inquiry=ask.again(inquiry), question="那什么时候到", by=agent)
    assert not fact(inquiry).is_first


def test_a_new_call_back_is_not_judged_by_the_one_before(desk: Frozen, agent: Person) -> None:
    """R120: broken, then agreed anew; what the facts say is what the rows say."""
    inquiry = ask.asked(agent, contact_phone="13800006621")
    for minutes in (10, 60):
        due = clock.now() + timedelta(minutes=minutes)
        inquiries.promise_answer(inquiry=ask.again(inquiry), due_at=due, by=agent)
        before = everything()
        actions.rebuild(rest=0)
        assert everything() == before
        desk.move(minutes=20)
        promises.wake_due(clock.now(), 50)


@pytest.mark.parametrize(("hours", "is_repeat"), [(7 * 24, True), (7 * 24 + 1, False)])
def test_seven_days_are_the_same_seven_days_ever_after(
    desk: Frozen, agent: Person, hours: int, is_repeat: bool
) -> None:
    """B10: to the minute, also when the facts are made anew."""
    about = make.dispatched(agent).ticket
    first = ask.answered(agent, about=about)
    desk.move(hours=hours)
    ask.answered(agent, about=about)
    assert fact(first).is_repeat is is_repeat
    before = everything()
    actions.rebuild(rest=0)
    assert everything() == before
