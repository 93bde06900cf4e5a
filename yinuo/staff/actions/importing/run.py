"""Comparing a file with the database, and writing what differs."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.db import IntegrityError

from yinuo.core import db
from yinuo.core.errors import DeskError, NotNow
from yinuo.core.sheets import Row
from yinuo.staff import may, rules
from yinuo.staff.actions.importing.known import Known
from yinuo.staff.actions.importing.tables import TABLES, Identity, Table
from yinuo.staff.models import Person
from yinuo.staff.rules import ImportRow, RowFault


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or in a dry run would do, by number of rows; with any fault nothing was written."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    faults: tuple[RowFault, ...] = ()


@dataclass(frozen=True)
class _Write:
    """One action to be called, and the row it comes from."""

    row: int
    do: Callable[[], object]


def import_rows(kind: str, rows: Sequence[Row], *, by: Person | None, dry_run: bool = False) -> ImportResult:
    """Bring people, branches, regions, teams, posts or vehicles to what `rows` say; what they omit stays.

    With faults, or `dry_run`, nothing is written. Otherwise the ordinary actions are called in small steps;
    what one of them refuses is a fault of its row. Raises NotPermitted, NotNow("import_overtaken") when
    somebody else added the same at the same moment (import again), and KeyError for an unknown `kind`.
    """
    table = TABLES[kind]
    may.require(by, table.permission)
    known = Known()
    parsed = _parse(kind, rows, known)
    result, writes = _compare(table, parsed, known, by)
    if result.faults or dry_run:
        return result
    refused: list[RowFault] = []
    try:
        db.in_small_steps(writes, partial(_carry_out, refused))
    except IntegrityError as error:
        raise NotNow("import_overtaken") from error
    return replace(result, faults=tuple(refused))


def _parse(kind: str, rows: Sequence[Row], known: Known) -> list[tuple[int, ImportRow]]:
    parsed = []
    for row in rows:
        found = rules.parse(kind, row.number, row.cells)
        if isinstance(found, ImportRow):
            parsed.append((row.number, found))
        else:
            known.faults += found
    return parsed


def _compare(
    table: Table, parsed: list[tuple[int, ImportRow]], known: Known, by: Person | None
) -> tuple[ImportResult, list[_Write]]:
    existing = table.existing(known)
    identities = _identities(table, parsed, known)
    counts: Counter[str] = Counter()
    writes: list[_Write] = []
    later: list[_Write] = []
    for (number, row), identity in zip(parsed, identities, strict=True):
        values = table.values(known, number, row)
        there = existing.get(identity)
        if there is not None:
            values = {name: value for name, value in values.items() if table.current(there, name) != value}
        counts["added" if there is None else "changed" if values else "unchanged"] += 1
        if there is None:
            writes.append(_Write(number, partial(table.add, identity, values, by)))
        elif values:
            writes.append(_Write(number, partial(table.change, there, values, by)))
        if table.later and values:
            later.append(_Write(number, partial(table.later, identity, values, by)))
    faults = tuple(sorted(known.faults, key=lambda fault: fault.row))
    return ImportResult(**counts, faults=faults), [*writes, *later]


def _identities(table: Table, parsed: list[tuple[int, ImportRow]], known: Known) -> list[Identity]:
    """What each row is about; a second row about the same thing is a fault."""
    first: dict[Identity, int] = {}
    identities = []
    for number, row in parsed:
        identity = table.identity(known, number, row)
        if (earlier := first.setdefault(identity, number)) != number:
            known.fault(number, row, row.identity[0], "row_twice", first=earlier)
        identities.append(identity)
    return identities


def _carry_out(refused: list[RowFault], write: _Write) -> None:
    try:
        write.do()
    except DeskError as error:
        refused.append(RowFault(write.row, error.field or "", error.code, dict(error.params)))
