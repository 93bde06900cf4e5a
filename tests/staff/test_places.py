"""Company, branches, regions, teams, posts and vehicles."""

import pytest

from tests import ledger
from tests.factories import staff as make
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.staff import actions, queries
from yinuo.staff.models import Company, RegionPost, Role


def test_a_company_is_opened_once(db):
    opened = actions.open_company(
        name="启程货运有限公司", short_name="启程货运", hotline="4008001234", pack="freight"
    )
    assert queries.company() == opened
    with pytest.raises(NotNow) as refused:
        actions.open_company(name="另一家", short_name="另一家", pack="freight")
    assert refused.value.code == "company_exists"
    assert ledger.kinds() == ["staff.company_opened"]
    assert Company.objects.count() == 1


def test_only_an_administrator_changes_the_company(company, administrator, manager):
    with pytest.raises(NotPermitted):
        actions.change_company(by=manager, hotline="95338")
    queries.company()
    actions.change_company(by=administrator, hotline="95338")
    assert queries.company().hotline == "95338"
    with pytest.raises(Invalid) as refused:
        actions.change_company(by=administrator, name="")
    assert (refused.value.field, refused.value.code) == ("name", "required")
    assert ledger.last("staff.company_changed").data == {"fields": ["hotline"]}


def test_without_a_company_there_is_nothing_to_change(db):
    with pytest.raises(NotNow) as refused:
        actions.change_company(by=None, hotline="95338")
    assert refused.value.code == "no_company"


def test_a_branch_and_its_region_say_who_receives_slips(manager):
    """R065 R066 R068: by branch, and otherwise where a region says so."""
    branch = actions.add_branch(key="huaian", name="淮安分公司", receiver_rule="DISPATCHER", by=manager)
    region = actions.add_region(key="qingjiang", name="清江浦", branch=branch, by=manager)
    assert (branch.receiver_rule, region.receiver_rule) == ("DISPATCHER", "")
    changed = actions.change_region(region, receiver_rule="DRIVER", by=manager)
    assert changed.receiver_rule == "DRIVER"
    actions.change_branch(branch, name="淮安", by=manager)
    team = actions.add_team(key="late", name="晚班组", by=manager)
    actions.change_team(team, name="晚班", by=manager)
    assert ledger.kinds() == [
        "staff.branch_added",
        "staff.region_added",
        "staff.region_changed",
        "staff.branch_changed",
        "staff.team_added",
        "staff.team_changed",
    ]


def test_who_does_not_set_up_changes_no_place(agent, team_leader, auditor, branch, region, team, driver):
    for by in (agent, team_leader, auditor):
        for act in (
            lambda by=by: actions.add_branch(key="x", name="x", by=by),
            lambda by=by: actions.change_branch(branch, name="x", by=by),
            lambda by=by: actions.add_region(key="x", name="x", branch=branch, by=by),
            lambda by=by: actions.change_region(region, name="x", by=by),
            lambda by=by: actions.add_team(key="x", name="x", by=by),
            lambda by=by: actions.change_team(team, name="x", by=by),
            lambda by=by: actions.add_post(region=region, person=driver, by=by),
            lambda by=by: actions.change_post(driver.posts.get(), rank=9, by=by),
            lambda by=by: actions.remove_post(driver.posts.get(), by=by),
            lambda by=by: actions.add_vehicle(plate="苏N1", by=by),
            lambda by=by: actions.change_vehicle(driver.vehicle, most_orders=1, by=by),
        ):
            with pytest.raises(NotPermitted):
                act()
    assert ledger.kinds() == []


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"key": "suqian"}, ("key", "value_taken")),
        ({"key": "宿迁"}, ("key", "key_unreadable")),
        ({"key": ""}, ("key", "required")),
        ({"name": ""}, ("name", "required")),
        ({"name": "宿" * 61}, ("name", "too_long")),
        ({"receiver_rule": "ANYBODY"}, ("receiver_rule", "not_a_choice")),
    ],
)
def test_a_wrong_branch_is_a_fault_at_its_field(branch, manager, values, fault):
    with pytest.raises(Invalid) as refused:
        actions.add_branch(by=manager, **{"key": "huaian", "name": "淮安"} | values)
    assert [(found.field, found.code) for found in refused.value.faults] == [fault]


def test_a_post_is_there_once_and_its_place_changes(region, manager, driver, dispatcher, market_developer):
    """R065 R067: drivers, dispatchers and market developers serve a region."""
    for person in (driver, dispatcher, market_developer):
        actions.add_post(region=region, person=person, rank=3, by=manager)
    assert {post.rank for post in RegionPost.objects.all()} == {3}
    assert RegionPost.objects.count() == 3
    assert ledger.kinds() == ["staff.post_changed"] * 3
    post = driver.posts.get()
    for _ in range(2):
        actions.remove_post(post, by=manager)
    assert RegionPost.objects.count() == 2
    assert ledger.kinds().count("staff.post_removed") == 1


def test_others_serve_no_region(region, manager, agent):
    with pytest.raises(Invalid) as refused:
        actions.add_post(region=region, person=agent, by=manager)
    assert refused.value.code == "post_role_unfit"


def test_a_vehicle_has_one_driver_who_is_one(region, dispatcher, driver, agent):
    """R330: the dispatcher keeps the vehicles."""
    plate = driver.vehicle.plate
    for person, code in ((agent, "driver_is_no_driver"), (driver, "driver_has_vehicle")):
        with pytest.raises(Invalid) as refused:
            actions.add_vehicle(plate="苏N20001", driver=person, by=dispatcher)
        assert (refused.value.field, refused.value.code) == ("driver", code)
    assert refused.value.params == {"plate": plate}
    other = make.posted(Role.DRIVER, region)
    vehicle = actions.add_vehicle(plate="苏n·20001", driver=other, most_orders=5, by=dispatcher)
    assert (vehicle.plate, vehicle.driver, vehicle.most_orders) == ("苏N20001", other, 5)
    actions.change_vehicle(vehicle, driver=None, is_active=False, by=dispatcher)
    assert ledger.kinds() == ["staff.vehicle_added", "staff.vehicle_changed"]


@pytest.mark.django_db(transaction=True)
def test_two_vehicles_do_not_get_the_same_driver_at_once(together):
    by, driver = make.person(Role.MANAGER), make.person(Role.DRIVER)
    one, two = make.vehicle(), make.vehicle()
    outcomes = together(
        lambda: actions.change_vehicle(one, driver=driver, by=by),
        lambda: actions.change_vehicle(two, driver=driver, by=by),
    )
    (refused,) = [outcome.error for outcome in outcomes if outcome.error]
    assert (refused.field, refused.code) in {("driver", "driver_has_vehicle"), ("driver", "value_taken")}


@pytest.mark.django_db(transaction=True)
def test_a_person_posted_twice_at_once_is_posted_once(together):
    by = make.person(Role.MANAGER)
    region = make.region(branch=make.branch())
    driver = make.person(Role.DRIVER)
    outcomes = together(*[lambda: actions.add_post(region=region, person=driver, by=by)] * 3)
    assert [outcome.error for outcome in outcomes] == [None] * 3
    assert RegionPost.objects.count() == 1
    assert ledger.kinds() == ["staff.post_added"]
