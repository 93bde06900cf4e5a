"""`yinuo worker`: the loop that keeps promises and sends notices."""

import signal
import threading

import click

from yinuo import worker


@click.command(name="worker")
def command() -> None:
    """Run the worker until a signal ends it; several share the work."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    click.echo("worker ready")
    worker.run(stop)
