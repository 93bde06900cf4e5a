"""`yinuo clock`: move a demo's clock."""

import click
from django.conf import settings

from yinuo.core import clock, db
from yinuo.core.calendar import parse_span
from yinuo.core.models import ClockShift


@click.command(name="clock")
@click.argument("by", required=False)
@click.option("--reset", is_flag=True, help="Back to the real time.")
def command(by: str | None, reset: bool) -> None:
    """Show the desk's time, or move a demo's clock: `yinuo clock +30m`, `+1h30m`, `+1d`, `--reset`.

    The clock only goes forward: going back would let things be due before they were promised.
    """
    if by or reset:
        if not settings.YINUO_CLOCK_MOVES:
            raise click.ClickException("the clock of a real desk cannot be moved; only a demo's can")
        if by and not by.startswith("+"):
            raise click.ClickException("say how far forward, for example +30m")
        seconds = 0 if reset else int((clock.shift() + parse_span(str(by)[1:])).total_seconds())
        with db.transaction():
            ClockShift.objects.update_or_create(pk=1, defaults={"seconds": seconds})
        clock.forget()
    click.echo(clock.local(clock.now()).strftime("%Y-%m-%d %H:%M:%S"))
