"""Who somebody is, who is available, whose turn it is next."""

from datetime import timedelta

import pytest

from tests.factories import staff as make
from yinuo.core.errors import NotFound
from yinuo.staff import actions, queries
from yinuo.staff.models import Company, Role

HOUR = timedelta(hours=1)


def test_before_init_there_is_a_company_without_a_row(db):
    assert queries.company().name
    assert not Company.objects.exists()


def test_the_company_is_read_once(company, django_assert_num_queries):
    queries.company()
    with django_assert_num_queries(0):
        assert queries.company() == company


def test_names_are_read_once_and_follow_a_change(agent, driver, administrator, django_assert_num_queries):
    assert queries.names([agent.pk, None, driver.pk, 0]) == {agent.pk: "李敏", driver.pk: "王强"}
    with django_assert_num_queries(0):
        queries.names([agent.pk])
    actions.change_person(agent, by=administrator, name="李敏敏")
    assert queries.names([agent.pk]) == {agent.pk: "李敏敏"}
    assert queries.names([make.person(name="新人").pk])


def test_a_person_is_found_by_staff_number(agent):
    """R327: people are known by their staff number."""
    assert queries.person_by_number(" 8011 ") == agent
    with pytest.raises(NotFound) as missing:
        queries.person_by_number("0000")
    assert missing.value.code == "person_unknown"


def test_people_are_listed_by_role_and_number(agent, outsider, team_leader):
    left = make.person(Role.AGENT, staff_number="7000", is_active=False)
    assert list(queries.people(Role.AGENT)) == [agent, outsider]
    assert list(queries.people(Role.AGENT, active=False)) == [left, agent, outsider]


def test_work_is_given_to_who_is_on_duty_and_not_absent(agent, frozen):
    now = frozen.at
    assert queries.is_available(agent, now)
    agent.absent_from, agent.absent_to = now, now + HOUR
    assert queries.is_available(agent, now - timedelta(seconds=1))
    assert not queries.is_available(agent, now)
    assert queries.is_available(agent, now + HOUR)
    agent.on_duty = False
    assert not queries.is_available(agent, now + HOUR)


def test_a_region_is_served_in_order(region, driver, frozen):
    """R065 R067: the region's driver, and when on leave or off duty the next by rule."""
    second = make.posted(Role.DRIVER, region, rank=2)
    first = make.posted(Role.DRIVER, region, rank=0)
    make.posted(Role.DRIVER, region, rank=0, is_active=False)
    make.posted(Role.DRIVER, make.region("elsewhere", "别处", branch=region.branch), rank=0)
    make.posted(Role.DISPATCHER, region, rank=0)
    assert queries.posted(region.pk, Role.DRIVER) == [first, driver, second]
    actions.go_off_duty(first, by=None)
    actions.mark_absent(driver, start=frozen.at, end=None, by=None)
    serving = queries.posted(region.pk, Role.DRIVER)
    assert [queries.is_available(person, frozen.at) for person in serving] == [False, False, True]


def test_reading_who_serves_a_region_is_one_query(region, driver, django_assert_num_queries):
    make.vehicle(driver=make.posted(Role.DRIVER, region, rank=2))
    with django_assert_num_queries(1):
        assert [person.vehicle.plate for person in queries.posted(region.pk, Role.DRIVER)]


def test_the_stand_in_takes_over_and_theirs_after_them(agent, team_leader, outsider, frozen):
    third = make.person()
    agent.stand_in, outsider.stand_in = outsider, third
    outsider.save()
    assert queries.next_owner(agent, frozen.at) == outsider
    actions.go_off_duty(outsider, by=None)
    outsider.refresh_from_db()
    agent.stand_in = outsider
    assert queries.next_owner(agent, frozen.at) == third


def test_stand_ins_in_a_circle_end_at_the_team_leader(agent, team_leader, outsider, frozen):
    agent.stand_in, outsider.stand_in, outsider.on_duty = outsider, agent, False
    agent.save()
    outsider.save()
    assert queries.next_owner(agent, frozen.at) == team_leader
    assert queries.next_owner(outsider, frozen.at) == agent


def test_without_anybody_there_is_no_next_owner(agent, team_leader, driver, frozen):
    actions.go_off_duty(team_leader, by=None)
    assert queries.next_owner(agent, frozen.at) is None
    assert queries.next_owner(driver, frozen.at) is None


def test_a_leader_is_not_their_own_next_owner(team_leader, team, frozen):
    """R328: a team has leaders."""
    assert queries.next_owner(team_leader, frozen.at) is None
    other = make.person(Role.TEAM_LEADER, team=team)
    assert queries.next_owner(team_leader, frozen.at) == other
    assert queries.leaders(team.pk) == [team_leader, other]
