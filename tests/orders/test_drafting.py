"""Drafts: saved as typed, several at once, nothing lost; callers known; what never became an order."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.approvals.models import Approval
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail
from yinuo.customers.models import Customer
from yinuo.orders import actions, queries
from yinuo.orders.models import Discount, Stage
from yinuo.staff.models import Person
from yinuo.tickets.models import SearchText, Ticket

pytestmark = pytest.mark.django_db


def test_a_draft_is_saved_as_typed(desk: Frozen, agent: Person) -> None:
    """R025 R027 R028 R029 R030 R031 R033 R034 R035 R038 R039 R040 R045: every field, in its stored form."""
    order = make.again(make.draft(agent))
    assert (order.shipper_name, order.pickup_phone, order.goods_name) == ("王先生", "13800006621", "汽车配件")
    assert (order.pieces, order.weight_g, order.volume_cm3) == (15, 200_000, 2_200_000)
    assert (order.payment, order.packing) == ("COLLECT", "carton")
    assert (order.consignee_name, order.consignee_phone) == ("马先生", "025-84567788")
    assert (order.pickup_zone, order.delivery_zone) == ("南京", "南京")
    assert order.ticket.is_draft
    assert (order.ticket.owner, order.ticket.team, order.ticket.region.key) == (
        agent,
        agent.team,
        "jiangning",
    )
    assert order.ticket.headline == "汽车配件 15件 汽配城→南京站"


def test_the_rest_of_the_fields(desk: Frozen, agent: Person) -> None:
    """R032 R036 R041 R042: special needs, fees, wished times and reminder are fields of their own."""
    order = make.draft(
        agent,
        delivery_needs="要尾板车",
        pickup_fee="30",
        delivery_fee="20",
        handling_fee="100",
        wished_pickup_at="今天14:30前",
        wished_delivery_at="17点前",
        reminder="轻放",
        cash_on_delivery="1000",
        insured_value="2万",
    )
    assert (order.pickup_fee, order.delivery_fee, order.handling_fee) == (3_000, 2_000, 10_000)
    assert (order.cash_on_delivery, order.insured_value) == (100_000, 2_000_000)
    assert (order.delivery_needs, order.reminder) == ("要尾板车", "轻放")
    values = queries.facts_of(order.ticket).values
    assert values["reminder"] == "14:30前提货，17点前送达，轻放"


def test_what_cannot_be_read_is_kept_as_typed(desk: Frozen, agent: Person) -> None:
    """R045: the text of a faulty field survives, the old value does not stand in for it, and is read once
    mended.
    """
    order = make.draft(agent)
    order = actions.save_draft(order=order, typed={"weight": "很重"}, by=agent)
    assert order.weight_g is None
    assert make.again(order).ticket.answers["raw"] == {"weight": "很重"}
    order = actions.save_draft(order=order, typed={"weight": "0.3吨"}, by=agent)
    assert order.weight_g == 300_000
    assert "raw" not in make.again(order).ticket.answers


def test_saving_touches_only_what_was_typed(desk: Frozen, agent: Person) -> None:
    """R045: an autosave of one field leaves the others, and records nothing."""
    order = make.draft(agent)
    before = Event.objects.count()
    order = actions.save_draft(order=order, typed={"pieces": "16"}, by=agent)
    assert (order.pieces, order.goods_name) == (16, "汽车配件")
    assert Event.objects.count() == before


def test_strict_saves_nothing_and_tells_every_fault(desk: Frozen, agent: Person) -> None:
    """R045: a door that cannot show a form gets all faults at once."""
    order = make.draft(agent)
    with pytest.raises(Invalid) as refused:
        actions.save_draft(
            order=order, typed={"pieces": "几件", "weight": "重", "reminder": "轻"}, by=agent, strict=True
        )
    assert {wrong.field for wrong in refused.value.faults} == {"pieces", "weight"}
    assert make.again(order).reminder == ""


def test_several_drafts_at_once(desk: Frozen, agent: Person) -> None:
    """R002: a second call while one is being typed has its own draft; a lost reply opens nothing twice."""
    first = actions.open_draft(by=agent, form_key="key-1")
    second = actions.open_draft(by=agent, form_key="key-2")
    again = actions.open_draft(by=agent, form_key="key-1", typed={"goods_name": "布"})
    assert first.pk == again.pk != second.pk
    assert Ticket.objects.filter(is_draft=True, opened_by=agent).count() == 2


def test_a_stale_form_gets_both_versions(desk: Frozen, agent: Person, mate: Person) -> None:
    """R045: whoever saves from an older form is told what stands there now, and loses nothing."""
    order = make.draft(agent)
    version = order.ticket.version
    actions.save_draft(order=order, typed={"pieces": "16"}, by=mate, version=version)
    with pytest.raises(NotNow) as refused:
        actions.save_draft(order=order, typed={"pieces": "17"}, by=agent, version=version)
    assert refused.value.code == "stale"
    assert refused.value.params["values"]["pieces"] == "16"
    assert make.again(order).pieces == 16


def test_a_known_caller_is_recognised(desk: Frozen, agent: Person) -> None:
    """R002 R045: who rings, what is open between us, how to speak to them."""
    make.confirmed(agent)
    caller = queries.caller("138-0000-6621", agent)
    assert caller.customer is not None
    assert (caller.address_as, len(caller.tickets), caller.open_promises) == ("王先生", 1, 1)
    assert queries.caller("13911112222", agent).customer is None


def test_a_new_caller_becomes_a_customer_without_a_second_form(desk: Frozen, agent: Person) -> None:
    """R002: the number that rings makes the customer, the contact's name names them at confirmation."""
    make.confirmed(agent)
    customer = Customer.objects.get()
    assert (customer.name, customer.address_as) == ("王先生", "王先生")
    assert [phone.digits for phone in customer.phones.all()] == ["13800006621"]
    assert {place.text for place in customer.addresses.all()} == {"江宁汽配城B区12号", "南京站货场3号门"}


