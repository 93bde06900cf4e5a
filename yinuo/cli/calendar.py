"""`yinuo calendar`: when something is due, and why."""

import click
from django.conf import settings

from yinuo.core import calendar, clock, db
from yinuo.core.calendar import hours as hours_module
from yinuo.core.calendar import queries
from yinuo.staff.models import Team


@click.group(name="calendar")
def command() -> None:
    """Compute due times."""


@command.command()
@click.option("--from", "start", required=True, help="ISO 8601; without an offset, the company's zone.")
@click.option("--within", required=True, help="For example 3m, 30m, 2h, 1d.")
@click.option(
    "--clock", "which", type=click.Choice(["elapsed", "working"]), default="working", show_default=True
)
@click.option("--team", help="A team's key; without it 08:30–17:30 Monday to Friday, Chinese holidays.")
def due(start: str, within: str, which: hours_module.Clock, team: str | None) -> None:
    """Print the due time in ISO 8601, and on the second line why it is that."""
    begin = calendar.parse_moment(start, clock.zone().key)
    span = calendar.parse_span(within)
    hours = calendar.DEFAULT_HOURS
    if team:
        hours = _hours_of(team)
    try:
        result = calendar.due(begin, span, hours, which)
    except OverflowError as error:
        raise click.ClickException("no calendar goes that far") from error
    click.echo(clock.local(result.at).isoformat())
    click.echo(calendar.explain(result, start=begin, within=span))


def _hours_of(team: str) -> hours_module.Hours:
    """The opening hours of a team of this desk."""
    if not db.is_there():
        raise click.ClickException(f"there is no desk in {settings.DATA_DIR} whose teams could be asked")
    known = Team.objects.filter(key=team).first()
    if known is None:
        raise click.ClickException(f"there is no team {team!r}; there are {', '.join(_teams()) or 'none'}")
    return queries.hours_of(known.pk)


def _teams() -> list[str]:
    return list(Team.objects.order_by("key").values_list("key", flat=True))
