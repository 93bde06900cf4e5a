"""Several people black out one picture at the same moment: nobody uncovers what somebody else covered."""

from typing import Any

import pytest

from tests.factories import pictures
from yinuo.core.errors import NotNow
from yinuo.core.models import Event
from yinuo.core.uploads import Box
from yinuo.staff.models import Person
from yinuo.tickets import actions, queries
from yinuo.tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def photo(task: Ticket, agent: Person, settings: Any, tmp_path: Any) -> Attachment:
    settings.MEDIA_ROOT = tmp_path
    return actions.attach(task, purpose="photo", file=pictures.picture(), by=agent)


def cover(photo: Attachment, by: Person, left: int, form_key: str) -> Attachment:
    """Black out a part of the picture as it was handed in, as another process does it."""
    row = Attachment.objects.select_related("ticket").get(pk=photo.pk)
    return actions.cover(row, boxes=[Box(left, 5, 5, 5)], by=by, seen=photo.pk, form_key=form_key)


def test_of_several_who_saw_the_same_version_one_covers(
    photo: Attachment, agent: Person, team_leader: Person, together: Any
) -> None:
    people = (agent, team_leader, agent, team_leader)
    tries = [lambda at=at, by=by: cover(photo, by, at * 9, f"k{at}") for at, by in enumerate(people)]
    outcomes = together(*tries)
    errors = [outcome.error for outcome in outcomes if outcome.error]
    assert [(type(one), one.code) for one in errors] == [(NotNow, "covered_meanwhile")] * 3
    assert len(queries.versions(photo)) == 2
    assert Event.objects.filter(kind="ticket.photo_covered").count() == 1


def test_a_form_sent_at_once_covers_once(photo: Attachment, agent: Person, together: Any) -> None:
    outcomes = together(*[lambda: cover(photo, agent, 9, "once")] * 4)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert {outcome.value for outcome in outcomes} == {queries.versions(photo)[-1]}
