"""The ways out of the house: one folder per kind of gateway behind one small Protocol.

A sender is called without a transaction and without a lock, at least once per notice and always with the
same key for the same notice. It answers within `ANSWER_SECONDS`: Accepted, or SendFailure is raised.
`of(gateway)` is the sender of a gateway's row; `chosen()` the one that the setting YINUO_SMS names, for when
none is active.

What comes back (receipts of delivery, replies) either is pushed to the desk over HTTP and read by `Pushed`,
or arrives in the sender's own session, which calls what `listen` was given; `attend` keeps sessions open.
"""

import atexit
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol, runtime_checkable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from pydantic import ValidationError

from yinuo.core import secrets
from yinuo.core.errors import DeskError, NotPermitted
from yinuo.messaging.models import Gateway
from yinuo.messaging.rules.exchange import (
    Accepted,
    Heard,
    Outgoing,
    Push,
    Receipt,
    Reply,
    SendFailure,
)

__all__ = [
    "ANSWER_SECONDS",
    "KINDS",
    "KNOWN",
    "Accepted",
    "Asks",
    "BadPush",
    "BadSignature",
    "Closes",
    "Heard",
    "Listens",
    "ManySender",
    "Outgoing",
    "Push",
    "Pushed",
    "Receipt",
    "Receipts",
    "Replies",
    "Reply",
    "SendFailure",
    "Sender",
    "Setup",
    "Unheard",
    "attend",
    "chosen",
    "close",
    "close_all",
    "fault_of_setting",
    "heard_receipts",
    "heard_replies",
    "listen",
    "made_of",
    "of",
    "setup",
]

ANSWER_SECONDS: Final = 10
KNOWN: Final[Mapping[str, str]] = {"pretend": "yinuo.messaging.senders.pretend.PretendSender"}
"""Where each gateway's sender is, by the name the setting uses."""

KINDS: Final[Mapping[str, str]] = {
    Gateway.Kind.HTTP.value: "yinuo.messaging.senders.http.HttpSender",
    Gateway.Kind.SMPP.value: "yinuo.messaging.senders.smpp.SmppSender",
}
"""Where the sender of each kind of gateway is; it is made with a Setup."""


class Sender(Protocol):
    """A gateway for short messages; `name` is the ref of its row, or the word of the setting."""

    name: str

    def send(self, message: Outgoing) -> Accepted:
        """Hand `message` over; raises SendFailure when the gateway does not take it."""


@runtime_checkable
class ManySender(Protocol):
    """A gateway that takes several messages in one call."""

    def send_many(self, messages: Sequence[Outgoing]) -> Sequence[Accepted | SendFailure]:
        """Hand them over; one answer for each, in their order."""


class BadSignature(NotPermitted):
    """The push is not signed as agreed, or comes from an address that was not named (403)."""

    def __init__(self) -> None:
        super().__init__("push_not_signed")


class BadPush(DeskError):
    """The push has not the agreed form (422)."""

    status = 422

    def __init__(self) -> None:
        super().__init__("push_unreadable")


@runtime_checkable
class Pushed(Protocol):
    """A gateway that pushes receipts and replies to an address of the desk."""

    def read(self, push: Push) -> Heard:
        """What is in it. Raises BadSignature and BadPush."""


@runtime_checkable
class Asks(Protocol):
    """A gateway that can be asked what became of a message."""

    @property
    def can_ask(self) -> bool:
        """Whether its settings say how."""

    def ask(self, gateway_id: str, address: str, sent_at: datetime) -> Receipt:
        """What became of it; raises SendFailure when it does not answer."""


@runtime_checkable
class Listens(Protocol):
    """A gateway with a session of its own, by which receipts and replies arrive."""

    def attend(self) -> None:
        """Begin the session unless it stands; does not wait for it."""


@runtime_checkable
class Closes(Protocol):
    """A sender that holds something open."""

    def close(self) -> None:
        """Let go of it; never raises."""


