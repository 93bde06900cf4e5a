"""Putting a manual or a reference table in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import IntegrityError

from yinuo.core import clock, db, events
from yinuo.core.errors import DeskError, Invalid, NotFound, NotNow, fault
from yinuo.playbooks import may, queries
from yinuo.playbooks.models import PlaybookVersion, ReferenceTable
from yinuo.playbooks.rules import editing, faults, loading, packs, schema, tables
from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person

LONGEST_SOURCE = 200


class Unsound(DeskError):
    """A playbook or a table with faults in it; nothing was changed. `faults` has them all, with lines."""

    status = 422

    def __init__(self, code: str, found: Sequence[PlaybookFault]) -> None:
        super().__init__(code, count=len(found), first=faults.render(found[0]))
        self.faults = tuple(found)


def publish(source: Path | Mapping[str, str | bytes], *, by: Person | None) -> PlaybookVersion:
    """Put the playbook in a folder (or in `files`, name → text) in force as the next version.

    When nothing but comments and layout differs from the version in force, that version is returned and
    nothing is written. Tickets already open keep their version. Raises Unsound `playbook_unsound` with
    every fault, NotPermitted, and NotNow `playbook_published_meanwhile` when somebody else published at the
    same moment.
    """
    staff_may.require(by, may.publish)
    loaded = loading.load(loading.read_folder(source) if isinstance(source, Path) else source)
    if loaded.playbook is None:
        raise Unsound("playbook_unsound", loaded.faults)
    try:
        with db.transaction():
            return _publish(loaded.playbook, loaded.files, by)
    except IntegrityError:
        raise NotNow("playbook_published_meanwhile") from None


def change_values(changes: Sequence[editing.Change], *, by: Person | None) -> PlaybookVersion:
    """Set values of the manual in force and publish it as its next version: its files keep their words and
    comments. Nothing differs: the version in force is returned.

    Records playbook.published. Raises what `publish` raises; NotFound: no_playbook, and
    playbook_value_missing where the manual has no such item.
    """
    staff_may.require(by, may.publish)
    with db.transaction():
        PlaybookVersion.objects.select_for_update().filter(is_current=True).first()  # one change at a time
        base = queries.published_files()
        try:
            files = editing.edit(base.source, *changes)
        except editing.Missing as missing:
            raise NotFound("playbook_value_missing", item=str(missing)) from None
        if files == base.source:
            return base
        return publish(files, by=by)


def _publish(playbook: schema.Playbook, files: Mapping[str, str], by: Person | None) -> PlaybookVersion:
    content = playbook.model_dump(mode="json", by_alias=True)
    checksum = loading.checksum(content)
    before = PlaybookVersion.objects.select_for_update().filter(slug=playbook.slug, is_current=True).first()
    if before is not None and before.checksum == checksum:
        return before
    number = before.number + 1 if before else 1
    PlaybookVersion.objects.filter(slug=playbook.slug, is_current=True).update(is_current=False)
    version = PlaybookVersion.objects.create(
        slug=playbook.slug,
        number=number,
        name=playbook.name,
        published_at=clock.now(),
        published_by=by,
        source=dict(files),
        content=content,
        chapters=_chapters(playbook, number, before),
        checksum=checksum,
        is_current=True,
    )
    queries.forget_in_force()
    events.record(
        "playbook.published", subject=version, by=by, data={"slug": version.slug, "number": version.number}
    )
    return version


def _chapters(playbook: schema.Playbook, number: int, before: PlaybookVersion | None) -> dict[str, Any]:
    """Each chapter's checksum, and since which version it has it."""
    known = before.chapters if before else {}
    told = {}
    for chapter in playbook.chapters:
        was = known.get(chapter.key, {})
        since = was["since"] if was.get("checksum") == chapter.checksum else number
        told[chapter.key] = {"title": chapter.title, "checksum": chapter.checksum, "since": since}
    return told


