"""What passes between the desk and a gateway, there and back: pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Handed = Literal["answered", "unreached", "unanswered"]
"""How far a message came; see `SendFailure`."""


@dataclass(frozen=True)
class Outgoing:
    """One message on its way out: the key by which a repeat is known, to whom, and the words.

    `key` is the notice's key in the playbook and `values` its variables: for gateways that send by templates
    of their own.
    """

    idempotency_key: str
    address: str
    text: str
    key: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Accepted:
    """The gateway has taken the message over; `gateway_id` is its own name for it.

    A gateway that names each part of a long message says the further ones in `other_ids`.
    """

    gateway_id: str
    other_ids: tuple[str, ...] = ()


class SendFailure(Exception):
    """The gateway did not take the message.

    `code` is a short word for the page and the log, never text of the message. `permanent` says that trying
    again cannot help (a number that does not exist, a refused text); with `elsewhere`, that it cannot help at
    this gateway, and another one may take it (a template that only this one wants). `wait` is for how many
    seconds the gateway asked to be left alone. `said` is its own code or words, without number and text.

    `handed` says how far the message came: `answered`, the gateway itself said no; `unreached`, it was not
    handed over (no connection, no answer to the sign-in); `unanswered`, it was, and no answer came: the
    gateway may have taken it, so no other one is tried for it.
    """

    def __init__(
        self,
        code: str,
        *,
        permanent: bool,
        elsewhere: bool = False,
        wait: float | None = None,
        said: str = "",
        handed: Handed = "answered",
    ) -> None:
        super().__init__(code)
        self.code = code
        self.permanent = permanent
        self.elsewhere = elsewhere
        self.wait = wait
        self.said = said
        self.handed = handed


@dataclass(frozen=True)
class Receipt:
    """What the network says became of a message (or of one part); `code` is its own word for why."""

    gateway_id: str
    state: Literal["delivered", "lost", "waiting"]
    code: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Reply:
    """A message that came in; `gateway_id` is the gateway's name for it, or one made from its content."""

    gateway_id: str
    address: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Push:
    """What a gateway sent to the desk: the request, header names in lower case, and from which address."""

    what: Literal["receipts", "replies"]
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    address: str = ""


@dataclass(frozen=True)
class Heard:
    """What was in a push, and the answer that the gateway wants to read with a 200."""

    receipts: tuple[Receipt, ...] = ()
    replies: tuple[Reply, ...] = ()
    answer: str = ""
    media: str = "application/json"
