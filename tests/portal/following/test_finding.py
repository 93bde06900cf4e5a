"""Finding by number and tail: how long it opens an order, and whom wrong guesses lock out (R004)."""

import pytest
from django.test import Client

from tests.frozen import Frozen
from tests.portal.following.conftest import link, track
from yinuo.orders.models import Order
from yinuo.portal import pace
from yinuo.tickets.models import Ticket
from yinuo.tickets.rules import links

pytestmark = pytest.mark.django_db


def test_to_open_another_order_keeps_none_open_for_longer(
    order: Order, web_order: Order, client: Client, desk: Frozen
) -> None:
    """R004: each is open for two hours from its own number and tail."""
    first = track(client, order.ticket.number or "", "6621")["Location"]
    desk.move(minutes=100)
    second = track(client, web_order.ticket.number or "", "6621")["Location"]
    assert client.get(first).status_code == 200
    desk.move(minutes=30)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_to_give_number_and_tail_again_opens_it_anew(order: Order, client: Client, desk: Frozen) -> None:
    """R004: two hours from the last time."""
    for _ in range(3):
        track(client, order.ticket.number or "", "6621")
        desk.move(minutes=50)
    assert client.get(f"/p/track/{order.ticket.ref}/").status_code == 200


def test_nonsense_locks_no_waybill(order: Order, client: Client) -> None:
    """R004: a number is locked by guesses at this number, however it is written."""
    Ticket.objects.filter(pk=order.pk).update(waybill="YN-755002")
    for n in range(8):
        assert track(Client(REMOTE_ADDR=f"198.51.100.{n}"), "?-?", "0000").status_code == 404
    assert track(client, "yn-755002", "6621").status_code == 302
    for n in range(8):
        assert track(Client(REMOTE_ADDR=f"198.51.100.{n}"), "ＹＮ-755002", "0000").status_code == 404
    assert track(client, "yn-755002", "6621").status_code == 429


def test_guessing_seals_is_slowed_down_and_the_right_link_opens(
    order: Order, client: Client, web_order: Order
) -> None:
    """R115: who knows a ref by number and tail does not try out its link; a right one is not counted."""
    for _ in range(45):
        assert client.get(link(order)).status_code == 200
    forged = order.ticket.ref + links.track_slug(web_order.ticket.ref)[-6:]
    for page in (f"/t/{forged}/live/", f"/p/ask/?about={forged}", f"/embed/order/done/{forged}/"):
        pace.forget()
        answers = [client.get(page) for _ in range(45)]
        assert answers[0].status_code == 404
        assert answers[-1].status_code == 429
        assert int(answers[-1]["Retry-After"]) >= 1
    assert client.get(link(order)).status_code == 200
