"""`yinuo worker`: the loop that keeps promises and sends notices."""

import signal
import threading

import click

from yinuo import serve, worker


@click.command(name="worker")
def command() -> None:
    """Run the worker until a signal ends it; several share the work."""
    serve.require_whole()
    stop = threading.Event()

    def end(*_: object) -> None:
        stop.set()
        serve.end_soon()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    click.echo("worker ready")
    worker.run(stop)
