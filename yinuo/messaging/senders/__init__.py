"""The ways out of the house: one folder per gateway behind one small Protocol; the setting YINUO_SMS chooses.

A sender is called without a transaction and without a lock, at least once per notice and always with the same
key for the same notice. It answers within `ANSWER_SECONDS`: Accepted, or SendFailure is raised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, runtime_checkable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

ANSWER_SECONDS: Final = 10
KNOWN: Final[Mapping[str, str]] = {"pretend": "yinuo.messaging.senders.pretend.PretendSender"}
"""Where each gateway's sender is, by the name the setting uses."""


@dataclass(frozen=True)
class Outgoing:
    """One message on its way out: the key by which a repeat is known, to whom, and the words."""

    idempotency_key: str
    address: str
    text: str


@dataclass(frozen=True)
class Accepted:
    """The gateway has taken the message over; `gateway_id` is its own name for it."""

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


@runtime_checkable
class ManySender(Protocol):
    """A gateway that takes several messages in one call."""

    def send_many(self, messages: Sequence[Outgoing]) -> Sequence[Accepted | SendFailure]:
        """Hand them over; one answer for each, in their order."""


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
