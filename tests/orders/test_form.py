"""The order form: every element with what is said, known, wrong and still to do (R025–R061)."""

from typing import Any

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow
from yinuo.core.models import Event
from yinuo.orders import actions, queries
from yinuo.orders.queries import State
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def asked(order, key: str):
    return next(item for item in queries.form(order).elements if item.element.key == key)


def test_elements_come_in_the_manuals_order(desk: Frozen, agent: Person) -> None:
    """R053: contact, phone, goods, loading address, delivery address, packing, pieces, volume, weight,
    payment.
    """
    keys = [item.element.key for item in queries.form(make.draft(agent)).elements]
    assert keys[:10] == [
        "shipper_name",
        "pickup_phone",
        "goods_name",
        "pickup_address",
        "delivery_address",
        "packing",
        "pieces",
        "volume",
        "weight",
        "payment",
    ]


def test_the_form_shows_what_each_element_needs(desk: Frozen, agent: Person) -> None:
    """R045 R053: asked, known, missing or wrong; the value as typed and as read out."""
    order = make.draft(agent, payment="", pieces="几件")
    assert asked(order, "payment").state is State.MISSING
    pieces = asked(order, "pieces")
    assert (pieces.state, pieces.value) == (State.FAULT, "几件")
    assert pieces.fault is not None
    assert pieces.fault.code == "pieces_unreadable"
    weight = asked(order, "weight")
    assert (weight.state, weight.value, weight.shown) == (State.OK, "200", "200公斤")
    assert asked(order, "pickup_phone").read_back == "联系电话138 0000 6621，对吗？"


def test_what_the_customer_will_not_say(desk: Frozen, agent: Person) -> None:
    """R025 R026: without a name the order goes on, and the caller learns whom to expect;
    the phone is needed.
    """
    order = make.draft(agent, shipper_name="")
    order = actions.decline_element(order=order, key="shipper_name", by=agent)
    item = asked(order, "shipper_name")
    assert item.state is State.DECLINED
    assert item.say_when_declined.startswith("没关系。")
    with pytest.raises(NotNow, match="element_needed"):
        actions.decline_element(order=order, key="pickup_phone", by=agent)
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.decline_element(order=order, key="pieces", by=agent)
    order = actions.save_draft(order=order, typed={"shipper_name": "王"}, by=agent)
    assert order.declined == []


def test_the_driver_is_named_to_a_caller_without_a_name(desk: Frozen, agent: Person, driver: Person) -> None:
    """R026: once it is known who drives, the phrase names them, their phone and their plate."""
    order = make.dispatched(agent, shipper_name="")
    said = asked(order, "shipper_name").say_when_declined
    assert "王师傅" in said
    assert driver.phone in said
    assert driver.vehicle.plate in said


def test_spoken_text_carries_names(desk: Frozen, agent: Person) -> None:
    """R043 R057: phrases are filled with the customer's name, the order and the agent's number."""
    form = queries.form(make.draft(agent))
    assert form.said("quote") == (
        "按照以上所述，汽配城至南京站，2.2方（15件），我们价格是320元，到付，请问可以吗？"
    )
    assert queries.facts_of(form.order.ticket).values["customer"] == "王先生"


def test_a_time_is_foretold_while_it_can_be_kept(desk: Frozen, agent: Person) -> None:
    """R088 R238: the customer hears by when the goods come; once that has passed, nothing is foretold."""
    ticket = make.dispatched(agent, goods_name="汽配", wished_delivery_at="15点前").ticket
    assert queries.facts_of(ticket).values["due"] == "15:00"
    desk.move(hours=9)
    assert queries.facts_of(ticket).values["due"] == ""


def test_charges_are_suggested_by_the_tables(desk: Frozen, agent: Person) -> None:
    """R060 R061: where a charge applies the form says how much; where none does there is nothing to ask."""
    order = make.draft(agent)
    handling = asked(order, "handling_fee")
    assert (handling.suggestion, handling.ask) == ("100元", "这个地址要加装卸费100元，可以吗？")
    assert asked(order, "pickup_fee").state is State.NOT_NEEDED


