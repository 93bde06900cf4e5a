"""`yinuo import`: people, places, vehicles, days and tables from Excel or CSV."""

from pathlib import Path

import click
from django.utils import translation

from yinuo.cli import speech
from yinuo.core import calendar, clock, events, sheets
from yinuo.desk.settings import kinds
from yinuo.staff import queries as staff

FAULTY = 1


@click.command(name="import")
@click.argument("kind", type=click.Choice(list(kinds.KINDS)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen.")
@click.option("--by", help="Staff number of who imports; without it the system does.")
@click.option(
    "--source", default="", help="Days and tables: where they come from, such as the notice's name."
)
@click.option("--from", "day", help="Tables: the first day they are in force (today, unless said).")
@speech.option
def command(
    kind: str, file: Path, dry_run: bool, by: str | None, source: str, day: str | None, language: str | None
) -> None:
    """Bring the desk's list KIND to what FILE says (.xlsx, .xls, .ods, .csv).

    With a fault in any cell nothing is written and every fault is named: `file:row column: what is wrong`.
    The same file twice adds nothing. Ends with 1 when there was a fault.
    """
    wanted = kinds.KINDS[kind]
    person = staff.person_by_number(by) if by else None
    asked = kinds.Asked(source, calendar.parse_day(day) if day else clock.today())
    with translation.override(speech.language(language)), events.entered_by("cli"):
        with file.open("rb") as opened:
            rows = sheets.read(opened, needed=wanted.needed)
        outcome = wanted.run(rows, asked, file.name, person, dry_run)
    for fault in outcome.faults:
        click.echo(f"{file.name}:{fault.row} {fault.column}: {fault.text}")
    if outcome.faults:
        raise SystemExit(FAULTY)
    for warning in outcome.warnings:
        click.echo(warning, err=True)
    said = f"added {outcome.added}, changed {outcome.changed}, unchanged {outcome.unchanged}"
    removed = f", removed {outcome.removed}" if outcome.removed else ""
    click.echo(f"{'would have ' if dry_run else ''}{said}{removed}")
