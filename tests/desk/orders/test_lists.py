"""The lists: what is shown, what is masked, what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.desk.orders import browsing
from tests.factories import orders as make
from yinuo.messaging.models import Notice
from yinuo.orders import actions
from yinuo.orders.models import TrackingEntry
from yinuo.staff import queries as staff
from yinuo.staff.models import Vehicle
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db
ROWS = {"HX-Request": "true", "HX-Target": "desk-region#orders"}
FOLLOWED = {"HX-Request": "true", "HX-Target": "desk-region#followed"}


def queries(client, address: str) -> int:
    staff.forget()  # what a process remembers for some seconds is read afresh, before it is counted
    staff.company(), staff.names([0])
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", ["/orders/", "/orders/tracking/pickup/", "/orders/tracking/delivery/"])
def test_a_list_costs_the_same_with_one_row_and_with_thirty(desk, agent, browse, address: str) -> None:
    """A page issues a fixed number of queries whatever the data."""
    Vehicle.objects.update(most_orders=100)
    collected = "delivery" in address
    build = make.collected if collected else make.dispatched
    build(agent)
    if collected:
        desk.move(days=3)
    client = browse(agent)
    client.get(address)
    one = queries(client, address)
    if collected:
        desk.move(days=-3)
    for at in range(29):
        build(agent, shipper_name=f"王{at}先生")
    if collected:
        desk.move(days=3)
    assert client.get(address).content.decode().count('class="nw"><a class="link"') >= 30
    assert queries(client, address) == one


def test_the_list_is_narrowed_and_paged(desk, agent, mate, region, browse) -> None:
    """By stage, region, day and owner; the next page begins behind the last row."""
    numbers = [make.confirmed(agent).ticket.number for _ in range(31)]
    other = make.dispatched(mate)
    client = browse(agent)
    first = client.get("/orders/").content.decode()
    assert other.ticket.number in first
    assert numbers[0] not in first
    second = client.get("/orders/", {"cursor": Ticket.objects.get(number=numbers[2]).pk}).content.decode()
    assert numbers[0] in second
    assert other.ticket.number not in client.get("/orders/", {"mine": "on"}).content.decode()
    staged = client.get("/orders/", {"stage": "DISPATCHED", "region": region.pk, "day": "2026-11-20"})
    assert staged.content.decode().count("<tr id=") == 1
    assert client.get("/orders/", {"day": "2026-11-19"}).content.decode().count("<tr id=") == 0
    assert client.get("/orders/", {"stage": "NONSENSE", "day": "x", "region": "-1"}).status_code == 200
    assert client.get("/orders/", {"cursor": "x"}).status_code == 422


@pytest.mark.parametrize("day", ["9999-12-31", "9999-12-30", "0001-01-01", "31.12.9999"])
def test_a_day_that_nobody_means(desk, agent, browse, day: str) -> None:
    """R044: the first and the last day that can be written are answered like one that cannot be read."""
    make.confirmed(agent)
    assert browse(agent).get("/orders/", {"day": day}).status_code == 200


def test_everybody_sees_what_is_theirs(desk, agent, outsider, browse) -> None:
    """Another team's agent sees none of it, in the lists as in the follow-ups."""
    order = make.dispatched(agent)
    client = browse(outsider)
    for address in ("/orders/", "/orders/tracking/", reverse("tracking-view", args=["delivery"])):
        assert order.ticket.number not in client.get(address).content.decode()
    assert client.get(reverse("order-record", args=[order.ticket.ref])).status_code == 404


def test_names_are_masked_in_lists(desk, agent, browse) -> None:
    """R047: in a list nobody's full name stands, and no number."""
    make.dispatched(agent, shipper_name="欧阳建国")
    page = browse(agent).get("/orders/").content.decode()
    assert "欧阳建国" not in page
    assert "13800006621" not in page


def test_a_list_answers_with_its_region(desk, agent, browse) -> None:
    """A region that asks for itself again gets itself, not the page."""
    make.dispatched(agent)
    client = browse(agent)
    for address, headers in (("/orders/", ROWS), ("/orders/tracking/", FOLLOWED)):
        part = client.get(address, headers=headers).content.decode()
        assert "<html" not in part
        assert part.lstrip().startswith("<desk-region")


def test_follow_ups_say_what_the_driver_said(desk, agent, browse) -> None:
    """R089 R091 R095: waiting, late, and what was last noted."""
    order = make.dispatched(agent)
    client = browse(agent)
    assert "待回复" in client.get("/orders/tracking/").content.decode()
    desk.move(minutes=31)
    assert "未回复" in client.get("/orders/tracking/").content.decode()
    actions.track(order=order, what="PICKUP", how="CALL", outcome="会晚到 20 分", by=agent)
    assert "会晚到 20 分" in client.get("/orders/tracking/").content.decode()
    assert client.get("/orders/tracking/nothing/").status_code == 404


def test_several_are_urged_at_once_and_once(desk, agent, browse) -> None:
    """R093: each gets its SMS and its line in the record; sent twice it is done once."""
    picked = [make.dispatched(agent) for _ in range(2)]
    left = make.dispatched(agent)
    desk.move(minutes=31)
    client = browse(agent)
    form = browsing.form(client.get("/orders/tracking/"), "urging")
    said = {"form_key": form.values["form_key"], "pick": [one.ticket.ref for one in picked]}
    for _ in range(2):
        assert client.post(form.action, said, headers=browsing.DIALOG).status_code == 200
    assert Notice.objects.filter(key="chase_pickup").count() == 2
    assert {one.order_id for one in TrackingEntry.objects.all()} == {one.pk for one in picked}
    assert not left.tracking.exists()
    none = client.post(form.action, {"form_key": form.values["form_key"]}, headers=browsing.DIALOG)
    assert "没有选中" in none["HX-Trigger"].encode().decode("unicode_escape")


def test_urging_says_what_could_not_be_urged(desk, agent, outsider, auditor, browse) -> None:
    """A foreign order is not found; who may not send is told so, and nothing leaves."""
    order = make.dispatched(agent)
    form = browsing.form(browse(agent).get("/orders/tracking/"), "urging")
    said = {"form_key": form.values["form_key"], "pick": [order.ticket.ref, "z\x00"]}
    for person in (outsider, auditor):
        assert browse(person).post(form.action, said, headers=browsing.DIALOG).status_code == 200
    assert not Notice.objects.filter(key="chase_pickup").exists()


def test_the_record_is_made_to_be_printed(desk, agent, mate, browse) -> None:
    """R095: who, when, what, with which result; masked for whoever does not own the order."""
    order = make.dispatched(agent)
    actions.track(order=order, what="PICKUP", how="CALL", outcome="在路上", by=agent)
    actions.note_exception(order=order, cause="weather", by=agent)
    address = reverse("order-record", args=[order.ticket.ref])
    page = browse(agent).get(address).content.decode()
    for said in (order.ticket.number, "在路上", "恶劣天气", "客观原因", "138 0000 6621", "李敏"):
        assert said in page
    assert "138 0000 6621" not in browse(mate).get(address).content.decode()