def test_an_address_that_may_be_several_places(desk: Frozen, agent: Person) -> None:
    """R051: the agent is asked which place is meant, and the choice counts until the address changes."""
    order = make.draft(agent, pickup_address="南京市中山路1号")
    item = asked(order, "pickup_address")
    assert item.state is State.ASK
    choices = queries.place_choices(queries.form(order), "pickup_address")
    chosen = next(key for key, _ in choices if "江宁" in key)
    order = actions.save_draft(order=order, typed={"pickup_place": chosen}, by=agent)
    assert (asked(order, "pickup_address").state, order.ticket.region.key) == (State.OK, "jiangning")
    order = actions.save_draft(order=order, typed={"pickup_address": "南京市太平路2号"}, by=agent)
    assert (order.pickup_place, asked(order, "pickup_address").state) == ("", State.ASK)
    with pytest.raises(Invalid, match="not_a_choice"):
        actions.save_draft(order=order, typed={"pickup_place": "上海市 上海市"}, by=agent)


@pytest.mark.parametrize(
    ("key", "address"), [("pickup_address", "苏州工业园区星湖街1号"), ("delivery_address", "拉萨市城关区")]
)
def test_outside_our_ground(desk: Frozen, agent: Person, key: str, address: str) -> None:
    """R051: an address we do not collect at, or know nothing of, is refused at its field at once."""
    item = asked(make.draft(agent, **{key: address}), key)
    assert item.state is State.REFUSED
    assert item.fault is not None
    assert item.fault.code == "place_not_served"


def test_prohibited_goods_are_recorded_once(desk: Frozen, agent: Person) -> None:
    """R049 R050: the goods are judged while they are typed; a refusal is written down,
    without personal data.
    """
    order = make.draft(agent, goods_name="烟花爆竹")
    assert asked(order, "goods_name").state is State.REFUSED
    assert order.screening["verdict"] == "reject"
    actions.save_draft(order=order, typed={"pieces": "3"}, by=agent)
    refused = Event.objects.get(kind="order.goods_refused")
    assert refused.data["goods"] == ["烟花"]


def test_the_opening_of_order_taking(desk: Frozen, agent: Person) -> None:
    """R052: the sentence that opens the questions, and who is speaking in the one to the driver (R043)."""
    form = queries.form(make.draft(agent))
    assert form.said("order_opening") == "为了更好地为您服务，请您回答如下几个问题。"
    assert "我是客服8011" in form.said("call_driver")


def test_the_form_costs_the_same_for_every_order(
    desk: Frozen, agent: Person, django_assert_max_num_queries: Any
) -> None:
    """R045: an agent's form is four narrow statements, however much was typed."""
    order = make.again(make.draft(agent, weight="很重", goods_name="蓄电池"))
    with django_assert_max_num_queries(4):
        states = {item.element.key: item.state for item in queries.form(order).elements}
    assert (states["weight"], states["pieces"]) == (State.FAULT, State.OK)


def test_elements_of_this_company_only(desk: Frozen, agent: Person) -> None:
    """R045: what only this playbook asks is typed, kept and read back like everything else."""
    elements = [
        {"key": "lift", "label": "尾板", "type": "yesno", "group": "goods", "required": True, "from": "R032"},
        {
            "key": "gate",
            "label": "门岗",
            "type": "text",
            "group": "pickup",
            "read_back": True,
            "from": "R032",
        },
    ]
    make.playbook(elements={"order": [*make.elements(), *elements]})
    order = make.draft(agent, gate="东门")
    assert {wrong.field for wrong in queries.readiness_of(order).faults} == {"lift"}
    order = actions.save_draft(order=order, typed={"lift": "要"}, by=agent)
    assert make.again(order).ticket.answers == {"gate": "东门", "lift": True}
    assert queries.to_read_back(order)[-1] == "gate"
    gate = asked(order, "gate")
    assert (gate.value, gate.read_back) == ("东门", "门岗东门，对吗？")
