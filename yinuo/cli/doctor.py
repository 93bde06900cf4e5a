"""`yinuo doctor`: what is wrong, why, and how to mend it."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import click
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from yinuo.core import clock
from yinuo.core.calendar import queries as calendar
from yinuo.core.models import Event
from yinuo.messaging import queries as messaging
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises import queries as promises
from yinuo.staff.models import Company, Person, Role

LEAST_FREE_BYTES = 500_000_000
LATE = timedelta(seconds=30)
Finding = tuple[str, str]


@dataclass(frozen=True)
class Result:
    """One thing looked at: whether it is well, and if not, the cause and the remedy."""

    name: str
    well: bool
    cause: str = ""
    remedy: str = ""


def folder() -> Iterator[Finding]:
    """The desk's folder can be written and the disk is not full."""
    path = Path(settings.DATA_DIR)
    if not path.exists():
        yield f"the folder {path} does not exist", "run `yinuo init` or say --data DIR"
        return
    try:
        probe = path / ".doctor"
        probe.write_text("ok")
        probe.unlink()
    except OSError as error:
        yield f"cannot write to {path}: {error.strerror}", "free space or correct the folder's owner"
    if shutil.disk_usage(path).free < LEAST_FREE_BYTES:
        yield (
            f"less than {LEAST_FREE_BYTES // 1_000_000} MB free on the disk of {path}",
            "free space on that disk",
        )


def database() -> Iterator[Finding]:
    """The database answers, can be written, and is of this version."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "the database is older than the program", "run `yinuo migrate`"
    except Error as error:
        yield (
            f"the database does not answer: {error}",
            "check DATABASE_URL, or whether another program holds the file",
        )


def sound_file() -> Iterator[Finding]:
    """An embedded database file is not damaged."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        found = cursor.execute("PRAGMA quick_check(3)").fetchall()
    if found != [("ok",)]:
        yield (
            f"the database file is damaged: {found[0][0]}",
            "restore the last backup; keep a copy of the damaged file",
        )


def company() -> Iterator[Finding]:
    """There is a company, someone who administers it, and a manual."""
    if not Company.objects.exists():
        yield "no company is set up", "run `yinuo init`"
        return
    if not Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        yield "nobody administers the desk", "run `yinuo user add … --role administrator`"
    if not PlaybookVersion.objects.filter(is_current=True).exists():
        yield "no manual is published", "run `yinuo playbook publish FOLDER`"


def time() -> Iterator[Finding]:
    """No event lies in the future, and next year's holidays are known in time."""
    ahead = Event.objects.order_by("-id").values_list("at", flat=True).first()
    if ahead and ahead > clock.now() + timedelta(minutes=1):
        yield (
            f"the clock stands before the newest event ({ahead.isoformat(timespec='seconds')})",
            "correct the machine's clock; in a demo, `yinuo clock +…` until it is past that moment",
        )
    if calendar.banner(clock.today()):
        yield "next year's holidays are missing", "add them under settings, calendar, once they are announced"


def worker() -> Iterator[Finding]:
    """Promises are woken in time and notices leave."""
    now = clock.now()
    lag = promises.figures(now).lag
    if lag > LATE:
        yield f"promises wait for {int(lag.total_seconds())} s", "start `yinuo worker`, or look at its log"
    age = messaging.oldest_waiting_age(now)
    if age > LATE:
        yield (
            f"a notice waits for {int(age.total_seconds())} s",
            "start `yinuo worker`, or check the SMS gateway",
        )


CHECKS: list[Callable[[], Iterator[Finding]]] = [folder, database, sound_file, company, time, worker]


def examine() -> Iterator[Result]:
    """Look at everything; what cannot be looked at because the database is away is told once."""
    for check in CHECKS:
        try:
            findings = list(check())
        except Error as error:
            findings = [(str(error).strip().splitlines()[0], "mend the database first")]
        yield Result(check.__name__, True) if not findings else Result(check.__name__, False, *findings[0])
        yield from (Result(check.__name__, False, *finding) for finding in findings[1:])


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def command(as_json: bool) -> None:
    """Look for what is wrong and say how to mend it; ends with 1 if anything is."""
    results = list(examine())
    if as_json:
        click.echo(json.dumps([asdict(result) for result in results]))
    else:
        for result in results:
            click.echo(
                f"{'well ' if result.well else 'WRONG'} {result.name}"
                + (f": {result.cause}" if result.cause else "")
            )
            if result.remedy:
                click.echo(f"      remedy: {result.remedy}")
    sys.exit(0 if all(result.well for result in results) else 1)
