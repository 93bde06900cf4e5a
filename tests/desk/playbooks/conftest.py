"""A desk with the freight manual in force."""

from collections.abc import Callable

import pytest
from django.test import Client

from yinuo.playbooks import actions
from yinuo.playbooks.models import PlaybookVersion
from yinuo.staff.models import Person, Role

Browse = Callable[[Person], Client]


@pytest.fixture
def browse() -> Browse:
    """A browser in which somebody is signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return signed_in


@pytest.fixture
def freight(company: object) -> PlaybookVersion:
    """The pack's manual, published."""
    return actions.install_pack("freight", by=None, with_samples=True)


@pytest.fixture
def reader(browse: Browse, agent: Person, freight: PlaybookVersion) -> Client:
    """An agent's browser."""
    return browse(agent)


@pytest.fixture
def publisher(browse: Browse, manager: Person, freight: PlaybookVersion) -> Client:
    """The manager's browser."""
    return browse(manager)


@pytest.fixture
def everybody(
    agent: Person, team_leader: Person, dispatcher: Person, driver: Person, market_developer: Person,
    manager: Person, administrator: Person, auditor: Person, colleague: Person,
) -> dict[str, Person]:  # fmt: skip
    """One person of each of the nine roles."""
    people = (
        agent, team_leader, dispatcher, driver, market_developer, manager, administrator, auditor, colleague,
    )  # fmt: skip
    assert {person.role for person in people} == set(Role.values)
    return {person.role: person for person in people}
