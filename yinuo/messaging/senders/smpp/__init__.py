"""A gateway spoken to by SMPP 3.4: one session that sends, and hears receipts and replies.

Messages leave by the standing session; each answer is waited for within the answer time. What the centre
delivers is passed on in a thread of its own and acknowledged once it is kept, so nothing is lost by a kill.
"""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import Final, TypeVar

from yinuo.messaging.rules import troubles
from yinuo.messaging.senders import (
    ANSWER_SECONDS,
    Accepted,
    Outgoing,
    Receipt,
    SendFailure,
    Setup,
)
from yinuo.messaging.senders.smpp import inbound, outbound, wire
from yinuo.messaging.senders.smpp.ears import Ears
from yinuo.messaging.senders.smpp.options import SmppOptions
from yinuo.messaging.senders.smpp.session import Session
from yinuo.messaging.senders.smpp.wire import Answer

DEADLINE: Final = ANSWER_SECONDS - 1.0
BIND_SECONDS: Final = 5.0
_THROTTLED: Final = (0x58, 0x14)
_NO_SUCH_NUMBER: Final = (0x0B,)
_PERMANENT: Final = (0x01, 0xC3, 0xC4)
_DENIED: Final = (0x0D, 0x0E, 0x0F, 0x53)
_ALREADY: Final = 0x05

Found = TypeVar("Found")


class SmppSender:
    """Sends and hears by one session, which begins with the first need for it."""

    def __init__(self, setup: Setup) -> None:
        self.name = setup.name
        self._options = SmppOptions.model_validate(setup.options)
        self._password = setup.secrets.get("password", "")
        self._per_second = setup.per_second
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._ears: Ears | None = None
        self._is_closed = False

    def attend(self) -> None:
        """Begin the session unless it stands."""
        self._standing()

    def close(self) -> None:
        """Unbind, and end both threads."""
        with self._lock:
            self._is_closed = True
            standing, ears = self._session, self._ears
        if standing is not None:
            standing.close()
        if ears is not None:
            ears.end()

    def send(self, message: Outgoing) -> Accepted:
        """Every part, one after the other; raises SendFailure at the first that is not taken."""
        (answer,) = self.send_many([message])
        if isinstance(answer, SendFailure):
            raise answer
        return answer

    def send_many(self, messages: Sequence[Outgoing]) -> Sequence[Accepted | SendFailure]:
        """Several at once, as many as the window takes; one answer for each."""
        try:
            standing, until = self._bound(), time.monotonic() + DEADLINE
        except SendFailure as failure:
            return [failure] * len(messages)
        asked = [standing.submit(outbound.parts(one, self._options), DEADLINE) for one in messages]
        return [self._outcome(one, future, until) for one, future in zip(messages, asked, strict=True)]

    def _outcome(
        self, message: Outgoing, asked: "Future[list[Answer]]", until: float
    ) -> Accepted | SendFailure:
        try:
            answers = _result(asked, until)
        except SendFailure as failure:
            return failure
        if answers[-1].status:
            return self._refusal(answers[-1].status, is_begun=len(answers) > 1)
        names = [inbound.said_name(one.name, self._options, receipt=False) for one in answers]
        return Accepted(names[0] or message.idempotency_key, tuple(names[1:]))

    @property
    def can_ask(self) -> bool:
        """Whether this centre answers query_sm."""
        return self._options.can_query

    def ask(self, gateway_id: str, address: str, sent_at: datetime) -> Receipt:
        """What became of a message, by query_sm."""
        until = time.monotonic() + DEADLINE
        answer = _result(self._bound().query(gateway_id, DEADLINE), until)
        if answer.status:
            raise SendFailure("gateway_refused", permanent=False, said=wire.status_name(answer.status))
        rest = answer.body.split(b"\0", 2)
        number = rest[2][0] if len(rest) == 3 and rest[2] else 0
        state, word = inbound.state_of(number)
        return Receipt(gateway_id, state, "" if state == "delivered" else word)

    def _standing(self) -> Session:
        with self._lock:
            if self._is_closed:
                raise SendFailure("gateway_broken", permanent=False, handed="unreached")
            if self._session is None:
                self._ears = Ears(self.name, self._options)
                self._session = Session(self._options, self._password, self._per_second, self._ears.arrived)
                self._ears.hear(self._session)
            return self._session

    def _bound(self) -> Session:
        """The session, bound; raises SendFailure with why it is not."""
        standing = self._standing()
        until = time.monotonic() + BIND_SECONDS
        while not standing.is_bound.wait(0.05):
            if standing.tried.is_set() and standing.trouble is not None:
                raise self._unreached(standing.trouble)
            if time.monotonic() > until:
                raise SendFailure("gateway_timeout", permanent=False, handed="unreached")
        return standing

    def _refusal(self, status: int, *, is_begun: bool) -> SendFailure:
        """Why it was not taken; of a message that is begun, a part is on its way and no other may send it."""
        failure = self._refused(status)
        if is_begun:
            failure.handed = "unanswered"
        return failure

    def _refused(self, status: int) -> SendFailure:
        said, own = wire.status_name(status), f"{status:x}"
        if status in _THROTTLED or own in _plain(self._options.throttled):
            wait = self._options.wait_seconds
            return SendFailure("gateway_throttled", permanent=False, wait=wait, said=said)
        if status in _NO_SUCH_NUMBER:
            return SendFailure("no_such_number", permanent=True, said=said)
        if status in _PERMANENT or own in _plain(self._options.permanent):
            return SendFailure("message_refused", permanent=True, said=said)
        return SendFailure("gateway_refused", permanent=False, said=said)

    def _unreached(self, trouble: BaseException) -> SendFailure:
        """Why no session stands."""
        code, said = troubles.code(trouble), ""
        if isinstance(trouble, wire.BindRefused):
            said = wire.status_name(trouble.status)
            code = "gateway_denied" if trouble.status in _DENIED else "gateway_refused"
            code = "gateway_bound_already" if trouble.status == _ALREADY else code
        elif isinstance(trouble, PermissionError):
            code = "gateway_forbidden"
        elif isinstance(trouble, ValueError) and not isinstance(trouble, OSError):
            code = "gateway_unreadable"
        return SendFailure(code, permanent=False, said=said, handed="unreached")


def _result(asked: "Future[Found]", until: float) -> Found:
    """What was answered; raises SendFailure with why nothing was, and whether it was handed over."""
    try:
        return asked.result(max(until - time.monotonic(), 0) + 0.5)
    except wire.NotHanded:
        raise SendFailure("gateway_broken", permanent=False, handed="unreached") from None
    except wire.Ended:
        raise SendFailure("gateway_broken", permanent=False, handed="unanswered") from None
    except TimeoutError:
        asked.cancel()
        raise SendFailure("gateway_timeout", permanent=False, handed="unanswered") from None


def _plain(codes: tuple[str, ...]) -> set[str]:
    return {f"{int(one, 16):x}" for one in codes}
