"""Serving: the web server, the worker beside it, and a clean end of both."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn
from django.conf import settings
from django.core.management import call_command

from yinuo import __version__, worker
from yinuo.core import events

GRACE_SECONDS = 2
Ready = Callable[[int], None]


class Server(uvicorn.Server):
    """A uvicorn that says when it answers."""

    def __init__(self, config: uvicorn.Config, on_ready: Ready) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Open the port, then tell."""
        await super().startup(sockets)  # type: ignore[arg-type]
        if self.started:
            self._on_ready(self.servers[0].sockets[0].getsockname()[1])


def collect_statics() -> None:
    """Copy, hash and compress the built files into the data folder, once per version of them."""
    built = Path(__file__).parent / "static" / "build" / ".stamp"
    want = f"{__version__} {built.read_text().strip() if built.exists() else 'unbuilt'}"
    have = Path(settings.STATIC_ROOT) / ".collected"
    if not have.exists() or have.read_text() != want:
        call_command("collectstatic", interactive=False, verbosity=0, clear=have.exists())
        have.write_text(want)


def web(host: str, port: int, *, on_ready: Ready) -> None:
    """Answer requests until a signal ends it. Raises OSError where the port is taken."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yinuo.settings")
    collect_statics()
    stop = threading.Event()
    listener = events.follow(stop)
    config = uvicorn.Config(
        "yinuo.asgi:application",
        host=host,
        port=port,
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=settings.BEHIND_TLS,
    )
    try:
        Server(config, on_ready).run()
    finally:
        stop.set()
        listener.join(GRACE_SECONDS)


def web_and_worker(host: str, port: int, *, on_ready: Ready) -> None:
    """Both in one process: the embedded way, and the demo's."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,), name="worker", daemon=True)
    thread.start()
    try:
        web(host, port, on_ready=on_ready)
    finally:
        stop.set()
        thread.join(GRACE_SECONDS + 1)
