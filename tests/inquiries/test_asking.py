"""Questions come in (R102–R107, R110)."""

from typing import Any

import pytest

from tests.factories import inquiries as make
from tests.factories import orders
from tests.factories import staff as people
from tests.frozen import Frozen
from yinuo.core import refs
from yinuo.core.errors import Invalid, NotFound, NotPermitted, TooMany
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.inquiries import actions, queries
from yinuo.inquiries.models import Inquiry, Type
from yinuo.promises.models import Promise
from yinuo.staff.models import Person, Role
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Channel, Link


def test_a_question_gets_its_number_and_is_the_agents(desk: Frozen, agent: Person) -> None:
    """R102, R106: source and type are kept, the number begins with Q, the caller is known by the number."""
    inquiry = make.asked(agent)
    ticket = make.ticket(inquiry)
    assert ticket.number == "Q261120001"
    assert (ticket.kind, ticket.stage, ticket.channel) == ("INQUIRY", "OPEN", "PHONE")
    assert (ticket.owner, ticket.team) == (agent, agent.team)
    assert ticket.customer is not None
    assert ticket.headline == "货物状态 我的货到哪里了"
    event = Event.objects.get(kind="inquiry.asked")
    assert (event.ticket_id, event.actor_id, event.data) == (ticket.pk, agent.pk, {"type": "STATE"})


@pytest.mark.parametrize("type", Type.values)
def test_every_type_can_be_asked(desk: Frozen, agent: Person, type: str) -> None:
    """R103, R104, R105, R106, R107."""
    assert make.again(make.asked(agent, type=type)).type == type


def test_the_same_form_asks_once(desk: Frozen, agent: Person) -> None:
    first = make.asked(agent, form_key="once")
    assert make.asked(agent, form_key="once") == first
    assert Inquiry.objects.count() == 1


def test_a_question_about_a_shipment_stands_on_its_order(desk: Frozen, agent: Person) -> None:
    """R110: whatever the result."""
    order = orders.collected(agent)
    inquiry = make.asked(agent, about=order.ticket)
    line = Event.objects.get(kind="ticket.queried")
    assert (line.ticket_id, line.data) == (order.pk, {"inquiry": inquiry.pk, "type": "STATE"})
    assert Link.objects.filter(ticket=inquiry.pk, other=order.pk, kind="inquiry").exists()
    assert line.kind in [entry.kind for entry in tickets.timeline(order.ticket).rows]
    assert queries.about(order.ticket) == [inquiry]


def test_a_message_waits_for_the_team(desk: Frozen, agent: Person) -> None:
    """R006, R007: a delayed channel has its own clock, and somebody takes it."""
    order = orders.confirmed(agent)
    guest = Guest(ref=order.ticket.ref)
    inquiry = actions.ask(
        type="STATE", question="到哪了", channel=Channel.WEB, by=None, guest=guest, about=order.ticket
    )
    ticket = make.ticket(inquiry)
    assert (ticket.owner, ticket.team, ticket.region) == (None, agent.team, order.ticket.region)
    assert [one.key for one in Promise.objects.filter(ticket=ticket)] == ["answer_message"]


def test_a_caller_is_answered_at_once(desk: Frozen, agent: Person) -> None:
    """R007, R111: a real-time channel."""
    inquiry = make.asked(agent)
    assert [one.key for one in Promise.objects.filter(ticket=inquiry.pk)] == ["answer_at_once"]


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"question": " "}, "question", "required"),
        ({"question": "货" * 1001}, "question", "too_long"),
        ({"type": "WEATHER"}, "type", "not_a_choice"),
        ({"channel": "PIGEON"}, "channel", "not_a_choice"),
        ({"contact_name": "王" * 41}, "contact_name", "too_long"),
        ({"contact_phone": "12"}, "contact_phone", None),
    ],
)
def test_what_is_wrong_is_said(
    desk: Frozen, agent: Person, said: dict[str, Any], field: str, code: str | None
) -> None:
    with pytest.raises(Invalid) as refused:
        make.asked(agent, **said)
    assert refused.value.faults[0].field == field
    assert code in (None, refused.value.code)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("role", [Role.DRIVER, Role.AUDITOR, Role.COLLEAGUE, Role.ADMINISTRATOR])
def test_others_take_no_questions(desk: Frozen, role: Role) -> None:
    with pytest.raises(NotPermitted):
        make.asked(people.person(role, staff_number="9001", name="别人"))


