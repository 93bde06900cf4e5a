"""`yinuo clock`: move a demo's clock."""

import click
from django.conf import settings

from yinuo.core import clock
from yinuo.core.calendar import parse_span


@click.command(name="clock", context_settings={"ignore_unknown_options": True})
@click.argument("by", required=False)
@click.option("--reset", is_flag=True, help="Back to the real time.")
def command(by: str | None, reset: bool) -> None:
    """Show the desk's time, or move a demo's clock: `yinuo clock +30m`, `+1h30m`, `+1d`, `--reset`.

    The clock only goes forward: going back would let things be due before they were promised.
    """
    if by and reset:
        raise click.UsageError("say either how far forward or --reset")
    if (by or reset) and not settings.YINUO_CLOCK_MOVES:
        raise click.ClickException("the clock of a real desk cannot be moved; only a demo's can")
    if reset:
        clock.move_to_real_time()
    elif by:
        _move_on(by)
    click.echo(clock.local(clock.now()).strftime("%Y-%m-%d %H:%M:%S"))


def _move_on(by: str) -> None:
    if not by.startswith("+"):
        raise click.UsageError("say how far forward, for example +30m")
    try:
        clock.move_by(parse_span(by[1:]))
    except OverflowError as error:
        raise click.UsageError("no clock goes that far") from error
