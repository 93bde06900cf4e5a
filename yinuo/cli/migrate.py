"""`yinuo migrate`: bring the database to this version."""

import click
from django.core.management import call_command


@click.command(name="migrate")
def command() -> None:
    """Bring the database to this version; does nothing where it is already."""
    call_command("migrate", interactive=False, verbosity=1)