def test_the_caller_is_told_later(desk: Frozen, agent: Person) -> None:
    """R045: a draft opened before the number was known gets its customer when it is."""
    order = actions.open_draft(by=agent, typed={"goods_name": "棉布"})
    order = actions.recognise(order=order, phone="13800006621", by=agent, name="王先生")
    assert order.ticket.customer.address_as == "王先生"
    assert order.pickup_phone == "13800006621"


def test_repeat_the_last_order(desk: Frozen, agent: Person) -> None:
    """R045: what is blank as in the last order; what was typed stands; times and price are asked anew."""
    last = make.confirmed(agent, reminder="轻放")
    customer = last.ticket.customer
    order = actions.open_draft(by=agent, customer=customer, typed={"pieces": "7", "reminder": "走后门"})
    order = actions.repeat_last_order(order=order, by=agent)
    assert (order.goods_name, order.pieces, order.delivery_address) == ("汽车配件", 7, "南京站货场3号门")
    assert (order.reminder, order.price_accepted_at, order.ticket.stage) == ("走后门", None, Stage.DRAFT)
    assert order.quoted_total == last.quoted_total
    assert order.ticket.links.get().other == last.ticket
    assert actions.repeat_last_order(order=order, by=agent).pieces == 7
    assert order.ticket.links.count() == 1


def test_nobody_to_repeat(desk: Frozen, agent: Person) -> None:
    """R045: a customer without an order has none to repeat; nor has a caller nobody knows."""
    for order in (make.draft(agent), actions.open_draft(by=agent)):
        with pytest.raises(NotNow, match="no_last_order"):
            actions.repeat_last_order(order=order, by=agent)


def test_a_draft_that_never_becomes_an_order(desk: Frozen, agent: Person) -> None:
    """R047: where goods would have come from is kept with its reason, and can be found."""
    order = make.draft(agent)
    order = actions.keep_origin(order=order, reason="price", by=agent)
    assert order.ticket.stage == Stage.VOIDED
    assert (order.ended_reason, order.pickup_zone) == ("price", "南京")
    assert order.ticket.is_draft
    assert not Ticket.objects.live().exists()
    event = Event.objects.get(kind="order.origin_kept")
    assert event.data == {"reason": "price"}
    assert SearchText.objects.filter(kind="TICKET", subject_id=order.pk).exists()
    assert actions.keep_origin(order=order, reason="price", by=agent).pk == order.pk
    assert Event.objects.filter(kind="order.origin_kept").count() == 1


