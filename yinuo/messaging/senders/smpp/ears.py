"""What a message centre delivers, passed on in a thread of its own and acknowledged once it is kept."""

import logging
import queue
import threading
from typing import Final

from django.db import close_old_connections, connections

from yinuo.messaging import senders
from yinuo.messaging.senders import Receipt, Reply
from yinuo.messaging.senders.smpp import inbound, session
from yinuo.messaging.senders.smpp.options import SmppOptions
from yinuo.messaging.senders.smpp.session import Mark, Session

TOGETHER: Final = 50
IDLE_SECONDS: Final = 5.0
_TRY_AGAIN, _REJECT = 0x64, 0x66

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
            while some := self._some():
                self._pass_on(standing, [one for one in some if one is not None])
                if None in some:
                    return
        finally:
            connections.close_all()

    def _some(self) -> list[tuple[Mark, bytes] | None]:
        """What waits; at least one, which is waited for."""
        try:
            found = [self._queue.get(timeout=IDLE_SECONDS)]
        except queue.Empty:
            connections.close_all()
            found = [self._queue.get()]
        while len(found) < TOGETHER and not self._queue.empty():
            found.append(self._queue.get())
        return found

    def _pass_on(self, standing: Session, arrived: list[tuple[Mark, bytes]]) -> None:
        receipts: list[Receipt] = []
        replies: list[Reply] = []
        read = [self._sorted(body, receipts, replies) for _mark, body in arrived]
        status = self._told(receipts, replies)
        for (mark, _body), is_read in zip(arrived, read, strict=True):
            standing.acknowledge(mark, status if is_read else _REJECT)

    def _sorted(self, body: bytes, receipts: list[Receipt], replies: list[Reply]) -> bool:
        """Put it where it belongs; False for what nobody can read."""
        try:
            one = inbound.read(body)
        except inbound.Unreadable:
            log.warning("smpp gateway %s delivered something unreadable", self._name)
            return False
        if one.is_receipt:
            found = inbound.receipt(one, self._options)
            receipts.extend([found] if found else [])
        elif one.is_reply and (text := self._parts.whole(one)) is not None:
            replies.append(inbound.reply(one.source, text, self._options))
        return True

    def _told(self, receipts: list[Receipt], replies: list[Reply]) -> int:
        """The status with which all of it is acknowledged."""
        try:
            close_old_connections()
            if receipts:
                senders.heard_receipts(self._name, receipts)
            if replies:
                senders.heard_replies(self._name, replies)
        except senders.Unheard:
            return _TRY_AGAIN
        except Exception:
            log.exception("smpp gateway %s: what it delivered could not be kept", self._name)
            return _TRY_AGAIN
        return 0
