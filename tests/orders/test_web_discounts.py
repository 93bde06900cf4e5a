"""The price of a web order is talked down in its review, within the limits of the telephone (R081, R118)."""

import pytest

from tests.factories import orders as plain
from tests.factories import web as make
from tests.frozen import Frozen
from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.core.errors import NotNow
from yinuo.orders import actions
from yinuo.orders.actions import web
from yinuo.orders.models import Discount, Order, Stage
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def prices(order: Order) -> list[tuple[str, str, bool]]:
    """The price as a point to agree on: before, after, agreed."""
    points = [point for point in plain.again(order).web.points if point["key"] == "price"]
    return [(point["before"], point["after"], point["agreed"]) for point in points]


def test_within_ones_own_limit(desk: Frozen, agent: Person) -> None:
    """R081 R118: granted at once; the new price is a point, confirmed only when the customer agreed to it."""
    order = make.reviewed(agent)
    order = actions.ask_discount(order=order, amount=1_000, reason="老客户", by=agent)
    assert (order.discount_state, order.quoted_total) == (Discount.GRANTED, 31_000)
    assert prices(order) == [("320元", "310元", False)]
    assert order.ticket.stage == Stage.PROBLEM
    with pytest.raises(NotNow, match="points_not_agreed"):
        web.confirm_web(order=order, by=agent)
    order = make.called(order, agent, "CHANGED", agreed=["price"])
    order = web.confirm_web(order=order, by=agent)
    assert order.accepted_total == order.freight_due == 31_000


def test_above_it_a_superior_agrees(desk: Frozen, agent: Person, team_leader: Person) -> None:
    """R118: nothing is confirmed while it waits; the answer becomes the price, to be agreed to anew."""
    order = make.reviewed(agent)
    order = actions.ask_discount(order=order, amount=2_000, reason="老客户", by=agent)
    assert (order.discount_state, prices(order)) == (Discount.ASKED, [])
    with pytest.raises(NotNow, match="discount_waiting"):
        web.confirm_web(order=order, by=agent)
    approvals.approve(Approval.objects.get(), by=team_leader)
    assert prices(order) == [("320元", "300元", False)]
    order = make.called(order, agent, "CHANGED", agreed=["price"])
    assert web.confirm_web(order=order, by=agent).freight_due == 30_000


def test_refused_the_price_stays(desk: Frozen, agent: Person, team_leader: Person) -> None:
    """R118: sent back, what the customer agreed to still holds."""
    order = make.reviewed(agent)
    actions.ask_discount(order=order, amount=2_000, reason="老客户", by=agent)
    approvals.refuse(Approval.objects.get(), by=team_leader, answer="这条线不打折")
    assert prices(order) == []
    assert web.confirm_web(order=order, by=agent).freight_due == 32_000


def test_only_whoever_reviews_it(desk: Frozen, agent: Person, mate: Person) -> None:
    """R077 R328: not while nobody has it in hand, not another's, not once it is over."""
    order = make.placed()
    for taken, code in ((False, "review_not_taken"), (True, "review_taken")):
        if taken:
            web.take_review(order=order, by=agent)
        with pytest.raises(NotNow, match=code):
            actions.ask_discount(order=order, amount=500, reason="老客户", by=mate)
    order = web.cancel_by_guest(order=order, guest=make.GUEST, reason="not_ready")
    with pytest.raises(NotNow, match="order_is_no_draft"):
        actions.ask_discount(order=order, amount=500, reason="老客户", by=agent)


def test_called_off_nobody_is_asked_any_more(desk: Frozen, agent: Person) -> None:
    """R083: the order is over, and so is the question about its price."""
    order = make.reviewed(agent)
    actions.ask_discount(order=order, amount=2_000, reason="老客户", by=agent)
    order = web.cancel_by_guest(order=order, guest=make.GUEST, reason="not_ready")
    assert (order.ticket.stage, order.discount_state) == (Stage.VOIDED, Discount.LAPSED)
    assert Approval.objects.get().state == Approval.State.WITHDRAWN
