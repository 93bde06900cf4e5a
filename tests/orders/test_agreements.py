"""Whose prices a customer has, in an order (R056, R058, R118)."""

from datetime import date, timedelta

import pytest

from tests.factories import customers as make_customer
from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.approvals.models import Approval
from yinuo.core.errors import Invalid, NotNow
from yinuo.customers.models import Customer
from yinuo.orders import actions, queries
from yinuo.orders.models import Discount, Order
from yinuo.playbooks import actions as playbooks
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
YEARLY = "年度协议 5%"


def agree(name: str) -> Customer:
    """The caller of every draft has this agreement."""
    customer = make_customer.customer(phone="13800006621", name="王先生")
    Customer.objects.filter(pk=customer.pk).update(agreement=name)
    return customer


def ends(day: date, name: str = YEARLY) -> None:
    row = {"name": name, "off": 500, "valid_to": day.isoformat()}
    playbooks.replace_table("agreements", [row], in_force_from=date(2020, 1, 1), by=None)


def keys(order: Order) -> list[tuple[str, int]]:
    return [(line["key"], line["fen"]) for line in order.quote["lines"]]


def test_percent_off_stands_in_the_price(desk: Frozen, agent: Person) -> None:
    """R056: 5 % off 220 yuan of freight, none off the charges; whose agreement it is stays with the order."""
    agree(YEARLY)
    order = make.confirmed(agent)
    assert keys(order) == [("freight", 22_000), ("agreement", -1_100), ("handling_fee", 10_000)]
    assert (order.quoted_total, order.freight_due) == (30_900, 30_900)
    assert order.quote["agreement"] == {"name": YEARLY, "state": "holds", "off": 500}
    assert order.quote["versions"]["agreements"] == 1


def test_an_agreement_that_has_ended_says_so(desk: Frozen, agent: Person) -> None:
    """R056: on its last day it holds, on the next everybody's price counts, and the page can say why."""
    agree(YEARLY)
    ends(desk.at.date())
    order = make.draft(agent)
    assert (order.quoted_total, order.quote["agreement"]["until"]) == (30_900, "2026-11-20")
    ends(desk.at.date() - timedelta(days=1))
    order = actions.save_draft(order=order, typed={"reminder": "轻放"}, by=agent)
    assert order.quoted_total == 32_000
    assert order.quote["agreement"]["state"] == "ended"


def test_a_price_accepted_under_another_agreement(desk: Frozen, agent: Person) -> None:
    """R058: it ends between the customer's yes and the confirmation: the price is said again."""
    agree(YEARLY)
    order = make.agreed(agent)
    ends(desk.at.date() - timedelta(days=1))
    with pytest.raises(NotNow, match="price_changed"):
        actions.confirm(order=order, by=agent)


def test_another_caller_has_other_prices(desk: Frozen, agent: Person) -> None:
    """R015 R058: recognised as a customer with an agreement, the draft has their price, to be accepted."""
    customer = make_customer.customer(phone="13900001234", name="李女士")
    Customer.objects.filter(pk=customer.pk).update(agreement=YEARLY)
    order = make.agreed(agent)
    order = actions.recognise(order=order, phone="13900001234", by=agent)
    assert (order.quoted_total, order.accepted_total) == (30_900, None)


def test_counted_anew_by_the_same_agreement(desk: Frozen, agent: Person) -> None:
    """R029 R056: that of the agreed price, also when the customer has another by then."""
    customer = agree(YEARLY)
    order = make.dispatched(agent)
    Customer.objects.filter(pk=customer.pk).update(agreement="")
    ends(desk.at.date() - timedelta(days=1))
    order = actions.pick_up(order=order, by=agent, pieces=12)
    assert keys(order) == [("freight", 17_600), ("agreement", -880), ("handling_fee", 10_000)]


SMALL = {"volume": "0.9方", "weight": "90"}


def test_no_discount_below_the_minimum_alone(desk: Frozen, agent: Person, team_leader: Person) -> None:
    """R118: 90 yuan less 5 % of the agreement are 85.50; 80 is the least of the lane: 5.50 an agent may give
    by amount, by percent a leader is asked, and what goes below the least is a manager's word.
    """
    agree(YEARLY)
    order = make.draft(agent, **SMALL)
    assert (order.quote["freight"], order.quote["minimum"]) == (8_550, 8_000)
    order = actions.ask_discount(order=order, amount=400, reason="老客户", by=agent)
    assert order.discount_state == Discount.GRANTED
    order = actions.ask_discount(order=order, amount=551, reason="老客户", by=team_leader)
    assert (order.discount_state, Approval.objects.get(state="ASKED").role) == (Discount.ASKED, "MANAGER")


def test_where_the_manual_names_nobody(desk: Frozen, agent: Person) -> None:
    """R118: without an approval for it, nobody with a limit goes below the minimum."""
    limit = {"role": "agent", "amount": 100, "percent": 50, "from": "R118"}
    make.playbook(approvals=[], limits=[limit])
    order = make.draft(agent, **SMALL)
    with pytest.raises(Invalid) as refused:
        actions.ask_discount(order=order, amount=1_001, reason="老客户", by=agent)
    assert (refused.value.code, refused.value.params) == ("discount_below_minimum", {"most": "10元"})
    order = actions.ask_discount(order=order, amount=1_000, reason="老客户", by=agent)
    assert (order.discount_state, order.quote["freight"], order.quoted_total) == ("GRANTED", 9_000, 18_000)


def test_a_discount_lapses_when_the_least_rises_above_it(desk: Frozen, agent: Person) -> None:
    """R118: granted above the minimum of one lane, it is not granted below that of another."""
    order = make.draft(agent, volume="1方", weight="100", pickup_address="江宁百家湖1号")
    order = actions.ask_discount(order=order, amount=500, reason="老客户", by=agent)
    assert order.discount_state == Discount.GRANTED
    order = actions.save_draft(order=order, typed={"delivery_address": "六合区雄州工业大道21号"}, by=agent)
    assert (order.quote["freight"], order.quote["minimum"]) == (12_000, 10_000)
    assert order.discount_state == Discount.GRANTED
    order = actions.save_draft(
        order=order, typed={"delivery_address": "芜湖市镜湖区1号", "volume": "0.8"}, by=agent
    )
    assert (order.quote["freight"], order.quote["minimum"]) == (11_200, 11_000)
    assert order.discount_state == Discount.LAPSED


def test_services_are_in_the_price(desk: Frozen, agent: Person) -> None:
    """R041: declared value and money to collect cost what the table says; changed later the price follows."""
    order = make.confirmed(agent, insured_value="10000", cash_on_delivery="3000")
    assert keys(order)[-2:] == [("insurance_fee", 3_000), ("cash_on_delivery_fee", 1_500)]
    with pytest.raises(NotNow, match="price_changed"):
        actions.change(
            order=order, typed={"insured_value": ""}, asked_by="王", reason="customer_asked", by=agent
        )
    assert queries.agreement("没有的")["state"] == "unknown"
    assert YEARLY in queries.agreements()
