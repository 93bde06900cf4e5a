"""PINs of the driver's page: set by the office, changed by their owner, throttled (issue 5, 3 and 7)."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import staff as make
from tests.frozen import Frozen
from yinuo.core.errors import Invalid, NotNow, NotPermitted, TooMany
from yinuo.core.models import Event
from yinuo.staff import actions, rules
from yinuo.staff.models import Person, Role

pytestmark = pytest.mark.django_db
PIN = "7392"
PHONE = "13900001101"


@pytest.fixture
def known(driver: Person, administrator: Person) -> Person:
    """The driver with a number and a PIN."""
    Person.objects.filter(pk=driver.pk).update(phone="139 0000 1101")
    driver.refresh_from_db()
    return actions.set_pin(driver, pin=PIN, by=administrator)


def sign_in(pin: str = PIN, phone: str = PHONE, address: str | None = "10.0.0.1") -> Person:
    return actions.sign_in_with_pin(phone=phone, pin=pin, address=address)


def refused(pin: str = "8264", **more: str) -> str:
    with pytest.raises((Invalid, TooMany)) as failure:
        sign_in(pin, **more)
    return failure.value.code


@pytest.mark.parametrize("written", ["13900001101", "139-0000-1101", "+86 139 0000 1101"])
def test_a_driver_signs_in_however_the_number_is_written(known: Person, written: str) -> None:
    assert sign_in(phone=written) == known
    assert Event.objects.filter(kind="staff.pin_set", subject_id=known.pk).exists()
    assert PIN not in known.pin


def test_nobody_learns_what_was_wrong(known: Person) -> None:
    """A wrong PIN, an unknown number, a driver without a PIN and one who left are told the same."""
    make.person(Role.DRIVER, phone="13900001102")
    assert refused() == "pin_sign_in_failed"
    assert refused(PIN, phone="13900009999") == "pin_sign_in_failed"
    assert refused(PIN, phone="13900001102") == "pin_sign_in_failed"
    assert refused("1" * 500) == "pin_sign_in_failed"
    assert refused("", phone=PHONE) == "required"
    Person.objects.filter(pk=known.pk).update(is_active=False)
    assert refused(PIN) == "pin_sign_in_failed"


def test_nobody_but_drivers_signs_in_with_a_pin(known: Person) -> None:
    Person.objects.filter(pk=known.pk).update(role=Role.DISPATCHER)
    assert refused(PIN) == "pin_sign_in_failed"


def test_five_tries_of_a_number_then_it_waits(known: Person, frozen: Frozen) -> None:
    """Also the right PIN waits, from whatever address; a quarter of an hour later it fits again."""
    for _ in range(5):
        assert refused() == "pin_sign_in_failed"
    assert refused(PIN) == "too_often"
    assert refused(PIN, address="10.9.9.9") == "too_often"
    frozen.move(minutes=15, seconds=1)
    assert sign_in() == known


def test_an_unknown_number_is_throttled_like_a_known_one(known: Person, frozen: Frozen) -> None:
    for _ in range(5):
        assert refused(phone="13900009999") == "pin_sign_in_failed"
    assert refused(phone="13900009999") == "too_often"
    assert sign_in() == known


def test_thirty_tries_of_an_address(known: Person, frozen: Frozen) -> None:
    for number in range(30):
        assert refused(phone=f"139000020{number:02}") == "pin_sign_in_failed"
    assert refused(PIN) == "too_often"
    assert sign_in(address="10.0.0.2") == known


def test_who_gets_it_right_starts_anew(known: Person, frozen: Frozen) -> None:
    for _ in range(3):
        for _ in range(4):
            refused()
        assert sign_in(address=None) == known


def test_who_may_set_a_pin(
    driver: Person, dispatcher: Person, administrator: Person, agent: Person, manager: Person
) -> None:
    """The administrator, and the dispatcher of the same branch; nobody for somebody who drives not."""
    Person.objects.filter(pk=driver.pk).update(phone=PHONE)
    driver.refresh_from_db()
    for person in (driver, agent, manager, make.person(Role.DISPATCHER, branch=make.branch(key="far"))):
        with pytest.raises(NotPermitted):
            actions.set_pin(driver, pin=PIN, by=person)
    Person.objects.filter(pk=dispatcher.pk).update(branch=driver.branch)
    dispatcher.refresh_from_db()
    assert actions.set_pin(driver, pin=PIN, by=dispatcher).pin
    with pytest.raises(NotPermitted):
        actions.set_pin(agent, pin=PIN, by=administrator)


def test_another_pin_ends_every_sign_in(known: Person, administrator: Person) -> None:
    session = SessionStore()
    session.create()
    sign = actions.note_sign_in(person=known, session_key=session.session_key or "", address=None)
    actions.set_pin(known, pin="8265", by=administrator)
    sign.refresh_from_db()
    assert sign.ended_at is not None
    assert refused(PIN) == "pin_sign_in_failed"
    assert sign_in("8265") == known


def test_a_driver_changes_their_own_knowing_it(known: Person, administrator: Person) -> None:
    kept, other = SessionStore(), SessionStore()
    for session in (kept, other):
        session.create()
        actions.note_sign_in(person=known, session_key=session.session_key or "", address=None)
    with pytest.raises(Invalid) as wrong:
        actions.change_pin(known, current="0000", pin="8265", by=known)
    assert (wrong.value.code, wrong.value.field) == ("pin_current_wrong", "current")
    with pytest.raises(NotPermitted):
        actions.change_pin(known, current=PIN, pin="8265", by=administrator)
    actions.change_pin(known, current=PIN, pin="8265", by=known, keep=kept.session_key or "")
    assert sign_in("8265") == known
    assert list(known.sign_ins.filter(ended_at__isnull=True).values_list("session_key", flat=True)) == [
        kept.session_key
    ]


def test_without_a_number_a_pin_is_of_no_use(driver: Person, administrator: Person) -> None:
    Person.objects.filter(pk=driver.pk).update(phone="")
    driver.refresh_from_db()
    with pytest.raises(NotNow) as refusal:
        actions.set_pin(driver, pin=PIN, by=administrator)
    assert refusal.value.code == "pin_needs_phone"


@pytest.mark.parametrize(
    "pin",
    ["1234", "4321", "0123", "7890", "9876", "123456", "1111", "000000", "1212", "123123", "0512", "1231",
     "3112", "1988", "2001", "198805", "880512", "19885", "1101", "001101"],
)  # fmt: skip
def test_what_is_tried_first_is_refused(pin: str) -> None:
    assert rules.pin_fault(pin, phone=PHONE, staff_number="8201") == "pin_trivial"


@pytest.mark.parametrize("pin", ["", "123", "7392841", "73 2", "７３９２", "abcd", "-739", "73.9"])
def test_a_pin_is_four_to_six_digits(pin: str) -> None:
    assert rules.pin_fault(pin) == "pin_wrong_length"


@given(st.from_regex(r"[0-9]{4,6}", fullmatch=True))
def test_of_all_pins_most_can_be_chosen(pin: str) -> None:
    """Whatever the digits, the answer is one of two; the sample of good ones stays good."""
    assert rules.pin_fault(pin) in (None, "pin_trivial")
    for good in ("7392", "8264", "50937", "739284"):
        assert rules.pin_fault(good) is None


def test_a_driver_shares_where_they_are_only_by_their_own_word(
    driver: Person, agent: Person, frozen: Frozen
) -> None:
    """PIPL 28 and 29: a consent of its own, with its version, withdrawn at any time."""
    agreed = actions.consent_position(driver, agree=True, version=2)
    assert agreed.position_consent_at is not None
    assert agreed.position_consent_version == 2
    frozen.move(minutes=5)
    again = actions.consent_position(driver, agree=True, version=2)
    assert again.position_consent_at == agreed.position_consent_at
    newer = actions.consent_position(driver, agree=True, version=3)
    assert newer.position_consent_at == agreed.position_consent_at + timedelta(minutes=5)
    for _ in range(2):
        gone = actions.consent_position(driver, agree=False)
        assert (gone.position_consent_at, gone.position_consent_version) == (None, None)
    kinds = Event.objects.filter(subject_kind="person", subject_id=driver.pk, kind__startswith="driver.")
    assert list(kinds.order_by("id").values_list("kind", "actor_id")) == [
        ("driver.position_shared", driver.pk),
        ("driver.position_shared", driver.pk),
        ("driver.position_withdrawn", driver.pk),
    ]
    with pytest.raises(NotPermitted):
        actions.consent_position(agent, agree=True)
