"""Every address of the settings with every role: who gets in, who is turned away."""

import pytest
from django.db import transaction
from django.urls import URLPattern, reverse

from yinuo.core.models import CalendarDay, Hold
from yinuo.desk.settings import urls
from yinuo.messaging.models import Gateway, Robot
from yinuo.orders.models import PlaceName
from yinuo.staff.models import Role

SETTING_UP = {"MANAGER", "ADMINISTRATOR"}
READING = SETTING_UP | {"AUDITOR"}
STAFF = READING | {"TEAM_LEADER", "DISPATCHER"}
ADMIN = {"ADMINISTRATOR"}
FLEET = SETTING_UP | {"DISPATCHER"}
DUTY = SETTING_UP | {"TEAM_LEADER"}

GET = {
    "settings": STAFF,
    "settings-company": READING,
    "settings-complaints": READING,
    "settings-people": STAFF,
    "settings-lookup": STAFF,
    "settings-person-new": ADMIN,
    "settings-person": READING | {"TEAM_LEADER"},
    "settings-person-edit": ADMIN,
    "settings-person-password": ADMIN,
    "settings-person-leave": ADMIN,
    "settings-person-absence": DUTY,
    "settings-token-new": ADMIN,
    "settings-branches": READING,
    "settings-branch-new": SETTING_UP,
    "settings-branch-edit": SETTING_UP,
    "settings-regions": READING,
    "settings-region": READING,
    "settings-region-new": SETTING_UP,
    "settings-region-edit": SETTING_UP,
    "settings-post-new": SETTING_UP,
    "settings-post-rank": SETTING_UP,
    "settings-teams": READING,
    "settings-team-new": SETTING_UP,
    "settings-team-edit": SETTING_UP,
    "settings-vehicles": READING | {"DISPATCHER"},
    "settings-vehicle-new": FLEET,
    "settings-vehicle-edit": FLEET,
    "settings-hours": READING,
    "settings-company-hours": SETTING_UP,
    "settings-team-hours": SETTING_UP,
    "settings-days": READING,
    "settings-day-new": SETTING_UP,
    "settings-table": READING,
    "settings-table-changes": READING,
    "settings-trial": READING,
    "settings-upload": SETTING_UP,
    "settings-download": READING,
    "settings-robots": READING,
    "settings-robot": READING,
    "settings-robot-new": ADMIN,
    "settings-robot-edit": ADMIN,
    "settings-robot-removal": ADMIN,
    "settings-gateways": READING,
    "settings-gateway-choose": ADMIN,
    "settings-gateway-new": ADMIN,
    "settings-gateway": READING,
    "settings-gateway-removal": ADMIN,
    "settings-gateway-trial": ADMIN,
    "settings-gateway-push-secret": ADMIN,
    "settings-mail": READING,
    "settings-mail-server": ADMIN,
    "settings-mail-trial": ADMIN,
    "settings-retention": READING,
    "settings-retention-edit": ADMIN,
    "settings-portal": READING,
    "settings-portal-notice": ADMIN,
}
POST = {
    "settings-person-return": ADMIN,
    "settings-person-duty": DUTY,
    "settings-person-absence-end": DUTY,
    "settings-token-revoke": ADMIN,
    "settings-post-remove": SETTING_UP,
    "settings-team-hours-drop": SETTING_UP,
    "settings-day-remove": SETTING_UP,
    "settings-name-forget": SETTING_UP,
    "settings-gateway-activation": ADMIN,
    "settings-gateway-check": ADMIN,
    "settings-gateway-rank": ADMIN,
    "settings-robot-trial": ADMIN,
    "settings-robot-activation": ADMIN,
    "settings-robot-deactivation": ADMIN,
    "settings-hold-lift": SETTING_UP,
    "settings-portal-logo": ADMIN,
}
LATER = {"settings-file", "settings-person-pin"}
"""Tested with uploads, because its address is made by one; with PINs, because only drivers have one."""