def replace_table(
    kind: str, rows: Sequence[Mapping[str, Any]], *, in_force_from: date, source: str = "", by: Person | None
) -> ReferenceTable:
    """Put `rows` in force as the next version of a reference table, from a day on (company's zone).

    The same rows from the same day again add nothing: the last version is returned. Raises Unsound
    `table_unsound` with every fault (line = row, from 1), KeyError for an unknown kind, NotPermitted, and
    NotNow `table_replaced_meanwhile`.
    """
    staff_may.require(by, may.replace_table)
    read = tables.read_rows(kind, rows)
    if read.faults:
        raise Unsound("table_unsound", read.faults)
    return _replace(kind, read.rows, in_force_from, source, by)


def _replace(
    kind: str, rows: Sequence[tables.Row], in_force_from: date, source: str, by: Person | None
) -> ReferenceTable:
    plain = [row.model_dump(mode="json") for row in rows]
    try:
        with db.transaction():
            last = ReferenceTable.objects.select_for_update().filter(kind=kind).order_by("-version").first()
            if last is not None and (last.rows, last.in_force_from) == (plain, in_force_from):
                return last
            table = ReferenceTable.objects.create(
                kind=kind,
                version=last.version + 1 if last else 1,
                rows=plain,
                in_force_from=in_force_from,
                source=source,
                created_at=clock.now(),
                created_by=by,
            )
            queries.forget_in_force()
            events.record(
                "playbook.table_replaced", subject=table, by=by, data={"kind": kind, "version": table.version}
            )
            return table
    except IntegrityError:
        raise NotNow("table_replaced_meanwhile") from None


@dataclass(frozen=True)
class TableImport:
    """What a file makes of a table: its changes, what is wrong with it, and the version that it became.

    `table` is None after a dry run, with faults, and where the table says the same already on that day.
    """

    changes: tables.RowChanges
    faults: tuple[PlaybookFault, ...] = ()
    table: ReferenceTable | None = None


def import_table(
    kind: str,
    lines: Sequence[tables.sheets.Line],
    *,
    in_force_from: date,
    source: str = "",
    file: str = "",
    by: Person | None,
    dry_run: bool = False,
) -> TableImport:
    """Make the rows of a sheet the next version of a reference table, from a day on (R048, R051, R056).

    They are compared with what is in force on that day; where nothing differs nothing is written, so the same
    file twice adds nothing. With any fault nothing is written. Raises NotPermitted, KeyError for an unknown
    kind, NotNow `table_replaced_meanwhile`, and Invalid for a source that is too long or no row at all.
    """
    staff_may.require(by, may.replace_table)
    if len(source) > LONGEST_SOURCE:
        raise Invalid(fault("source", "too_long", limit=LONGEST_SOURCE, length=len(source)))
    if not lines:
        raise Invalid(fault("file", "sheet_empty"))
    read = tables.sheets.read(kind, lines, file)
    try:
        present: Sequence[tables.Row] = queries.table(kind, in_force_from).rows
    except NotFound:
        present = ()
    changes = tables.compare(kind, present, read.rows)
    if read.faults or dry_run or changes.is_empty:
        return TableImport(changes, read.faults)
    return TableImport(changes, (), _replace(kind, read.rows, in_force_from, source, by))


def install_pack(pack: str, *, by: Person | None, with_samples: bool = False) -> PlaybookVersion:
    """Put a pack's playbook in force, and those of its reference tables that this desk does not have yet.

    Tables of an invented company (its prices, its ground) come only `with_samples`: for a demo. Raises
    what `publish` and `replace_table` raise, and KeyError for a pack that does not exist.
    """
    version = publish(packs.playbook_folder(pack), by=by)
    for file, text in packs.tables(pack).items():
        seed = tables.read_seed(file, text)
        found = seed if isinstance(seed, tuple) else seed.table.faults
        if found:
            raise Unsound("table_unsound", found)
        assert isinstance(seed, tables.Seed)
        if (with_samples or not seed.is_sample) and not queries.table_history(seed.kind).exists():
            _replace(seed.kind, seed.table.rows, seed.in_force_from, seed.source, by)
    return version
