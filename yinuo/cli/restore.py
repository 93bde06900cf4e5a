"""`yinuo restore`: a desk out of a backup."""

import os
from functools import partial
from pathlib import Path

import click
from django.conf import settings
from django.db import connection

from yinuo.cli.backup import progress
from yinuo.core import backup, db, events
from yinuo.messaging.models import Gateway, MailServer, Robot
from yinuo.staff.models import Company


@click.command(name="restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--verify", is_flag=True, help="Only read FILE and compare every checksum; restore nothing.")
@click.option(
    "--rehearsal", is_flag=True, help="Switch off gateways, robots and e-mail in the copy: it tells nobody."
)
def command(file: Path, verify: bool, rehearsal: bool) -> None:
    """Make a desk of the backup FILE in an EMPTY folder (--data DIR) or database (DATABASE_URL).

    A backup of SQLite may be restored to PostgreSQL and the other way round. Broken off, it is simply run
    again.
    """
    try:
        if verify:
            manifest = backup.verify(file)
        else:
            report = backup.restore(
                file, folder=Path(settings.DATA_DIR), told=progress, settle=partial(_note, rehearsal)
            )
            manifest = report.manifest
    except backup.Broken as error:
        raise click.ClickException(f"{file}: {error}") from error
    except backup.Refused as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{file}: whole; of {manifest.at} by version {manifest.program}, {manifest.rows} rows")
    if verify:
        return
    progress("", 0)
    for table, count in report.counts.items():
        click.echo(f"{table}\t{manifest.counts[table]}\t{count}")
    click.echo(f"Restored to {settings.DATA_DIR} ({connection.vendor}): every table has the rows it had.")
    _speak_of_key(manifest)


def _note(rehearsal: bool, manifest: backup.Manifest) -> None:
    """On record in the restored desk; a rehearsal's copy keeps silent towards everybody outside."""
    company = Company.objects.first()
    with events.entered_by("cli"), db.transaction():
        if rehearsal:
            Gateway.objects.update(is_active=False)
            Robot.objects.update(is_active=False)
            MailServer.objects.all().delete()
        if company is not None:  # a backup of a desk that nobody had opened yet
            data = {"of": manifest.at, "rehearsal": rehearsal}
            events.record("desk.restored", subject=company, data=data)


def _speak_of_key(manifest: backup.Manifest) -> None:
    if os.environ.get("YINUO_SECRET_KEY") or os.environ.get("YINUO_SECRET_KEY_FILE"):
        click.echo(
            "The signing key comes from the environment: it must be the one of the old desk.", err=True
        )
    elif not manifest.has_key:
        click.echo("The backup holds no key: enter the passwords of gateways and robots anew.", err=True)
