"""A customer's own words fill a draft (R045, R053): nothing typed is lost, what was meant is learnt."""

import pytest

from tests.factories import orders as make
from tests.factories import staff
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Order, OrderText
from yinuo.orders.queries import texts
from yinuo.staff.models import Person, Role

pytestmark = pytest.mark.django_db

TEXT = (
    "你好，我要发货。发货人王先生 13800006621，货物汽车配件15件，200公斤，2.2方，"
    "提货地址江宁汽配城B区12号，送到南京站货场3号门，收货人马先生 13900001234，到付"
)


def test_a_text_fills_what_is_empty(desk: Frozen, agent: Person) -> None:
    """R025 R027–R031 R033–R035 R039 R040: every element of the text stands in the draft, recorded once."""
    order = actions.open_draft(by=agent)
    kept = actions.fill_from_text(order=order, text=TEXT, by=agent)
    order = make.again(order)
    assert (order.shipper_name, order.pickup_phone) == ("王先生", "13800006621")
    assert (order.goods_name, order.pieces, order.weight_g) == ("汽车配件", 15, 200_000)
    assert (order.volume_cm3, order.payment) == (2_200_000, "COLLECT")
    assert order.pickup_address == "江宁汽配城B区12号"
    assert order.delivery_address == "南京站货场3号门"
    assert (order.consignee_name, order.consignee_phone) == ("马先生", "13900001234")
    event = Event.objects.get(kind="order.filled", ticket_id=order.pk)
    assert event.data["text"] == kept.pk
    assert "goods_name" in event.data["fields"]


def test_nothing_typed_is_overwritten(desk: Frozen, agent: Person) -> None:
    """R045: the agent's answers stand, even those that cannot be read; the text's can be taken over."""
    order = actions.open_draft(by=agent, typed={"pieces": "18", "consignee_phone": "139"})
    actions.fill_from_text(order=order, text=TEXT, by=agent)
    order = make.again(order)
    assert (order.pieces, order.consignee_phone) == (18, "")
    assert order.ticket.answers["raw"] == {"consignee_phone": "139"}
    order = actions.take_over(order=order, key="pieces", by=agent)
    assert make.again(order).pieces == 15
    with pytest.raises(Invalid):
        actions.take_over(order=order, key="reminder", by=agent)


def test_what_was_confirmed_otherwise_is_an_example(desk: Frozen, agent: Person) -> None:
    """R055: the text is kept with what turned out to be meant, and only that."""
    order = actions.open_draft(by=agent, typed={"packing": "纸箱"})
    actions.fill_from_text(order=order, text=TEXT, by=agent)
    actions.save_draft(order=order, typed={"pieces": "16"}, by=agent)
    make.agree(make.again(order), agent)
    actions.confirm(order=order, by=agent)
    (example,) = texts.examples()
    assert example.corrected["pieces"] == "16"
    assert "goods_name" not in example.corrected
    assert "weight" not in example.corrected


def test_who_may_and_when(desk: Frozen, agent: Person, outsider: Person) -> None:
    """Refused by permission, by state, by what was pasted; nothing is written then."""
    order = actions.open_draft(by=agent)
    driver = staff.person(Role.DRIVER)
    for other in (driver, outsider):
        with pytest.raises(NotPermitted):
            actions.fill_from_text(order=order, text=TEXT, by=other)
        with pytest.raises(NotPermitted):
            actions.take_over(order=order, key="pieces", by=other)
    for nothing in ("", "  \n", "\0", "货" * 2001):
        with pytest.raises(Invalid):
            actions.fill_from_text(order=order, text=nothing, by=agent)
    confirmed = make.confirmed(agent)
    with pytest.raises(NotNow):
        actions.fill_from_text(order=confirmed, text=TEXT, by=agent)
    assert OrderText.objects.count() == 0


def test_the_words_are_forgotten_with_the_call(desk: Frozen, agent: Person) -> None:
    """R047: what the customer wrote goes with the personal part of a call that led to no order."""
    order = actions.open_draft(by=agent)
    actions.fill_from_text(order=order, text=TEXT, by=agent)
    actions.keep_origin(order=order, reason="price", by=agent)
    desk.move(days=367)
    assert actions.forget_origins() == 1
    assert OrderText.objects.count() == 0
    assert Order.objects.get().pickup_phone == ""


def test_an_order_without_a_text_costs_no_statement(
    desk: Frozen, agent: Person, django_assert_num_queries
) -> None:
    """Confirming asks for texts only where there are some."""
    order = make.draft(agent)
    with django_assert_num_queries(0):
        assert texts.newest(order) is None
