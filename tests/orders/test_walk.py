"""One order from the first ring to delivery, through the doors that everybody uses."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core.models import Event
from yinuo.messaging.models import Notice
from yinuo.orders import actions, queries
from yinuo.orders.models import Stage, TrackingEntry
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def kinds(order) -> list[str]:
    return list(
        Event.objects.filter(ticket_id=order.pk, kind__startswith="order.")
        .order_by("id")
        .values_list("kind", flat=True)
    )


def test_from_first_ring_to_delivery(
    desk: Frozen, agent: Person, driver: Person, market_developer: Person
) -> None:
    """R002 R045 R056 R062 R064 R065 R066 R075 R091 R095: the whole way, and every promise on it kept."""
    order = make.agreed(agent)
    assert order.ticket.is_draft
    order = actions.confirm(order=order, by=agent)
    assert order.ticket.number == "261120001"
    desk.move(seconds=40)
    order = actions.dispatch(order=order, by=agent)
    assert (order.receiver, order.driver, order.copied_to) == (driver, driver, market_developer)
    make.send()
    order = make.again(order)
    assert order.ordered_at == desk.at
    slips = Notice.objects.filter(ticket=order.ticket, key__startswith="slip")
    assert {slip.address for slip in slips} == {driver.phone, market_developer.phone}
    actions.note_driver_call(order=order, outcome="reached", by=agent)
    desk.move(minutes=5)
    order = actions.accept(order=order, by=driver)
    desk.move(minutes=12)
    actions.track(order=order, what="PICKUP", how="CALL", outcome="在路上", by=agent)
    order = actions.pick_up(order=order, by=driver, pieces=15)
    order = actions.go_out(order=order, by=driver)
    desk.move(hours=2)
    order = actions.deliver(order=order, by=driver, signed_by="马先生")
    order = actions.collect_freight(order=order, amount=order.freight_left, by=driver)
    order = actions.close(order=order, by=agent)
    assert order.ticket.stage == Stage.CLOSED
    assert order.ticket.closed_at == desk.at
    assert kinds(order) == [
        "order.drafted",
        "order.price_accepted",
        "order.confirmed",
        "order.dispatched",
        "order.slip_sent",
        "order.driver_called",
        "order.accepted",
        "order.tracked",
        "order.picked_up",
        "order.out_for_delivery",
        "order.delivered",
        "order.freight_collected",
        "order.closed",
    ]
    ended = Promise.objects.filter(ticket=order.ticket)
    assert {promise.key: promise.state for promise in ended} == {
        "slip": "KEPT",
        "call_reminder": "KEPT",
        "vehicle": "KEPT",
        "follow_up": "KEPT",
        "pickup": "KEPT",
        "delivery": "KEPT",
    }
    assert not ended.filter(broken_at__isnull=False).exists()
    record = list(queries.tracking_record(order))
    assert [line.what for line in record] == [TrackingEntry.What.PICKUP, TrackingEntry.What.CALL_REMINDER]
