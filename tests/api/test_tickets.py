"""Tickets over the API: queues, search, one ticket, what happened, notes."""

import pytest

from tests.api.test_walk import POSTED, everything
from tests.factories import orders as make
from tests.factories import tickets as rows
from tests.factories.api import Caller, codes, kind
from tests.frozen import Frozen
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def refs(answer: object) -> list[str]:
    """The refs of a page."""
    return [item["ref"] for item in answer.json()["items"]]


def test_queues(caller: Caller, agent: Person, desk: Frozen) -> None:
    """R021: each queue holds what the desk shows in it, the nearest promise first."""
    mine, free = make.confirmed(agent).ticket, rows.ticket(team=agent.team)
    assert refs(caller.get("/tickets")) == [mine.ref]
    assert refs(caller.get("/tickets", queue="mine")) == [mine.ref]
    assert refs(caller.get("/tickets", queue="TEAM")) == [mine.ref, free.ref]
    assert refs(caller.get("/tickets", queue="unassigned")) == [free.ref]
    assert refs(caller.get("/tickets", queue="team", kind="TASK")) == [free.ref]
    assert refs(caller.get("/tickets", queue="team", stage="CONFIRMED")) == [mine.ref]
    desk.move(minutes=4)
    assert refs(caller.get("/tickets", queue="broken")) == [mine.ref]
    answer = caller.get("/tickets", queue="theirs")
    assert (answer.status_code, codes(answer)) == (422, {"queue": "not_a_choice"})
    assert {"key": "team"} in answer.json()["errors"][0]["params"]["choices"]


def test_what_a_ticket_says(caller: Caller, agent: Person) -> None:
    """R021: number, stage, owner by staff number, the nearest promise and by when, exact."""
    ticket = make.confirmed(agent).ticket
    told = caller.get(f"/tickets/{ticket.number}").json()
    assert told == caller.get("/tickets").json()["items"][0]
    assert {
        name: told[name] for name in ("ref", "number", "kind", "stage", "owner", "channel", "customer")
    } == {
        "ref": ticket.ref,
        "number": "261120001",
        "kind": "ORDER",
        "stage": "CONFIRMED",
        "owner": "8011",
        "channel": "PHONE",
        "customer": "王先生",
    }
    assert (told["next_due_at"], told["next_due"]) == ("2026-11-20T02:03:00Z", "发出业务单")


def test_search(caller: Caller, agent: Person) -> None:
    """R021: by number, ref, phone tail, and any piece of a name of two characters."""
    order = make.confirmed(agent)
    for said in (order.ticket.number, order.ticket.ref, "6621", "13800006621", "汽车", "马先"):
        assert refs(caller.get("/tickets", q=said)) == [order.ticket.ref], said
    assert refs(caller.get("/tickets", q="轮胎")) == []
    assert refs(caller.get("/tickets", q="  ")) == [order.ticket.ref]


def test_pages(caller: Caller, agent: Person) -> None:
    """R021: a cursor leads through everything once; one that is none is refused."""
    made = {ticket.ref for ticket in rows.tickets(65, owner=agent)}
    found = [item["ref"] for item in everything(caller, "/tickets")]
    assert (set(found), len(found)) == (made, 65)
    for query in ({"cursor": "x"}, {"cursor": "x", "q": "汽车"}, {"cursor": "\x00"}):
        answer = caller.get("/tickets", **query)
        assert (answer.status_code, codes(answer)) == (422, {"cursor": "cursor_wrong"})


@pytest.mark.parametrize(
    "query",
    [{"q": "\x00"}, {"kind": "\x00"}, {"stage": "é" * 40}, {"q": "%_'\""}, {"department": "\x00\x01"}],
)
def test_hostile_queries(caller: Caller, query: dict[str, str]) -> None:
    """R333: characters that no column holds find nothing and break nothing."""
    answer = caller.get("/tickets", **query)
    assert answer.status_code in (200, 422), answer.content
    if answer.status_code == 200:
        assert answer.json()["items"] == []


def test_events_say_keys_only(caller: Caller, agent: Person) -> None:
    """R045: what happened, by whom and through which door, without a name or a number of the customer."""
    ref = caller.post("/orders", POSTED).json()["ref"]
    caller.post(f"/tickets/{ref}/notes", {"text": "马先生说门口有坡，13800006621"})
    answer = caller.get(f"/tickets/{ref}/events")
    newest = answer.json()["items"][0]
    assert (newest["kind"], newest["actor"], newest["door"]) == ("ticket.noted", "8011", "api")
    assert answer.json()["next_cursor"] is None
    for personal in ("马先生", "王先生", "13800006621", "84567788", "汽配城B区"):
        assert personal not in answer.content.decode()


def test_a_note(caller: Caller, agent: Person) -> None:
    """R021: a note is written as sent, without blanks around it; an empty or endless one is refused."""
    ticket = rows.ticket(owner=agent)
    written = caller.post(f"/tickets/{ticket.ref}/notes", {"text": " 门口有坡 "})
    assert (written.status_code, written.json()["text"]) == (201, "门口有坡")
    assert codes(caller.post(f"/tickets/{ticket.ref}/notes")) == {"text": "required"}
    assert codes(caller.post(f"/tickets/{ticket.ref}/notes", {"text": "长" * 2001})) == {"text": "too_long"}
    assert codes(caller.post(f"/tickets/{ticket.ref}/notes", {"note": "x"})) == {"note": "unknown_field"}


def test_a_ticket_of_another_kind_is_no_order(caller: Caller, agent: Person) -> None:
    """R101: a task is a ticket, and not found among the orders."""
    ticket = rows.ticket(owner=agent)
    assert caller.get(f"/tickets/{ticket.ref}").status_code == 200
    answer = caller.get(f"/orders/{ticket.ref}")
    assert (answer.status_code, kind(answer)) == (404, "not_found")
