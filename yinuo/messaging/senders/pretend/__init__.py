"""A gateway that only pretends: the message lands in a table, which the in-page telephone shows.

Known by its idempotency key: a repeat is counted in `times` and shown once. To try faults without a
gateway, the number itself says what goes wrong: one that ends in 0000 does not exist (permanent), one that
ends in 9999 is busy (passing).
"""

from collections.abc import Mapping, Sequence

from yinuo.core import clock, db
from yinuo.messaging.models import PretendMessage
from yinuo.messaging.senders import Accepted, Outgoing, SendFailure

NO_SUCH_NUMBER = "0000"
BUSY_NUMBER = "9999"


class PretendSender:
    """Takes everything, except from numbers with which a fault is tried."""

    name = "pretend"

    def send(self, message: Outgoing) -> Accepted:
        """Keep the message; a repeat under the same key only raises `times`."""
        (answer,) = self.send_many([message])
        if isinstance(answer, SendFailure):
            raise answer
        return answer

    def send_many(self, messages: Sequence[Outgoing]) -> Sequence[Accepted | SendFailure]:
        """The same for several at once."""
        answers = [_answer(message) for message in messages]
        taken = (
            message for message, answer in zip(messages, answers, strict=True) if isinstance(answer, Accepted)
        )
        _keep({message.idempotency_key: message for message in taken})
        return answers


def _answer(message: Outgoing) -> Accepted | SendFailure:
    if message.address.endswith(NO_SUCH_NUMBER):
        return SendFailure("no_such_number", permanent=True)
    if message.address.endswith(BUSY_NUMBER):
        return SendFailure("gateway_busy", permanent=False)
    return Accepted(gateway_id=message.idempotency_key)


def _keep(messages: Mapping[str, Outgoing]) -> None:
    now = clock.now()
    rows = [
        PretendMessage(idempotency_key=key, address=message.address, text=message.text, at=now)
        for key, message in messages.items()
    ]
    with db.transaction():
        db.insert_or_count(rows, "idempotency_key", counted="times")
