"""What is due at a time that the customer wished follows that wish (R088)."""

import pytest

from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.promises import actions as promises
from yinuo.promises.models import Promise
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def test_a_new_wish_reaches_a_delivery_whose_clock_stands(desk: Frozen, agent: Person) -> None:
    """R088: paused, wished for the day after, resumed: due at the new wish, not after what was left."""
    order = make.collected(agent)
    delivery = Promise.objects.get(ticket=order.ticket, key="delivery", state=Promise.State.OPEN)
    promises.pause(delivery, "customer_answer", agent)
    desk.move(minutes=20)
    wished = "2026-11-21T16:00"
    order = actions.change(
        order=order,
        typed={"wished_delivery_at": wished},
        asked_by="王先生",
        reason="customer_asked",
        by=agent,
    )
    delivery.refresh_from_db()
    assert delivery.is_paused
    desk.move(minutes=20)
    promises.resume(delivery, agent)
    delivery.refresh_from_db()
    assert delivery.due_at == order.wished_delivery_at
    assert clock.local(delivery.due_at).strftime("%Y-%m-%dT%H:%M") == wished


def test_after_downtime_a_driver_is_chased_once(desk: Frozen, agent: Person, driver: Person) -> None:
    """R093: two hours without a loop: one message, and the next one half an hour after it."""
    order = make.dispatched(agent)
    for minutes, sent in ((120, 1), (29, 1), (1, 2)):
        promises.wake_due(desk.move(minutes=minutes))
        vehicle = Notice.objects.filter(ticket=order.ticket, key="chase_pickup", to_person=driver)
        assert vehicle.count() == sent
