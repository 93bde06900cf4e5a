"""What a chase says when several things fall due, or change hands, in one moment."""

import pytest

from tests.messaging.conftest import Known, happens
from yinuo.messaging.models import Notice, Reminder
from yinuo.promises.models import Promise
from yinuo.staff.models import Person
from yinuo.tickets.models import Ticket

pytestmark = pytest.mark.usefixtures("frozen", "wired")


def test_nobody_gets_the_same_words_twice_in_one_look(
    ticket: Ticket, known: Known, promise: Promise, driver: Person
) -> None:
    """R093: who was sent a notice by what fell due just before is not sent it again, under whatever role."""
    said = {"subject": promise, "key": "vehicle", "level": None, "notice": "slip"}
    happens("promise.escalated", ticket, **said, to=["driver"])
    sent = set(Notice.objects.values_list("to_role", flat=True))
    assert sent == {"driver", "market_developer"}
    happens("promise.repeated", ticket, **said, to=["receiver", "customer"], said_to=["driver"])
    assert set(Notice.objects.values_list("to_role", flat=True)) == sent | {"customer"}
    assert Notice.objects.count() == 3


def test_a_promise_that_speaks_for_others_says_so(
    ticket: Ticket, known: Known, promise: Promise, agent: Person
) -> None:
    """R093: one line for the ticket: the promise due first and how many there are; the others are silent."""
    happens("promise.handed_on", ticket, subject=promise, key="vehicle", notify=["assignee"], together=4)
    happens("promise.handed_on", ticket, subject=promise, key="vehicle", notify=[], together=4)
    (line,) = Reminder.objects.get(person=agent).lines
    assert (line["label"], line["together"]) == ("安排车辆", "4")
