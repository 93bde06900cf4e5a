"""`yinuo doctor`: what is wrong, why, and how to mend it."""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import click
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from yinuo.core import clock, db, housekeeping, secrets, uploads
from yinuo.core.calendar import queries as calendar
from yinuo.core.models import Event
from yinuo.messaging import queries as messaging
from yinuo.messaging.queries import gateways as outlets
from yinuo.playbooks.models import PlaybookVersion
from yinuo.promises import queries as promises
from yinuo.staff.models import Company, Person, Role
from yinuo.tickets.models import Attachment

LEAST_FREE_MB: Final = 500
LATE: Final = timedelta(seconds=30)
SILENT: Final = timedelta(seconds=60)
UNSAVED: Final = timedelta(days=3)
TOLERATED: Final = timedelta(minutes=1)
LOOKED_BACK: Final = 2000
LOCK_SECONDS: Final = 2.0
Finding = tuple[str, str]


@dataclass(frozen=True)
class Result:
    """One thing looked at: whether it is well, and if not, the cause and the remedy."""

    name: str
    well: bool
    cause: str = ""
    remedy: str = ""


class Ground(Exception):
    """What everything else stands on is not well, so nothing else can be looked at."""

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.finding = (cause, remedy)


def folder(least_free_mb: int) -> Iterator[Finding]:
    """The desk's folder is there and can be written, and its disk is not full."""
    path = Path(settings.DATA_DIR)
    if not path.is_dir():
        raise Ground(f"there is no desk in {path}", "say --data DIR, or begin a desk with `yinuo init`")
    free = shutil.disk_usage(path).free // 1_000_000
    if free < least_free_mb:
        yield f"the disk of {path} is nearly full: {free} MB are free", "free space on that disk"
    try:
        probe = path / ".doctor"
        probe.write_text("ok")
        probe.unlink()
    except OSError as error:
        yield f"cannot write to {path}: {error.strerror}", "correct the folder's owner, or free space"


