"""Personal data: shown to whoever works on the ticket, masked for all others; reading changes nothing."""

import pytest

from tests.factories import orders as make
from tests.factories.api import Caller
from tests.security import tables
from yinuo.staff.models import Person
from yinuo.tickets.models import PersonalView

pytestmark = pytest.mark.django_db


def test_masked_for_whoever_does_not_work_on_it(
    caller: Caller, agent: Person, team_leader: Person, auditor: Person, administrator: Person
) -> None:
    """R025 R027: team leader, auditor and administrator see an order with its personal data hidden."""
    order = make.confirmed(agent, reminder="到了叫门", shipper_name="王建国先生")
    for person in (team_leader, auditor, administrator):
        answer = Caller(person).get(f"/orders/{order.ticket.ref}")
        assert answer.json()["is_masked"]
        elements = answer.json()["elements"]
        assert (elements["pickup_phone"], elements["shipper_name"]) == ("138****6621", "王**先生")
        assert (elements["pickup_address"], elements["reminder"]) == ("江宁汽配城B区****", "****")
        assert (elements["goods_name"], elements["weight_g"]) == ("汽车配件", 200_000)
        listed = Caller(person).get("/tickets", q=order.ticket.number).json()["items"][0]
        assert (listed["is_masked"], listed["customer"]) == (True, "王**先生")
        for text in (answer.content.decode(), str(listed)):
            assert not [
                word
                for word in ("王建国", "13800006621", "84567788", "12号", "3号门", "叫门")
                if word in text
            ]
    assert not PersonalView.objects.filter(person__in=(team_leader, auditor, administrator)).exists()


def test_in_full_for_owner_and_driver(caller: Caller, agent: Person, driver: Person) -> None:
    """R025 R071: the owner and whoever was given it see it, and that they did is recorded once a day."""
    order = make.dispatched(agent)
    ref = order.ticket.ref
    for person in (agent, driver):
        for _ in range(2):
            answer = Caller(person).get(f"/orders/{ref}").json()
            assert (answer["is_masked"], answer["elements"]["pickup_phone"]) == (False, "13800006621")
    assert set(PersonalView.objects.values_list("person__staff_number", flat=True)) == {"8011", "8201"}
    assert PersonalView.objects.count() == 2


def test_an_answer_to_an_act_is_masked_alike(caller: Caller, agent: Person, dispatcher: Person) -> None:
    """R067: a dispatcher who acts for the driver gets the order without the customer's data."""
    order = make.dispatched(agent)
    answer = Caller(dispatcher).post(f"/orders/{order.ticket.ref}/acceptance")
    assert (answer.status_code, answer.json()["is_masked"]) == (200, True)
    assert "13800006621" not in answer.content.decode()


def test_reading_changes_nothing(caller: Caller, agent: Person, auditor: Person) -> None:
    """R333: a GET writes no row; whoever sees personal data leaves the one record that they did."""
    ref = make.confirmed(agent).ticket.ref
    reader = Caller(auditor)
    paths = (
        f"/orders/{ref}",
        "/tickets",
        f"/tickets/{ref}",
        f"/tickets/{ref}/events",
        "/openapi.json",
        "/nothing",
    )
    for who, seen in ((reader, {}), (caller, {"core_event": 1, "tickets_personalview": 1})):
        before = tables.counted()
        for path in paths:
            who.get(path)
        who.get("/tickets", q="汽车")
        assert tables.changed(before) == seen


def test_out_of_reach_is_not_found(caller: Caller, agent: Person, outsider: Person, driver: Person) -> None:
    """R333: an agent of another team, and a driver it was not given to, cannot tell that it exists."""
    order = make.confirmed(agent)
    for person in (outsider, driver):
        other = Caller(person)
        for path in (f"/orders/{order.ticket.ref}", f"/tickets/{order.ticket.number}"):
            assert other.get(path).status_code == 404
        assert other.post(f"/orders/{order.ticket.ref}/dispatch").status_code == 404
        assert other.get("/tickets", q=order.ticket.number).json()["items"] == []
