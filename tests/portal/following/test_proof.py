"""Proof of a delivery: the picture, for who may see it (R004)."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tests.factories import orders as make
from tests.factories import pictures
from tests.portal.following.conftest import SHIPPER, link, track
from yinuo.orders import actions
from yinuo.orders.models import Order
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

Known = Callable[[str], Client]
PERSONAL = ("王建国", "13800006621", "138 0000 6621", "B区12号", "马小军", "84567788", "3号门", "13905270001")


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode()).replace("</span><span>", "")


def test_the_proof_is_for_who_may_see_it(order: Order, client: Client, known: Known, agent: Person) -> None:
    """R004: after the delivery the receiver's name, masked for a link; by number no picture."""
    actions.deliver(order=make.again(order), signed_by="马小军", by=agent)
    assert "签收人：马**" in text(client.get(link(order)))
    assert "签收人：马小军" in text(known(SHIPPER).get(f"/p/track/{order.ticket.ref}/"))
    by_number = Client(headers={"accept-language": "zh-CN"})
    page = text(by_number.get(track(by_number, order.ticket.number or "", "6621")["Location"]))
    assert "签收人：马**" in page
    assert "签收证明" not in page


def test_the_picture_of_a_delivery_opens_by_the_link(order: Order, client: Client, agent: Person) -> None:
    """R004: the page's own address of it; another order's link and a forged one do not."""
    done = actions.deliver(order=make.again(order), signed_by="马小军", by=agent)
    photo = tickets.attach(done.ticket, purpose="delivery", file=pictures.picture(), by=agent)
    address = f"{link(order)}/proof/{photo.pk}/"
    assert address in text(client.get(link(order)))
    picture = client.get(address)
    assert picture["Content-Type"] == "image/jpeg"
    assert b"".join(picture)
    for other in (link(make.collected(agent)), link(order)[:-1] + "0"):
        assert client.get(f"{other}/proof/{photo.pk}/").status_code == 404
