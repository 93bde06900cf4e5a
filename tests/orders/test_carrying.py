"""How far the goods are: every step, said by driver or desk, once (R035, R074, R075, R087, R088)."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import orders as make
from tests.factories import web
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.orders import actions, queries
from yinuo.orders.models import Order, Stage
from yinuo.orders.rules import stages
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db

Act = Callable[[Order, Person], Any]
STEPS: dict[str, Act] = {
    "accept": lambda order, by: actions.accept(order=order, by=by),
    "pick_up": lambda order, by: actions.pick_up(order=order, by=by),
    "depart": lambda order, by: actions.depart(order=order, by=by),
    "arrive": lambda order, by: actions.arrive(order=order, by=by),
    "go_out": lambda order, by: actions.go_out(order=order, by=by),
    "deliver": lambda order, by: actions.deliver(order=order, by=by),
    "close": lambda order, by: actions.close(order=order, by=by),
    "decline": lambda order, by: actions.decline(order=order, reason="full", by=by),
    "refuse": lambda order, by: actions.refuse(order=order, reason="damaged", by=by),
    "return": lambda order, by: actions.return_goods(order=order, reason="拒收", by=by),
    "lose": lambda order, by: actions.lose(order=order, reason="找不到", by=by),
    "cancel": lambda order, by: actions.cancel(order=order, reason="not_ready", asked_by="王先生", by=by),
    "void": lambda order, by: actions.void(order=order, reason="twice", by=by),
    "collect": lambda order, by: actions.collect_freight(order=order, amount=100, by=by),
}


def brought_to(stage: Stage, by: Person) -> Order:
    """An order in `stage`, by the shortest way, its freight on account so that it can be closed."""
    if stage in (Stage.DRAFT, Stage.CONFIRMED):
        return (make.draft if stage == Stage.DRAFT else make.confirmed)(by)
    if stage in stages.UNDER_REVIEW:
        return under_review(stage, by)
    order = make.dispatched(by, payment="月结")
    ways: dict[Stage, tuple[str, ...]] = {
        Stage.DISPATCHED: (),
        Stage.ACCEPTED: ("accept",),
        Stage.PICKED_UP: ("accept", "pick_up"),
        Stage.IN_TRANSIT: ("accept", "pick_up", "depart"),
        Stage.ARRIVED: ("accept", "pick_up", "depart", "arrive"),
        Stage.OUT_FOR_DELIVERY: ("accept", "pick_up", "go_out"),
        Stage.DELIVERED: ("accept", "pick_up", "deliver"),
        Stage.CLOSED: ("accept", "pick_up", "deliver", "close"),
        Stage.VOIDED: ("cancel",),
        Stage.REFUSED: ("accept", "pick_up", "refuse"),
        Stage.RETURNED: ("accept", "pick_up", "return"),
        Stage.LOST: ("accept", "pick_up", "lose"),
    }
    for step in ways[stage]:
        order = STEPS[step](order, by)
    return order


def under_review(stage: Stage, by: Person) -> Order:
    """A web order that nobody confirmed yet (R086)."""
    if stage == Stage.FILLED:
        return web.placed()
    order = web.taken(by)
    if stage == Stage.PROBLEM:
        return actions.web.check(order=order, key="goods", ok=False, by=by)
    return order if stage == Stage.REVIEWING else web.checked(order, by)


POSSIBLE = {
    "accept": {Stage.DISPATCHED, Stage.ACCEPTED},
    "decline": {Stage.DISPATCHED, Stage.ACCEPTED},
    "pick_up": {Stage.DISPATCHED, Stage.ACCEPTED, Stage.PICKED_UP},
    "depart": {Stage.PICKED_UP, Stage.IN_TRANSIT},
    "arrive": {Stage.IN_TRANSIT, Stage.OUT_FOR_DELIVERY, Stage.ARRIVED},
    "go_out": {Stage.PICKED_UP, Stage.ARRIVED, Stage.REFUSED, Stage.OUT_FOR_DELIVERY},
    "deliver": {Stage.PICKED_UP, Stage.ARRIVED, Stage.OUT_FOR_DELIVERY, Stage.DELIVERED, Stage.CLOSED},
    "close": {Stage.DELIVERED, Stage.RETURNED, Stage.LOST, Stage.CLOSED},
    "refuse": {Stage.PICKED_UP, Stage.ARRIVED, Stage.OUT_FOR_DELIVERY, Stage.REFUSED},
    "return": {Stage.PICKED_UP, Stage.IN_TRANSIT, Stage.ARRIVED, Stage.REFUSED, Stage.RETURNED},
    "lose": {
        Stage.PICKED_UP,
        Stage.IN_TRANSIT,
        Stage.ARRIVED,
        Stage.OUT_FOR_DELIVERY,
        Stage.REFUSED,
        Stage.LOST,
    },
    "cancel": {Stage.CONFIRMED, Stage.DISPATCHED, Stage.ACCEPTED, Stage.VOIDED},
    "void": {Stage.CONFIRMED, Stage.DISPATCHED, Stage.ACCEPTED, Stage.VOIDED},
}
"""From which stages each verb is possible, those included in which it has been done already."""

STATE_CODES = {"order_not_in_stage", "order_is_draft", "order_under_review", "goods_on_the_way"}


@pytest.mark.parametrize("stage", Stage)
def test_every_verb_in_every_stage(desk: Frozen, agent: Person, stage: Stage) -> None:
    """R075: each verb works where it makes sense; anywhere else it is refused with what is possible, and
    nothing is changed or recorded.
    """
    order = brought_to(stage, agent)
    events = Event.objects.count()
    for verb, possible in POSSIBLE.items():
        if stage in possible:
            continue
        with pytest.raises(NotNow) as refused:
            STEPS[verb](order, agent)
        assert refused.value.code in STATE_CODES, verb
        assert make.again(order).ticket.stage == stage
    assert Event.objects.count() == events


@pytest.mark.parametrize("verb", [verb for verb in STEPS if verb not in ("decline", "collect")])
def test_done_again_is_done_once(desk: Frozen, agent: Person, verb: str) -> None:
    """R074: a double click or a repeated request records nothing more and returns the same order."""
    ways = {"accept": Stage.DISPATCHED, "cancel": Stage.CONFIRMED, "void": Stage.CONFIRMED}
    first = {
        "pick_up": Stage.ACCEPTED,
        "depart": Stage.PICKED_UP,
        "arrive": Stage.IN_TRANSIT,
        "go_out": Stage.PICKED_UP,
        "deliver": Stage.OUT_FOR_DELIVERY,
        "close": Stage.DELIVERED,
        "refuse": Stage.OUT_FOR_DELIVERY,
        "return": Stage.PICKED_UP,
        "lose": Stage.PICKED_UP,
        **ways,
    }
    order = brought_to(first[verb], agent)
    done = STEPS[verb](order, agent)
    events = Event.objects.count()
    desk.move(minutes=1)
    assert STEPS[verb](order, agent).ticket.stage == done.ticket.stage
    assert Event.objects.count() == events


@pytest.mark.parametrize("verb", list(STEPS))
def test_who_may_not(desk: Frozen, agent: Person, outsider: Person, auditor: Person, verb: str) -> None:
    """R075: nobody outside the team, and no auditor, says how far goods are."""
    order = make.dispatched(agent)
    for person in (outsider, auditor):
        with pytest.raises(NotPermitted):
            STEPS[verb](order, person)


def test_pieces_are_counted_at_the_door(desk: Frozen, agent: Person, driver: Person) -> None:
    """R029 R095: what was counted is kept beside what was ordered."""
    order = actions.pick_up(
        order=make.dispatched(agent), by=driver, pieces=14, waybill="7550026790", note="少一件"
    )
    assert (order.pieces, order.pieces_picked_up, order.ticket.waybill) == (15, 14, "7550026790")
    event = Event.objects.select_related("detail").get(kind="order.picked_up")
    assert event.data == {"differs": True}
    assert event.detail.values == {"ordered": 15, "counted": 14, "note": "少一件"}
    assert order.accepted_at == desk.at


@pytest.mark.parametrize(
    ("said", "field"),
    [({"pieces": 0}, "pieces"), ({"waybill": "1" * 41}, "waybill"), ({"note": "x" * 301}, "note")],
)
def test_pickups_that_cannot_be(desk: Frozen, agent: Person, said: dict[str, Any], field: str) -> None:
    """R029: nothing at all was not collected."""
    with pytest.raises(Invalid) as refused:
        actions.pick_up(order=make.dispatched(agent), by=agent, **said)
    assert refused.value.field == field


def test_freight_is_always_in_sight(desk: Frozen, agent: Person, driver: Person) -> None:
    """R035 R036: prepaid freight is due at pick-up, the rest at the door; it is open until it is noted."""
    order = make.collected(agent, payment="先付")
    assert (order.freight_left, order.due_at_pickup) == (32_000, 32_000)
    order = actions.collect_freight(order=order, amount=30_000, by=driver)
    assert (order.freight_left, order.freight_collected_at) == (2_000, desk.at)
    order = actions.deliver(order=order, by=driver)
    with pytest.raises(NotNow) as refused:
        actions.close(order=order, by=agent)
    assert refused.value.params == {"left": "20元"}
    order = actions.collect_freight(order=order, amount=2_000, by=driver)
    assert order.ticket.musts.filter(key="freight_settled").exists()
    assert actions.close(order=order, by=agent).ticket.closed_at == desk.at
    assert make.collected(agent).due_at_pickup == 0


@pytest.mark.parametrize("amount", [0, -1, 32_001])
def test_more_than_is_due(desk: Frozen, agent: Person, amount: int) -> None:
    """R035: nothing is collected that is not due."""
    with pytest.raises(Invalid, match="freight_out_of_range"):
        actions.collect_freight(order=make.collected(agent), amount=amount, by=agent)


def test_freight_before_the_goods(desk: Frozen, agent: Person) -> None:
    """R035: nothing is collected before the goods are."""
    with pytest.raises(NotNow, match="order_not_in_stage"):
        actions.collect_freight(order=make.dispatched(agent), amount=100, by=agent)


def test_a_late_delivery_says_so(desk: Frozen, agent: Person, driver: Person) -> None:
    """R088 R097: delivered after the promised time: late, by how much, and the promise was broken."""
    order = make.collected(agent, goods_name="汽配", wished_delivery_at="15点前")
    desk.move(hours=7)
    order = actions.deliver(order=order, by=driver, signed_by="马先生")
    assert (order.signed_by, queries.overdue(order).total_seconds()) == ("马先生", 2 * 3600)
    assert Event.objects.get(kind="order.delivered").data == {"late": True}
    delivery = Promise.objects.get(ticket=order.ticket, key="delivery")
    assert (delivery.state, delivery.broken_at) == (Promise.State.KEPT, order.promised_at)


def test_long_distance(desk: Frozen, agent: Person, driver: Person) -> None:
    """R074 R075: departed, arrived, out, back at the station because nobody was there,
    out again, delivered.
    """
    order = make.collected(agent, payment="月结", delivery_address="上海市浦东新区张江路1号")
    for verb in ("depart", "arrive", "go_out", "arrive", "go_out", "deliver", "close"):
        order = STEPS[verb](order, agent)
    assert order.ticket.stage == Stage.CLOSED
    assert order.arrived_at == desk.at


def test_r035_a_payment_that_is_clicked_twice_is_counted_once(desk: Frozen, agent: Person) -> None:
    """R035: the second click saw the same amount due; who saw another one is told what is left."""
    order = make.collected(agent)
    left = order.freight_left
    first = actions.collect_freight(order=order, amount=1_000, left=left, by=agent)
    again = actions.collect_freight(order=order, amount=1_000, left=left, by=agent)
    assert first.freight_collected == again.freight_collected == 1_000
    with pytest.raises(NotNow, match="freight_counted_meanwhile"):
        actions.collect_freight(order=order, amount=500, left=left, by=agent)
