"""`yinuo serve`: web and worker in one process."""

import click

from yinuo import serve
from yinuo.cli import migrate


def announce(host: str) -> "serve.Ready":
    """Print where the desk answers, once it does; scripts wait for this line."""
    shown = f"[{host}]" if ":" in host else host
    return lambda port: click.echo(f"ready http://{shown}:{port}")


@click.command(name="serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, help="0 takes any free port.")
def command(host: str, port: int) -> None:
    """Serve the desk: web and worker in one process, the way for one machine."""
    held = serve.take_port(host, port)
    migrate.run()
    serve.web_and_worker(held, on_ready=announce(host))
