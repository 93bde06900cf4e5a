"""Drafts: saved as typed, several at once, nothing lost; callers known; what never became an order."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event, EventDetail
from yinuo.customers.models import Customer
from yinuo.orders import actions, queries
from yinuo.orders.models import Stage
from yinuo.orders.queries import State
from yinuo.staff.models import Person
from yinuo.tickets.models import SearchText, Ticket

pytestmark = pytest.mark.django_db


def asked(order, key: str):
    return next(item for item in queries.form(order).elements if item.element.key == key)


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
    """R045: the last order once more; its times and price are asked anew."""
    last = make.confirmed(agent, reminder="轻放")
    order = actions.repeat_last_order(customer=last.ticket.customer, by=agent, form_key="again")
    assert (order.goods_name, order.pieces, order.delivery_address) == ("汽车配件", 15, "南京站货场3号门")
    assert (order.reminder, order.price_accepted_at, order.ticket.stage) == ("", None, Stage.DRAFT)
    assert order.quoted_total == last.quoted_total
    assert order.ticket.links.get().other == last.ticket
    assert actions.repeat_last_order(customer=last.ticket.customer, by=agent, form_key="again").pk == order.pk


def test_nobody_to_repeat(desk: Frozen, agent: Person) -> None:
    """R045: a customer without an order has none to repeat."""
    order = make.draft(agent)
    with pytest.raises(NotNow, match="no_last_order"):
        actions.repeat_last_order(customer=order.ticket.customer, by=agent)


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
    order = actions.keep_origin(order=make.draft(agent), reason="price", by=agent)
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
