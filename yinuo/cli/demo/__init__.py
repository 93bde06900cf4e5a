"""`yinuo demo`: a company to try the desk with."""

from datetime import datetime, timedelta

import click
from django.conf import settings
from django.core.management import call_command

from yinuo import serve
from yinuo.cli.demo import company, day, history
from yinuo.cli.serve import announce
from yinuo.core import clock, db
from yinuo.core.models import ClockShift

PASSWORD = "yinuo-demo"  # noqa: S105  (everybody's, said on the sign-in page of a demo)


@click.command(name="demo")
@click.option("--port", default=8000, show_default=True, help="0 takes any free port.")
@click.option("--at", "at", help="Let the demo's clock start at this moment (ISO 8601).")
@click.option("--tickets", default=0, show_default=True, help="Also generate this many tickets of two years.")
@click.option("--prepare", is_flag=True, help="Only make the company; do not serve.")
@click.option("--quiet-day", is_flag=True, help="Without today's orders in progress.")
def command(port: int, at: str | None, tickets: int, prepare: bool, quiet_day: bool) -> None:
    """Make or reuse a demo company and serve it on 127.0.0.1.

    Everybody's password is `yinuo-demo`; sign in as agent 8011.
    """
    if not settings.IS_DEMO:
        raise click.ClickException("this folder holds a real desk")
    call_command("migrate", interactive=False, verbosity=0)
    if at:
        _set_clock(datetime.fromisoformat(at))
    is_new = company.load(PASSWORD)
    if tickets:
        history.generate(tickets, tell=click.echo)
    if is_new and not quiet_day:
        day.play()
    if not prepare:
        serve.web_and_worker("127.0.0.1", port, on_ready=announce("127.0.0.1"))


def _set_clock(at: datetime) -> None:
    """Start the demo's clock at `at`, in the company's zone unless it says another."""
    moment = at if at.tzinfo else at.replace(tzinfo=clock.zone())
    real = clock.now() - clock.shift()
    seconds = (moment - real) // timedelta(seconds=1)
    with db.transaction():
        ClockShift.objects.update_or_create(pk=1, defaults={"seconds": seconds})
    clock.forget()
