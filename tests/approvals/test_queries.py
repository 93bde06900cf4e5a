"""What waits for an answer."""

import pytest

from tests.factories import approvals as make
from tests.factories import staff as make_staff
from tests.factories import tickets as make_tickets
from yinuo.approvals import queries
from yinuo.approvals.models import Approval
from yinuo.core.errors import Invalid
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket


def test_it_waits_for_those_who_may_answer(
    asked: Approval, agent: Person, team_leader: Person, manager: Person, outsider: Person, auditor: Person
) -> None:
    """R118: the team leader and the manager; not the asker, not another team, not the auditor."""
    other = make_staff.person(Role.TEAM_LEADER, team=outsider.team)
    for person, waits in [
        (team_leader, True),
        (manager, True),
        (agent, False),
        (outsider, False),
        (auditor, False),
        (other, False),
    ]:
        assert list(queries.waiting_for(person).rows) == ([asked] if waits else [])


def test_what_was_answered_waits_no_more(ticket: Ticket, agent: Person, team_leader: Person) -> None:
    make.approval(ticket, agent, state=Approval.State.APPROVED)
    assert list(queries.waiting_for(team_leader).rows) == []


def test_oldest_first_in_pages(ticket: Ticket, agent: Person, team_leader: Person) -> None:
    """The one who has waited longest is answered first."""
    made = [make.approval(ticket, agent, key=f"k{number}").pk for number in range(5)]
    first = queries.waiting_for(team_leader, size=3)
    second = queries.waiting_for(team_leader, first.next_cursor, size=3)
    assert [row.pk for row in (*first.rows, *second.rows)] == made
    assert second.next_cursor is None
    with pytest.raises(Invalid, match="cursor_wrong"):
        queries.waiting_for(team_leader, "x' or 1=1")


def test_a_page_costs_one_query_whatever_its_length(
    ticket: Ticket, agent: Person, team_leader: Person, django_assert_num_queries: object
) -> None:
    """Three rows or one: the same number of statements, the ticket and the asker included."""
    make.approval(ticket, agent, key="first")
    for number in range(2):
        with django_assert_num_queries(1):  # type: ignore[operator]
            for row in queries.waiting_for(team_leader).rows:
                assert row.ticket.ref
                assert row.asked_by.name
        make.approval(ticket, agent, key=f"k{number}")


def test_the_history_of_a_ticket(ticket: Ticket, asked: Approval, agent: Person) -> None:
    """R118: newest first; the newest of a key is what counts."""
    newer = make.approval(ticket, agent, state=Approval.State.REFUSED)
    assert queries.of_ticket(ticket) == [newer, asked]
    assert queries.latest(ticket, asked.key) == newer
    assert queries.latest(ticket, "other") is None
    assert queries.of_ticket(make_tickets.ticket()) == []


def test_one_is_shown_to_whom_the_ticket_is_shown(asked: Approval, agent: Person, outsider: Person) -> None:
    assert queries.approval(agent, asked.pk) == asked
    assert queries.approval(outsider, asked.pk) is None
