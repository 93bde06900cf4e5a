"""A slip that nobody should get any more does not leave at a later try (R063)."""

from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from tests.factories import orders as make
from tests.frozen import Frozen
from tests.messaging import gateway as gateways
from yinuo.messaging import senders
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> gateways.Gateway:
    """A gateway that is busy at the first three messages: the customer's, the slip and its copy."""
    made = gateways.Gateway()
    made.answers = [senders.SendFailure("gateway_busy", permanent=False) for _ in range(3)]
    monkeypatch.setattr(gateways, "present", made)
    monkeypatch.setitem(senders.KNOWN, "test", f"{gateways.__name__}.current")
    settings.YINUO_SMS = "test"
    return made


def meanwhile(gateway: gateways.Gateway, do: Callable[[], object]) -> None:
    """Let something happen while the worker holds the slip."""

    def once() -> None:
        gateway.while_sending = lambda: None
        do()

    gateway.while_sending = once


def left(desk: Frozen, gateway: gateways.Gateway) -> list[str]:
    """The keys of what leaves from now on."""
    began = len(gateway.taken)
    for _ in range(5):
        desk.move(minutes=2)
        make.send()
    keys = dict(Notice.objects.values_list("idempotency_key", "key"))
    return [keys[message.idempotency_key] for message in gateway.taken[began:]]


def states(order: Order, key: str) -> list[str]:
    rows = Notice.objects.filter(ticket_id=order.pk, key=key).order_by("pk")
    return list(rows.values_list("state", flat=True))


def test_cancelled_while_it_was_leaving(desk: Frozen, agent: Person, gateway: gateways.Gateway) -> None:
    """R063: the attempt fails, the order is cancelled: neither slip nor copy is tried again."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    meanwhile(
        gateway,
        lambda: actions.cancel(order=order, reason="trade_off", asked_by="王先生", by=agent),
    )
    make.send()
    assert states(order, "slip") + states(order, "slip_copy") == [Notice.State.CANCELLED] * 2
    sent = left(desk, gateway)
    assert "slip" not in sent
    assert "slip_copy" not in sent


def test_given_to_another_while_it_was_leaving(
    desk: Frozen, agent: Person, driver: Person, second_driver: Person, gateway: gateways.Gateway
) -> None:
    """R063 R068: only the new driver gets a slip."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    meanwhile(
        gateway,
        lambda: actions.dispatch(order=order, by=agent, to=second_driver, reason="nearer", replaces=driver),
    )
    make.send()
    assert left(desk, gateway).count("slip") == 1
    slips = Notice.objects.filter(ticket_id=order.pk, key="slip").order_by("pk")
    assert list(slips.values_list("to_person", "state")) == [
        (driver.pk, Notice.State.CANCELLED),
        (second_driver.pk, Notice.State.SENT),
    ]


def test_a_slip_that_is_still_wanted_is_tried_again(
    desk: Frozen, agent: Person, gateway: gateways.Gateway
) -> None:
    """R062: a passing failure alone withdraws nothing."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    make.send()
    assert states(order, "slip") == [Notice.State.FAILED]
    assert left(desk, gateway).count("slip") == 1
    assert make.again(order).ordered_at


def test_the_copy_of_another_receiver_does_not_leave(
    desk: Frozen, agent: Person, driver: Person, dispatcher: Person
) -> None:
    """R066 R067: given to a dispatcher while the driver's slip still waited, nobody gets a copy."""
    order = actions.dispatch(order=make.confirmed(agent), by=agent)
    actions.dispatch(order=order, by=agent, to=dispatcher, reason="first_busy", replaces=driver)
    make.send()
    sent = Notice.objects.filter(ticket=order.ticket, key__in=("slip", "slip_copy"), state="SENT")
    assert [(notice.key, notice.to_person) for notice in sent] == [("slip", dispatcher)]
