"""What customers may do with their orders, by stage; what the desk answers (R046, R083, R088)."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import orders as plain
from tests.factories import web as make
from tests.frozen import Frozen
from yinuo.core.errors import DeskError, Invalid, NotPermitted
from yinuo.core.models import Event
from yinuo.customers.rules import Guest
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.actions import web
from yinuo.orders.models import Order, Rating, SelfLook, Stage
from yinuo.orders.rules import stages
from yinuo.orders.rules import web as rules
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

SHIPPER = make.GUEST
CONSIGNEE = Guest(phone="025-84567788")
STRANGER = Guest(phone="13900001111")

db = pytest.mark.django_db


def code(call: Callable[[], Any]) -> str:
    with pytest.raises(DeskError) as refused:
        call()
    return refused.value.code


def texts(key: str) -> list[str]:
    return list(Notice.objects.filter(key=key).values_list("text", flat=True))


@given(st.sampled_from(Stage), st.booleans())
def test_what_a_stage_allows(stage: Stage, is_shipper: bool) -> None:
    """R086: never more the further it is, nor for the receiver than for the shipper; nothing at the end."""
    fields = rules.allowed(stage, is_shipper)
    assert fields <= rules.TYPED | rules.PLACES | {rules.CANCEL}
    assert rules.allowed(stage, False) <= rules.allowed(stage, True)
    if stage not in stages.UNDER_REVIEW | stages.BEFORE_PICKUP | stages.UNDER_WAY:
        assert not fields
    if stage not in stages.UNDER_REVIEW:
        assert not fields & {"goods_name", "pieces", "weight", "volume", "payment", "insured_value"}
    if stage in stages.UNDER_WAY:
        assert fields == rules.AFTER_PICKUP
    for later in stages.MOVES[stage]:
        steps_back = later in stages.UNDER_REVIEW | stages.BEFORE_PICKUP
        assert steps_back or rules.allowed(later, is_shipper) <= fields or not fields


@db
def test_called_off_before_the_confirmation(desk: Frozen, agent: Person) -> None:
    """R083: at once; told by notice; nothing is open any more; twice is once."""
    order = make.taken(agent)
    order = web.cancel_by_guest(order=order, guest=SHIPPER, reason="other_carrier")
    assert (order.ticket.stage, order.ended_reason, order.ended_by) == (Stage.VOIDED, "other_carrier", None)
    assert web.cancel_by_guest(order=order, guest=SHIPPER, reason="not_ready").ended_reason == "other_carrier"
    assert Event.objects.filter(kind="order.cancelled").count() == 1
    assert len(texts("web_cancelled")) == 1
    assert not Promise.objects.filter(ticket=order.pk, state="OPEN").exists()
    assert code(lambda: web.confirm_web(order=order, by=agent)) == "order_not_in_stage"


@db
def test_only_reasons_of_ones_own(desk: Frozen) -> None:
    """R083: that we have no vehicle is not the customer's to say."""
    order = make.placed()
    assert (
        code(lambda: web.cancel_by_guest(order=order, guest=SHIPPER, reason="no_vehicle")) == "not_a_choice"
    )
    assert code(lambda: web.cancel_by_guest(order=order, guest=SHIPPER, reason="other")) == "required"


@db
def test_whose_order_it_is(desk: Frozen, agent: Person) -> None:
    """R328: the shipper calls off and changes; the receiver does not; a link or a stranger neither."""
    order = make.placed()
    for guest in (CONSIGNEE, STRANGER, Guest(ref=order.ticket.ref), Guest()):
        with pytest.raises(NotPermitted):
            web.cancel_by_guest(order=order, guest=guest, reason="not_ready")
    for guest in (STRANGER, Guest(ref=order.ticket.ref), Guest()):
        with pytest.raises(NotPermitted):
            web.change_by_guest(order=order, guest=guest, typed={"pieces": "3"})
    assert code(lambda: web.change_by_guest(order=order, guest=CONSIGNEE, typed={"pieces": "3"})) == (
        "order_not_in_stage"
    )


@db
def test_changed_before_the_confirmation(desk: Frozen, agent: Person) -> None:
    """R081: it stands at once, as a point to go through on the telephone; what was written stays written."""
    order = make.reviewed(agent)
    order = web.change_by_guest(order=order, guest=SHIPPER, typed={"pieces": "16", "weight": "210"})
    assert (order.pieces, order.weight_g) == (16, 210_000)
    assert order.web.as_written["pieces"] == "15"
    assert {point["key"]: point["by"] for point in order.web.points}["pieces"] is None
    assert order.ticket.stage == Stage.PROBLEM
    assert Event.objects.get(kind="order.rewritten").data == {"keys": ["pieces", "weight"]}
    assert code(lambda: web.confirm_web(order=order, by=agent)) in ("points_not_agreed", "review_unchecked")
    latest = Promise.objects.filter(ticket=order.pk, key="review").latest("round")
    assert (latest.round, latest.state) == (2, "OPEN")


@db
def test_goods_that_may_not_go(desk: Frozen) -> None:
    """R050: not by a change either; nothing of it is kept."""
    order = make.placed()
    assert code(lambda: web.change_by_guest(order=order, guest=SHIPPER, typed={"goods_name": "鞭炮"})) == (
        "goods_prohibited"
    )
    assert plain.again(order).goods_name == "汽车配件"


