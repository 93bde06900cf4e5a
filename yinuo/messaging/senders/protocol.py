"""What every gateway takes and gives."""

from dataclasses import dataclass
from typing import Protocol

ANSWER_SECONDS = 10


@dataclass(frozen=True)
class Outgoing:
    """One message on its way out: the key by which a repeat is known, to whom, and the words."""

    idempotency_key: str
    address: str
    text: str


@dataclass(frozen=True)
class Accepted:
    """The gateway has taken the message over; `gateway_id` is its own number for it."""

    gateway_id: str


class SendFailure(Exception):
    """The gateway did not take the message.

    `code` is a short word for the page and the log, never text of the message. `permanent` says that trying
    again cannot help (a number that does not exist, a refused text).
    """

    def __init__(self, code: str, *, permanent: bool) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent


class Sender(Protocol):
    """A gateway for short messages."""

    name: str

    def send(self, message: Outgoing) -> Accepted:
        """Hand `message` over; raises SendFailure when the gateway does not take it."""
