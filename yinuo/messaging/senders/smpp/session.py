"""One bound session with a message centre: opened again whenever it ends, until it is closed.

The session runs on an event loop in a thread of its own. The library's own session is not used: it ends at
every status that the standard does not name, and does not tell the name of each part.
"""

import asyncio
import contextlib
import itertools
import logging
import ssl
import struct
import threading
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import Future
from typing import Any, Final, TypeVar

from aiosmpplib import BindTransceiver, EnquireLink, SubmitSm

from yinuo.messaging.rules import troubles
from yinuo.messaging.rules.turns import Turns
from yinuo.messaging.senders.smpp import wire
from yinuo.messaging.senders.smpp.options import SmppOptions

CONNECT_SECONDS: Final = 4.0
BIND_SECONDS: Final = 4.0
ANSWER_SECONDS: Final = 8.0
CLOSE_SECONDS: Final = 2.0
BACK_OFF: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
Found = TypeVar("Found")
Mark = tuple[int, int]
"""Which session of several in turn, and the number of a request in it."""

log = logging.getLogger("yinuo.messaging")


class Session:
    """Binds and stays bound. `on_delivery(mark, body)` is called for each deliver_sm; see `acknowledge`."""

    def __init__(
        self,
        options: SmppOptions,
        password: str,
        per_second: int,
        on_delivery: Callable[[Mark, bytes], None],
    ) -> None:
        self._options, self._password, self._on_delivery = options, password, on_delivery
        self._turns = Turns(per_second)
        self._sequence = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[wire.Answer]] = {}
        self._writer: asyncio.StreamWriter | None = None
        self._window = asyncio.Semaphore(options.window)
        self._gate = asyncio.Lock()
        self._stop = asyncio.Event()
        self._count = self._failures = 0
        self.is_bound = threading.Event()
        self.tried = threading.Event()
        self.trouble: BaseException | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="smpp", daemon=True)
        self._thread.start()

    # From any thread.

    def submit(self, parts: Sequence[SubmitSm], seconds: float) -> "Future[list[wire.Answer]]":
        """Hand the parts of a message over in their turn, up to the first that is not taken.

        The answers so far; or TimeoutError; wire.Ended, also where only a later part was not handed over;
        wire.NotHanded where no part was.
        """
        return self._ask(self._submitted(parts, seconds))

    def query(self, name: str, seconds: float) -> "Future[wire.Answer]":
        """Ask what became of a message."""
        options = self._options
        source = bytes((options.source_ton, options.source_npi)) + options.source.encode() + b"\0"
        return self._ask(self._exchange(wire.QUERY, name.encode("latin-1") + b"\0" + source, seconds))

    def acknowledge(self, mark: Mark, status: int) -> None:
        """wire.Answer a deliver_sm: 0 when it is kept; anything else lets the centre bring it again."""
        with contextlib.suppress(RuntimeError):  # the loop has ended: the centre brings it again
            self._loop.call_soon_threadsafe(self._acknowledge, mark, status)

    def _acknowledge(self, mark: Mark, status: int) -> None:
        count, sequence = mark
        if count == self._count:
            self._write(wire.packed(wire.DELIVER | wire.ANSWER, status, sequence, b"\0"))

    def close(self) -> None:
        """Unbind and end; never raises."""
        if self._loop.is_closed():
            return
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(CLOSE_SECONDS + CONNECT_SECONDS)

    def _ask(self, wanted: Coroutine[Any, Any, Found]) -> "Future[Found]":
        if self._stop.is_set() or self._loop.is_closed():
            wanted.close()
            failed: Future[Found] = Future()
            failed.set_exception(wire.Ended())
            return failed
        return asyncio.run_coroutine_threadsafe(wanted, self._loop)

    # On the loop.

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._stay())
            self._loop.run_until_complete(asyncio.sleep(0))  # the line is let go of in the next turn
        finally:
            self._loop.close()

    async def _stay(self) -> None:
        """Bind again after every end, ever more slowly while that fails."""
        while not self._stop.is_set():
            living = asyncio.create_task(self._live())
            stopping = asyncio.create_task(self._stop.wait())
            await asyncio.wait({living, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if self._stop.is_set():
                await self._leave()
            await _ended(living)
            await _ended(stopping)
            if not self._stop.is_set():
                await self._rest()

    async def _rest(self) -> None:
        seconds = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)

    async def _live(self) -> None:
        """Connect, bind, and hear what comes until the line ends."""
        writer, self._count = None, self._count + 1
        try:
            reader, writer = await asyncio.wait_for(self._connect(), CONNECT_SECONDS)
            await asyncio.wait_for(self._bind(reader, writer), BIND_SECONDS)
            self._writer, self._failures, self.trouble = writer, 0, None
            self.is_bound.set()
            self.tried.set()
            await self._hear(reader)
        except (OSError, EOFError, ValueError, struct.error, TimeoutError, wire.BindRefused) as error:
            if not self.is_bound.is_set() or not self._stop.is_set():
                self.trouble = error
                log.warning("smpp session ended: %s", type(error).__name__)
        finally:
            self._forget(writer)

    def _forget(self, writer: asyncio.StreamWriter | None) -> None:
        """Nobody waits any longer for an answer of a session that ended."""
        self.is_bound.clear()
        self.tried.set()
        self._writer = None
        waiting, self._waiting = self._waiting, {}
        for one in waiting.values():
            if not one.done():
                one.set_exception(wire.Ended())
        if writer is not None:
            writer.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        options = self._options
        context = ssl.create_default_context() if options.tls else None
        reader, writer = await asyncio.open_connection(options.host, options.port, ssl=context)
        if troubles.is_forbidden(writer.get_extra_info("peername")[0]):
            writer.transport.abort()
            raise PermissionError
        return reader, writer

    async def _bind(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        options = self._options
        request = BindTransceiver(
            sequence_num=next(self._sequence),
            system_id=options.system_id,
            password=self._password,
            system_type=options.system_type,
        )
        writer.write(request.pdu())
        _command, status, _sequence, _body = await wire.heard(reader)
        if status:
            raise wire.BindRefused(status)

    async def _hear(self, reader: asyncio.StreamReader) -> None:
        """Everything the centre sends; a silence is tried, and a line that stays silent has ended."""
        while True:
            try:
                heard = await asyncio.wait_for(wire.heard(reader), self._options.enquire_seconds)
            except TimeoutError:
                self._write(EnquireLink(sequence_num=next(self._sequence)).pdu())
                heard = await asyncio.wait_for(wire.heard(reader), ANSWER_SECONDS)
            if not self._handle(*heard):
                return

    def _handle(self, command: int, status: int, sequence: int, body: bytes) -> bool:
        """One thing heard; False when the centre takes its leave."""
        if command & wire.ANSWER:
            waiting = self._waiting.pop(sequence, None)
            if waiting is not None and not waiting.done():
                waiting.set_result(wire.Answer(status or int(command == wire.ANSWER), body))
        elif command == wire.DELIVER:
            self._on_delivery((self._count, sequence), body)
        elif command in (wire.ENQUIRE, wire.UNBIND):
            self._write(wire.packed(command | wire.ANSWER, 0, sequence))
            return command == wire.ENQUIRE
        else:
            self._write(wire.packed(wire.ANSWER, wire.UNKNOWN_COMMAND, sequence))
        return True

    async def _submitted(self, parts: Sequence[SubmitSm], seconds: float) -> list[wire.Answer]:
        until = time.monotonic() + seconds
        answers: list[wire.Answer] = []
        async with self._window:
            for part in parts:
                async with self._gate:  # one after the other, in the order in which they came
                    await asyncio.sleep(self._turns.take(time.monotonic()))
                    part.sequence_num = next(self._sequence)
                    waiting = self._next(part, until - time.monotonic(), bool(answers))
                answers.append(await self._answer(part.sequence_num, waiting, until - time.monotonic()))
                if answers[-1].status:
                    break
        return answers

    def _next(self, part: SubmitSm, seconds: float, is_later: bool) -> "asyncio.Future[wire.Answer]":
        """A part on the line; that a later one cannot be leaves open what became of the message."""
        try:
            return self._begun(part.sequence_num, part.pdu(), seconds)
        except wire.NotHanded:
            if is_later:
                raise wire.Ended from None
            raise

    async def _exchange(self, command: int, body: bytes, seconds: float) -> wire.Answer:
        sequence = next(self._sequence)
        waiting = self._begun(sequence, wire.packed(command, 0, sequence, body), seconds)
        return await self._answer(sequence, waiting, seconds)

    def _begun(self, sequence: int, data: bytes, seconds: float) -> "asyncio.Future[wire.Answer]":
        """Written to the line; raises NotHanded where there is none, or no time."""
        if self._writer is None or seconds <= 0:
            raise wire.NotHanded
        waiting: asyncio.Future[wire.Answer] = self._loop.create_future()
        self._waiting[sequence] = waiting
        self._write(data)
        return waiting

    async def _answer(
        self, sequence: int, waiting: "asyncio.Future[wire.Answer]", seconds: float
    ) -> wire.Answer:
        try:
            return await asyncio.wait_for(waiting, max(seconds, 0))
        finally:
            self._waiting.pop(sequence, None)

    def _write(self, data: bytes) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(data)

    async def _leave(self) -> None:
        """Say goodbye and wait for the answer a moment."""
        if self._writer is None:
            return
        with contextlib.suppress(TimeoutError, wire.Ended, wire.NotHanded):
            await self._exchange(wire.UNBIND, b"", CLOSE_SECONDS)


async def _ended(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        pass
    except Exception:
        log.exception("smpp session failed")
