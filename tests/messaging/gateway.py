"""A gateway of the tests: says what it is told to say, and sees how it is called."""

from collections.abc import Callable

from yinuo.core import db
from yinuo.messaging import senders


class Gateway:
    """Answers from a list; an empty list accepts everything."""

    name = "test"

    def __init__(self) -> None:
        self.answers: list[Exception | None] = []
        self.taken: list[senders.Outgoing] = []
        self.while_sending: Callable[[], object] = lambda: None

    def send(self, message: senders.Outgoing) -> senders.Accepted:
        """Never called inside a transaction."""
        assert not db.in_transaction()
        self.while_sending()
        self.taken.append(message)
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        return senders.Accepted(f"id-{len(self.taken)}")


present = Gateway()


def current() -> Gateway:
    """The one that the setting `test` chooses."""
    return present
