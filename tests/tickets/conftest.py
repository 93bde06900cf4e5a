"""A playbook in force, and what every action is tried with."""

from collections.abc import Callable

import pytest

from tests.factories import tickets as make
from yinuo.core.models import Event
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Company, Person
from yinuo.tickets.models import Ticket


@pytest.fixture
def playbook(company: Company) -> PlaybookVersion:
    """Three musts of a task, two departments."""
    return make.playbook()


@pytest.fixture
def task(agent: Person, playbook: PlaybookVersion) -> Ticket:
    """A live task of the agent."""
    return make.ticket(owner=agent, team=agent.team, opened_by=agent, playbook_version=playbook)


@pytest.fixture
def free(agent: Person, playbook: PlaybookVersion) -> Ticket:
    """A live task of the day team that nobody has taken."""
    return make.ticket(team=agent.team, playbook_version=playbook)


@pytest.fixture
def recorded(db: None) -> Callable[[], list[tuple[str, int | None]]]:
    """The kind and actor of every event so far."""
    return lambda: list(Event.objects.order_by("id").values_list("kind", "actor_id"))
