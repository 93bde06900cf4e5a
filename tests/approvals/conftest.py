"""A ticket of the day team, and a question about it."""

import pytest

from tests.factories import approvals as make_approvals
from tests.factories import tickets as make
from yinuo.approvals.models import Approval
from yinuo.staff.models import Person, Region, Team
from yinuo.tickets.models import Ticket


@pytest.fixture
def ticket(agent: Person, team: Team, region: Region) -> Ticket:
    """Owned by 8011 of the day team."""
    return make.ticket(owner=agent, team=team, region=region)


@pytest.fixture
def asked(ticket: Ticket, agent: Person) -> Approval:
    """8011 asks the team leader for a discount."""
    return make_approvals.approval(ticket, agent)
