"""`yinuo migrate`: bring the database to this version."""

import signal

import click
from django.core.management import call_command

from yinuo.core import db

_ENDING = (signal.SIGTERM, signal.SIGINT)


@click.command(name="migrate")
def command() -> None:
    """Bring the database to this version; does nothing where it is already."""
    run(verbosity=1)


def run(*, verbosity: int = 0) -> None:
    """Bring the database to this version; a signal to end waits until the last step is written down.

    A step and the note that it was done are not always one transaction.
    """
    if db.is_unfinished():
        raise click.ClickException("a restore did not come to its end here; run `yinuo restore FILE` again")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