@dataclass(frozen=True)
class Setup:
    """A gateway's settings as its sender takes them; `name` is the ref of the row."""

    name: str
    options: Mapping[str, Any]
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    per_second: int = 20


Receipts = Callable[[str, Sequence[Receipt]], None]
Replies = Callable[[str, Sequence[Reply]], None]


class Unheard(Exception):
    """Nobody listens in this process, only the worker does: what was delivered is to be brought there."""


def _unheard(ref: str, what: Sequence[object]) -> None:
    raise Unheard


_lock = threading.Lock()
_kept: dict[int, tuple[int, Sender]] = {}
_on_receipts: Receipts = _unheard
_on_replies: Replies = _unheard


def listen(on_receipts: Receipts, on_replies: Replies) -> None:
    """Call these with the ref of a gateway and what arrived in its session.

    They are called in a thread of the sender's and may take their time; one that raises is called again with
    the same later where the protocol allows it, so they must be able to hear a thing twice.
    """
    global _on_receipts, _on_replies
    _on_receipts, _on_replies = on_receipts, on_replies


def heard_receipts(ref: str, receipts: Sequence[Receipt]) -> None:
    """For a sender's session: pass receipts on."""
    _on_receipts(ref, receipts)


def heard_replies(ref: str, replies: Sequence[Reply]) -> None:
    """For a sender's session: pass replies on."""
    _on_replies(ref, replies)


def of(gateway: Gateway) -> Sender:
    """The sender of this row: one object per row and version, kept in this process.

    Raises `core.secrets.Unreadable` when its secrets cannot be opened, and pydantic.ValidationError when its
    options were written by hand and are wrong.
    """
    with _lock:
        version, sender = _kept.get(gateway.pk, (0, None))
        if sender is not None and version == gateway.version:
            return sender
        made = made_of(gateway.kind, setup(gateway))
        _kept[gateway.pk] = (gateway.version, made)
    if sender is not None:
        close(sender)
    return made


def setup(gateway: Gateway) -> Setup:
    """The settings of a row, its secrets opened. Raises `core.secrets.Unreadable`."""
    opened = secrets.unseal(gateway.secrets)
    return Setup(gateway.ref, gateway.options, opened, gateway.per_second)


def made_of(kind: str, given: Setup) -> Sender:
    """A sender of its own that nobody keeps: to try settings out. Whoever asked for it closes it."""
    sender: Sender = import_string(KINDS[kind])(given)
    return sender


def attend(gateways: Iterable[Gateway]) -> None:
    """Keep the sessions of these gateways open and close those of all others; call it again and again."""
    present = list(gateways)
    for gateway in present:
        try:
            sender = of(gateway)
        except (secrets.Unreadable, ValidationError):
            continue  # whoever sends by it is told
        if isinstance(sender, Listens):
            sender.attend()
    _drop_all_but({gateway.pk for gateway in present})


def close_all() -> None:
    """Close every sender that is kept in this process."""
    _drop_all_but(set())


def _drop_all_but(wanted: set[int]) -> None:
    with _lock:
        dropped = [_kept.pop(pk)[1] for pk in list(_kept) if pk not in wanted]
    for sender in dropped:
        close(sender)


def close(sender: Sender) -> None:
    """Let go of what a sender holds open."""
    if isinstance(sender, Closes):
        sender.close()


atexit.register(close_all)


def chosen() -> Sender:
    """The sender that the setting names; raises ImproperlyConfigured for a name that there is none for."""
    if fault := fault_of_setting():
        raise ImproperlyConfigured(fault)
    sender: Sender = import_string(KNOWN[settings.YINUO_SMS])()
    return sender


def fault_of_setting() -> str:
    """What is wrong with YINUO_SMS, in words for the operator; empty when nothing is."""
    if settings.YINUO_SMS in KNOWN:
        return ""
    return f"YINUO_SMS must be one of {', '.join(sorted(KNOWN))}, not {settings.YINUO_SMS!r}"
