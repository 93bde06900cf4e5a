"""The outbox and the in-page telephone."""

import pytest

from tests.factories import messaging as make
from tests.factories import tickets as make_tickets
from tests.frozen import Frozen
from tests.messaging.conftest import Known
from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Notice
from yinuo.staff.models import Person
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Ticket


def test_the_outbox_follows_the_tickets_one_may_see(
    ticket: Ticket, agent: Person, outsider: Person, manager: Person, auditor: Person, driver: Person
) -> None:
    """R327–R333: own and team; managers and auditors all; drivers have pages of their own."""
    ours = make.notice(ticket)
    theirs = make.notice(make_tickets.ticket(owner=outsider, team=outsider.team))
    seen = {
        person: list(queries.outbox(person).rows) for person in (agent, outsider, manager, auditor, driver)
    }
    assert seen == {
        agent: [ours],
        outsider: [theirs],
        manager: [theirs, ours],
        auditor: [theirs, ours],
        driver: [],
    }
    assert queries.notice(agent, ours.pk) == ours
    with pytest.raises(NotFound):
        queries.notice(outsider, ours.pk)


def test_the_outbox_in_pages_and_by_state(ticket: Ticket, manager: Person) -> None:
    """What was given up can be looked at alone."""
    made = [notice.pk for notice in make.notices(5, ticket)]
    lost = make.notice(ticket, state=Notice.State.GIVEN_UP, wake_at=None)
    first = queries.outbox(manager, size=4)
    second = queries.outbox(manager, first.next_cursor, size=4)
    assert [row.pk for row in (*first.rows, *second.rows)] == [lost.pk, *reversed(made)]
    assert list(queries.outbox(manager, state=Notice.State.GIVEN_UP).rows) == [lost]


def test_a_page_costs_one_query_whatever_its_length(
    ticket: Ticket, manager: Person, agent: Person, django_assert_num_queries: object
) -> None:
    """One row or four: the ticket and the people are read along."""
    for count in (1, 3):
        make.notices(count, ticket, by=agent, to_person=agent)
        with django_assert_num_queries(1):  # type: ignore[operator]
            for row in queries.outbox(manager).rows:
                assert row.ticket is not None
                assert (row.ticket.number, row.by, row.to_person) == ("110310284", agent, agent)


def test_the_in_page_telephone_shows_what_arrived(ticket: Ticket, frozen: Frozen) -> None:
    """R063: newest first, of this number only."""
    for text in ("一", "二"):
        make.notice(ticket, text=text)
    make.notice(ticket, text="别人的", address="13900001111")
    actions.send_due(clock.now())
    assert [message.text for message in queries.pretend_inbox("13905270001")] == ["二", "一"]
    assert queries.pretend_inbox("13900002222") == []


def test_a_part_nobody_plays_has_no_recipient(ticket: Ticket, known: Known) -> None:
    facts = tickets.facts(ticket)
    assert queries.recipient(ticket, "driver", facts) == known.contacts["driver"]
    assert queries.recipient(ticket, "manager", facts) is None
    assert queries.people_of(ticket, "consignee", facts) == []


def test_the_dispatcher_of_the_region_is_found_without_being_named(
    ticket: Ticket, known: Known, dispatcher: Person
) -> None:
    """R094: 车管 of the order's region, the first choice first."""
    facts = tickets.facts(ticket)
    assert queries.people_of(ticket, "dispatcher", facts) == [dispatcher]
    assert queries.recipient(ticket, "dispatcher", facts) == tickets.contact(dispatcher)
