"""Whom a complaint is about neither sees nor handles its ticket, however far they see otherwise."""

import pytest

from tests.factories import tickets as make
from yinuo.core import db
from yinuo.core.errors import NotFound, NotNow
from yinuo.staff.models import Person
from yinuo.tickets import actions, may, queries
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["agent", "team_leader", "manager", "administrator", "auditor"])
def barred(request: pytest.FixtureRequest) -> Person:
    """Everybody who would see a ticket of the day team."""
    person: Person = request.getfixturevalue(request.param)
    return person


@pytest.fixture
def about(barred: Person, playbook, agent: Person) -> Ticket:
    """A live task of the day team that is about this person."""
    ticket = make.ticket(team=agent.team, playbook_version=playbook, headline="司机态度恶劣")
    with db.transaction():
        actions.bar(ticket, barred)
    actions.index_ticket(ticket)
    return ticket


def test_it_does_not_exist_for_them(about: Ticket, barred: Person) -> None:
    """Neither by name, in a queue, nor by a search; the same answer as for a ticket that never was."""
    with pytest.raises(NotFound):
        queries.ticket(barred, about.ref)
    with pytest.raises(NotFound), db.transaction():
        actions.hold_named(about.ref, by=barred)
    assert not may.see(barred, about)
    assert not may.work(barred, about)
    assert not may.see_in_full(barred, about)
    assert not queries.search(barred, "态度恶劣").rows
    for view in queries.views(barred):
        assert about not in queries.queue(barred, view=view).rows


def test_everybody_else_sees_it(about: Ticket, barred: Person, outsider: Person) -> None:
    Ticket.objects.filter(pk=about.pk).update(barred=outsider)
    assert queries.ticket(barred, about.ref) == about
    assert [hit.ticket for hit in queries.search(barred, "态度恶劣").rows] == [about]


def test_who_is_barred_cannot_be_given_it(about: Ticket, barred: Person) -> None:
    with pytest.raises(NotNow) as raised:
        actions.assign(about, to=barred, reason="", by=None)
    assert raised.value.code == "cannot_own"


def test_an_owner_is_not_barred_before_it_changes_hands(agent: Person, playbook) -> None:
    ticket = make.ticket(owner=agent, team=agent.team, playbook_version=playbook)
    with pytest.raises(NotNow) as raised, db.transaction():
        actions.bar(ticket, agent)
    assert raised.value.code == "cannot_bar_owner"


def test_nobody_is_barred_any_more(about: Ticket, barred: Person) -> None:
    with db.transaction():
        actions.bar(about, None)
    assert queries.ticket(barred, about.ref) == about
