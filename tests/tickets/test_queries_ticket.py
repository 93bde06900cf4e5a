"""The timeline, the musts and the facts of one ticket."""

from typing import Any

import pytest

from tests.factories import staff as make_staff
from tests.factories import tickets as make
from tests.tickets.plans import plans
from yinuo.core import db, events
from yinuo.core.errors import Invalid
from yinuo.core.models import EventDetail
from yinuo.staff.models import Role
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Note, Ticket
from yinuo.tickets.queries import Contact, Facts

pytestmark = pytest.mark.django_db


def history(ticket: Ticket, **paged: Any) -> list[tuple[str, str]]:
    return [(entry.kind, entry.actor_name) for entry in queries.timeline(ticket, **paged).rows]


def test_the_timeline_tells_what_happened_newest_first(free, agent, team_leader, frozen) -> None:
    actions.take(free, by=agent)
    frozen.move(minutes=3)
    actions.note(free, text="客户要求改期", by=agent)
    actions.assign(free, to=team_leader, reason="李敏请假", by=team_leader)
    entries = queries.timeline(free).rows
    assert [(entry.kind, entry.actor_name) for entry in entries] == [
        ("ticket.assigned", "周芳"),
        ("ticket.noted", "李敏"),
        ("ticket.taken", "李敏"),
    ]
    assert entries[0].values == {"reason": "李敏请假"}
    assert entries[0].data == {"from": agent.pk, "to": team_leader.pk}
    assert entries[1].values == {"text": "客户要求改期"}
    assert (entries[1].at, entries[1].door) == (frozen.at, "desk")
    assert entries[2].values == {}


def test_an_interaction_tells_who_rang(task, agent, frozen) -> None:
    """R021."""
    actions.note_interaction(
        kind="CALL", direction="IN", phone="13800006621", note="问到货时间", ticket=task, seconds=40, by=agent
    )
    (entry,) = queries.timeline(task).rows
    assert entry.values == {
        "kind": "CALL",
        "direction": "IN",
        "phone": "13800006621",
        "note": "问到货时间",
        "at": frozen.at,
        "seconds": 40,
    }


def test_the_system_has_no_name(task) -> None:
    with db.transaction():
        events.record("ticket.opened", subject=task, ticket=task)
    assert history(task) == [("ticket.opened", "")]


def test_what_was_erased_is_missing_and_the_event_stays(task, agent) -> None:
    actions.note(task, text="客户要求改期", by=agent)
    actions.hand_to_department(task, department="warehouse", reason="oversize", by=agent)
    Note.objects.all().delete()
    EventDetail.objects.update(values={})
    assert [entry.values for entry in queries.timeline(task).rows] == [{}, {}]


def test_another_tickets_history_is_its_own(task, free, agent) -> None:
    actions.note(free, text="别的", by=agent)
    assert history(task) == []


def test_pages_show_every_entry_once(task, agent) -> None:
    made = [actions.note(task, text=str(number), by=agent) for number in range(7)]
    seen, cursor = [], None
    while True:
        page = queries.timeline(task, cursor, size=3)
        seen += [entry.values["text"] for entry in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [note.text for note in reversed(made)]


def test_a_wrong_cursor_is_refused(task) -> None:
    with pytest.raises(Invalid):
        queries.timeline(task, "x")


def test_the_price_of_a_timeline_does_not_grow(task, agent, django_assert_num_queries) -> None:
    """Three statements for one entry, three and sixty; names are remembered."""
    history(task)
    for more in (1, 2, 57):
        for number in range(more):
            actions.note(task, text=str(number), by=agent)
            actions.note_interaction(kind="SMS", direction="OUT", phone="", note="", ticket=task, by=agent)
        with django_assert_num_queries(3):
            assert queries.timeline(task).rows


def test_a_timeline_is_one_scan_of_an_index(task, agent) -> None:
    actions.note(task, text="看看", by=agent)
    (plan,) = plans(lambda: queries.timeline(task), "core_event")
    assert "event_ticket" in plan
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_musts_are_listed_in_the_manuals_order(task) -> None:
    states = queries.musts(task)
    assert [(state.step, state.key, state.by) for state in states] == [
        ("look_into_it", "asked", "hand"),
        ("look_into_it", "answered", "hand"),
        ("look_into_it", "notice_sent", "desk"),
    ]
    assert not any(state.is_done for state in states)
    assert queries.musts(task, "DONE") == []


def test_without_a_manual_nothing_is_asked(agent) -> None:
    task = make.ticket(owner=agent)
    assert queries.musts(task) == []
    assert queries.all_steps(task) == ()


def test_facts_say_who_and_whose(task, agent, team_leader, company) -> None:
    """R043: the agent's number stands in every message."""
    task.customer_name = "王先生"
    known = queries.facts(task)
    assert known.values["agent"] == "8011"
    assert known.values["agent_name"] == "李敏"
    assert known.values["customer"] == "王先生"
    assert (known.values["company"], known.values["hotline"]) == ("启程货运", "4008001234")
    assert known.contacts["owner"] == Contact(agent.pk, "李敏", agent.phone)
    assert known.contacts["team_leader"].person_id == team_leader.pk


def test_facts_of_a_ticket_that_nobody_owns(company) -> None:
    known = queries.facts(make.ticket())
    assert (known.values["agent"], dict(known.contacts)) == ("", {})


def test_a_kind_adds_what_only_it_knows(agent) -> None:
    task = make.ticket(kind="VISIT", owner=agent)
    driver = Contact(None, "张师傅", "13900001101")
    queries.provide("VISIT", lambda ticket: Facts({"goods": "汽配", "agent": "8012"}, {"driver": driver}))
    known = queries.facts(task)
    assert (known.values["goods"], known.values["agent"]) == ("汽配", "8012")
    assert known.contacts["driver"] == driver
    assert "owner" in known.contacts


def test_a_contact_of_ours(company) -> None:
    person = make_staff.person(Role.DRIVER, phone="13905270001", name="王强")
    assert queries.contact(person) == Contact(person.pk, "王强", "13905270001")
