"""A ticket under a manual of promises, and the wiring of promises alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

import pytest

from tests.factories import promises as make
from tests.factories import tickets as make_tickets
from yinuo.core import events
from yinuo.core.events import switchboard
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises import actions
from yinuo.staff.models import Person, Team
from yinuo.tickets import queries as tickets
from yinuo.tickets.models import Kind, Ticket


@pytest.fixture(autouse=True)
def _wired() -> Iterator[None]:
    """Any event reaches promises, and nothing else."""
    before, names = dict(switchboard._reactions), switchboard._names
    events.reset()
    events.on(events.ANY, actions.react)
    yield
    events.reset()
    switchboard._reactions.update(before)
    if names:
        events.signal_names(names)


@dataclass
class Known:
    """What the kind of ticket provides; a test may change it."""

    values: dict[str, Any] = field(default_factory=dict)
    contacts: dict[str, tickets.Contact] = field(default_factory=dict)


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """The facts of every task."""
    held = Known({"order.pieces": 15})
    registry = import_module("yinuo.tickets.queries.facts")
    monkeypatch.setitem(registry._providers, Kind.TASK, lambda _: tickets.Facts(held.values, held.contacts))
    return held


@pytest.fixture
def playbook(company: object) -> PlaybookVersion:
    """The small manual, in force."""
    return make.playbook()


@pytest.fixture
def ticket(playbook: PlaybookVersion, agent: Person, team: Team, known: Known) -> Ticket:
    """A task of 8011 of the day team."""
    return make_tickets.ticket(owner=agent, team=team, playbook_version=playbook)


@pytest.fixture
def contact(known: Known) -> Callable[[str, Person | None], None]:
    """Says who has a part in every task from now on."""

    def say(part: str, person: Person | None) -> None:
        known.contacts.pop(part, None)
        if person is not None:
            known.contacts[part] = tickets.contact(person)

    return say
