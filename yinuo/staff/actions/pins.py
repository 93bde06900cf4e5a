"""PINs: how a driver signs in on the driver's page; set by the office, changed by their owner."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.contrib.auth import hashers

from yinuo.core import clock, db, events, phones, throttling
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.staff import may, rules
from yinuo.staff.actions import changing, signing_in
from yinuo.staff.models import Person, Role

WINDOW: Final = timedelta(minutes=15)
BY_PHONE: Final = throttling.Limit("pin", 5, WINDOW)
BY_ADDRESS: Final = throttling.Limit("pin", 30, WINDOW)


def set_pin(person: Person, *, pin: str, by: Person | None) -> Person:
    """Give a driver a PIN, the first one or another; all their sign-ins end.

    Records staff.pin_set. Raises NotPermitted, NotNow("pin_needs_phone") for a driver whose telephone number
    is not known, Invalid: pin_wrong_length, pin_trivial.
    """
    may.require(by, may.set_pin, person)
    if not _digits(person.phone):
        raise NotNow("pin_needs_phone", name=person.name)
    return _store(person, pin, "staff.pin_set", by=by, keep="")


def change_pin(
    person: Person, *, current: str, pin: str, by: Person, keep: str = "", address: str | None = None
) -> Person:
    """Give oneself another PIN; every other sign-in ends, the one with the session key `keep` stays.

    A wrong current PIN counts like a failed sign-in. Records staff.pin_changed. Raises NotPermitted for
    anybody else, TooMany, Invalid: pin_current_wrong at `current`, pin_wrong_length, pin_trivial.
    """
    may.require(by, may.change_pin, person)
    tried = _count(_digits(person.phone), address)
    if not _fits(person, current):
        raise Invalid(fault("current", "pin_current_wrong"))
    throttling.forgive(BY_PHONE, tried)
    return _store(person, pin, "staff.pin_changed", by=by, keep=keep)


def sign_in_with_pin(*, phone: str, pin: str, address: str | None) -> Person:
    """Which driver signs in with this telephone number and PIN.

    Raises Invalid("required"), TooMany("too_often") after 5 failures of the number or 30 of the address
    within 15 minutes, and Invalid("pin_sign_in_failed"), which does not say whether the number is known, the
    PIN was wrong or the driver has left; all three take the same time.
    """
    if missing := [
        fault(field, "required") for field, said in (("phone", phone), ("pin", pin)) if not said.strip()
    ]:
        raise Invalid(*missing)
    digits = _digits(phone)
    tried = _count(digits or phone.strip()[:40], address)
    person = _driver(digits)
    if not _fits(person, pin.strip()) or person is None:
        raise Invalid(fault("pin", "pin_sign_in_failed"))
    throttling.forgive(BY_PHONE, tried)
    return person


def _count(phone: str, address: str | None) -> str:
    """Count a try before the PIN is looked at, so that many at once are counted like many in a row. Who is
    out of tries is refused without another being counted. Returns who tried.
    """
    person = throttling.who("pin-phone", phone)
    limits = [(BY_PHONE, person)]
    if address:
        limits.append((BY_ADDRESS, throttling.who("pin-address", address)))
    for limit, who in limits:
        throttling.require(limit, who)
    throttling.note(BY_PHONE, *(who for _limit, who in limits))
    for limit, who in limits:
        throttling.require(replace(limit, most=limit.most + 1), who)
    return person


def _driver(digits: str) -> Person | None:
    """The driver with this number; numbers are kept as people typed them, so all are looked at."""
    if not digits:
        return None
    drivers = Person.objects.filter(role=Role.DRIVER, is_active=True).exclude(pin="").order_by("pk")
    return next((driver for driver in drivers if _digits(driver.phone) == digits), None)


def _fits(person: Person | None, pin: str) -> bool:
    """Whether the PIN is theirs; for nobody, an equally long computation that says no."""
    if len(pin) > rules.LONGEST_PIN:
        pin = ""
    if person is None or not person.pin or not person.is_active:
        hashers.make_password(pin)
        return False
    return hashers.check_password(pin, person.pin)


def _store(person: Person, pin: str, kind: str, *, by: Person | None, keep: str) -> Person:
    if code := rules.pin_fault(pin, phone=_digits(person.phone), staff_number=person.staff_number):
        raise Invalid(fault("pin", code))
    hashed = hashers.make_password(pin)  # slow on purpose, so before the lock
    with db.transaction():
        fresh = changing.locked(person)
        fresh.pin, fresh.pin_set_at = hashed, clock.now()
        fresh.save(update_fields=["pin", "pin_set_at"])
        signing_in.end_all(fresh, by=by, keep=keep)
        events.record(kind, subject=fresh, by=by)
    return fresh


def _digits(phone: str) -> str:
    """A number in its one form; what is none, nothing."""
    try:
        return phones.parse(phone).digits
    except phones.PhoneError:
        return re.sub(r"\D", "", phone)[:20]
