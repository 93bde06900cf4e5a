"""The kinds of lists that can be kept in Excel, seen alike: who may, which columns, what a file would do.

What a row means, and every rule about it, is the business of the module that owns the list. Pages and the
command line both import through here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.utils.translation import get_language, gettext, gettext_noop

from yinuo.core.calendar import actions as calendar
from yinuo.core.calendar import queries as days
from yinuo.core.calendar import sheets as day_sheets
from yinuo.core.errors import NotFound
from yinuo.core.sheets import Row, RowFault
from yinuo.core.sheets.writing import Cell
from yinuo.playbooks import actions as playbooks
from yinuo.playbooks import queries as tables_kept
from yinuo.playbooks.rules import faults as playbook_faults
from yinuo.playbooks.rules import tables
from yinuo.staff import actions as staff
from yinuo.staff import may, rules
from yinuo.staff import queries as staff_kept
from yinuo.staff.models import Person, Region
from yinuo.ui import faults

Sheet = tuple[Sequence[str], Sequence[Sequence[Cell]]]


@dataclass(frozen=True)
class Asked:
    """What is said beside the file: the source and the first day, where the kind asks for them."""

    source: str = ""
    in_force_from: date | None = None


@dataclass(frozen=True)
class Fault:
    """What is wrong in one cell, in words; row 0 means the whole file."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """What a file does, or in a dry run would do, by number of rows; with any fault nothing is written.

    `changes` tells a table's changes row by row, where the kind knows them; `warnings` hinder nothing.
    """

    added: int
    changed: int
    unchanged: int
    removed: int = 0
    faults: tuple[Fault, ...] = ()
    changes: tables.RowChanges | None = None
    warnings: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.added or self.changed or self.removed)


Run = Callable[[Sequence[Row], Asked, str, Person | None, bool], Outcome]


@dataclass(frozen=True)
class Kind:
    """One kind of list. `run` takes rows, what was asked, the file's name, who does it, and whether dry."""

    name: str
    label: str
    may: Callable[[Person], bool]
    needed: Sequence[str]
    titles: Sequence[str]
    lines: Callable[[], Sequence[Sequence[Cell]]]
    run: Run
    asks_source: bool = False
    asks_day: bool = False


def _run_staff(
    kind: str, rows: Sequence[Row], asked: Asked, file: str, by: Person | None, dry_run: bool
) -> Outcome:
    done = staff.import_rows(kind, rows, by=by, dry_run=dry_run)
    return Outcome(done.added, done.changed, done.unchanged, faults=tuple(map(_told, done.faults)))


def _run_days(rows: Sequence[Row], asked: Asked, file: str, by: Person | None, dry_run: bool) -> Outcome:
    read = day_sheets.read(rows)
    if read.faults:
        return Outcome(0, 0, 0, faults=tuple(map(_told, read.faults)))
    done = calendar.import_days(entries=read.entries, source=asked.source, by=by, dry_run=dry_run)
    return Outcome(done.added, done.changed, done.same)


def _run_table(
    kind: str, rows: Sequence[Row], asked: Asked, file: str, by: Person | None, dry_run: bool
) -> Outcome:
    if asked.in_force_from is None:
        raise ValueError("a table needs the day from which it is in force")
    done = playbooks.import_table(
        kind,
        [(row.number, row.cells) for row in rows],
        in_force_from=asked.in_force_from,
        source=asked.source,
        by=by,
        dry_run=dry_run,
    )
    counts = done.changes
    return Outcome(
        len(counts.added),
        len(counts.changed),
        counts.same,
        len(counts.removed),
        tuple(Fault(fault.line, fault.field, _sentence(fault)) for fault in done.faults),
        counts,
        _warnings(counts),
    )


def _warnings(changes: tables.RowChanges) -> tuple[str, ...]:
    """Zones that name a region nobody has added yet."""
    rows = (*changes.added, *(change.row for change in changes.changed))
    named = {row.region for row in rows if isinstance(row, tables.ZoneRow) and row.region}
    unknown = sorted(named - set(Region.objects.filter(key__in=named).values_list("key", flat=True)))
    if not unknown:
        return ()
    said = gettext("这些区域代码还没有，业务单会找不到接收人：%(keys)s。请先添加区域。")
    return (said % {"keys": gettext("、").join(unknown)},)


def _told(fault: RowFault) -> Fault:
    return Fault(fault.row, fault.column, faults.text(fault.code, fault.params))


def _sentence(fault: playbook_faults.PlaybookFault) -> str:
    return playbook_faults.sentence(fault, "en" if get_language() == "en" else "zh-hans")


def _table_lines(kind: str) -> Sequence[Sequence[Cell]]:
    try:
        return tables.sheets.lines(kind, tables_kept.table(kind).rows)
    except NotFound:
        return ()


def _staff_kind(name: str, label: str, permission: Callable[[Person], bool]) -> Kind:
    model = rules.KINDS[name]
    titles = list(model.titles().values())
    lines = partial(_staff_lines, name)
    return Kind(name, label, permission, model.needed(), titles, lines, partial(_run_staff, name))


def _staff_lines(name: str) -> Sequence[Sequence[Cell]]:
    return staff_kept.sheet(name)[1]


def _table_kind(name: str, label: str) -> Kind:
    return Kind(
        name,
        label,
        may.manage_tables,
        tables.sheets.needed(name),
        tables.sheets.titles(name),
        partial(_table_lines, name),
        partial(_run_table, name),
        asks_source=True,
        asks_day=True,
    )


TABLES = {
    "tariff": gettext_noop("价目表"),
    "zones": gettext_noop("服务区域"),
    "lanes": gettext_noop("线路时效"),
    "surcharges": gettext_noop("装卸费及其他费用"),
    "services": gettext_noop("保价与代收货款"),
    "agreements": gettext_noop("客户协议"),
    "goods": gettext_noop("违禁品目录"),
}
DAYS = Kind(
    "days",
    gettext_noop("工作日历"),
    may.manage_calendar,
    day_sheets.NEEDED,
    day_sheets.TITLES,
    lambda: day_sheets.lines(days.days_between(date.min, date.max)),
    _run_days,
    asks_source=True,
)
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _staff_kind("people", gettext_noop("员工"), may.manage_people),
        _staff_kind("branches", gettext_noop("分公司"), may.manage_places),
        _staff_kind("regions", gettext_noop("区域"), may.manage_places),
        _staff_kind("teams", gettext_noop("班组"), may.manage_places),
        _staff_kind("posts", gettext_noop("区域负责人"), may.manage_places),
        _staff_kind("vehicles", gettext_noop("车辆"), may.manage_vehicles),
        DAYS,
        *(_table_kind(name, label) for name, label in TABLES.items()),
    )
}
