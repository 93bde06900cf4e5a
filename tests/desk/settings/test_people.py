"""The staff's pages: added, changed, away, gone and back, from the browser to the row and the event."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests import ledger
from tests.factories import staff as make
from yinuo.core import clock
from yinuo.staff import actions
from yinuo.staff.models import Person, Role, Token

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}
NEW = {
    "staff_number": "8013",
    "name": "李  敏",
    "role": "AGENT",
    "phone": "138 0000 6621",
    "password": "a-long-word-7",
}


def page(answer):
    return answer.content.decode()


def test_somebody_is_added_and_may_sign_in(admin, team, agent):
    """R327 R333: an administrator adds people."""
    answer = admin.post(
        reverse("settings-person-new"), NEW | {"team": team.pk, "stand_in": agent.staff_number}
    )
    assert answer.status_code == 302
    person = Person.objects.get(staff_number="8013")
    assert (person.name, person.phone, person.team, person.stand_in) == ("李 敏", "13800006621", team, agent)
    assert person.check_password("a-long-word-7")
    event = ledger.last("staff.person_added")
    assert (event.subject_id, event.door) == (person.pk, "desk")
    assert "员工已添加。" in page(admin.get(answer["Location"]))


def test_the_dialog_is_a_part_of_the_page_and_a_page_of_its_own(admin):
    whole = page(admin.get(reverse("settings-person-new")))
    part = page(admin.get(reverse("settings-person-new"), headers=DIALOG))
    assert "<html" in whole
    assert "<html" not in part
    assert part.lstrip().startswith('<div id="dialog">')
    assert 'name="staff_number"' in part


def test_what_is_refused_is_said_at_the_field_and_what_was_typed_stays(admin, agent):
    wrong = NEW | {"staff_number": agent.staff_number, "phone": "1380", "password": "short"}
    answer = admin.post(reverse("settings-person-new"), wrong, headers=DIALOG)
    assert answer.status_code == 422
    said = page(answer)
    assert 'value="李  敏"' in said
    assert 'aria-invalid="true"' in said
    assert "a-long-word" not in said
    assert Person.objects.filter(staff_number="8013").count() == 0


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 41}, "name"),
        ({"role": "KING"}, "role"),
        ({"stand_in": "4711"}, "stand_in"),
        ({"staff_number": "8 013"}, "staff_number"),
        ({"phone": "abc"}, "phone"),
    ],
)
def test_every_field_says_what_is_wrong_with_it(admin, values, field):
    answer = admin.post(reverse("settings-person-new"), NEW | values, headers=DIALOG)
    assert answer.status_code == 422
    assert f'id="id_{field}-err"' in page(answer)


def test_after_a_change_by_htmx_the_page_is_asked_for_again(admin, agent):
    values = {"name": "李敏敏", "role": "TEAM_LEADER"}
    answer = admin.post(reverse("settings-person-edit", args=["8011"]), values, headers=DIALOG)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/settings/people/8011/")
    agent.refresh_from_db()
    assert (agent.name, agent.role) == ("李敏敏", Role.TEAM_LEADER)
    assert ledger.last("staff.person_changed").data["fields"] == ["branch", "name", "role", "team"]


def test_the_last_administrator_stays_one(admin, administrator):
    values = {"name": "何平", "role": "AGENT"}
    answer = admin.post(reverse("settings-person-edit", args=["8501"]), values, headers=DIALOG)
    assert answer.status_code == 422
    assert "最后一位管理员" in page(answer)


def test_the_list_is_narrowed_and_paged_with_a_fixed_number_of_queries(
    admin, team, django_assert_num_queries
):
    for number in range(130):
        make.person(Role.DRIVER, staff_number=f"6{number:03d}", name=f"师傅{number}")
    url = reverse("settings-people")
    admin.get(url)
    with django_assert_num_queries(4):
        first = page(admin.get(url))
    assert first.count("<tr><td") + first.count("<tr>\n  <td") == 50
    older = first.partition('href="/settings/people/?after=')[2].partition('"')[0]
    with django_assert_num_queries(4):
        second = page(admin.get(f"{url}?after={older}"))
    assert "6000" not in second
    found = page(admin.get(url, {"q": "师傅77", "role": "DRIVER"}))
    assert "6077" in found
    assert "6078" not in found
    assert "没有找到" in page(admin.get(url, {"q": "' OR 1=1 --"}))


def test_the_look_up_answers_with_options_and_nothing_for_nothing(admin, agent):
    url = reverse("settings-lookup")
    assert 'data-value="8011"' in page(admin.get(url, {"q": "李"}))
    assert 'data-value="8011"' in page(admin.get(url, {"q": "801"}))
    assert "option" not in page(admin.get(url, {"q": ""}))


def test_a_password_is_set_and_all_sign_ins_end(admin, agent, browse):
    theirs = browse(agent)
    url = reverse("settings-person-password", args=["8011"])
    assert admin.post(url, {"password": "12345678"}, headers=DIALOG).status_code == 422
    assert admin.post(url, {"password": " a-new-word-9 "}).status_code == 302
    agent.refresh_from_db()
    assert agent.check_password(" a-new-word-9 ")
    assert theirs.get(reverse("account")).status_code == 302
    assert ledger.last("staff.password_set").subject_id == agent.pk


def test_somebody_leaves_only_after_a_second_yes_and_comes_back(admin, agent):
    url = reverse("settings-person-leave", args=["8011"])
    assert "承诺交给代班人" in page(admin.get(url))
    agent.refresh_from_db()
    assert agent.is_active
    assert admin.post(url).status_code == 302
    agent.refresh_from_db()
    assert not agent.is_active
    assert "staff.went_off_duty" in ledger.kinds()
    assert admin.post(reverse("settings-person-return", args=["8011"])).status_code == 302
    agent.refresh_from_db()
    assert agent.is_active


def test_nobody_deactivates_themselves(admin, administrator):
    make.person(Role.ADMINISTRATOR)
    answer = admin.post(reverse("settings-person-leave", args=["8501"]), headers=DIALOG)
    assert answer.status_code == 422
    assert "不能停用自己" in page(answer)
    administrator.refresh_from_db()
    assert administrator.is_active


def test_a_leader_notes_the_absence_of_the_own_team_with_a_stand_in(browse, team_leader, agent, frozen):
    """R328: the leader arranges who stands in."""
    make.person(Role.AGENT, staff_number="8012", team=agent.team)
    client = browse(team_leader)
    values = {"start": "2026-11-20T09:00", "end": "2026-11-23T08:30", "stand_in": "8012"}
    assert client.post(reverse("settings-person-absence", args=["8011"]), values).status_code == 302
    agent.refresh_from_db()
    assert agent.absent_from == datetime(2026, 11, 20, 1, 0, tzinfo=UTC), "typed in the company's zone"
    assert agent.stand_in.staff_number == "8012"
    assert agent.is_absent(clock.now())
    assert ledger.kinds()[-1] == "staff.absent"
    shown = page(client.get(reverse("settings-person", args=["8011"])))
    assert "请假" in shown
    assert client.post(reverse("settings-person-absence-end", args=["8011"])).status_code == 302
    agent.refresh_from_db()
    assert agent.absent_from is None


def test_an_absence_that_cannot_be_is_refused_with_what_was_typed(admin, agent, frozen):
    values = {"start": "2026-11-20T09:00", "end": "2026-11-19T08:30", "stand_in": "8011"}
    answer = admin.post(reverse("settings-person-absence", args=["8011"]), values, headers=DIALOG)
    assert answer.status_code == 422
    said = page(answer)
    assert "结束要晚于开始" in said
    assert "不能由本人代班" in said
    assert 'value="2026-11-19T08:30"' in said


def test_duty_is_switched_for_others(admin, driver):
    url = reverse("settings-person-duty", args=[driver.staff_number])
    admin.post(url, {"duty": "off"})
    driver.refresh_from_db()
    assert not driver.on_duty
    admin.post(url, {"duty": "on"})
    driver.refresh_from_db()
    assert driver.on_duty


def test_a_token_is_shown_once_and_never_again(admin, agent):
    url = reverse("settings-token-new", args=["8011"])
    refused = admin.post(url, {"name": "报表"}, headers=DIALOG)
    assert refused.status_code == 422
    assert 'value="报表"' in page(refused)
    answer = admin.post(url, {"name": "报表", "scopes": ["orders:read", "tickets:read"]}, headers=DIALOG)
    plain = page(answer).partition('id="token-plain">')[2].partition("<")[0]
    assert plain.startswith("yn_")
    assert "no-store" in answer["Cache-Control"]
    token = Token.objects.get()
    assert (token.person, token.scopes) == (agent, ["orders:read", "tickets:read"])
    assert plain not in token.digest
    assert plain not in page(admin.get(reverse("settings-person", args=["8011"])))
    assert plain not in json.dumps([event.data for event in [ledger.last("staff.token_created")]])
    admin.post(reverse("settings-token-revoke", args=["8011", token.pk]))
    token.refresh_from_db()
    assert token.revoked_at
    other = make.person(Role.AGENT, staff_number="8012")
    assert (
        admin.post(reverse("settings-token-revoke", args=[other.staff_number, token.pk])).status_code == 404
    )


def test_times_are_counted_in_the_company_s_zone(admin, agent, frozen):
    values = {"start": "2026-11-20T10:01", "end": ""}
    admin.post(reverse("settings-person-absence", args=["8011"]), values)
    agent.refresh_from_db()
    assert agent.absent_from - clock.now() == timedelta(minutes=1)
    assert ledger.kinds()[-1] == "staff.absence_planned"


def test_a_driver_gets_a_pin_from_the_dispatcher(driver, dispatcher, admin, agent, browse):
    """Who may set one has the button; a trivial one is refused at its field; the driver signs in with it."""
    Person.objects.filter(pk=driver.pk).update(phone="13900001101")
    Person.objects.filter(pk=dispatcher.pk).update(branch=driver.branch_id)
    url, page = reverse("settings-person-pin", args=["8201"]), reverse("settings-person", args=["8201"])
    office = browse(dispatcher)
    for client in (admin, office):
        assert url in client.get(page).content.decode()
    refused = office.post(url, {"pin": "1234"}, headers=DIALOG)
    assert refused.status_code == 422
    assert "太容易被猜到" in refused.content.decode()
    assert office.post(url, {"pin": "7392"}).status_code == 302
    assert actions.sign_in_with_pin(phone="13900001101", pin="7392", address=None) == driver
    assert "密码设于" in admin.get(page).content.decode()
    assert browse(agent).get(url).status_code == 403
    assert admin.get(reverse("settings-person-pin", args=["8011"])).status_code == 403
