"""A gateway of the tests: says what it is told to say, and sees how it is called."""

from collections.abc import Callable, Sequence

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


class WideGateway(Gateway):
    """Takes several messages in one call; `calls` says how many came in each."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[int] = []

    def send_many(
        self, messages: Sequence[senders.Outgoing]
    ) -> Sequence[senders.Accepted | senders.SendFailure]:
        """One answer each."""
        self.calls.append(len(messages))
        return [self._answer(message) for message in messages]

    def _answer(self, message: senders.Outgoing) -> senders.Accepted | senders.SendFailure:
        try:
            return self.send(message)
        except senders.SendFailure as failure:
            return failure


present = Gateway()


def current() -> Gateway:
    """The one that the setting `test` chooses."""
    return present
