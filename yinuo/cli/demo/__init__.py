"""`yinuo demo`: a company to try the desk with."""

from datetime import datetime, timedelta

import click
from django.conf import settings

from yinuo import serve
from yinuo.cli import migrate
from yinuo.cli.demo import coming, company, complaining, day, history, past, playing
from yinuo.cli.serve import announce
from yinuo.core import calendar, clock
from yinuo.promises import queries as promises

HOST = "127.0.0.1"
PASSWORD = "yinuo-demo"  # noqa: S105  (everybody's, said on the sign-in page of a demo)


@click.command(name="demo")
@click.option("--port", default=8000, show_default=True, help="0 takes any free port.")
@click.option("--at", "at", help="Move the demo's clock forward to this moment (ISO 8601) before serving.")
@click.option(
    "--tickets",
    default=0,
    show_default=True,
    type=click.IntRange(0),
    help="Also generate this many tickets of the past two years; those that are there count.",
)
@click.option("--prepare", is_flag=True, help="Only make the company; do not serve.")
@click.option("--quiet-day", is_flag=True, help="Without today's orders in progress.")
def command(port: int, at: str | None, tickets: int, prepare: bool, quiet_day: bool) -> None:
    """Make or reuse a demo company and serve it on 127.0.0.1.

    Everybody's password is `yinuo-demo`; sign in as agent 8011.
    """
    if not settings.IS_DEMO:
        raise click.ClickException(f"{settings.DATA_DIR} holds a real desk; choose another --data folder")
    held = None if prepare else serve.take_port(HOST, port)
    migrate.run()
    if at:
        _move_clock(calendar.parse_moment(at, clock.zone().key))
    company.load(PASSWORD)
    company.answers_at(f"http://{HOST}:{held.getsockname()[1] if held else port or 8000}")
    history.generate(tickets, tell=click.echo)
    if not (quiet_day or day.is_played()):
        _play()
    if held:
        serve.web_and_worker(held, on_ready=announce(HOST))


def _play() -> None:
    """Play the weeks before and today, everything in the order of time."""
    now = clock.now()
    told = (past, coming, complaining, day)
    playing.play((moment for one in told for moment in one.moments(now)), now)
    playing.read_reminders(timedelta(hours=18))
    day.give_task(now)


def _move_clock(at: datetime) -> None:
    """Let the demo's clock stand at `at`, unless something has happened after that: it never goes back."""
    latest = promises.newest_event_at()
    if latest is None or latest <= at:
        clock.move_to(at)
        return
    stays = clock.local(clock.now())
    click.echo(
        f"the demo is already past {at.isoformat()}; its clock stays at {stays:%Y-%m-%d %H:%M}", err=True
    )
