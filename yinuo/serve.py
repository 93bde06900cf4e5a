"""Serving: the web server, the worker beside it, and a quick, clean end of both.

A signal ends a server within three seconds: streams are closed at once, requests and the worker's step under
way have two seconds to finish. What still runs then is let go; all state is rows, so nothing is lost by it.
"""

import errno
import fcntl
import gc
import importlib
import logging
import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

import uvicorn
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import Error as DatabaseError
from django.urls import reverse

from yinuo import __version__, worker
from yinuo.core import db, events, live
from yinuo.messaging import senders

GRACE_SECONDS: Final = 2
LAST_SECONDS: Final = 2.7
Ready = Callable[[int], None]
Deed = Callable[[], None]
Beside = Callable[[threading.Event], None]

log = logging.getLogger("yinuo.serve")


class Server(uvicorn.Server):
    """A uvicorn that says when it answers, and whose end ends everything else."""

    def __init__(
        self, config: uvicorn.Config, on_ready: Callable[[], None], on_end: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._on_ready = on_ready
        self._on_end = on_end

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the port, then tell."""
        await super().startup(sockets)
        if self.started:
            settle()
            self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop what would go on for ever, then let the rest finish."""
        self._on_end()
        await super().shutdown(sockets)


def settle() -> None:
    """Take the program itself out of the collector's rounds: a round stops all for 100 ms."""
    reverse("sign-in")  # every page's module is loaded with the addresses
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def take_port(host: str, port: int) -> socket.socket:
    """Hold the port, before anything else is begun; 0 takes any free one. Raises OSError in words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named, or asyncio would not know it for TCP and let small answers wait (Nagle).
    held = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        held.bind((host, port))
    except (OSError, OverflowError) as error:
        held.close()
        raise _refused(host, port, error) from error
    return held


def collect_statics() -> None:
    """Copy, hash and compress the built files into the data folder, once per version of them."""
    built = Path(__file__).parent / "static" / "build" / ".stamp"
    want = f"{__version__} {built.read_text().strip() if built.exists() else 'unbuilt'}"
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    have = root / ".collected"
    with (root.parent / ".collecting").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # of several that begin at once, one collects for all
        if not have.exists() or have.read_text() != want:
            call_command("collectstatic", interactive=False, verbosity=0, clear=have.exists())
            have.write_text(want)


def require_whole() -> None:
    """Refuse to begin with a part missing. Raises ImproperlyConfigured: no wiring, no such SMS sender, half a
    desk.
    """
    events.ready()
    if _is_half_restored():
        raise ImproperlyConfigured("a restore did not come to its end here; run `yinuo restore FILE` again")
    senders.chosen()


def _is_half_restored() -> bool:
    """A database that does not answer is no reason to stay away: it may come back."""
    try:
        return db.is_unfinished()
    except DatabaseError:
        return False


def web(held: socket.socket, *, on_ready: Ready, beside: Beside | None = None) -> None:
    """Answer requests at a port that `take_port` holds until a signal ends it; `beside` runs in a thread.

    Raises OSError in words where somebody else listens at the port already.
    """
    require_whole()
    collect_statics()
    importlib.import_module(settings.ROOT_URLCONF)  # a page that cannot be imported fails here, not in use
    stop = threading.Event()
    threads = [events.follow(stop)]
    if beside is not None:
        threads.append(threading.Thread(target=beside, args=(stop,), name="worker", daemon=True))
        threads[-1].start()
    host, port = held.getsockname()[:2]
    server = Server(_configuration(), lambda: on_ready(port), lambda: _end(stop))
    try:
        server.run([held])
    except OSError as error:
        raise _refused(host, port, error) from error
    finally:
        stop.set()
        for thread in threads:
            thread.join(GRACE_SECONDS)


def web_and_worker(held: socket.socket, *, on_ready: Ready) -> None:
    """Both in one process: the embedded way, and the demo's."""
    web(held, on_ready=on_ready, beside=worker.run)


def _configuration() -> uvicorn.Config:
    return uvicorn.Config(
        "yinuo.asgi:application",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=settings.BEHIND_TLS,
    )


def end_soon() -> None:
    """End the process in a moment, whatever still runs in it then."""
    last = threading.Timer(LAST_SECONDS, _let_go)
    last.daemon = True
    last.start()


def _end(stop: threading.Event) -> None:
    """The server ends: so do the worker, the streams and, at the latest in a moment, the process."""
    stop.set()
    end_soon()
    live.publish({live.END})


def _let_go() -> None:
    log.warning("something still ran %s seconds after the signal and was let go", LAST_SECONDS)
    os._exit(0)


def _refused(host: str, port: int, error: Exception) -> OSError:
    """Why a port cannot be had, in words."""
    taken = getattr(error, "errno", None) == errno.EADDRINUSE
    why = "is taken by another program" if taken else f"cannot be used ({error})"
    return OSError(f"port {port} of {host} {why}; choose another with --port")
