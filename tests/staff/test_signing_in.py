"""Signing in: throttled, silent about who exists, listed and ended by its owner."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.contrib.sessions.backends.db import SessionStore

from tests import ledger
from tests.factories import staff as make
from yinuo.core.errors import Invalid, NotPermitted, TooMany
from yinuo.staff import actions, queries
from yinuo.staff.models import SignIn, SignInFailure
from yinuo.staff.passwords import DeskArgon2


def sign_in(number="8011", password=make.PASSWORD, address=make.ADDRESS):
    return actions.sign_in_person(staff_number=number, password=password, address=address)


def fail(number="8011", address=make.ADDRESS, times=1):
    for _ in range(times):
        with pytest.raises(Invalid) as refused:
            sign_in(number, "wrong", address)
        assert refused.value.code == "sign_in_failed"


def test_number_and_password_tell_who_it_is(agent):
    """R327: an agent signs in with the staff number."""
    assert sign_in() == agent
    assert sign_in(" ８０１１ ") == agent
    assert not SignInFailure.objects.exists()


def test_nothing_typed_is_a_fault_at_its_field(agent):
    with pytest.raises(Invalid) as refused:
        sign_in("", "")
    assert [(fault.field, fault.code) for fault in refused.value.faults] == [
        ("staff_number", "required"),
        ("password", "required"),
    ]


def test_unknown_wrong_and_left_get_the_same_answer_for_the_same_work(agent, monkeypatch):
    agent.is_active = False
    agent.save()
    computed = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args: computed.append(1) or encode(*args))
    answers = []
    for number, password in (
        ("8011", make.PASSWORD),
        ("8011", "wrong"),
        ("7777", "wrong"),
        ("no-one\x00", "x"),
    ):
        computed.clear()
        with pytest.raises(Invalid) as refused:
            sign_in(number, password)
        answers.append((refused.value.faults, len(computed)))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][1] == 1


def test_somebody_without_a_password_cannot_sign_in(company):
    actions.add_person(staff_number="8012", name="新人", role="AGENT", by=None)
    fail("8012")


def test_five_failures_of_a_number_make_it_wait_longer_and_longer(agent, frozen):
    fail(times=5)
    with pytest.raises(TooMany) as refused:
        sign_in()
    assert (refused.value.code, refused.value.retry_after) == ("sign_in_too_often", 30)
    frozen.move(seconds=30)
    fail()
    frozen.move(seconds=59)
    with pytest.raises(TooMany):
        sign_in()
    frozen.move(seconds=1)
    assert sign_in() == agent
    fail(times=5)


def test_waiting_attempts_do_not_make_the_wait_longer(agent, frozen):
    fail(times=5)
    for _ in range(20):
        with pytest.raises(TooMany):
            sign_in(password="wrong")
    frozen.move(seconds=30)
    assert sign_in() == agent


def test_an_unknown_number_is_throttled_just_the_same(company, frozen):
    fail("7777", times=5)
    with pytest.raises(TooMany):
        sign_in("7777")


def test_an_address_has_thirty_failures_over_all_numbers(agent, frozen):
    for number in range(30):
        fail(str(5000 + number))
    with pytest.raises(TooMany):
        sign_in()
    assert sign_in(address="192.0.2.8") == agent


def test_old_failures_are_forgotten(agent, frozen):
    fail(times=3)
    frozen.move(days=1, seconds=1)
    fail("7777")
    assert list(SignInFailure.objects.values_list("staff_number", flat=True)) == ["7777"]


def test_a_sign_in_is_noted_once_and_listed(agent, frozen):
    key = make.session_key()
    for _ in range(2):
        actions.note_sign_in(person=agent, session_key=key, address="not one", browser="Firefox" * 50)
    (row,) = queries.sign_ins(agent)
    assert (row.address, len(row.browser), row.started_at) == (None, 200, frozen.at)
    assert ledger.kinds() == ["staff.signed_in"]
    frozen.move(hours=13)
    assert not queries.sign_ins(agent)


def test_use_is_noted_at_most_once_a_minute(agent, frozen, django_assert_num_queries):
    row = actions.note_sign_in(person=agent, session_key=make.session_key(), address=make.ADDRESS)
    frozen.move(minutes=5)
    actions.touch_sign_in(row.session_key)
    with django_assert_num_queries(0):
        actions.touch_sign_in(row.session_key)
    row.refresh_from_db()
    assert row.seen_at == row.started_at + timedelta(minutes=5)
    assert ledger.kinds() == ["staff.signed_in"]


def test_the_owner_ends_a_sign_in_and_its_session_is_gone(agent, frozen):
    row = actions.note_sign_in(person=agent, session_key=make.session_key(), address=make.ADDRESS)
    for _ in range(2):
        ended = actions.end_sign_in(row, by=agent)
    assert ended.ended_at == frozen.at
    assert not SessionStore().exists(row.session_key)
    assert not queries.sign_ins(agent)
    assert queries.sign_in(row.session_key) is None
    assert ledger.kinds() == ["staff.signed_in", "staff.sign_in_ended"]


def test_nobody_but_the_owner_and_an_administrator_ends_a_sign_in(agent, outsider, manager, administrator):
    row = actions.note_sign_in(person=agent, session_key=make.session_key(), address=make.ADDRESS)
    for person in (outsider, manager):
        with pytest.raises(NotPermitted):
            actions.end_sign_in(row, by=person)
    assert SessionStore().exists(row.session_key)
    actions.end_sign_in(row, by=administrator)
    assert not SessionStore().exists(row.session_key)


def test_a_renewed_session_stays_the_same_sign_in(agent):
    row = actions.note_sign_in(person=agent, session_key=make.session_key(), address=make.ADDRESS)
    actions.renew_sign_in(old_key=row.session_key, new_key="k" * 32)
    assert [found.pk for found in SignIn.objects.filter(session_key="k" * 32)] == [row.pk]


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_no_more_than_five(together):
    make.person(staff_number="8011")
    outcomes = together(*[lambda: sign_in(password="wrong")] * 12)
    codes = [outcome.error.code for outcome in outcomes]
    assert sorted(codes) == ["sign_in_failed"] * 5 + ["sign_in_too_often"] * 7


def test_passwords_are_kept_as_argon2_with_19_mib():
    encoded = DeskArgon2().encode("open-sesame-27", DeskArgon2().salt())
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert DeskArgon2().verify("open-sesame-27", encoded)
