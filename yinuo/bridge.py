"""From the asynchronous server to synchronous pages: each request is one visit to a thread.

A visit begins when the body is there and brings the whole answer back; only what is long goes out piece by
piece while the thread works on. Every crossing between loop and threads costs more than a small answer
itself, so that there are two of them and not six. A body that comes slowly, or never, keeps no thread.
"""

import asyncio
import contextvars
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, cast

from a2wsgi.wsgi import build_environ

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
LONG: Final = 128 * 1024
"""How many bytes of an answer wait for its end."""
MOST: Final = 65 * 1024 * 1024
"""How much of a body is waited for: a little more than any form may have. The pages refuse what is larger."""
IN_MEMORY: Final = 1024 * 1024


class Bridge:
    """An ASGI application that answers by a WSGI application in so many threads."""

    def __init__(self, application: Application, threads: int) -> None:
        self._application = application
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request."""
        loop = asyncio.get_running_loop()
        with SpooledTemporaryFile(IN_MEMORY) as body:
            if not await _has_come(scope, receive, body):
                return
            visit = _Visit(loop, send)
            environ: Any = build_environ(cast(Any, scope), cast(Any, body))
            work = partial(contextvars.copy_context().run, visit.work, self._application, environ)
            await loop.run_in_executor(self._executor, work)
            await visit.finish()


async def _has_come(scope: Mapping[str, Any], receive: Any, body: IO[bytes]) -> bool:
    """Wait for the body, as far as it is waited for; False when the client went away before its end."""
    announced = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    most = 0 if announced.isdigit() and int(announced) > MOST else MOST
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        more = message.get("more_body", False) and body.tell() < most
    body.seek(0)
    return True


class _Visit:
    """One request in its thread, and what of its answer has not gone out yet."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Any) -> None:
        self._loop = loop
        self._send = send
        self._start: Mapping[str, Any] | None = None
        self._waiting: list[bytes] = []
        self._size = 0

    def work(self, application: Application, environ: dict[str, Any]) -> None:
        """Run the application; a long answer goes out meanwhile, as fast as the client takes it."""
        pieces = application(environ, self._begin)
        try:
            for piece in pieces:
                self._waiting.append(piece)
                self._size += len(piece)
                if self._size >= LONG:
                    asyncio.run_coroutine_threadsafe(self._put(is_more=True), self._loop).result()
        finally:
            getattr(pieces, "close", lambda: None)()

    async def finish(self) -> None:
        """Send what is left."""
        await self._put(is_more=False)

    def _begin(self, status: str, headers: Iterable[tuple[str, str]], exc_info: Any = None) -> None:
        self._start = {
            "type": "http.response.start",
            "status": int(status.split(" ", 1)[0]),
            "headers": [
                (name.lower().encode("latin1"), value.strip().encode("latin1")) for name, value in headers
            ],
        }

    async def _put(self, *, is_more: bool) -> None:
        start, self._start = self._start, None
        if start is not None:
            await self._send(start)
        text, self._waiting, self._size = b"".join(self._waiting), [], 0
        await self._send({"type": "http.response.body", "body": text, "more_body": is_more})