def test_a_draft_that_ends_takes_its_question_back(desk: Frozen, agent: Person) -> None:
    """R047 R061: the customer has hung up: nobody has to answer about the discount any more."""
    order = actions.ask_discount(order=make.agreed(agent), amount=2_000, reason="老客户", by=agent)
    assert Approval.objects.filter(state="ASKED").exists()
    order = actions.keep_origin(order=order, reason="price", by=agent)
    assert not Approval.objects.filter(state="ASKED").exists()
    assert order.discount_state == Discount.LAPSED


def test_reasons_are_the_manuals(desk: Frozen, agent: Person) -> None:
    """R047: a reason that is not listed, missing, or needs a note is refused at its field."""
    order = make.draft(agent)
    for reason, note, wrong in (("weather", "", "reason"), ("", "", "reason"), ("other", "", "note")):
        with pytest.raises(Invalid) as refused:
            actions.keep_origin(order=order, reason=reason, note=note, by=agent)
        assert refused.value.field == wrong
    order = actions.keep_origin(order=order, reason="other", note="客户说下周再打", by=agent)
    assert EventDetail.objects.get(event__kind="order.origin_kept").values == {"note": "客户说下周再打"}


def test_an_origin_is_forgotten_after_a_year(desk: Frozen, agent: Person) -> None:
    """R047: the personal part is kept for its purpose and no longer; zone and goods stay for the report."""
    order = actions.keep_origin(order=make.draft(agent), reason="price", note="王先生嫌贵", by=agent)
    desk.move(days=365)
    assert actions.forget_origins() == 0
    desk.move(days=1)
    assert actions.forget_origins() == 1
    order = make.again(order)
    assert (order.shipper_name, order.pickup_phone, order.pickup_address) == ("", "", "")
    assert (order.ticket.customer, order.ticket.customer_name) == (None, "")
    assert (order.pickup_zone, order.goods_name, order.ended_reason) == ("南京", "汽车配件", "price")
    terms = SearchText.objects.get(kind="TICKET", subject_id=order.pk).terms
    assert "13800006621" not in terms
    assert not any(detail.values for detail in EventDetail.objects.filter(event__ticket_id=order.pk))
    assert actions.forget_origins() == 0


@pytest.mark.parametrize("role", ["driver", "dispatcher", "auditor", "colleague", "market_developer"])
def test_who_takes_no_orders(desk: Frozen, role: str, request: pytest.FixtureRequest) -> None:
    """R002: orders are taken at the desk."""
    with pytest.raises(NotPermitted):
        actions.open_draft(by=request.getfixturevalue(role))


def test_a_foreign_draft(desk: Frozen, agent: Person, outsider: Person, mate: Person) -> None:
    """R045: a colleague of the team may go on with a draft, an agent of another team may not."""
    order = make.draft(agent)
    assert actions.save_draft(order=order, typed={"pieces": "16"}, by=mate).pieces == 16
    for act in (
        lambda: actions.save_draft(order=order, typed={"pieces": "17"}, by=outsider),
        lambda: actions.keep_origin(order=order, reason="price", by=outsider),
        lambda: actions.decline_element(order=order, key="shipper_name", by=outsider),
        lambda: actions.recognise(order=order, phone="13800006621", by=outsider),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_confirmed_order_is_no_draft(desk: Frozen, agent: Person) -> None:
    """R045: what was confirmed is changed by another door."""
    order = make.confirmed(agent)
    for act in (
        lambda: actions.save_draft(order=order, typed={"pieces": "16"}, by=agent),
        lambda: actions.keep_origin(order=order, reason="price", by=agent),
    ):
        with pytest.raises(NotNow, match="order_is_no_draft"):
            act()
