"""Servers on this machine, senders that speak to them, and what a session heard."""

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.servers import vendor as vendors
from tests.servers.smsc import PATIENCE, Smsc, smsc
from tests.servers.stern import Stern, stern
from yinuo.messaging import senders


def options(url: str, **changed: Any) -> dict[str, Any]:
    """A plain JSON interface; `changed` replaces parts of the interface, or the account where it is known."""
    interface = {
        "request": {"data": {"phone": "{phone}", "text": "{text}", "id": "{key}"}},
        "answer": {
            "success": "code",
            "equals": ["0"],
            "message_id": "id",
            "code": "code",
            "words": "message",
            "permanent": ["NO_SUCH_*"],
            "denied": ["BAD_SIGN"],
            "throttled": ["SLOW"],
            "wait_seconds": 30,
        },
    }
    account = {name: changed.pop(name) for name in list(changed) if name not in PARTS}
    return {"url": url, **account, "interface": interface | changed}


PARTS = ("request", "signing", "answer", "push", "receipts", "replies", "ask")


def http(url: str, secrets: dict[str, str] | None = None, **changed: Any) -> senders.Sender:
    """A sender for it."""
    return senders.made_of("http", senders.Setup("gateway-1", options(url, **changed), secrets or {}))


def message(text: str = "【启程货运】110310284尚未提，请速处理。8011", **more: Any) -> senders.Outgoing:
    """A slip on its way."""
    return senders.Outgoing("key-1", "13905270001", text, **more)


@pytest.fixture
def vendor() -> Iterator[vendors.Vendor]:
    """An SMS vendor."""
    with vendors.vendor() as made:
        yield made


Make = Callable[..., senders.Sender]


class Heard:
    """What a session passed on."""

    def __init__(self) -> None:
        self.receipts: list[senders.Receipt] = []
        self.replies: list[senders.Reply] = []
        self.faults: list[Exception] = []
        self._changed = threading.Condition()

    def note_receipts(self, ref: str, some: Sequence[senders.Receipt]) -> None:
        assert ref == "gateway-2"
        self._note(self.receipts, some)

    def note_replies(self, ref: str, some: Sequence[senders.Reply]) -> None:
        assert ref == "gateway-2"
        self._note(self.replies, some)

    def _note(self, held: list[Any], some: Sequence[Any]) -> None:
        with self._changed:
            if self.faults:
                raise self.faults.pop(0)
            held += some
            self._changed.notify_all()

    def wait_for(self, done: Callable[[], object]) -> None:
        with self._changed:
            assert self._changed.wait_for(done, PATIENCE)


def refused(sender: senders.Sender, sent: senders.Outgoing | None = None) -> senders.SendFailure:
    """Why it was not sent."""
    with pytest.raises(senders.SendFailure) as failure:
        sender.send(sent or message())
    return failure.value


@pytest.fixture
def make() -> Iterator[Make]:
    """Senders that end with the test."""
    made: list[senders.Sender] = []

    def begin(port: int, per_second: int = 1000, **options: Any) -> senders.Sender:
        given = {"host": "127.0.0.1", "port": port, "system_id": "yinuo", "source": "10690001"} | options
        setup = senders.Setup("gateway-2", given, {"password": "secret"}, per_second)
        made.append(senders.made_of("smpp", setup))
        return made[-1]

    yield begin
    for sender in made:
        senders.close(sender)


@pytest.fixture
def centre() -> Iterator[Smsc]:
    """A message centre."""
    with smsc() as made:
        yield made


@pytest.fixture
def strict() -> Iterator[Stern]:
    """One that says no as it is told."""
    with stern() as made:
        yield made


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """Listens for the test."""
    made = Heard()
    monkeypatch.setattr(senders, "_on_receipts", senders._on_receipts)
    monkeypatch.setattr(senders, "_on_replies", senders._on_replies)
    senders.listen(made.note_receipts, made.note_replies)
    return made
