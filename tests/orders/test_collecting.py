"""The price of the goods, collected for the shipper (R041), and whose a job is."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.orders.test_handing import counter, order, refused
from yinuo.core.errors import Invalid, NotFound, NotNow
from yinuo.orders import actions
from yinuo.orders.actions import driving
from yinuo.orders.models import Order
from yinuo.orders.queries import driving as queries
from yinuo.staff.models import Person

__all__ = ["counter", "order"]
pytestmark = pytest.mark.django_db


def test_the_price_of_the_goods_is_collected_apart_from_the_freight(
    desk: Frozen, agent: Person, driver: Person, counter: Person
) -> None:
    """R041: never more than was asked, counted once, not for goods that nobody has; home with the rest."""
    order = make.collected(agent, cash_on_delivery="3000")
    freight = order.freight_left
    take = lambda amount, left, by=driver: actions.collect_goods_money(  # noqa: E731
        order=order, amount=amount, left=left, by=by
    )
    assert refused(lambda: take(3001_00, 3000_00), Invalid).code == "goods_money_out_of_range"
    for _ in range(2):
        assert take(1000_00, 3000_00).goods_money_left == 2000_00
    assert refused(lambda: take(2000_00, 3000_00, agent), NotNow).code == "goods_money_counted_meanwhile"
    take(2000_00, 2000_00)
    assert refused(lambda: take(1, None), Invalid).code == "goods_money_out_of_range"
    assert make.again(order).freight_left == freight
    carried = queries.carried_by(driver)
    assert (carried.cash, carried.goods_money) == (3000_00, 3000_00)
    taken = driving.count_for(driver=driver, cash=3000_00, receipts=0, by=counter)
    assert (taken.expected, queries.carried_by(driver).cash) == (3000_00, 0)


def test_goods_that_are_not_collected_yet_are_not_paid(desk: Frozen, agent: Person, driver: Person) -> None:
    order = make.dispatched(agent, cash_on_delivery="3000")
    call = lambda: actions.collect_goods_money(order=order, amount=1, by=driver)  # noqa: E731
    assert refused(call, NotNow).code == "order_not_in_stage"


def test_none_and_anothers_ask_the_same_questions(
    order: Order, second_driver: Person, django_assert_num_queries
) -> None:
    """By reference, by number, for none at all: alike to the last statement."""
    for ref in (order.ticket.ref, order.ticket.number, "k7m3pw9x2h", "D261121999"):
        with django_assert_num_queries(2):
            refused(lambda ref=ref: queries.job(second_driver, ref), NotFound)