@db
def test_charges_stay_the_desks(desk: Frozen) -> None:
    """R041: fees are nobody's to change from outside."""
    order = make.placed()
    order = web.change_by_guest(order=order, guest=SHIPPER, typed={"handling_fee": "0", "reminder": "免费"})
    assert (order.handling_fee, order.reminder) == (None, "")


def confirmed(agent: Person, **typed: Any) -> Order:
    return web.confirm_web(order=make.reviewed(agent, **typed), by=agent)


@db
def test_asked_for_after_the_confirmation(desk: Frozen, agent: Person) -> None:
    """R088: address, time and contacts by request; kept as before and after until the desk agrees."""
    order = confirmed(agent)
    with pytest.raises(Invalid) as refused:
        web.change_by_guest(order=order, guest=SHIPPER, typed={"pieces": "20"})
    assert [(wrong.field, wrong.code) for wrong in refused.value.faults] == [("pieces", "too_late_to_change")]
    order = web.change_by_guest(order=order, guest=SHIPPER, typed={"consignee_name": "牛先生"})
    assert order.consignee_name == "马先生"
    (asked,) = order.asked_changes
    assert (asked["keys"], asked["state"]) == (["consignee_name"], "ASKED")
    assert (asked["before"], asked["after"]) == ({"consignee_name": "马先生"}, {"consignee_name": "牛先生"})
    due = Promise.objects.get(ticket=order.pk, key="change_answer")
    order = web.answer_change(order=order, index=0, granted=True, by=agent)
    assert order.consignee_name == "牛先生"
    assert order.asked_changes[0]["state"] == "GRANTED"
    due.refresh_from_db()
    assert due.state == "KEPT"
    assert len(texts("change_granted")) == 1
    assert (
        web.answer_change(order=order, index=0, granted=True, by=agent).asked_changes == order.asked_changes
    )
    assert code(lambda: web.answer_change(order=order, index=0, granted=False, words="不行", by=agent)) == (
        "change_answered"
    )


@db
def test_refused_with_words(desk: Frozen, agent: Person) -> None:
    """R088: a refusal says why; another request stays open with its promise."""
    order = confirmed(agent)
    web.change_by_guest(order=order, guest=SHIPPER, typed={"consignee_name": "牛先生"})
    web.cancel_by_guest(order=order, guest=SHIPPER, reason="not_ready")
    assert code(lambda: web.answer_change(order=order, index=0, granted=False, by=agent)) == "required"
    order = web.answer_change(order=order, index=0, granted=False, words="车已经出发", by=agent)
    assert "车已经出发" in texts("change_refused")[0]
    assert Promise.objects.get(ticket=order.pk, key="change_answer", state="OPEN").round == 2
    order = web.answer_change(order=order, index=1, granted=True, by=agent)
    assert (order.ticket.stage, order.ended_reason) == (Stage.VOIDED, "not_ready")
    assert len(texts("change_cancelled")) == 1
    assert code(lambda: web.answer_change(order=order, index=7, granted=True, by=agent)) == "not_a_choice"


@db
def test_the_receiver_asks_for_the_delivery(desk: Frozen, agent: Person) -> None:
    """R088: another time or receiver, also when the goods are on the way; nothing else."""
    order = plain.collected(agent)
    order = web.change_by_guest(order=order, guest=CONSIGNEE, typed={"wished_delivery_at": "明天10:00前"})
    assert order.asked_changes[0]["by"] == "consignee"
    assert code(
        lambda: web.change_by_guest(order=order, guest=CONSIGNEE, typed={"pickup_address": "别处"})
    ) == ("too_late_to_change")
    assert (
        code(lambda: web.cancel_by_guest(order=order, guest=SHIPPER, reason="not_ready"))
        == "goods_on_the_way"
    )
    order = web.answer_change(order=order, index=0, granted=True, by=agent)
    assert order.wished_delivery_at is not None


@db
def test_who_answers(desk: Frozen, agent: Person, driver: Person) -> None:
    """R328: not the driver."""
    order = confirmed(agent)
    web.cancel_by_guest(order=order, guest=SHIPPER, reason="not_ready")
    with pytest.raises(NotPermitted):
        web.answer_change(order=order, index=0, granted=True, by=driver)


@db
def test_rated_once_after_the_delivery(desk: Frozen, agent: Person, driver: Person) -> None:
    """The first word stands; not before, not by a stranger, one to five."""
    order = plain.collected(agent)
    assert code(lambda: web.rate(order=order, guest=SHIPPER, stars=5)) == "order_not_in_stage"
    actions.deliver(order=order, signed_by="马先生", by=agent)
    for stars in (0, 6):
        assert code(lambda stars=stars: web.rate(order=order, guest=SHIPPER, stars=stars)) == "not_a_choice"
    with pytest.raises(NotPermitted):
        web.rate(order=order, guest=STRANGER, stars=1)
    assert web.rate(order=order, guest=Guest(ref=order.ticket.ref), stars=4, words="很准时").driver == driver
    assert web.rate(order=order, guest=SHIPPER, stars=1).stars == 4
    assert Rating.objects.count() == Event.objects.filter(kind="order.rated").count() == 1


@db
def test_looked_up_once_a_day(desk: Frozen, agent: Person) -> None:
    """R004: counted once per order, day and way."""
    order = make.placed()
    for _ in range(3):
        web.look(order=order, by_link=True)
    web.look(order=order, by_link=False)
    desk.move(days=1)
    web.look(order=order, by_link=True)
    assert SelfLook.objects.count() == Event.objects.filter(kind="order.looked_up").count() == 3
