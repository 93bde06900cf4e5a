"""The table of who may do what with people, places and settings."""

import pytest

from tests.factories import staff as make
from yinuo.core.errors import NotPermitted
from yinuo.staff import may
from yinuo.staff.models import Role

ALL = {role.value for role in Role}
SETTING_UP = {"MANAGER", "ADMINISTRATOR"}
TABLE = {
    may.see_settings: SETTING_UP | {"AUDITOR"},
    may.manage_company: {"ADMINISTRATOR"},
    may.manage_people: {"ADMINISTRATOR"},
    may.manage_places: SETTING_UP,
    may.manage_vehicles: SETTING_UP | {"DISPATCHER"},
    may.manage_calendar: SETTING_UP,
    may.manage_tables: SETTING_UP,
}


@pytest.mark.django_db
@pytest.mark.parametrize("predicate", TABLE, ids=lambda predicate: predicate.__name__)
def test_each_role_may_what_the_table_says(predicate):
    """R327 R328 R329 R330 R331 R332 R333: the roles differ in what they may set up."""
    assert {role for role in ALL if predicate(make.person(role))} == TABLE[predicate]


@pytest.mark.django_db
@pytest.mark.parametrize("predicate", TABLE, ids=lambda predicate: predicate.__name__)
def test_who_has_left_may_nothing(predicate):
    assert not predicate(make.person(Role.ADMINISTRATOR, is_active=False))


def test_an_auditor_and_a_colleague_change_nothing(auditor, colleague, agent):
    """R334: a colleague may only report something; the auditor reads."""
    for person in (auditor, colleague):
        allowed = {predicate.__name__ for predicate in TABLE if predicate(person)}
        assert allowed <= {"see_settings"}
        assert not may.note_duty(person, agent)
        assert not may.note_duty(person, person)
        assert not may.manage_tokens(person, agent)


def test_duty_is_noted_by_oneself_ones_leader_and_the_managers(
    agent, team_leader, manager, administrator, outsider
):
    for by in (agent, team_leader, manager, administrator):
        assert may.note_duty(by, agent)
    assert not may.note_duty(outsider, agent)
    assert not may.note_duty(agent, team_leader)
    assert not may.note_duty(team_leader, outsider)


def test_a_dispatcher_notes_the_duty_of_the_drivers_of_the_branch(dispatcher, driver, agent):
    """R330: the dispatcher arranges the drivers."""
    elsewhere = make.person(Role.DRIVER, branch=make.branch("huaian", "淮安分公司"))
    assert may.note_duty(dispatcher, driver)
    assert not may.note_duty(dispatcher, elsewhere)
    assert not may.note_duty(dispatcher, agent)


def test_tokens_are_made_by_their_owner_or_an_administrator(agent, administrator, driver, outsider, auditor):
    assert may.manage_tokens(agent, agent)
    assert may.manage_tokens(auditor, auditor)
    assert may.manage_tokens(administrator, agent)
    assert not may.manage_tokens(outsider, agent)
    assert not may.manage_tokens(driver, driver)


def test_require_raises_for_people_and_lets_the_system_through(agent, administrator):
    may.require(None, may.manage_people)
    may.require(administrator, may.manage_people)
    with pytest.raises(NotPermitted) as refused:
        may.require(agent, may.manage_people)
    assert refused.value.code == "not_permitted"
