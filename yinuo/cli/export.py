"""`yinuo export`: everything in open formats."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import click
from django.conf import settings

from yinuo.cli.backup import progress
from yinuo.core import backup, clock, db, events, export, sheets
from yinuo.core.sheets.writing import Cell
from yinuo.playbooks import queries
from yinuo.playbooks.models import PlaybookVersion, ReferenceTable
from yinuo.playbooks.rules import tables
from yinuo.staff import queries as staff
from yinuo.staff.models import Company
from yinuo.wiring import personal


@click.command(name="export")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--with-personal", is_flag=True, help="Names, numbers, addresses and words as they are.")
@click.option("--by", help="Staff number of who takes it; needed with --with-personal, and on record.")
@click.option("--bom", is_flag=True, help="Mark CSV files, so that older Excel reads their Chinese.")
def command(target: Path, with_personal: bool, by: str | None, bom: bool) -> None:
    """Write everything to TARGET, a new folder or a .zip.

    CSV and JSON lines of every table with a dictionary, the manual as YAML, its tables as Excel and CSV. What
    speaks of people is masked, and files that were uploaded or made are left out, unless --with-personal.
    Passwords and keys never leave.
    """
    company = Company.objects.first() if db.is_made() else None
    if company is None:
        raise click.ClickException(f"there is no desk in {settings.DATA_DIR}")
    if with_personal and not by:
        raise click.ClickException("say who takes personal data out of the desk: --by STAFF_NUMBER")
    person = staff.person_by_number(by) if by else None
    try:
        with export.place(target) as place:
            with events.entered_by("cli"), db.transaction():
                data = {"with_personal": with_personal}
                events.record("desk.exported", subject=company, by=person, data=data)
            shown = personal.shown(with_personal=with_personal)
            counts = export.write_tables(place, shown, bom=bom, told=progress)
            progress("", 0)
            manuals, kinds = _manuals(place), _reference(place, bom)
            copied = _files(place) if with_personal else 0
    except FileExistsError as error:
        raise click.ClickException(f"{target}: {error.strerror}; name a new folder or file") from error
    click.echo(
        f"{target}: {sum(counts.values())} rows of {len(counts)} tables, {manuals} files of manuals,"
        f" {kinds} reference tables, {copied} files"
    )


def _manuals(place: export.Place) -> int:
    """Every published version's files, as they were written."""
    count = 0
    for version in PlaybookVersion.objects.order_by("id").iterator(chunk_size=10):
        for name, text in version.source.items():
            place.add(f"playbook/{version.slug}-v{version.number}/{Path(name).name}", text.encode())
            count += 1
    return count


def _reference(place: export.Place, bom: bool) -> int:
    """The tables in force today, in the form in which they can be imported."""
    found = queries.tables_in_force(clock.today())
    for kind, table in found.items():
        titles, lines = tables.sheets.titles(kind), tables.sheets.lines(kind, table.rows)
        place.add(f"reference/{kind}.xlsx", sheets.write(titles, lines))
        place.add(f"reference/{kind}.csv", _csv(titles, lines, bom))
    return ReferenceTable.objects.filter(kind__in=found).values("kind").distinct().count()


def _csv(titles: Sequence[str], lines: Sequence[Sequence[Cell]], bom: bool) -> bytes:
    made = io.StringIO()
    sheet = csv.writer(made)
    sheet.writerow(titles)
    sheet.writerows(lines)
    return made.getvalue().encode("utf-8-sig" if bom else "utf-8")


def _files(place: export.Place) -> int:
    """Uploads and made files."""
    count = 0
    for name, path in backup.files(Path(settings.DATA_DIR)):
        place.copy(f"files/{name}", path)
        count += 1
    return count
