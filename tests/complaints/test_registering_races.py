"""Two at once: one complaint of one form, one complaint of one grumble, two who merge crosswise."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.factories import complaints as make
from tests.factories import staff as people
from tests.frozen import Frozen
from tests.races import Outcome
from yinuo.complaints.actions import grumbling, merging
from yinuo.complaints.models import Complaint
from yinuo.core.errors import NotNow
from yinuo.staff.models import Person, Role
from yinuo.wiring import switchboard

pytestmark = pytest.mark.django_db(transaction=True)
Together = Callable[..., list[Outcome]]


@pytest.fixture
def agent(transactional_db: None, frozen: Frozen) -> Person:
    """8011 李敏, whose desk has the small manual in force."""
    people.company()
    switchboard.connect()
    make.playbook()
    return people.person(Role.AGENT, staff_number="8011", name="李敏", team=people.team())


def test_one_form_is_one_complaint(agent: Person, together: Together) -> None:
    outcomes = together(*[partial(make.registered, agent, form_key="once") for _ in range(4)])
    assert [one.error for one in outcomes] == [None] * 4
    assert {one.value.pk for one in outcomes} == {Complaint.objects.get().pk}


def test_one_grumble_is_one_complaint(agent: Person, together: Together) -> None:
    grumble = make.grumbled(agent)
    outcomes = together(*[partial(grumbling.raise_grumble, grumble=grumble, by=agent) for _ in range(4)])
    assert [one.error for one in outcomes] == [None] * 4
    assert {one.value.pk for one in outcomes} == {Complaint.objects.get().pk}


def test_crosswise_one_of_two_goes_on(agent: Person, together: Together) -> None:
    """The first to come is merged; the other, whose target is closed by then, is told so."""
    one, other = make.registered(agent), make.registered(agent)
    outcomes = together(
        partial(merging.merge, complaint=one, into=other, by=agent),
        partial(merging.merge, complaint=other, into=one, by=agent),
    )
    assert sorted(type(outcome.error).__name__ for outcome in outcomes) == ["NoneType", "NotNow"]
    assert isinstance(next(outcome.error for outcome in outcomes if outcome.error), NotNow)
    assert Complaint.objects.filter(outcome="MERGED").count() == 1
