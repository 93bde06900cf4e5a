"""`yinuo token`: bearer tokens of the API."""

import click

from yinuo.staff import actions, queries, rules
from yinuo.staff.models import Token


@click.group(name="token")
def command() -> None:
    """Make, list and revoke bearer tokens."""


@command.command()
@click.option("--user", required=True, help="Staff number of the person the token acts for.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(rules.SCOPES))
@click.option("--name", default="", help="What it is for.")
def create(user: str, scopes: tuple[str, ...], name: str) -> None:
    """Print a new token, once; only its hash is kept."""
    person = queries.person_by_number(user)
    _, plain = actions.create_token(person=person, name=name, scopes=list(scopes), by=None)
    click.echo(plain)


@command.command(name="list")
def list_() -> None:
    """List tokens: id, staff number, scopes, when used, whether revoked."""
    for token in Token.objects.select_related("person").order_by("id"):
        state = "revoked" if token.revoked_at else "valid"
        click.echo(
            f"{token.pk}\t{token.person.staff_number}\t{','.join(token.scopes)}\t{token.used_at}\t{state}"
        )


@command.command()
@click.argument("token_id", type=int)
def revoke(token_id: int) -> None:
    """Make a token useless from now on."""
    token = Token.objects.filter(pk=token_id).first()
    if token is None:
        raise click.ClickException(f"there is no token {token_id}; `yinuo token list` shows all")
    actions.revoke_token(token, by=None)
    click.echo("revoked")
