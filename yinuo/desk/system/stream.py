"""One stream per browser: the names of what changed, never what it is now.

A region that listens asks for itself again, so permission is checked in one place. Signals that come within a
tenth of a second go out together; a beat every 15 seconds carries the server's clock, and is the moment at
which a stream ends whose sign-in was ended. A stream holds no database connection between two beats: a
server has not as many as there are pages open.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

from yinuo.core import live
from yinuo.staff.models import Person

GATHER_SECONDS = 0.1
BEAT_SECONDS = 15.0
RETRY_MS = 2000


class Mailbox:
    """Signals waiting for one browser, filled from any thread."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._names: set[str] = set()
        self._news = asyncio.Event()
        self.close = live.subscribe(self._deliver)

    def _deliver(self, names: frozenset[str]) -> None:
        self._loop.call_soon_threadsafe(self._add, names)

    def _add(self, names: frozenset[str]) -> None:
        self._names |= names
        self._news.set()

    async def take(self) -> list[str]:
        """What changed, gathered; empty when a beat is due."""
        try:
            await asyncio.wait_for(self._news.wait(), BEAT_SECONDS)
        except TimeoutError:
            return []
        await asyncio.sleep(GATHER_SECONDS)
        self._news.clear()
        names, self._names = sorted(self._names), set()
        return names


async def live_messages(
    since: int | None = None, goes_on: Callable[[], Awaitable[bool]] | None = None
) -> AsyncIterator[bytes]:
    """The body of a stream, as long as the process lives and `goes_on` says so at each beat.

    The first message greets: where everything from `since` on is remembered, it repeats what changed and says
    `since`; without that the page asks for all its regions again.
    """
    box = Mailbox()
    try:
        missed = None if since is None else live.missed(since)
        told = {} if missed is None else {"since": since}
        yield f"retry: {RETRY_MS}\n".encode() + _message(sorted(missed or ()), **told)
        while live.END not in (names := await box.take()):
            if not names and goes_on is not None and not await goes_on():
                return
            yield _message(names)
    finally:
        box.close()


def _message(names: list[str], **more: object) -> bytes:
    body = {"signals": names, "now": live.now_ms(), **more}
    return f"data: {json.dumps(body)}\n\n".encode()


async def live_stream(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Open the stream; 401 without a sign-in, so that the page can tell it from a lost link."""
    person = await request.auser()
    await sync_to_async(_let_go)()
    if not person.is_authenticated:
        return HttpResponse(status=401)
    asked = request.GET.get("since", "")
    since = int(asked) if asked.isdecimal() and len(asked) < 16 else None
    goes_on = sync_to_async(lambda: _is_signed_in(request.session.session_key or "", person.pk))
    response = StreamingHttpResponse(live_messages(since, goes_on), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _let_go() -> None:
    """Close the connection of the thread that asked, unless it is in the middle of somebody's work."""
    if not connection.in_atomic_block:
        connection.close()


def _is_signed_in(session_key: str, person_id: int) -> bool:
    """Whether the sign-in that opened a stream still holds; while the database is away, it does."""
    try:
        is_there = SessionStore().exists(session_key)
        return is_there and Person.objects.filter(pk=person_id, is_active=True).exists()
    except Error:
        return True
    finally:
        _let_go()
