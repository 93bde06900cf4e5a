"""What a message centre delivers, passed on in a thread of its own and acknowledged once it is kept."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import close_old_connections, connections

from yinuo.messaging import senders
from yinuo.messaging.senders import Receipt
from yinuo.messaging.senders.smpp import inbound, session
from yinuo.messaging.senders.smpp.options import SmppOptions
from yinuo.messaging.senders.smpp.session import Mark, Session

TOGETHER: Final = 50
IDLE_SECONDS: Final = 5.0
_TRY_AGAIN, _REJECT = 0x64, 0x66
Found = TypeVar("Found")

log = logging.getLogger("yinuo.messaging")


class Ears:
    """Passes on what was delivered, some at a time, and acknowledges what was kept."""

    def __init__(self, name: str, options: SmppOptions) -> None:
        self._name, self._options = name, options
        self._parts = inbound.Parts()
        self._queue: queue.SimpleQueue[tuple[Mark, bytes] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    def arrived(self, mark: Mark, body: bytes) -> None:
        """From the session's loop."""
        self._queue.put((mark, body))

    def hear(self, standing: Session) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._run, args=(standing,), name="smpp-ears", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """After what has arrived so far."""
        self._queue.put(None)
        if self._thread is not None:
            self._thread.join(session.CLOSE_SECONDS)

    def _run(self, standing: Session) -> None:
        try:
            while True:
                some = self._some()
                self._pass_on(standing, [one for one in some if one is not None])
                if None in some:
                    return
        finally:
            connections.close_all()

    def _some(self) -> list[tuple[Mark, bytes] | None]:
        """What waits; at least one, which is waited for, unless parts of a reply wait too."""
        try:
            found = [self._queue.get(timeout=IDLE_SECONDS)]
        except queue.Empty:
            connections.close_all()
            if self._parts:
                return []
            found = [self._queue.get()]
        while len(found) < TOGETHER and not self._queue.empty():
            found.append(self._queue.get())
        return found

    def _pass_on(self, standing: Session, arrived: list[tuple[Mark, bytes]]) -> None:
        """Receipts together, for said again they change nothing; each reply by itself, so that only what was
        not kept comes again.
        """
        receipts: list[tuple[Mark, Receipt]] = []
        for mark, body in arrived:
            try:
                one = inbound.read(body)
            except inbound.Unreadable:
                log.warning("smpp gateway %s delivered something unreadable", self._name)
                standing.acknowledge(mark, _REJECT)
                continue
            found = inbound.receipt(one, self._options) if one.is_receipt else None
            if found:
                receipts.append((mark, found))
            else:
                standing.acknowledge(mark, self._answered(one) if one.is_reply else 0)
        status = self._told(senders.heard_receipts, [found for _mark, found in receipts])
        for mark, _found in receipts:
            standing.acknowledge(mark, status)
        for key in self._parts.overdue(time.monotonic()):
            self._whole(key)

    def _answered(self, one: inbound.Delivery) -> int:
        """Keep a reply, or its part until the rest is there; the status with which it is acknowledged."""
        if one.part is None:
            return self._told(senders.heard_replies, [inbound.reply(one.source, one.text, self._options)])
        key = self._parts.add(one, time.monotonic())
        return self._whole(key) if key else 0

    def _whole(self, key: inbound.Key) -> int:
        """A reply in parts, as far as they are there; they go only when it is kept."""
        reply = inbound.reply(key[0], self._parts.text(key), self._options)
        status = self._told(senders.heard_replies, [reply])
        if status == 0:
            self._parts.drop(key)
        return status

    def _told(self, tell: Callable[[str, list[Found]], None], some: list[Found]) -> int:
        """The status with which it is acknowledged."""
        try:
            close_old_connections()
            if some:
                tell(self._name, some)
        except senders.Unheard:
            return _TRY_AGAIN
        except Exception:
            log.exception("smpp gateway %s: what it delivered could not be kept", self._name)
            return _TRY_AGAIN
        return 0
