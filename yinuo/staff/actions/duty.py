"""On duty, off duty, absent. Whoever goes hands their promises on; the wiring does that with these events."""

from datetime import datetime

from django.db.models import Q

from yinuo.core import clock, db, events
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.staff import may
from yinuo.staff.actions import changing
from yinuo.staff.models import Person, Role


def go_on_duty(person: Person, *, by: Person | None) -> Person:
    """Take one's place: work can be given to `person` from now on. Repeated, it records nothing more.

    Raises NotPermitted, or Invalid("person_left") for somebody who no longer works here.
    """
    may.require(by, may.note_duty, person)
    return _set_duty(person, True, "staff.went_on_duty", by=by)


def go_off_duty(person: Person, *, by: Person | None) -> Person:
    """Leave one's place, at the end of a shift; what is open goes to the next owner (see `promises.hand_on`).

    Repeated, it records nothing more. Raises NotPermitted.
    """
    may.require(by, may.note_duty, person)
    return _set_duty(person, False, "staff.went_off_duty", by=by)


def _set_duty(person: Person, on_duty: bool, kind: str, *, by: Person | None) -> Person:
    with db.transaction():
        fresh = changing.locked(person)
        if fresh.on_duty == on_duty:
            return fresh
        if on_duty and not fresh.is_active:
            raise Invalid(fault("person", "person_left"))
        fresh.on_duty = on_duty
        fresh.save(update_fields=["on_duty"])
        events.record(kind, subject=fresh, by=by)
    return fresh


def mark_absent(
    person: Person,
    *,
    start: datetime,
    end: datetime | None,
    stand_in: Person | None = None,
    by: Person | None,
) -> Person:
    """Note leave or illness from `start` until `end` (open without one), and who stands in.

    Records `staff.absent` if the absence has begun, else `staff.absence_planned`; `begin_absences` records
    `staff.absent` when it begins. Without a stand-in the one named before stays. Raises NotPermitted, or
    Invalid: it ends before it starts or before now, the stand-in is the person or has left.
    """
    may.require(by, may.note_duty, person)
    now = clock.now()
    _check_absence(person, start, end, stand_in, now)
    with db.transaction():
        fresh = changing.locked(person)
        fresh.absent_from, fresh.absent_to = start, end
        fresh.stand_in = stand_in or fresh.stand_in
        fresh.absence_announced = fresh.is_absent(now)
        fresh.save(update_fields=["absent_from", "absent_to", "stand_in", "absence_announced"])
        kind = "staff.absent" if fresh.absence_announced else "staff.absence_planned"
        events.record(kind, subject=fresh, by=by, data={"stand_in": fresh.stand_in_id})
    return fresh


def begin_absences(now: datetime, limit: int) -> int:
    """One step of the worker: record `staff.absent` for absences that have begun. Returns how many."""
    begun = Q(absence_announced=False, absent_from__lte=now) & (
        Q(absent_to__isnull=True) | Q(absent_to__gt=now)
    )
    waiting = list(Person.objects.filter(begun, is_active=True).order_by("pk")[:limit])
    for person in waiting:
        with db.transaction():
            if Person.objects.filter(begun, pk=person.pk).update(absence_announced=True):
                events.record("staff.absent", subject=person, by=None, data={"stand_in": person.stand_in_id})
    return len(waiting)


def back_from_absence(person: Person, *, by: Person | None) -> Person:
    """End an absence, also one that has not begun. Repeated, it records nothing more. Raises NotPermitted."""
    may.require(by, may.note_duty, person)
    with db.transaction():
        fresh = changing.locked(person)
        if fresh.absent_from is None:
            return fresh
        fresh.absent_from = fresh.absent_to = None
        fresh.absence_announced = False
        fresh.save(update_fields=["absent_from", "absent_to", "absence_announced"])
        events.record("staff.back", subject=fresh, by=by)
    return fresh


def _check_absence(
    person: Person, start: datetime, end: datetime | None, stand_in: Person | None, now: datetime
) -> None:
    faults = []
    if end is not None and end <= start:
        faults.append(fault("end", "ends_before_start"))
    elif end is not None and end <= now:
        faults.append(fault("end", "absence_is_over"))
    faults += stand_in_faults(person, stand_in)
    if faults:
        raise Invalid(*faults)


def stand_in_faults(person: Person, stand_in: Person | None) -> list[Fault]:
    """Why `stand_in` cannot take over what `person` has promised: somebody else, still here, who may work."""
    if stand_in is None:
        return []
    if stand_in.pk == person.pk:
        return [fault("stand_in", "stand_in_is_self")]
    if not stand_in.is_active:
        return [fault("stand_in", "person_left")]
    return [fault("stand_in", "stand_in_only_reads")] if stand_in.role == Role.AUDITOR else []