def database(least_free_mb: int) -> Iterator[Finding]:
    """The database answers, can be written, is whole and is of this version."""
    if not db.is_there():
        raise Ground(f"there is no database {_name()}", "begin a desk with `yinuo init`")
    with db.patience(LOCK_SECONDS), db.transaction(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if db.is_unfinished():
        raise Ground("a restore did not come to its end here", "run `yinuo restore FILE` again")
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Ground("the database is older than the program", "run `yinuo migrate`")
    if damage := db.damage():
        raise _damaged(damage)
    yield from ()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _ground(error: Error) -> Ground:
    """Why the database does not serve, and what helps."""
    said = " ".join(str(error).split())
    match db.trouble(error):
        case db.Trouble.BUSY:
            remedy = f"end what holds it (`fuser {_name()}` shows which), then try again"
            return Ground(f"another program holds the database's lock ({said})", remedy)
        case db.Trouble.DAMAGED:
            return _damaged(said)
        case db.Trouble.FULL:
            return Ground(f"the disk is full ({said})", "free space on the disk of the database")
        case db.Trouble.READ_ONLY:
            return Ground(
                f"the database cannot be written ({said})", "correct the owner of its file and folder"
            )
        case db.Trouble.OLD:
            return Ground("the database is older than the program", "run `yinuo migrate`")
        case db.Trouble.DISK:
            return Ground(
                f"the disk cannot be read or written ({said})", "look at the system's log; replace the disk"
            )
    remedy = "check DATABASE_URL and that PostgreSQL runs; for a file, its owner and its folder"
    return Ground(f"the database does not answer ({said})", remedy)


def _damaged(said: str) -> Ground:
    return Ground(
        f"the database is damaged ({said})", "keep a copy of its files, then restore the last backup"
    )


def company(least_free_mb: int) -> Iterator[Finding]:
    """There is a company, someone who administers it, and a manual."""
    if not Company.objects.exists():
        raise Ground("no company is set up", "run `yinuo init`")
    if not Person.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists():
        yield "nobody administers the desk", "run `yinuo user add NUMBER NAME --role administrator`"
    if not PlaybookVersion.objects.filter(is_current=True).exists():
        yield "no manual is published", "run `yinuo playbook publish FOLDER`"


def time(least_free_mb: int) -> Iterator[Finding]:
    """Nothing has happened in the future, and next year's holidays are known in time."""
    now, newest = clock.now(), max(_last_moments(), default=None)
    if newest and newest > now + TOLERATED:
        yield (
            f"the clock was moved back: it says {clock.local(now):%Y-%m-%d %H:%M}, but something happened at "
            f"{clock.local(newest):%Y-%m-%d %H:%M}",
            "correct the machine's clock; in a demo, `yinuo clock +…` until it is past that moment",
        )
    if calendar.banner(clock.today()):
        yield "next year's holidays are missing", "add them under settings, calendar, once they are announced"


def _last_moments() -> Iterable[datetime]:
    """When the last things happened; after a clock was moved back, the very last is not the latest."""
    return Event.objects.order_by("-pk").values_list("at", flat=True)[:LOOKED_BACK]


def worker(least_free_mb: int) -> Iterator[Finding]:
    """A worker is at work: promises are woken in time and notices leave."""
    start = "start `yinuo serve`, or `yinuo worker` beside `yinuo web`"
    silence = housekeeping.silence()
    if silence is None or silence > SILENT:
        seen = f"for {_told(silence)}" if silence else "yet"
        yield f"no worker runs: none has been seen {seen}", start
        return
    now = clock.now()
    lag, age = promises.lag(now), messaging.oldest_waiting_age(now)
    if lag > LATE:
        yield (
            f"promises wait for {_told(lag)}",
            "look at the worker's log; give it a faster disk or processor",
        )
    if age > LATE:
        yield f"a notice waits for {_told(age)}", "look at the worker's log, and at the SMS gateway"


def gateways(least_free_mb: int) -> Iterator[Finding]:
    """Short messages really leave: some gateway is in use, rests not, and its secrets can be opened."""
    active = [one for one in outlets.listed() if one.is_active]
    for one in active:
        try:
            secrets.unseal(one.secrets)
        except secrets.Unreadable:
            yield f"the secrets of gateway {one.name} cannot be opened", "enter them again in the settings"
        if one.resting_until and one.resting_until > clock.now():
            yield (
                f"gateway {one.name} rests after failures ({one.last_error})",
                f"try it: `yinuo sms try {one.ref} PHONE --by NUMBER`",
            )
    first = Event.objects.order_by("pk").values_list("at", flat=True).first()
    if not (active or settings.IS_DEMO or first is None or clock.now() - first < UNSAVED):
        yield "no gateway is in use: short messages only show in the page", "add one in the settings"


def backups(least_free_mb: int) -> Iterator[Finding]:
    """A real desk was written into a file lately; a demo and a new desk are spared."""
    first = Event.objects.order_by("pk").values_list("at", flat=True).first()
    if settings.IS_DEMO or first is None or clock.now() - first < UNSAVED:
        return
    kept = (
        Event.objects.filter(subject_kind="company", subject_id=1, kind="desk.backed_up")
        .order_by("-pk")
        .first()
    )
    remedy = "let `yinuo backup FILE` run every night, and keep the files on another machine"
    if kept is None:
        yield "no backup was ever made", remedy
    elif (age := clock.now() - kept.at) > UNSAVED:
        yield f"the last backup is {_told(age)} old", remedy


def _told(span: timedelta) -> str:
    return str(timedelta(seconds=int(span.total_seconds())))


def photos(least_free_mb: int) -> Iterator[Finding]:
    """The files of the newest photos are where their rows say."""
    newest = Attachment.objects.filter(removed_at__isnull=True).order_by("-pk")
    hashes = newest.values_list("sha256", flat=True)[:LOOKED_BACK]
    if missing := sum(not uploads.path_of(sha256).is_file() for sha256 in hashes):
        yield (
            f"{missing} of the newest photos are missing in {settings.MEDIA_ROOT}",
            "copy the folder uploads/attachments back from a backup; with several hosts, share the folder",
        )


CHECKS: Final[tuple[Callable[[int], Iterator[Finding]], ...]] = (
    folder,
    database,
    company,
    time,
    worker,
    gateways,
    backups,
    photos,
)


def examine(least_free_mb: int = LEAST_FREE_MB) -> Iterator[Result]:
    """Look at everything, in the order in which one thing stands on another."""
    for check in CHECKS:
        findings: list[Finding] = []
        try:
            findings += check(least_free_mb)
        except Ground as ground:
            yield Result(check.__name__, False, *ground.finding)
            return
        except Error as error:
            yield Result(check.__name__, False, *_ground(error).finding)
            return
        yield from (Result(check.__name__, False, *finding) for finding in findings)
        if not findings:
            yield Result(check.__name__, True)


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="For programs: a list of name, well, cause, remedy.")
@click.option(
    "--least-free-mb", default=LEAST_FREE_MB, show_default=True, help="How much room the disk should have."
)
def command(as_json: bool, least_free_mb: int) -> None:
    """Look for what is wrong and say how to mend it; ends with 1 if anything is."""
    results = list(examine(least_free_mb))
    if as_json:
        click.echo(json.dumps([asdict(result) for result in results]))
    for result in () if as_json else results:
        cause = f": {result.cause}" if result.cause else ""
        click.echo(f"{'well ' if result.well else 'WRONG'} {result.name}{cause}")
        if result.remedy:
            click.echo(f"      remedy: {result.remedy}")
    sys.exit(0 if all(result.well for result in results) else 1)
