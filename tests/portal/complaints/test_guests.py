"""Every address under the link of a case with every kind of guest: who gets in, who has to prove a number."""

from collections.abc import Mapping
from typing import Any, Final

import pytest
from django.core import signing
from django.test import Client

from tests.complaints import deciding
from tests.factories import pictures
from tests.frozen import Frozen
from tests.portal.complaints import cases
from tests.portal.following.conftest import SHIPPER, STRANGER, link
from yinuo.complaints.actions import agreeing
from yinuo.complaints.models import Complaint, Offer, Rating
from yinuo.complaints.rules import links as statements
from yinuo.complaints.rules.stages import Stage
from yinuo.core.models import Event
from yinuo.orders.models import Order
from yinuo.portal import guests
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets

pytestmark = pytest.mark.django_db

GUESTS: Final = ("nobody", "other phone", "desk", "shipper")
#                        nobody other-phone desk shipper
MET: Final = {
    "told/":               "+   +   +   +",
    "told/live/":          "+   +   +   +",
    "told/received/":      "+   +   +   +",
    "told/photo/{photo}/": ".   .   .   +",
    "told/more/":          "+   +   +   +",
    "told/offer/":         "-   -   -   +",
    "signing/agreement/":  "-   -   -   +",
    "signing/agreement.pdf": "-   -   -   +",
    "told/rate/":          "-   -   -   +",
    "told/reopen/":        "-   -   -   +",
    "told/withdraw/":      "-   -   -   +",
}  # fmt: skip
"""+ let in · - the number has to be proved first · . not found."""
BINDING: Final = {
    "told/offer/": {"do": "accept", "offer": "{offer}"},
    "signing/agreement/": {"do": "sign", "name": "王建国", "code": "000000"},
    "told/rate/": {"overall": "1"},
    "told/reopen/": {"why": "又没来"},
    "told/withdraw/": {"reason": "solved"},
}
MARKS: Final = {200: "+", 403: "-", 404: "."}
Place = Mapping[str, str]


@pytest.fixture
def place(desk: Frozen, agent: Person) -> Place:
    """The customer's case with a picture and an offer, one whose agreement waits; their slugs and ids."""
    offer = cases.told(agent)
    told = offer.complaint
    signing_offer = deciding.accepted(cases.decided(agent), agent)
    agreeing.make_agreement(offer=signing_offer, by=agent)
    photo = tickets.attach(told.ticket, purpose="complaint", file=pictures.picture(), by=None)
    return {
        "told": cases.base(told),
        "signing": cases.base(signing_offer.complaint),
        "photo": str(photo.pk),
        "offer": str(offer.pk),
    }


def browser(guest: str, agent: Person) -> Client:
    """The browser of one kind of guest."""
    client = Client(headers={"accept-language": "zh-CN"})
    if guest == "desk":
        client.force_login(agent)
    if phone := {"other phone": STRANGER, "shipper": SHIPPER}.get(guest, ""):
        said = signing.dumps({"phone": phone}, salt=f"yinuo.portal.{guests.PHONE}")
        client.cookies[guests.PHONE] = said
    return client


def address(place: Place, part: str) -> str:
    """Where this part of a case stands."""
    case, _slash, rest = part.partition("/")
    return f"{place[case]}/{rest.format(**place)}"


def met(answer: Any) -> str:
    """What somebody met."""
    if getattr(answer, "streaming", False):
        assert b"".join(answer)
    return MARKS.get(answer.status_code, str(answer.status_code))


@pytest.mark.parametrize("part", MET)
def test_who_gets_in(place: Place, agent: Person, part: str) -> None:
    """R004 R115 R285: the link reads; what binds, numbers and pictures need the number that stands on it."""
    for guest, expected in zip(GUESTS, MET[part].split(), strict=True):
        answer = browser(guest, agent).get(address(place, part))
        assert met(answer) == expected, guest


@pytest.mark.parametrize("part", BINDING)
def test_the_link_alone_binds_to_nothing(place: Place, agent: Person, part: str) -> None:
    """R202 R254: posted by whoever has not proved the number, nothing is written."""
    events, said = Event.objects.count(), {key: one.format(**place) for key, one in BINDING[part].items()}
    for guest in GUESTS[:3]:
        assert met(browser(guest, agent).post(address(place, part), said)) == "-", guest
    assert Event.objects.count() == events
    assert not Rating.objects.exists()
    assert Offer.objects.get(pk=place["offer"]).state == Offer.State.TOLD
    assert Complaint.objects.filter(ticket__stage=Stage.PROPOSE).exists()


@pytest.mark.parametrize("part", MET)
def test_a_forged_link_opens_nothing(place: Place, agent: Person, part: str) -> None:
    """R115 R285: a letter of the seal changed, and there is no such case for anybody."""
    case = part.partition("/")[0]
    last = "2" if place[case][-1] != "2" else "3"
    forged = {**place, case: place[case][:-1] + last}
    for guest in GUESTS:
        assert met(browser(guest, agent).get(address(forged, part))) == ".", guest


def test_links_of_one_kind_open_nothing_of_another(order: Order, place: Place) -> None:
    """R115: the link of an order is none of a case, that of a case none of an order or of a statement."""
    client, case = Client(), place["told"].removeprefix("/c/")
    of_order = link(order).removeprefix("/t/")
    for path in (f"/c/{of_order}/", f"/t/{case}", f"/s/{case}", f"/c/{statements.statement_slug(1)}/"):
        assert met(client.get(path)) == ".", path
