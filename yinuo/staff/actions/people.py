"""People come, change and leave (R327–R333)."""

from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yinuo.core import db, phones
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.staff import may, queries
from yinuo.staff.actions import changing, duty, passwords, signing_in, tokens
from yinuo.staff.models import Branch, Person, Role, Team

LANGUAGES = ("", "zh-hans", "en")
THEMES = ("auto", "light", "dark")


class PersonValues(TypedDict, total=False):
    """What may be said of a person when they are added or changed; a phone in any written form."""

    name: str
    role: str
    phone: str
    email: str
    branch: Branch | None
    team: Team | None
    stand_in: Person | None


def add_person(
    *, staff_number: str, by: Person | None, password: str | None = None, **values: Unpack[PersonValues]
) -> Person:
    """Add somebody (R327–R333); without a password they exist but cannot sign in until one is set.

    Raises NotPermitted, or Invalid with every fault: staff number taken or not of letters and digits, no
    name, unknown role, phone or e-mail unreadable, password too weak.
    """
    may.require(by, may.manage_people)
    person = Person(staff_number=staff_number.strip(), **_tidy(values))
    if not person.staff_number.isalnum():
        raise Invalid(fault("staff_number", "key_unreadable"))
    if password is None:
        person.set_unusable_password()
    else:
        passwords.check(password, person)
        person.set_password(password)
    return changing.add(person, "staff.person_added", by=by)


def change_person(person: Person, *, by: Person | None, **values: Unpack[PersonValues]) -> Person:
    """Change name, role, phone, e-mail, branch, team or stand-in.

    Raises NotPermitted, Invalid, or NotNow("last_administrator") when nobody would be left to administer.
    """
    may.require(by, may.manage_people)
    if wrong := duty.stand_in_faults(person, values.get("stand_in")):
        raise Invalid(*wrong)
    with db.transaction():
        if values.get("role", Role.ADMINISTRATOR) != Role.ADMINISTRATOR:
            _keep_an_administrator(person)
        return changing.change(person, "staff.person_changed", _tidy(values), by=by)


def deactivate_person(person: Person, *, by: Person | None) -> Person:
    """Somebody leaves: off duty first (their promises are handed on), signed out everywhere, tokens revoked.

    Repeated, it changes nothing. Raises NotPermitted, NotNow("person_is_you"), NotNow("last_administrator").
    """
    may.require(by, may.manage_people)
    if by is not None and by.pk == person.pk:
        raise NotNow("person_is_you")
    with db.transaction():
        fresh = changing.locked(person)
        if not fresh.is_active:
            return fresh
        _keep_an_administrator(fresh)
        duty.go_off_duty(fresh, by=None)
        signing_in.end_all(fresh, by=by)
        tokens.revoke_all(fresh, by=by)
        return changing.change(fresh, "staff.person_deactivated", {"is_active": False}, by=by)


def reactivate_person(person: Person, *, by: Person | None) -> Person:
    """Somebody comes back: they may sign in again with the password they had. Raises NotPermitted."""
    may.require(by, may.manage_people)
    return changing.change(person, "staff.person_reactivated", {"is_active": True}, by=by)


def set_preferences(*, by: Person, language: str, theme: str, single_keys: bool, sounds: bool) -> Person:
    """How the desk looks and sounds for oneself. Raises Invalid for an unknown language or theme."""
    values = {"language": language, "theme": theme, "single_keys": single_keys, "sounds": sounds}
    known = {"language": LANGUAGES, "theme": THEMES}
    faults = [fault(name, "not_a_choice") for name, choices in known.items() if values[name] not in choices]
    if faults:
        raise Invalid(*faults)
    return changing.change(by, "staff.preferences_changed", values, by=by)


def tidy_phone(said: str) -> str:
    """The number in its one form, empty for nothing; local numbers get the company's area code (R027).

    Raises Invalid at the field `phone`.
    """
    if not said.strip():
        return ""
    try:
        return phones.parse(said, area=queries.company().area_code).digits
    except phones.PhoneError as error:
        raise Invalid(fault("phone", error.code, **error.params)) from error


def tidy_email(said: str) -> str:
    """An address that every mail server understands; empty for nothing. Raises Invalid at field `email`."""
    address = said.strip()
    try:
        validate_email(address or "none@example.com")
    except ValidationError as error:
        raise Invalid(fault("email", "email_unreadable")) from error
    if not address.isascii():
        raise Invalid(fault("email", "email_unreadable"))
    return address


def _tidy(values: PersonValues) -> PersonValues:
    tidy = values.copy()
    if "name" in tidy:
        tidy["name"] = " ".join(tidy["name"].split())
    if "phone" in tidy:
        tidy["phone"] = tidy_phone(tidy["phone"])
    if "email" in tidy:
        tidy["email"] = tidy_email(tidy["email"])
    return tidy


def _keep_an_administrator(person: Person) -> None:
    """Refuse what would leave nobody to administer; called inside the unit of work, locks the others."""
    if person.role != Role.ADMINISTRATOR or not person.is_active:
        return
    others = Person.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
    if all(other.pk == person.pk for other in others.order_by("pk")):
        raise NotNow("last_administrator")