def test_nobody_asks_about_an_order_they_cannot_see(desk: Frozen, agent: Person) -> None:
    stranger = people.person(
        Role.AGENT, staff_number="8099", name="别组", team=people.team(key="night", name="夜班")
    )
    order = orders.confirmed(agent)
    with pytest.raises(NotFound):
        make.asked(stranger, about=order.ticket)


def test_a_guest_asks_about_their_own_order_only(desk: Frozen, agent: Person) -> None:
    mine, other = orders.confirmed(agent), orders.confirmed(agent, pickup_phone="13912345678")
    for guest in (Guest(ref=mine.ticket.ref), Guest(phone="13955550000")):
        with pytest.raises(NotFound):
            make.asked(None, guest=guest, channel="WEB", about=other.ticket)
    by_link = make.asked(None, guest=Guest(ref=mine.ticket.ref), channel="WEB", about=mine.ticket)
    by_phone = make.asked(None, guest=Guest(phone="13800006621"), channel="WEB", about=mine.ticket)
    assert (by_link.by_ref, by_phone.by_ref) == (True, False)
    assert by_phone.contact_phone == "13800006621"


def test_a_guest_reads_their_own_questions_only(desk: Frozen, agent: Person) -> None:
    order = orders.confirmed(agent)
    ref, phone, other = Guest(ref=order.ticket.ref), Guest(phone=make.PHONE), Guest(phone="13955550000")
    by_link = make.asked(None, guest=ref, channel="WEB", about=order.ticket, contact_phone="13955550000")
    by_phone = make.asked(None, guest=phone, channel="WEB")
    rang = make.asked(agent, about=order.ticket)
    assert list(queries.for_guest(ref).rows) == [by_link]
    assert list(queries.for_guest(phone).rows) == [rang, by_phone]
    assert list(queries.for_guest(other).rows) == []
    assert list(queries.for_guest(Guest()).rows) == []
    assert queries.of_ref(by_phone.ticket.ref, phone) == by_phone
    for guest, theirs in ((other, by_phone), (ref, by_phone), (phone, by_link), (other, by_link)):
        with pytest.raises(NotFound):
            queries.of_ref(theirs.ticket.ref, guest)
    with pytest.raises(NotFound):
        queries.of_ref(refs.new(), phone)


def test_own_foreign_and_unknown_cost_the_same(
    desk: Frozen, agent: Person, django_assert_num_queries: Any
) -> None:
    guest = Guest(phone=make.PHONE)
    mine, foreign = make.asked(agent), make.asked(agent, contact_phone="13955550000")
    with django_assert_num_queries(1):
        queries.of_ref(mine.ticket.ref, guest)
    for ref in (foreign.ticket.ref, refs.new()):
        with django_assert_num_queries(1), pytest.raises(NotFound):
            queries.of_ref(ref, guest)


def test_the_eleventh_question_in_an_hour_waits(desk: Frozen, agent: Person) -> None:
    guest = Guest(phone=make.PHONE)
    for _ in range(10):
        make.asked(None, guest=guest, channel="WEB")
    with pytest.raises(TooMany):
        make.asked(None, guest=guest, channel="WEB")
    desk.move(minutes=61)
    make.asked(None, guest=guest, channel="WEB")


def test_a_further_question_opens_it_anew(desk: Frozen, agent: Person) -> None:
    inquiry = make.answered(agent)
    asked = actions.ask_further(inquiry=inquiry, question="那司机电话呢", by=agent)
    ticket = make.ticket(inquiry)
    assert (ticket.stage, ticket.closed_at) == ("OPEN", None)
    assert asked.question == "我的货到哪里了\n那司机电话呢"
    assert asked.answer == "正在配送，下午到"
    assert not asked.at_first_contact
    assert actions.ask_further(inquiry=inquiry, question="那司机电话呢", by=agent).question == asked.question
    assert Event.objects.filter(kind="inquiry.reopened").count() == 1


def test_a_guest_asks_on_only_behind_their_own(desk: Frozen, agent: Person) -> None:
    inquiry = make.answered(agent)
    with pytest.raises(NotFound):
        actions.ask_further(inquiry=inquiry, question="？", by=None, guest=Guest(phone="13955550000"))
    actions.ask_further(inquiry=inquiry, question="还有呢", by=None, guest=Guest(phone=make.PHONE))
    assert make.ticket(inquiry).stage == "OPEN"


def test_search_finds_a_question_by_its_words_and_number(desk: Frozen, agent: Person) -> None:
    inquiry = make.asked(agent, question="冷藏车有没有")
    for text in ("冷藏车", "6621", str(make.ticket(inquiry).number)):
        assert inquiry.ticket in [hit.ticket for hit in tickets.search(agent, text).rows]