def address(name, post, vehicle, token, agent, region, branch, team):
    """The address of a page about what the house has."""
    arguments = {
        "settings-post-rank": [post.pk],
        "settings-post-remove": [post.pk],
        "settings-token-revoke": [agent.staff_number, token.pk],
        "settings-vehicle-edit": [vehicle.plate],
        "settings-team-hours": [team.key],
        "settings-team-hours-drop": [team.key],
        "settings-table": ["tariff"],
        "settings-table-changes": ["tariff", 1],
        "settings-trial": ["goods"],
        "settings-upload": ["tariff"],
        "settings-download": ["tariff"],
        "settings-retention-edit": ["notices"],
    }
    if name == "settings-day-remove":
        return reverse(name, args=[CalendarDay.objects.get().pk])
    if name == "settings-name-forget":
        return reverse(name, args=[PlaceName.objects.get().pk])
    if name == "settings-hold-lift":
        return reverse(name, args=[Hold.objects.get().pk])
    if name.startswith("settings-robot") and name not in ("settings-robots", "settings-robot-new"):
        return reverse(name, args=[Robot.objects.get().ref])
    if name == "settings-gateway-new":
        return reverse(name, args=["smpp"])
    if name.startswith("settings-gateway") and name not in ("settings-gateways", "settings-gateway-choose"):
        return reverse(name, args=[Gateway.objects.get().ref])
    of = {"person": agent.staff_number, "token": agent.staff_number, "branch": branch.key}
    of |= {"region": region.key, "post": region.key, "team": team.key}
    about = name.split("-")[1] if "-" in name else ""
    is_list = name.endswith("-new") and about not in ("post", "token")
    return reverse(name, args=arguments.get(name, [of[about]] if about in of and not is_list else []))


def test_every_address_stands_in_the_table():
    named = {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)}
    assert named == set(GET) | set(POST) | LATER


@pytest.mark.parametrize("name", [*GET, *POST])
def test_each_role_opens_what_the_table_says(
    name, everybody, browse, house, post, vehicle, token, agent, region, branch, team
):
    """R327 R328 R329 R330 R331 R332 R333 R340: the roles differ in what they may set up."""
    url = address(name, post, vehicle, token, agent, region, branch, team)
    opened = set()
    for role, person in everybody.items():
        with transaction.atomic():
            client = browse(person)
            answer = client.get(url) if name in GET else client.post(url, {"duty": "on"})
            transaction.set_rollback(True)
        if answer.status_code in (200, 302):
            opened.add(role)
        else:
            assert answer.status_code in (403, 404), (role, answer.status_code)
    assert opened == (GET | POST)[name], name


@pytest.mark.parametrize("name", [*GET, *POST])
def test_nobody_gets_in_without_signing_in(
    name, client, house, post, vehicle, token, agent, region, branch, team
):
    url = address(name, post, vehicle, token, agent, region, branch, team)
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", POST)
def test_a_link_changes_nothing(name, admin, house, post, vehicle, token, agent, region, branch, team):
    assert admin.get(address(name, post, vehicle, token, agent, region, branch, team)).status_code == 405


def test_a_leader_finds_the_own_team_and_a_dispatcher_the_drivers(
    browse, team_leader, dispatcher, driver, agent, outsider
):
    """R328 R330: whoever arranges the work of others finds them, and nobody else."""
    page = browse(team_leader).get(reverse("settings-people")).content.decode()
    assert agent.staff_number in page
    assert outsider.staff_number not in page
    assert browse(team_leader).get(reverse("settings-person", args=["8099"])).status_code == 404
    page = browse(dispatcher).get(reverse("settings-people")).content.decode()
    assert driver.staff_number in page
    assert agent.staff_number not in page


def test_the_rail_shows_the_door_to_whom_it_is_open(browse, everybody):
    for role in Role.values:
        page = browse(everybody[role]).get(reverse("account")).content.decode()
        assert (f'href="{reverse("settings")}"' in page) == (role in STAFF), role


def test_an_auditor_sees_no_button_that_changes_anything(browse, auditor, house, agent, region):
    client = browse(auditor)
    names = [("settings-people", []), ("settings-person", [agent.staff_number]), ("settings-branches", [])]
    names += [("settings-regions", []), ("settings-region", [region.key]), ("settings-vehicles", [])]
    names += [("settings-hours", []), ("settings-days", []), ("settings-table", ["goods"])]
    names += [("settings-robots", []), ("settings-robot", [Robot.objects.get().ref]), ("settings-mail", [])]
    names += [("settings-retention", [])]
    for name, arguments in names:
        main = client.get(reverse(name, args=arguments)).content.decode().partition("<main")[2]
        main = main.partition("</main>")[0]
        assert 'method="post"' not in main, name
        assert "/new/" not in main, name
        assert "/edit/" not in main, name
