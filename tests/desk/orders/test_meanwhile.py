"""A dialog that stood open while somebody else was faster, or whose button was pressed twice."""

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import orders as make
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Order, Stage, TrackingEntry

pytestmark = pytest.mark.django_db


def opened(client, noun: str, order: Order) -> browsing.Form:
    """The dialog as it stands now."""
    address = f"/orders/{order.ticket.ref}/{noun}/"
    return browsing.form(client.get(address, headers=browsing.DIALOG), "")


def send(client, form: browsing.Form, **typed: str):
    return client.post(form.action, form.filled(**typed), headers=browsing.DIALOG)


def paid() -> list[int]:
    """Each payment that was booked, in fen."""
    rows = Event.objects.filter(kind="order.freight_collected").order_by("id")
    return [data["amount"] for data in rows.values_list("data", flat=True)]


@pytest.fixture
def at_the_door(desk, agent) -> Order:
    """320 yuan are to be collected."""
    return actions.go_out(order=make.collected(agent), by=agent)


@pytest.mark.parametrize("amount", ["100", "200", "320"])
def test_a_delivery_sent_twice_is_paid_once(at_the_door, agent, browse, amount: str) -> None:
    """R035: a double click, a lost reply: delivered, the money booked once, the same answer, whether less or
    more than that is left afterwards.
    """
    client = browse(agent)
    form = opened(client, "delivery", at_the_door)
    for _ in range(2):
        answer = send(client, form, collected=amount)
        assert answer.status_code == 204
        assert "已记为送达" in answer["HX-Trigger"].encode().decode("unicode_escape")
    assert paid() == [int(amount) * 100]
    assert make.again(at_the_door).freight_collected == int(amount) * 100


@pytest.mark.parametrize(("first", "second"), [("100", "100"), ("320", "320"), ("320", "50"), ("50", "300")])
def test_two_at_the_same_delivery(at_the_door, agent, mate, browse, first: str, second: str) -> None:
    """R035: who did not see the other's payment books nothing and is told what is left."""
    mine, theirs = browse(agent), browse(mate)
    early, late = (opened(client, "delivery", at_the_door) for client in (mine, theirs))
    assert send(mine, early, collected=first).status_code == 204
    refused = send(theirs, late, collected=second)
    assert refused.status_code == 422
    assert "刚才已经记过一笔运费" in parts.text(refused)
    assert paid() == [int(first) * 100]
    assert send(theirs, late, collected="").status_code == 204


def test_a_delivery_is_paid_up_to_what_is_left(at_the_door, agent, browse) -> None:
    """R035: a form without its hidden figure, or with another one, books no more than is due."""
    client = browse(agent)
    form = opened(client, "delivery", at_the_door)
    assert send(client, form, collected="321").status_code == 422
    assert send(client, form, collected="321", left="").status_code == 422
    assert send(client, form, collected="321", left="99999999").status_code == 422
    assert make.again(at_the_door).ticket.stage == Stage.OUT_FOR_DELIVERY
    assert paid() == []
    assert send(client, form, collected="320", left="").status_code == 204
    assert paid() == [32_000]


@pytest.mark.parametrize(
    ("noun", "typed"), [("declining", {"reason": "full"}), ("driver-call", {"outcome": "reached"})]
)
def test_what_was_meant_for_one_driver_hits_no_other(
    desk, agent, mate, driver, second_driver, browse, noun: str, typed: dict[str, str]
) -> None:
    """R064 R067: the order went to another driver while the dialog stood open: it says so, notes nothing."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = opened(client, noun, order)
    actions.dispatch(order=order, by=mate, to=second_driver, reason="nearer", replaces=driver)
    refused = send(client, form, **typed)
    assert refused.status_code == 422
    assert "张敏已经把这一单派给刘洋" in parts.text(refused)
    order = make.again(order)
    assert (order.ticket.stage, order.receiver, order.declined_by) == (Stage.DISPATCHED, second_driver, [])
    assert not TrackingEntry.objects.exists()
    assert send(client, opened(client, noun, order), **typed).status_code == 204


def test_a_call_to_who_declined_meanwhile(desk, agent, driver, browse) -> None:
    """R064: nobody has the slip any more, so nobody was reached about it."""
    order = make.dispatched(agent)
    client = browse(agent)
    form = opened(client, "driver-call", order)
    actions.decline(order=order, reason="full", by=driver)
    assert send(client, form, outcome="reached").status_code == 422
    assert not TrackingEntry.objects.exists()
