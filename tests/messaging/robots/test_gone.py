"""A robot that was taken away a moment ago, as another process sees it."""

import pytest

from tests.messaging.conftest import Known
from tests.messaging.robots.conftest import Opened, breaks
from yinuo.messaging import queries
from yinuo.messaging.models import Robot, RobotLine
from yinuo.promises.models import Promise
from yinuo.tickets.models import Ticket


@pytest.mark.django_db
def test_a_robot_that_is_gone_fails_nobody(
    opened: Opened, ticket: Ticket, promise: Promise, known: Known
) -> None:
    """What this process remembers may be some seconds old; the act it follows must not fail for it."""
    robot, _ = opened(events=["promise.broken"])
    assert queries.hearing("promise.broken", ticket.team_id)
    Robot.objects.filter(pk=robot.pk).delete()
    assert queries.hearing("promise.broken", ticket.team_id)
    breaks(promise, ticket)
    assert not RobotLine.objects.exists()
