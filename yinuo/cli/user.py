"""`yinuo user`: people, from the command line."""

import click

from yinuo.staff import actions, queries
from yinuo.staff.models import Person, Role


@click.group(name="user")
def command() -> None:
    """Add a person, set a password, list people."""


@command.command()
@click.argument("staff_number")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value.lower() for role in Role]), required=True)
@click.password_option()
def add(staff_number: str, name: str, role: str, password: str) -> None:
    """Add a person who may sign in."""
    actions.add_person(staff_number=staff_number, name=name, role=role.upper(), password=password, by=None)
    click.echo(f"added {staff_number}")


@command.command()
@click.argument("staff_number")
@click.password_option()
def password(staff_number: str, password: str) -> None:
    """Set a person's password and end their sign-ins."""
    actions.set_password(queries.person_by_number(staff_number), password=password, by=None)
    click.echo("changed; all sign-ins of this person were ended")


@command.command(name="list")
def list_() -> None:
    """List everybody: staff number, role, whether they may sign in."""
    for person in Person.objects.order_by("staff_number"):
        click.echo(f"{person.staff_number}\t{person.role}\t{'active' if person.is_active else 'inactive'}")
