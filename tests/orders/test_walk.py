"""One order from the first ring to delivery, through the doors that everybody uses."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import Order, Stage
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def kinds(order) -> list[str]:
    return list(
        Event.objects.filter(ticket_id=order.pk, kind__startswith="order.")
        .order_by("id")
        .values_list("kind", flat=True)
    )


WAY = [
    "drafted",
    "price_accepted",
    "confirmed",
    "dispatched",
    "slip_sent",
    "driver_called",
    "accepted",
    "tracked",
    "picked_up",
    "out_for_delivery",
    "delivered",
    "freight_collected",
    "closed",
]


def taken(desk: Frozen, agent: Person) -> Order:
    """From the first ring to a slip that left and a driver who was called."""
    order = actions.confirm(order=make.agreed(agent), by=agent)
    desk.move(seconds=40)
    order = actions.dispatch(order=order, by=agent)
    make.send()
    actions.note_driver_call(order=order, outcome="reached", by=agent)
    return make.again(order)


def carried(desk: Frozen, order: Order, agent: Person, driver: Person) -> Order:
    """From the driver's acceptance to the end."""
    desk.move(minutes=5)
    actions.accept(order=order, by=driver)
    desk.move(minutes=12)
    actions.track(order=order, what="PICKUP", how="CALL", outcome="在路上", by=agent)
    actions.pick_up(order=order, by=driver, pieces=15)
    actions.go_out(order=order, by=driver)
    desk.move(hours=2)
    order = actions.deliver(order=order, by=driver, signed_by="马先生")
    actions.collect_freight(order=order, amount=order.freight_left, by=driver)
    return actions.close(order=order, by=agent)


def test_from_first_ring_to_delivery(
    desk: Frozen, agent: Person, driver: Person, market_developer: Person
) -> None:
    """R002 R045 R056 R062 R064 R065 R066 R075 R091 R095 R098: the whole way, and every promise on it kept."""
    order = taken(desk, agent)
    assert order.ticket.number == "261120001"
    assert (order.receiver, order.copied_to, order.ordered_at) == (driver, market_developer, desk.at)
    slips = Notice.objects.filter(ticket=order.ticket, key__startswith="slip")
    assert {slip.address for slip in slips} == {driver.phone, market_developer.phone}
    order = carried(desk, order, agent, driver)
    assert (order.ticket.stage, order.ticket.closed_at) == (Stage.CLOSED, desk.at)
    assert kinds(order) == [f"order.{verb}" for verb in WAY]
    ended = Promise.objects.filter(ticket=order.ticket)
    keys = ("slip", "call_reminder", "vehicle", "follow_up", "pickup", "delivery")
    assert {promise.key: promise.state for promise in ended} == dict.fromkeys(keys, Promise.State.KEPT)
    assert not ended.filter(broken_at__isnull=False).exists()
    assert [line.what for line in queries.tracking_record(order)] == ["PICKUP", "CALL_REMINDER"]
