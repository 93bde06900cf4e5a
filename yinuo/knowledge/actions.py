"""Announcing something, putting it right, taking it down (R024); keeping an answer (R117)."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from yinuo.core import clock, db, events, refs
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, fault
from yinuo.core.text import mask
from yinuo.knowledge import may
from yinuo.knowledge.models import Announcement
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person
from yinuo.tickets.rules import clean

_LONGEST: Final = {"title": 80, "source": 60, "body": 4000}
_NAMES: Final = {"title": "question", "body": "answer"}
LONGEST_ANSWER: Final = 1000
STAFF: Final = Announcement.Audience.STAFF


class Values(TypedDict, total=False):
    """What an announcement says: `published_at` is the date that stands on it, `until` its last moment."""

    title: str
    body: str
    source: str
    audience: str
    published_at: datetime | None
    until: datetime | None
    is_pinned: bool


def publish(*, by: Person | None, form_key: str | None = None, **values: Unpack[Values]) -> Announcement:
    """Announce something: title, words and source must be said (R024), the date is now unless given.

    A date to come lets it wait until then. A used `form_key` returns the first. Records
    announcement.published {audience}. Raises NotPermitted; Invalid at each field at fault.
    """
    staff_may.require(by, may.announce)
    return _publish(_read({"title": "", "body": "", "source": "", **values}), by, form_key)


def keep_answer(
    *, topic: str, question: str, answer: str, source: str, by: Person | None, form_key: str | None = None
) -> Announcement:
    """Keep an answer that was found out, for whoever is asked the same again (R117): `topic` is the kind of
    question, `source` says where it was found out. It is for our people, and for every customer's question,
    so it names no telephone number. A used `form_key` returns the first.

    Records announcement.published {audience}. Raises NotPermitted; Invalid: required, too_long, names_number.
    """
    staff_may.require(by, may.keep_answer)
    try:
        told = _read({"title": question, "body": answer, "source": source, "audience": STAFF})
    except Invalid as error:
        raise Invalid(
            *(replace(one, field=_NAMES.get(one.field, one.field)) for one in error.faults)
        ) from None
    faults = [
        fault(_NAMES[name], "names_number") for name in _NAMES if mask.mask_phones(told[name]) != told[name]
    ]
    if len(told["body"]) > LONGEST_ANSWER:
        faults.append(fault("answer", "too_long", limit=LONGEST_ANSWER, length=len(told["body"])))
    if faults:
        raise Invalid(*faults)
    return _publish({**told, "topic": topic}, by, form_key)


def _publish(told: dict[str, Any], by: Person | None, form_key: str | None) -> Announcement:
    now = clock.now()
    row = Announcement(ref=refs.new(), by=by, changed_at=now, form_key=form_key or None, **told)
    row.published_at = row.published_at or now
    _check(row)
    with db.transaction():
        kept, is_new = db.insert_once(row, "form_key")
        if is_new:
            _record("published", kept, by, audience=kept.audience)
    return kept


def change(
    announcement: Announcement, *, version: int, by: Person | None, **values: Unpack[Values]
) -> Announcement:
    """Put right what was announced, read at `version`; with a later `until` it stands again.

    Records announcement.changed {fields}; nothing new, nothing recorded. Raises NotPermitted, NotFound,
    Invalid; NotNow("stale") when somebody else changed it in between.
    """
    staff_may.require(by, may.announce)
    told = _read(values)
    with db.transaction():
        fresh = _locked(announcement)
        if not told.get("published_at", True):
            del told["published_at"]
        new = {name: value for name, value in told.items() if getattr(fresh, name) != value}
        if new and fresh.version != version:
            theirs = {name: getattr(fresh, name) for name in new}
            raise NotNow("stale", yours=new, theirs=theirs, version=fresh.version)
        if new:
            _write(fresh, new)
            _check(fresh)
            _record("changed", fresh, by, fields=sorted(new))
    return fresh


def withdraw(announcement: Announcement, *, by: Person | None) -> Announcement:
    """Take it down at once; down already, nothing changes. It stays in the desk's list with its date.

    Records announcement.withdrawn. Raises NotPermitted, NotFound.
    """
    staff_may.require(by, may.announce)
    with db.transaction():
        fresh, now = _locked(announcement), clock.now()
        if fresh.until is None or fresh.until > now:
            _write(fresh, {"until": now})
            _record("withdrawn", fresh, by)
    return fresh


def _locked(announcement: Announcement) -> Announcement:
    fresh = Announcement.objects.select_for_update().filter(pk=announcement.pk).first()
    if fresh is None:
        raise NotFound("not_found")
    return fresh


def _write(row: Announcement, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.changed_at = clock.now()
    row.save(update_fields=[*values, "version", "changed_at"])


def _record(what: str, row: Announcement, by: Person | None, **data: Any) -> None:
    events.record(f"announcement.{what}", subject=row, by=by, data=data)


def _read(values: Values) -> dict[str, Any]:
    """What was said, tidied. Raises Invalid with every fault."""
    told: dict[str, Any] = dict(values)
    faults: list[Fault] = []
    for name in _LONGEST.keys() & told.keys():
        told[name] = clean(told[name]).replace("\r\n", "\n")
        if not told[name]:
            faults.append(fault(name, "required"))
        elif len(told[name]) > _LONGEST[name]:
            faults.append(fault(name, "too_long", limit=_LONGEST[name], length=len(told[name])))
    if told.get("audience", Announcement.Audience.ALL) not in Announcement.Audience.values:
        faults.append(fault("audience", "not_a_choice"))
    if faults:
        raise Invalid(*faults)
    return told


def _check(row: Announcement) -> None:
    if row.until is not None and row.published_at is not None and row.until <= row.published_at:
        raise Invalid(fault("until", "until_before_date"))
