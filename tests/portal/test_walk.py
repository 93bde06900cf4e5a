"""Every address of an order and of a question with every kind of guest: who gets in, who learns nothing."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.core import signing
from django.test import Client

from tests.factories import inquiries as questions
from tests.factories import orders as make
from tests.factories import pictures
from tests.factories import web as make_web
from tests.frozen import Frozen
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.orders import actions
from yinuo.orders.models import Order, Rating
from yinuo.portal import guests
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Channel
from yinuo.tickets.rules import links

pytestmark = pytest.mark.django_db

SHIPPER: Final = "13800006621"
STRANGER: Final = "13911112222"
GUESTS: Final = ("nobody", "other link", "other phone", "opened", "shipper")
PROOF: Final = "/p/verify/"


@dataclass(frozen=True)
class Place:
    """The orders and the question, and another customer's order."""

    order: Order
    delivered: Order
    proof: int
    web: Order
    question: str
    other: Order


@pytest.fixture
def place(desk: Frozen, agent: Person) -> Place:
    """One customer's orders: on its way, arrived with a picture, under review; and their question."""
    delivered = actions.deliver(order=make.collected(agent), signed_by="马先生", by=agent)
    photo = tickets.attach(delivered.ticket, purpose="delivery", file=pictures.picture(), by=agent)
    asked = questions.asked(None, channel=Channel.WEB, guest=make_web.GUEST)
    return Place(
        order=make.collected(agent),
        delivered=delivered,
        proof=photo.pk,
        web=make_web.placed(),
        question=asked.ticket.ref,
        other=make.collected(agent, pickup_phone="13911112223", consignee_phone="025-84560000"),
    )


def browser(guest: str, place: Place) -> Client:
    """The browser of one kind of guest: it opened another order's link or its own orders' numbers, or proved
    a number.
    """
    client = Client(headers={"accept-language": "zh-CN"})
    mine = [one.ticket.ref for one in (place.order, place.delivered, place.web)]
    opened = {"other link": [place.other.ticket.ref], "opened": mine}
    phones = {"other phone": STRANGER, "shipper": SHIPPER}
    if guest in opened:
        _sign(client, guests.OPENED, {"refs": dict.fromkeys(opened[guest], int(clock.now().timestamp()))})
    if guest in phones:
        _sign(client, guests.PHONE, {"phone": phones[guest]})
    return client


def _sign(client: Client, name: str, said: Mapping[str, Any]) -> None:
    client.cookies[name] = signing.dumps(said, salt=f"yinuo.portal.{name}")


def _of(order: Order, part: str = "") -> str:
    return f"/p/track/{order.ticket.ref}/{part}"


ADDRESSES: Final[dict[str, Callable[[Place], str]]] = {
    "page": lambda place: _of(place.order),
    "live": lambda place: _of(place.order, "live/"),
    "call": lambda place: _of(place.order, "call/"),
    "proof": lambda place: _of(place.delivered, f"proof/{place.proof}/"),
    "rate": lambda place: _of(place.delivered, "rate/"),
    "change": lambda place: _of(place.order, "change/"),
    "cancel": lambda place: _of(place.order, "cancel/"),
    "done": lambda place: f"/p/order/done/{place.web.ticket.ref}/",
    "ask": lambda place: f"/p/ask/?about={place.order.ticket.ref}",
    "question": lambda place: f"/p/questions/{place.question}/",
}
#                nobody other-link other-phone opened shipper
MET: Final = {
    "page":     ".   .   .   +   +",
    "live":     ".   .   .   +   +",
    "call":     ".   .   .   +   +",
    "proof":    ".   .   .   .   +",
    "rate":     ".   .   .   +   +",
    "change":   ">   >   .   >   +",
    "cancel":   ">   >   .   >   +",
    "done":     ".   .   .   +   +",
    "ask":      ".   .   .   +   +",
    "question": ">   >   .   >   +",
}  # fmt: skip
"""+ let in · > to prove their number first · . not found."""


def met(answer: Any) -> str:
    """What somebody met."""
    if answer.status_code == 302 and answer["Location"].startswith(PROOF):
        return ">"
    if getattr(answer, "streaming", False):
        assert b"".join(answer)
    return {404: "."}.get(answer.status_code, "+" if answer.status_code < 400 else str(answer.status_code))


def _plain(answer: Any, *refs: str) -> str:
    """The page without the token of its forms and without what the address itself said."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    for ref in refs:
        page = page.replace(ref, "")
    return page


@pytest.mark.parametrize("name", ADDRESSES)
def test_who_gets_in(place: Place, name: str) -> None:
    """R004 R106 R285: an order is its parties', and whose number and tail were given, as far as that goes."""
    address = ADDRESSES[name](place)
    for guest, expected in zip(GUESTS, MET[name].split(), strict=True):
        answer = browser(guest, place).get(address)
        assert met(answer) == expected, guest
        if address.startswith("/p/") and name != "proof":
            assert answer["Cache-Control"] == "private, no-store", guest


@pytest.mark.parametrize("name", ADDRESSES)
def test_unknown_and_forbidden_are_the_same(place: Place, name: str) -> None:
    """R285: another's order reads like none at all; nobody is told that it exists."""
    hidden = ADDRESSES[name](place)
    refs = (place.order.ticket.ref, place.delivered.ticket.ref, place.web.ticket.ref, place.question)
    absent = hidden
    for ref in refs:
        absent = absent.replace(ref, "zzzzzzzzzz")
    assert absent != hidden
    for guest in GUESTS[:3]:
        client = browser(guest, place)
        before, after = client.get(hidden), client.get(absent)
        assert before.status_code == after.status_code, guest
        assert _plain(before, *refs) == _plain(after, "zzzzzzzzzz"), guest


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("rate", {"stars": "1"}),
        ("change", {"delivery_needs": "到了叫门"}),
        ("cancel", {"reason": "not_ready"}),
        ("question", {"question": "再问一句"}),
    ],
)
def test_strangers_change_nothing(place: Place, name: str, said: dict[str, str]) -> None:
    """R285: posted by others, nothing is written."""
    events = Event.objects.count()
    for guest in GUESTS[:3]:
        answer = browser(guest, place).post(ADDRESSES[name](place), said)
        assert met(answer) in ".>", guest
    assert Event.objects.count() == events
    assert not Rating.objects.exists()


def test_a_link_opens_its_own_order_alone(place: Place) -> None:
    """R115: the same pages by the signed link; the rest of the customer's things stay closed."""
    slug = links.track_slug(place.order.ticket.ref)
    client = Client(headers={"accept-language": "zh-CN"})
    for part in ("", "/live/", "/call/", "/rate/"):
        assert met(client.get(f"/t/{slug}{part}")) == "+", part
    for name, address in ADDRESSES.items():
        assert met(client.get(address(place))) in ".>", name
    assert met(client.get(f"/t/{slug}/proof/{place.proof}/")) == "."
    assert met(client.get(f"/p/ask/?about={slug}")) == "+"


def test_whoever_works_here_is_no_customer_here(place: Place, agent: Person) -> None:
    """R329: the desk's own sign-in opens nothing of a customer's."""
    client = Client()
    client.force_login(agent)
    for name, address in ADDRESSES.items():
        assert met(client.get(address(place))) in ".>", name
