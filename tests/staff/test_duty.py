"""On duty, off duty, absent; each told to the wiring by one event."""

from datetime import timedelta

import pytest

from tests import ledger
from tests.factories import staff as make
from yinuo.core import clock
from yinuo.core.errors import Invalid, NotPermitted
from yinuo.staff import actions, queries

HOUR = timedelta(hours=1)


def test_going_off_and_on_duty_is_recorded_once(agent):
    for _ in range(2):
        assert not actions.go_off_duty(agent, by=agent).on_duty
    for _ in range(2):
        assert actions.go_on_duty(agent, by=agent).on_duty
    assert ledger.kinds() == ["staff.went_off_duty", "staff.went_on_duty"]
    assert ledger.last("staff.went_off_duty").subject_id == agent.pk


def test_an_outsider_does_not_touch_ones_duty(agent, outsider, frozen):
    for act in (actions.go_on_duty, actions.go_off_duty, actions.back_from_absence):
        with pytest.raises(NotPermitted):
            act(agent, by=outsider)
    with pytest.raises(NotPermitted):
        actions.mark_absent(agent, start=frozen.at, end=None, by=outsider)
    assert ledger.kinds() == []


def test_who_has_left_does_not_go_on_duty(agent, administrator):
    actions.deactivate_person(agent, by=administrator)
    with pytest.raises(Invalid) as refused:
        actions.go_on_duty(agent, by=administrator)
    assert refused.value.code == "person_left"


def test_an_absence_from_now_is_told_at_once(agent, team_leader, outsider, frozen):
    person = actions.mark_absent(
        agent, start=frozen.at, end=frozen.at + HOUR, stand_in=outsider, by=team_leader
    )
    assert not queries.is_available(person, frozen.at)
    assert queries.is_available(person, frozen.at + HOUR)
    event = ledger.last("staff.absent")
    assert (event.subject_id, event.data) == (agent.pk, {"stand_in": outsider.pk})


def test_an_absence_that_is_planned_is_told_when_it_begins(agent, frozen):
    actions.mark_absent(agent, start=frozen.at + HOUR, end=None, by=agent)
    assert ledger.kinds() == ["staff.absence_planned"]
    assert actions.begin_absences(clock.now(), limit=10) == 0
    frozen.move(hours=1)
    assert actions.begin_absences(clock.now(), limit=10) == 1
    assert actions.begin_absences(clock.now(), limit=10) == 0
    assert ledger.kinds() == ["staff.absence_planned", "staff.absent"]


def test_a_planned_absence_that_passed_unseen_is_not_told(agent, frozen):
    actions.mark_absent(agent, start=frozen.at + HOUR, end=frozen.at + 2 * HOUR, by=agent)
    frozen.move(hours=3)
    assert actions.begin_absences(clock.now(), limit=10) == 0


@pytest.mark.parametrize(
    ("start", "end", "field", "code"),
    [
        (HOUR, HOUR, "end", "ends_before_start"),
        (-3 * HOUR, -HOUR, "end", "absence_is_over"),
    ],
)
def test_an_absence_lies_ahead(agent, frozen, start, end, field, code):
    with pytest.raises(Invalid) as refused:
        actions.mark_absent(agent, start=frozen.at + start, end=frozen.at + end, by=agent)
    assert (refused.value.field, refused.value.code) == (field, code)


def test_a_stand_in_is_somebody_else_who_works_here(agent, auditor, frozen):
    refusals = {
        "stand_in_is_self": agent,
        "person_left": make.person(is_active=False),
        "stand_in_only_reads": auditor,
    }
    for code, stand_in in refusals.items():
        with pytest.raises(Invalid) as refused:
            actions.mark_absent(agent, start=frozen.at, end=None, stand_in=stand_in, by=agent)
        assert (refused.value.field, refused.value.code) == ("stand_in", code)


def test_without_a_stand_in_the_one_named_before_stays(agent, outsider, administrator, frozen):
    actions.change_person(agent, by=administrator, stand_in=outsider)
    assert actions.mark_absent(agent, start=frozen.at, end=None, by=agent).stand_in == outsider


def test_coming_back_ends_the_absence_once(agent, frozen):
    actions.mark_absent(agent, start=frozen.at, end=None, by=agent)
    for _ in range(2):
        back = actions.back_from_absence(agent, by=agent)
    assert queries.is_available(back, frozen.at)
    assert ledger.kinds() == ["staff.absent", "staff.back"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_an_absence_once(together, frozen):
    agent = make.person()
    actions.mark_absent(agent, start=frozen.at + HOUR, end=None, by=agent)
    now = frozen.move(hours=2)
    together(*[lambda: actions.begin_absences(now, limit=10)] * 4)
    assert ledger.kinds().count("staff.absent") == 1
