"""`yinuo web`: the pages only."""

import click

from yinuo import serve
from yinuo.cli.serve import announce


@click.command(name="web")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="0 takes any free port.")
def command(host: str, port: int) -> None:
    """Serve the web pages only; run any number of these, and of workers, on PostgreSQL."""
    serve.web(serve.take_port(host, port), on_ready=announce(host))
