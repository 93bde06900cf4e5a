"""Signing in, throttled; the sign-ins of a person, listed and ended by their owner.

An attempt is written down as a failure before the password is looked at and taken back when it fits, so a
hundred attempts at the same moment are counted like a hundred in a row.
"""

import ipaddress
import logging
import time
import unicodedata
from datetime import datetime, timedelta

from django.contrib.auth import hashers
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error
from django.db.models import QuerySet

from yinuo.core import clock, db, events
from yinuo.core.errors import Invalid, TooMany, fault
from yinuo.staff import may, rules
from yinuo.staff.models import Person, SignIn, SignInFailure

TOUCH_SECONDS = 60.0
TOUCH_PATIENCE = 0.5
CLOCKS_DIFFER = timedelta(minutes=1)
"""How far apart the clocks of two machines may be; a failure further ahead is from a clock since set back."""
KEEP_FAILURES = timedelta(days=1)
LONGEST_PASSWORD = 1000
_touched: dict[str, float] = {}

log = logging.getLogger("yinuo.staff")


def sign_in_person(*, staff_number: str, password: str, address: str | None, browser: str = "") -> Person:
    """Who signs in with this staff number and password.

    Raises TooMany("sign_in_too_often") after 5 failures of the number or 30 of the address within 15 minutes,
    with a growing wait, and Invalid("sign_in_failed"), which does not say whether the number exists, the
    password was wrong or the person has left; all three take the same time.
    """
    number = "".join(filter(str.isprintable, unicodedata.normalize("NFKC", staff_number))).strip()
    missing = [
        fault(f, "required") for f, said in (("staff_number", number), ("password", password)) if not said
    ]
    if missing:
        raise Invalid(*missing)
    _count_attempt(number, address)
    person = Person.objects.filter(staff_number=number).first() if number.isalnum() else None
    fits = _fits(person, password)
    if person is None or not fits or not person.is_active:
        raise Invalid(fault("password", "sign_in_failed"))
    _forget_failures(person)
    return person


def prove(person: Person, password: str, address: str | None) -> None:
    """Raise unless `password` is this person's: TooMany, or Invalid("password_wrong") at `current`."""
    _count_attempt(person.staff_number, address)
    if not _fits(person, password):
        raise Invalid(fault("current", "password_wrong"))
    _forget_failures(person)


def note_sign_in(*, person: Person, session_key: str, address: str | None, browser: str = "") -> SignIn:
    """Write down that `person` is now signed in with this session. Noted twice it is one sign-in."""
    now = clock.now()
    seen = {"person_id": person.pk, "seen_at": now, "address": _valid(address), "browser": browser[:200]}
    with db.transaction():
        row, is_new = SignIn.objects.update_or_create(
            session_key=session_key, defaults=seen, create_defaults={**seen, "started_at": now}
        )
        if is_new:
            events.record("staff.signed_in", subject=row, by=person)
    return row


def touch_sign_in(session_key: str) -> None:
    """Note that this browser is in use; written at most once a minute and process, and never an event.

    A database that cannot be written now keeps nobody from reading a page.
    """
    if time.monotonic() - _touched.get(session_key, float("-inf")) < TOUCH_SECONDS:
        return
    if len(_touched) > 10_000:
        _touched.clear()
    _touched[session_key] = time.monotonic()
    try:
        with db.patience(TOUCH_PATIENCE), db.transaction():
            SignIn.objects.filter(session_key=session_key, ended_at__isnull=True).update(seen_at=clock.now())
    except Error:
        log.warning("a sign-in's last use could not be written", exc_info=True)


def forget_touches() -> None:
    """Write the next use of every browser at once (a test or a moved clock begins anew)."""
    _touched.clear()


def renew_sign_in(*, old_key: str, new_key: str) -> None:
    """The same browser goes on under another session key (Django changes it with the password)."""
    with db.transaction():
        SignIn.objects.filter(session_key=old_key, ended_at__isnull=True).update(session_key=new_key)


def end_sign_in(sign_in: SignIn, *, by: Person | None) -> SignIn:
    """Sign this browser out: its session is deleted. Ended twice is ended once. Raises NotPermitted."""
    may.require(by, may.end_sign_in, sign_in)
    with db.transaction():
        return _end(sign_in, by=by)


def end_all(person: Person, *, by: Person | None, keep: str = "") -> None:
    """Sign `person` out of every browser but the one with the session key `keep`; inside another action."""
    for sign_in in person.sign_ins.filter(ended_at__isnull=True).exclude(session_key=keep):
        _end(sign_in, by=by)


def _end(sign_in: SignIn, *, by: Person | None) -> SignIn:
    SessionStore(session_key=sign_in.session_key).delete()
    if SignIn.objects.filter(pk=sign_in.pk, ended_at__isnull=True).update(ended_at=clock.now()):
        events.record("staff.sign_in_ended", subject=sign_in, by=by)
    sign_in.refresh_from_db()
    return sign_in


def _count_attempt(number: str, address: str | None) -> None:
    place, key = _valid(address), number[:12]
    with db.transaction():
        Person.objects.select_for_update().filter(staff_number=number).values_list("pk").first()
        now = clock.now()  # after waiting for the lock, so that nobody's attempt lies in the future
        recent = SignInFailure.objects.filter(at__gt=now - rules.WINDOW, at__lte=now + CLOCKS_DIFFER)
        waits = [_wait(recent.filter(staff_number=key), now, rules.NUMBER_FREE)]
        if place:
            waits.append(_wait(recent.filter(address=place), now, rules.ADDRESS_FREE))
        if max(waits):
            raise TooMany("sign_in_too_often", retry_after=max(waits))
        SignInFailure.objects.filter(at__lt=now - KEEP_FAILURES).delete()
        SignInFailure.objects.create(staff_number=key, address=place, at=now)


def _wait(failures: QuerySet[SignInFailure], now: datetime, free: int) -> int:
    return rules.wait_seconds(list(failures.values_list("at", flat=True)), now, free)


def _forget_failures(person: Person) -> None:
    with db.transaction():
        SignInFailure.objects.filter(staff_number=person.staff_number).delete()


def _fits(person: Person | None, password: str) -> bool:
    """Whether the password is theirs; for nobody, an equally long computation that says no."""
    if len(password) > LONGEST_PASSWORD:
        return False
    if person is None or not person.has_usable_password():
        hashers.make_password(password)
        return False
    return hashers.check_password(password, person.password)


def _valid(address: str | None) -> str | None:
    try:
        return str(ipaddress.ip_address(address or ""))
    except ValueError:
        return None
