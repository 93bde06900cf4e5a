"""`yinuo reports`: make the facts anew that reports count."""

from datetime import date

import click

from yinuo.core import calendar
from yinuo.reports import actions


@click.group(name="reports")
def command() -> None:
    """Look after the facts that reports count."""


@command.command()
@click.option("--since", help="Only orders opened since this day (2026-11-20); without it all.")
def rebuild(since: str | None) -> None:
    """Make every fact what the rows say, in small steps beside the running desk; frozen months stay."""
    looked = actions.rebuild(_day(since))
    click.echo(f"{looked} orders and complaints looked at")


def _day(said: str | None) -> date | None:
    try:
        return calendar.parse_day(said) if said else None
    except ValueError as error:
        raise click.BadParameter(f"{said!r} is no day", param_hint="--since") from error
