"""A message centre on this machine: SMPP 3.4 by a library of another author, on a loop of its own."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import smpp34

Found = TypeVar("Found")
PATIENCE = 20


@dataclass(frozen=True)
class Taken:
    """One submit_sm as it arrived."""

    source: str
    target: str
    kind: int
    coding: int
    data: bytes
    parameters: dict[int, bytes]

    @property
    def text(self) -> str:
        """Its text, without the header of a part."""
        data = self.data or self.parameters.get(0x0424, b"")
        if self.kind & 0x40:
            data = data[data[0] + 1 :]
        return data.decode("utf-16-be") if self.coding == 8 else data.decode("latin-1")


class Smsc:
    """Takes everything under names s-1, s-2 …; `statuses` are the answers to give before that, 0 is yes.

    `nobody` are numbers that do not exist; `mute` leaves messages without an answer.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port or _free_port()
        self.taken: list[Taken] = []
        self.statuses: list[int] = []
        self.nobody: set[str] = set()
        self.mute = False
        self.sessions: list[Any] = []
        self.ended = 0
        self._held: list[Any] = []
        self._heard = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._server = smpp34.Server(host="127.0.0.1", port=self.port, system_id="centre")
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(PATIENCE)

    def wait_for(self, done: Callable[[], object]) -> None:
        """Until it is so."""
        with self._heard:
            assert self._heard.wait_for(done, PATIENCE)

    def deliver(self, text: bytes, *, source: str = "13905270001", **more: Any) -> int:
        """Deliver to the newest session; the status with which it was acknowledged."""
        self.wait_for(lambda: self.sessions)
        answer = self._do(lambda: self.sessions[-1].deliver_sm("10690001", text, source_addr=source, **more))
        return int(answer.command_status)

    def receipt(self, name: str, state: str = "DELIVRD", error: str = "000", **more: Any) -> int:
        """Deliver a receipt as centres write it."""
        text = (
            f"id:{name} sub:001 dlvrd:001 submit date:2611201000 done date:2611201003"
            f" stat:{state} err:{error} text:"
        )
        return self.deliver(text.encode(), esm_class=4, **more)

    def stop(self) -> None:
        """Drop every line and take no more."""
        if self._loop.is_closed():
            return
        with suppress(Exception):
            self._do(lambda: self._server.stop())
        self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join(PATIENCE)

    def _do(self, wanted: Callable[[], Awaitable[Found]]) -> Found:
        async def doing() -> Found:
            return await wanted()

        asked: Coroutine[Any, Any, Found] = doing()
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result(PATIENCE)

    def _run(self) -> None:
        self._serving = self._loop.create_task(self._serve())
        with suppress(asyncio.CancelledError):
            self._loop.run_until_complete(self._serving)
        self._loop.close()

    async def _serve(self) -> None:
        await self._server.start()
        self._ready.set()
        while True:
            event = await self._server.next()
            with self._heard:
                self._take(event)
                self._heard.notify_all()

    def _take(self, event: Any) -> None:
        if isinstance(event, smpp34.Esme):
            self.sessions.append(event)
        elif isinstance(event, smpp34.Unbound):
            self.ended += 1
        elif isinstance(event, smpp34.SubmitSmEvent):
            parameters = {one.tag: bytes(one.value) for one in event.tlvs}
            self.taken.append(
                Taken(
                    event.source_addr,
                    event.destination_addr,
                    event.esm_class,
                    event.data_coding,
                    bytes(event.short_message),
                    parameters,
                )
            )
            if self.mute:
                self._held.append(event)
                return
            status = 0x0B if event.destination_addr in self.nobody else 0
            status = self.statuses.pop(0) if self.statuses else status
            event.reject(status) if status else event.accept(f"s-{len(self.taken)}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def smsc(port: int = 0) -> Iterator[Smsc]:
    """One that runs while it is needed."""
    made = Smsc(port)
    try:
        yield made
    finally:
        made.stop()
