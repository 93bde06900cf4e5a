"""Passwords: checked, changed by their owner, set anew by an administrator."""

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from yinuo.core import db, events
from yinuo.core.errors import Invalid, fault
from yinuo.staff import may
from yinuo.staff.actions import changing, signing_in
from yinuo.staff.models import Person


def change_password(
    person: Person, *, current: str, password: str, by: Person, keep: str = "", address: str | None = None
) -> Person:
    """Give oneself another password; every other sign-in ends, the one with the session key `keep` stays.

    A wrong current password counts like a failed sign-in. Raises NotPermitted for anybody else, TooMany, or
    Invalid: current password wrong, new one too weak. The caller then renews its own session
    (`update_session_auth_hash`) and says so with `signing_in.renew_sign_in`.
    """
    may.require(by, may.change_password, person)
    signing_in.prove(person, current, address)
    check(password, person)
    return _store(person, password, "staff.password_changed", by=by, keep=keep)


def set_password(person: Person, *, password: str, by: Person | None) -> Person:
    """Give somebody a password without knowing theirs; all their sign-ins end.

    Raises NotPermitted, or Invalid when the password is too weak.
    """
    may.require(by, may.manage_people)
    check(password, person)
    return _store(person, password, "staff.password_set", by=by, keep="")


def check(password: str, person: Person) -> None:
    """Raise Invalid with everything that makes the password too weak."""
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        found = [
            fault("password", x.code or "password_too_weak", **(x.params or {})) for x in error.error_list
        ]
        raise Invalid(*found) from error


def _store(person: Person, password: str, kind: str, *, by: Person | None, keep: str) -> Person:
    hasher = Person()
    hasher.set_password(password)  # slow on purpose, so before the lock
    with db.transaction():
        fresh = changing.locked(person)
        fresh.password = hasher.password
        fresh.save(update_fields=["password"])
        signing_in.end_all(fresh, by=by, keep=keep)
        events.record(kind, subject=fresh, by=by)
    return fresh
