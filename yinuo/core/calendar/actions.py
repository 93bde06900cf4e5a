"""Changing when the company or a team works. Every change gives the calendar a new mark.

Each action records `calendar.changed` (data: what, team, first and last day). Promises already open are
planned anew by the worker, which compares their mark with the calendar's (`promises.actions.replan`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yinuo.core import db, errors, events, refs
from yinuo.core.calendar import may, queries
from yinuo.core.calendar.may import Actor
from yinuo.core.models import CalendarDay, CalendarMark, WorkingHours

Pairs = Sequence[Sequence[str]]
LONGEST_NAME = 60
LONGEST_SOURCE = 120
_WEEKDAYS = frozenset("1234567")


@dataclass(frozen=True)
class DayEntry:
    """One day as entered: worked in `spells` ("08:30", "17:30"), or as usual without any; else closed."""

    on: date
    works: bool
    name: str
    spells: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Imported:
    """What an import did, or in a dry run would do, by number of days."""

    added: int
    changed: int
    same: int


def set_hours(
    *, week: Mapping[str, Pairs], keeps_holidays: bool = True, team_id: int | None = None, by: Actor | None
) -> WorkingHours:
    """Set the weekly spells of the company, or of a team: ISO weekday "1"–"7" → pairs of times (R019).

    A weekday left out is closed. Raises NotPermitted, and Invalid when a weekday or a time is none, or when
    no time at all is left to work in.
    """
    _require(by)
    _check_week(week)
    kept = {day: [list(pair) for pair in pairs] for day, pairs in sorted(week.items()) if pairs}
    columns = {"week": kept, "keeps_holidays": keeps_holidays}
    with db.transaction():
        if team_id is None:
            row, _ = WorkingHours.objects.update_or_create(pk=queries.COMPANY, defaults=columns)
        else:
            row, _ = WorkingHours.objects.update_or_create(team_id=team_id, defaults=columns)
        _changed(row, "hours", team_id, by)
    return row


def drop_hours(*, team_id: int, by: Actor | None) -> None:
    """Let a team work the company's hours again, if it does not already. Raises NotPermitted."""
    _require(by)
    with db.transaction():
        for row in WorkingHours.objects.filter(team_id=team_id):
            _changed(row, "hours", team_id, by)
            row.delete()


def set_day(*, entry: DayEntry, team_id: int | None = None, by: Actor | None) -> CalendarDay:
    """Enter a day on which the company, or a team, works otherwise; entering it again replaces it.

    Raises NotPermitted, and Invalid for a missing name or spells that are none.
    """
    _require(by)
    _refuse(_faults_of(entry))
    with db.transaction():
        row, _ = CalendarDay.objects.update_or_create(
            on=entry.on, team_id=team_id, defaults=_columns(entry, source="")
        )
        _changed(row, "day", team_id, by, entry.on, entry.on)
    return row


def remove_day(*, day: CalendarDay, by: Actor | None) -> None:
    """Let the official calendar and the week speak for this day again. Raises NotPermitted."""
    _require(by)
    with db.transaction():
        if CalendarDay.objects.filter(pk=day.pk).exists():
            _changed(day, "day", day.team_id, by, day.on, day.on)
            CalendarDay.objects.filter(pk=day.pk).delete()


def import_days(
    *, entries: Iterable[DayEntry], source: str, by: Actor | None, dry_run: bool = False
) -> Imported:
    """Enter the days of an official yearly notice for the company; `source` names the notice.

    The same entries twice change nothing the second time. With `dry_run` nothing is written. A year beyond
    the published ones counts as known from then on (`queries.banner`). Raises NotPermitted, and Invalid with
    one fault for each bad entry, its place in `field` ("entries.3.name").
    """
    _require(by)
    listed = list(entries)
    faults = [fault for place, entry in enumerate(listed) for fault in _faults_of(entry, f"entries.{place}.")]
    days = [entry.on for entry in listed]
    faults += [
        errors.fault(f"entries.{place}.on", "day_twice", day=on.isoformat())
        for place, on in enumerate(days)
        if on in days[:place]
    ]
    if not listed:
        faults.append(errors.fault("entries", "required"))
    if not 0 < len(source.strip()) <= LONGEST_SOURCE:
        faults.append(errors.fault("source", "required"))
    _refuse(faults)
    with db.transaction():
        have = {row.on: row for row in CalendarDay.objects.filter(team_id=None)}
        done = _compare(listed, have, source.strip())
        if not dry_run and (done.added or done.changed):
            _write(listed, have, source.strip(), by)
    return done


def _compare(entries: list[DayEntry], have: Mapping[date, CalendarDay], source: str) -> Imported:
    added = sum(entry.on not in have for entry in entries)
    same = sum(entry.on in have and _is_same(have[entry.on], _columns(entry, source)) for entry in entries)
    return Imported(added, len(entries) - added - same, same)


def _write(entries: list[DayEntry], have: Mapping[date, CalendarDay], source: str, by: Actor | None) -> None:
    row = None
    for entry in entries:
        columns = _columns(entry, source)
        if entry.on not in have or not _is_same(have[entry.on], columns):
            row, _ = CalendarDay.objects.update_or_create(on=entry.on, team_id=None, defaults=columns)
    days = [entry.on for entry in entries]
    if row is not None:
        _changed(row, "notice", None, by, min(days), max(days))


def _columns(entry: DayEntry, source: str) -> dict[str, object]:
    kind = CalendarDay.Kind.WORKING if entry.works else CalendarDay.Kind.CLOSED
    spells = [list(pair) for pair in entry.spells] if entry.works else []
    return {"kind": kind, "name": entry.name.strip(), "spells": spells, "source": source}


def _is_same(row: CalendarDay, columns: Mapping[str, object]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def _changed(
    row: CalendarDay | WorkingHours,
    what: str,
    team_id: int | None,
    by: Actor | None,
    first: date | None = None,
    last: date | None = None,
) -> None:
    CalendarMark.objects.update_or_create(pk=1, defaults={"mark": refs.new()})
    queries.forget()
    span = {"first": first.isoformat(), "last": last.isoformat()} if first and last else {}
    events.record("calendar.changed", subject=row, by=by, data={"what": what, "team": team_id, **span})


def _require(by: Actor | None) -> None:
    if by is not None and not may.change(by):
        raise errors.NotPermitted("not_permitted")


def _refuse(faults: list[errors.Fault]) -> None:
    if faults:
        raise errors.Invalid(*faults)


def _check_week(week: Mapping[str, Pairs]) -> None:
    faults = [errors.fault("week", "weekday_unknown", day=day) for day in week if day not in _WEEKDAYS]
    for day, pairs in week.items():
        faults += _spell_faults(f"week.{day}", pairs)
    if not faults and not any(week.values()):
        faults.append(errors.fault("week", "no_hours_left"))
    _refuse(faults)


def _faults_of(entry: DayEntry, place: str = "") -> list[errors.Fault]:
    faults = _spell_faults(f"{place}spells", entry.spells)
    if not entry.name.strip():
        faults.append(errors.fault(f"{place}name", "required"))
    elif len(entry.name.strip()) > LONGEST_NAME:
        faults.append(errors.fault(f"{place}name", "too_long", limit=LONGEST_NAME, length=len(entry.name)))
    return faults


def _spell_faults(field: str, pairs: Pairs) -> list[errors.Fault]:
    try:
        queries.spells_of(pairs)
    except (ValueError, TypeError):
        return [errors.fault(field, "spell_unreadable")]
    return []
