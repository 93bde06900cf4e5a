"""`yinuo backup`: the desk in one file, made while it runs."""

import sys
from pathlib import Path

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from yinuo.core import backup, clock, db, events
from yinuo.staff.models import Company

EVENT = "desk.backed_up"


@click.command(name="backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--without-key", is_flag=True, help="Leave out the signing key: sealed passwords are lost with it."
)
@click.option("--verify", is_flag=True, help="Read the finished file again and compare every checksum.")
def command(file: Path, without_key: bool, verify: bool) -> None:
    """Write the desk as it stands now to FILE: all rows, its files, its signing key. Nobody has to stop work.

    Keep the file as safe as the desk itself: it holds personal data and, unless said otherwise, the key.
    """
    company = _ready(file)
    key = None if without_key else settings.SECRET_KEY
    manifest = backup.make(
        file, folder=Path(settings.DATA_DIR), at=clock.now(), secret_key=key, told=progress
    )
    progress("", 0)
    if verify:
        backup.verify(file)
    with events.entered_by("cli"), db.transaction():
        size = file.stat().st_size
        events.record(
            EVENT, subject=company, data={"rows": manifest.rows, "bytes": size, "with_key": manifest.has_key}
        )
    checked = ", read again and found whole" if verify else ""
    click.echo(
        f"{file}: {manifest.rows} rows of {len(manifest.tables)} tables, {len(manifest.files)} files{checked}"
    )
    if manifest.has_key:
        click.echo(
            "The signing key is in it: keep the file where only the desk's own people can read it.", err=True
        )


def _ready(file: Path) -> Company:
    """Refuse what cannot be backed up, in words."""
    if file.exists():
        raise click.ClickException(f"{file} is there already; choose another name")
    if not db.is_made():
        raise click.ClickException(f"there is no desk in {settings.DATA_DIR}")
    if db.is_unfinished():
        raise click.ClickException("a restore did not come to its end here; run `yinuo restore` again first")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise click.ClickException("the database is older than the program; run `yinuo migrate` first")
    company = Company.objects.first()
    if company is None:
        raise click.ClickException("no company is set up; there is nothing to keep")
    return company


_last = [""]


def progress(what: str, count: int) -> None:
    """What is being copied, on stderr: one line for each table, rewritten where a person looks on."""
    if not sys.stderr.isatty():
        if what and what != _last[0]:
            click.echo(what, err=True)
        _last[0] = what
        return
    end = "\n" if _last[0] and what != _last[0] else ""
    _last[0] = what
    if what:
        click.echo(f"{end}\r{what}: {count}", nl=False, err=True)
    elif end:
        click.echo("", err=True)
