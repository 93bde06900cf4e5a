"""Setting schedules up: add, change, pause, resume, remove, run at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from yinuo.core import clock, db, events
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.reports import may
from yinuo.reports.actions.scheduling import planning
from yinuo.reports.models import Format, Recipient, Run, Schedule
from yinuo.reports.queries import filing, promised
from yinuo.reports.rules import scheduling
from yinuo.reports.rules.scopes import Scope
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

MOST_RECIPIENTS: Final = 30
LONGEST_NAME: Final = 60


@dataclass(frozen=True)
class Values:
    """What may be said of a schedule; `narrow` are the ids that narrow its scope, by name."""

    name: str
    report: str
    cadence: str
    by: str = ""
    narrow: dict[str, int] = field(default_factory=dict)
    format: str = Format.EXCEL
    weekday: int = 1
    monthday: int = 1
    at: time = time(8, 30)
    people: Sequence[Person] = ()
    addresses: Sequence[str] = ()


def add_schedule(values: Values, *, by: Person, form_key: str | None = None) -> Schedule:
    """A report that is sent by itself from now on; its first period is the one that runs (R402).

    The same form sent twice makes one. Records report.schedule_added. Raises NotPermitted, NotFound, Invalid.
    """
    staff_may.require(by, may.schedule, values.report)
    _check(values)
    with db.transaction():
        if form_key and (first := Schedule.objects.filter(form_key=form_key, owner=by).first()):
            return first
        made = Schedule(owner=by, form_key=form_key, **_columns(values))
        _start(made)
        made.save()
        _set_recipients(made, values)
        _record("added", made, by)
    return made


def change_schedule(schedule: Schedule, values: Values, *, by: Person, version: int) -> Schedule:
    """Change a schedule. Another cadence begins anew; else no day is reported twice or left out.

    Records report.schedule_changed. Raises NotPermitted, NotNow("stale"), NotFound, Invalid.
    """
    _require(by, schedule, values.report)
    _check(values)
    with db.transaction():
        row = _held(schedule)
        if row.version != version:
            raise NotNow("stale")
        was = row.cadence
        for name, value in _columns(values).items():
            setattr(row, name, value)
        row.version += 1
        if row.is_active:
            _start(row) if was != row.cadence else _plan(row)
        row.save()
        _set_recipients(row, values)
        _record("changed", row, by)
    return row


def pause_schedule(schedule: Schedule, *, by: Person | None) -> Schedule:
    """No more runs by the clock; those under way go on. A second time changes nothing.

    By nobody where the desk itself stops it. Records report.schedule_paused. Raises NotPermitted.
    """
    if by is not None:
        _require(by, schedule)
    with db.transaction():
        row = _held(schedule)
        if row.is_active:
            row.next_at, row.version = None, row.version + 1
            row.save(update_fields=["next_at", "version"])
            _record("paused", row, by)
    return row


def resume_schedule(schedule: Schedule, *, by: Person) -> Schedule:
    """Run by the clock again: what came due while it was paused is not made up.

    A second time changes nothing. Raises NotPermitted.
    """
    _require(by, schedule)
    with db.transaction():
        row = _held(schedule)
        if not row.is_active:
            if _plan(row) <= clock.now():
                _start(row)
            row.version += 1
            row.save(update_fields=["covered_to", "next_at", "version"])
            _record("resumed", row, by)
    return row


def remove_schedule(schedule: Schedule, *, by: Person) -> None:
    """End a schedule for good, with the log of its runs. Raises NotPermitted, NotNow("schedule_active")."""
    _require(by, schedule)
    with db.transaction():
        row = _held(schedule)
        if row.is_active:
            raise NotNow("schedule_active")
        _record("removed", row, by)
        row.delete()


def run_now(schedule: Schedule, *, by: Person, form_key: str) -> Run:
    """Make and send the newest closed period at once, beside the runs by the clock.

    The same form sent twice is one run. Records report.schedule_run. Raises NotPermitted.
    """
    _require(by, schedule)
    now = clock.now()
    start, end = scheduling.last_closed(planning.cadence_of(schedule), clock.local(now).date())
    with db.transaction():
        run = planning.begin(schedule, start, end, due_at=now, asked_by=by, occasion=form_key)
        if run is None:
            return Run.objects.get(schedule=schedule, occasion=form_key)
        _record("run", schedule, by)
    return run


def _require(by: Person, schedule: Schedule, report: str = "") -> None:
    staff_may.require(by, may.change_schedule, schedule.owner_id, report or schedule.report)


def _held(schedule: Schedule) -> Schedule:
    return Schedule.objects.select_for_update().get(pk=schedule.pk)


def _start(schedule: Schedule) -> None:
    """Begin with the period that runs today."""
    schedule.covered_to = scheduling.first_after(planning.cadence_of(schedule), clock.today())
    _plan(schedule)


def _plan(schedule: Schedule) -> datetime:
    schedule.next_at = planning.moment_of(schedule, planning.plan_of(schedule))
    return schedule.next_at


def _columns(values: Values) -> dict[str, Any]:
    names = ("report", "cadence", "by", "format", "weekday", "monthday", "at")
    columns = {name: getattr(values, name) for name in names}
    return {**columns, "name": " ".join(values.name.split()), "narrow": dict(values.narrow)}


def _check(values: Values) -> None:
    """Raises Invalid with every fault, NotFound for a report that there is not."""
    filing.check(values.report, values.by)
    if faults := list(_faults(values)):
        raise Invalid(*faults)


def _faults(values: Values) -> Iterator[Fault]:
    if not values.name.strip():
        yield fault("name", "required")
    if len(values.name) > LONGEST_NAME:
        yield fault("name", "too_long", limit=LONGEST_NAME, length=len(values.name))
    if values.cadence not in Schedule.Cadence.values:
        yield fault("cadence", "not_a_choice")
    if values.format not in Format.values:
        yield fault("format", "not_a_choice")
    if not 1 <= values.weekday <= 7:
        yield fault("weekday", "not_a_choice")
    if not 1 <= values.monthday <= scheduling.LAST_MONTHDAY:
        yield fault("monthday", "not_a_choice")
    if not _is_counted(values):
        yield fault("region" if "region" in values.narrow else "by", "counted_apart")
    yield from _recipient_faults(values)


def _is_counted(values: Values) -> bool:
    """Whether there are figures of this: promises are counted by people apart from places."""
    if values.report != promised.KEY:
        return True
    return promised.is_counted_together(Scope(clock.today(), clock.today(), **values.narrow), values.by)


def _recipient_faults(values: Values) -> Iterator[Fault]:
    if not values.people and not values.addresses:
        yield fault("people", "schedule_nobody")
    if len(values.people) + len(values.addresses) > MOST_RECIPIENTS:
        yield fault("people", "schedule_too_many", limit=MOST_RECIPIENTS)
    for person in values.people:
        if not person.email:
            yield fault("people", "schedule_no_address", name=person.name)
    for address in values.addresses:
        try:
            validate_email(address)
        except ValidationError:
            yield fault("addresses", "schedule_address_wrong", value=address)


def _set_recipients(schedule: Schedule, values: Values) -> None:
    schedule.recipients.all().delete()
    people = {person.pk: person for person in values.people}
    rows = [Recipient(schedule=schedule, person=person) for person in people.values()]
    rows += [Recipient(schedule=schedule, address=one) for one in dict.fromkeys(values.addresses)]
    Recipient.objects.bulk_create(rows)


def _record(verb: str, schedule: Schedule, by: Person | None) -> None:
    events.record(f"report.schedule_{verb}", subject=schedule, by=by, data={"report": schedule.report})
