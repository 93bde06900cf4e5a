"""Changing one's password, and setting somebody else's."""

import pytest

from tests import ledger
from tests.factories import staff as make
from yinuo.core.errors import Invalid, NotPermitted, TooMany
from yinuo.staff import actions, queries

NEW = "another-way-31"


def change(person, by=None, current=make.PASSWORD, new=NEW, keep=""):
    return actions.change_password(person, current=current, password=new, by=by or person, keep=keep)


def test_a_new_password_ends_all_other_sign_ins(agent):
    kept, other = make.session_key(), make.session_key()
    for key in (kept, other):
        actions.note_sign_in(person=agent, session_key=key, address=make.ADDRESS)
    change(agent, keep=kept)
    assert [row.session_key for row in queries.sign_ins(agent)] == [kept]
    assert actions.sign_in_person(staff_number="8011", password=NEW, address=make.ADDRESS) == agent
    assert ledger.kinds()[-2:] == ["staff.sign_in_ended", "staff.password_changed"]


@pytest.mark.parametrize(
    ("password", "codes"),
    [
        ("a1b2", ["password_too_short"]),
        ("12345678", ["password_too_common", "password_entirely_numeric"]),
        ("", ["password_too_short"]),
    ],
)
def test_a_weak_password_is_refused_with_every_reason(agent, password, codes):
    with pytest.raises(Invalid) as refused:
        change(agent, new=password)
    assert [fault.code for fault in refused.value.faults] == codes
    agent.refresh_from_db()
    assert agent.check_password(make.PASSWORD)


def test_the_current_password_must_be_right_and_cannot_be_guessed(agent, frozen):
    for _ in range(5):
        with pytest.raises(Invalid) as refused:
            change(agent, current="wrong")
        assert (refused.value.field, refused.value.code) == ("current", "password_wrong")
    with pytest.raises(TooMany):
        change(agent)


def test_nobody_changes_anothers_password(agent, administrator):
    with pytest.raises(NotPermitted):
        change(agent, by=administrator)


def test_an_administrator_sets_a_password_and_ends_everything(agent, administrator, manager):
    actions.note_sign_in(person=agent, session_key=make.session_key(), address=make.ADDRESS)
    with pytest.raises(NotPermitted):
        actions.set_password(agent, password=NEW, by=manager)
    actions.set_password(agent, password=NEW, by=administrator)
    assert not queries.sign_ins(agent)
    assert actions.sign_in_person(staff_number="8011", password=NEW, address=make.ADDRESS) == agent
    assert ledger.last("staff.password_set").actor_id == administrator.pk
