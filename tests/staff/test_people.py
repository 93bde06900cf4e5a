"""People come, change and leave."""

import pytest

from tests import ledger
from tests.factories import staff as make
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import EventDetail
from yinuo.staff import actions, queries
from yinuo.staff.models import Person, Role


def add(by, **values):
    said = {"staff_number": "8012", "name": "  王  芳 ", "role": "AGENT", "phone": "1380000 6621"} | values
    return actions.add_person(by=by, **said)


def test_an_administrator_adds_a_person(administrator, team, branch):
    """R327: an agent has a staff number."""
    person = add(administrator, team=team, branch=branch, password="a-good-one-5")
    person.refresh_from_db()
    assert (person.name, person.phone, person.team) == ("王 芳", "13800006621", team)
    assert actions.sign_in_person(staff_number="8012", password="a-good-one-5", address=None) == person
    event = ledger.last("staff.person_added")
    assert (event.subject_kind, event.subject_id, event.actor_id) == ("person", person.pk, administrator.pk)


def test_a_local_number_gets_the_companys_area_code(administrator):
    assert add(administrator, phone="84388888").phone == "0527-84388888"


def test_reports_go_to_an_address(administrator):
    """R402: who gets reports by e-mail has an address; none is no fault."""
    assert add(administrator, email=" wang@example.com ").email == "wang@example.com"
    assert add(administrator, staff_number="8013", email="").email == ""


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_nobody_else_adds_people(company, role):
    with pytest.raises(NotPermitted):
        add(make.person(role))
    assert "staff.person_added" not in ledger.kinds()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"staff_number": "8011"}, ("staff_number", "value_taken")),
        ({"staff_number": "80 12"}, ("staff_number", "key_unreadable")),
        ({"staff_number": ""}, ("staff_number", "key_unreadable")),
        ({"staff_number": "8" * 13}, ("staff_number", "too_long")),
        ({"name": " "}, ("name", "required")),
        ({"name": "王" * 41}, ("name", "too_long")),
        ({"role": "KING"}, ("role", "not_a_choice")),
        ({"phone": "12"}, ("phone", "phone_too_short")),
        ({"email": "zhou"}, ("email", "email_unreadable")),
        ({"email": "周@example.com"}, ("email", "email_unreadable")),
        ({"password": "123"}, ("password", "password_too_short")),
    ],
)
def test_wrong_input_is_a_fault_at_its_field(agent, administrator, values, fault):
    with pytest.raises(Invalid) as refused:
        add(administrator, **values)
    assert fault in {(found.field, found.code) for found in refused.value.faults}
    assert "staff.person_added" not in ledger.kinds()


def test_a_change_names_its_fields_and_keeps_old_and_new_apart(agent, administrator, outsider):
    changed = actions.change_person(agent, by=administrator, name="李敏敏", team=outsider.team)
    assert (changed.name, changed.team) == ("李敏敏", outsider.team)
    event = ledger.last("staff.person_changed")
    assert event.data == {"fields": ["name", "team"]}
    detail = EventDetail.objects.get(event=event).values
    assert detail == {"name": ["李敏", "李敏敏"], "team": [agent.team_id, outsider.team_id]}


def test_nothing_new_records_nothing(agent, administrator):
    actions.change_person(agent, by=administrator, name="李敏", team=agent.team)
    assert ledger.kinds() == []


def test_nobody_else_changes_people(agent, team_leader, manager):
    for by in (agent, team_leader, manager):
        with pytest.raises(NotPermitted):
            actions.change_person(agent, by=by, role="ADMINISTRATOR")
    agent.refresh_from_db()
    assert agent.role == Role.AGENT


def test_nobody_stands_in_for_themselves(agent, administrator):
    with pytest.raises(Invalid) as refused:
        actions.change_person(agent, by=administrator, stand_in=agent)
    assert refused.value.code == "stand_in_is_self"


def test_who_leaves_goes_off_duty_first_and_is_out_everywhere(agent, administrator):
    actions.note_sign_in(person=agent, session_key=make.session_key(), address=None)
    _, plain = actions.create_token(person=agent, scopes=["orders:read"], by=agent)
    for _ in range(2):
        left = actions.deactivate_person(agent, by=administrator)
    assert (left.is_active, left.on_duty) == (False, False)
    assert not queries.sign_ins(agent)
    assert queries.token(plain) is None
    assert ledger.kinds()[-4:] == [
        "staff.went_off_duty",
        "staff.sign_in_ended",
        "staff.token_revoked",
        "staff.person_deactivated",
    ]
    with pytest.raises(Invalid):
        actions.sign_in_person(staff_number="8011", password=make.PASSWORD, address=None)


def test_who_comes_back_signs_in_again(agent, administrator):
    actions.deactivate_person(agent, by=administrator)
    actions.reactivate_person(agent, by=administrator)
    assert actions.sign_in_person(staff_number="8011", password=make.PASSWORD, address=None) == agent


def test_nobody_deactivates_themselves(administrator):
    make.person(Role.ADMINISTRATOR)
    with pytest.raises(NotNow) as refused:
        actions.deactivate_person(administrator, by=administrator)
    assert refused.value.code == "person_is_you"


def test_the_last_administrator_stays(administrator):
    """R333: somebody must be left who sets up the system."""
    for act in (
        lambda: actions.deactivate_person(administrator, by=None),
        lambda: actions.change_person(administrator, by=administrator, role="MANAGER"),
    ):
        with pytest.raises(NotNow) as refused:
            act()
        assert refused.value.code == "last_administrator"
    make.person(Role.ADMINISTRATOR)
    assert actions.change_person(administrator, by=administrator, role="MANAGER").role == Role.MANAGER


def test_everybody_sets_how_the_desk_looks_for_them(colleague):
    person = actions.set_preferences(
        by=colleague, language="en", theme="dark", single_keys=False, sounds=False
    )
    assert (person.language, person.theme, person.single_keys, person.sounds) == ("en", "dark", False, False)
    with pytest.raises(Invalid) as refused:
        actions.set_preferences(by=colleague, language="fr", theme="pink", single_keys=True, sounds=True)
    assert [fault.field for fault in refused.value.faults] == ["language", "theme"]


@pytest.mark.django_db(transaction=True)
def test_two_who_add_the_same_number_at_once_make_one_person(together):
    """Whoever comes second is told that the number is taken."""
    administrator = make.person(Role.ADMINISTRATOR)
    outcomes = together(*[lambda: add(administrator)] * 2)
    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert [error.code for error in refused] == ["value_taken"]
    assert Person.objects.filter(staff_number="8012").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other(together):
    one, two = make.person(Role.ADMINISTRATOR), make.person(Role.ADMINISTRATOR)
    outcomes = together(
        lambda: actions.deactivate_person(two, by=one), lambda: actions.deactivate_person(one, by=two)
    )
    assert sorted(outcome.error is None for outcome in outcomes) == [False, True]
    assert Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count() == 1
