"""People in their browsers, in front of any page of the desk."""

from collections.abc import Callable

import pytest
from django.test import Client

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
