"""What a message centre delivers: receipts and replies, read from the bytes of a deliver_sm.

Read here and not by the library, which takes no receipt without text, no vendor's parameter that is not text
and no Chinese character set.
"""

import re
import struct
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final, Literal
from uuid import uuid4

from aiosmpplib.codec import find_codec_info

from yinuo.core import clock
from yinuo.core.text import keepable
from yinuo.messaging.senders import Receipt, Reply
from yinuo.messaging.senders.smpp.options import SmppOptions

RECEIPT: Final = 0b000100
_KIND: Final = 0b111100
_HEADER: Final = 0b1000000
_RECEIPTED_ID, _STATE, _PAYLOAD = 0x001E, 0x0427, 0x0424
_SAR_REF, _SAR_TOTAL, _SAR_AT = 0x020C, 0x020E, 0x020F
_CONCATENATED: Final = (0x00, 0x08)
_CODECS: Final = {1: "ascii", 3: "latin-1", 8: "utf-16-be", 15: "gb18030"}
_FIELD: Final = re.compile(r"\b(id|stat|err|done date):\s*(\S+)", re.IGNORECASE)
_TIMES: Final = {10: "%y%m%d%H%M", 12: "%y%m%d%H%M%S"}
State = Literal["delivered", "lost", "waiting"]
_WORDS: Final[dict[str, State]] = {
    "DELIVRD": "delivered",
    "ACCEPTD": "waiting",
    "ENROUTE": "waiting",
    "SCHEDULED": "waiting",
}
_STATES: Final = {1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD"} | {
    7: "UNKNOWN",
    8: "REJECTD",
}


class Unreadable(Exception):
    """No deliver_sm as the protocol has them."""


@dataclass(frozen=True)
class Part:
    """One of `total` parts of a reply; parts of one message share `ref`."""

    ref: int
    total: int
    at: int


@dataclass(frozen=True)
class Delivery:
    """A deliver_sm: from whom, of which kind, its text, its parameters."""

    source: str
    kind: int
    text: str
    parameters: dict[int, bytes]
    part: Part | None = None

    @property
    def is_receipt(self) -> bool:
        """Whether it tells of a message of ours."""
        return self.kind & _KIND == RECEIPT

    @property
    def is_reply(self) -> bool:
        """Whether somebody wrote to us."""
        return self.kind & _KIND == 0


def read(body: bytes) -> Delivery:
    """The fields of a deliver_sm; raises Unreadable."""
    try:
        return _read(body)
    except (struct.error, ValueError, IndexError, LookupError) as error:
        raise Unreadable from error


def _read(body: bytes) -> Delivery:
    at = body.index(b"\0") + 3  # service type, type and plan of the source
    end = body.index(b"\0", at)
    source = body[at:end].decode("latin-1")
    at = body.index(b"\0", end + 3) + 1
    kind = body[at]
    at = body.index(b"\0", body.index(b"\0", at + 3) + 1) + 1  # protocol, priority, two times
    coding, length = body[at + 2], body[at + 4]
    data = body[at + 5 : at + 5 + length]
    parameters = _parameters(body[at + 5 + length :])
    data = data or parameters.get(_PAYLOAD, b"")
    part = _sar(parameters)
    if kind & _HEADER and data:
        head, data = data[1 : data[0] + 1], data[data[0] + 1 :]
        part = _concatenated(head) or part
    return Delivery(source, kind, _decoded(data, coding), parameters, part)


def _parameters(data: bytes) -> dict[int, bytes]:
    found, at = {}, 0
    while at + 4 <= len(data):
        tag, length = struct.unpack_from("!HH", data, at)
        found[tag] = data[at + 4 : at + 4 + length]
        at += 4 + length
    return found


def _sar(parameters: dict[int, bytes]) -> Part | None:
    named = [int.from_bytes(parameters.get(tag, b"")) for tag in (_SAR_REF, _SAR_TOTAL, _SAR_AT)]
    return Part(*named) if named[1] > 1 else None


def _concatenated(head: bytes) -> Part | None:
    """The element of a header that says which part it is."""
    at = 0
    while at + 2 <= len(head):
        kind, length = head[at], head[at + 1]
        value = head[at + 2 : at + 2 + length]
        if kind in _CONCATENATED and len(value) == length >= 3:
            return Part(int.from_bytes(value[:-2]), value[-2], value[-1]) if value[-2] > 1 else None
        at += 2 + length
    return None


def _decoded(data: bytes, coding: int) -> str:
    """The text; a character nobody can read becomes a question mark and loses nothing else."""
    codec = _CODECS.get(coding, "latin-1")
    if coding == 0:
        try:
            return str(keepable.keepable(find_codec_info("gsm0338").decode(data)[0]))
        except UnicodeDecodeError:
            codec = "latin-1"
    return str(keepable.keepable(data.decode(codec, errors="replace")))


def receipt(one: Delivery, options: SmppOptions) -> Receipt | None:
    """What became of a message of ours; None where it names none."""
    said = {name.lower(): value for name, value in _FIELD.findall(one.text)}
    name = one.parameters.get(_RECEIPTED_ID, b"").rstrip(b"\0").decode("latin-1") or said.get("id", "")
    if not name:
        return None
    number = int.from_bytes(one.parameters.get(_STATE, b""))
    word = (said.get("stat") or _STATES.get(number, "UNKNOWN")).upper()
    error = said.get("err", "")
    code = f"{word}:{error}" if error.strip("0") else word
    state = _WORDS.get(word, "lost")
    written = said_name(name, options, receipt=True)
    return Receipt(
        written, state, "" if state == "delivered" else code[:60], _done(said.get("done date", ""))
    )


def state_of(number: int) -> tuple[State, str]:
    """The answer to a question: what state it is, and its word."""
    word = _STATES.get(number, "UNKNOWN")
    return _WORDS.get(word, "waiting" if word == "UNKNOWN" else "lost"), word


def said_name(name: str, options: SmppOptions, *, receipt: bool) -> str:
    """A message's name in the one way in which answers and receipts of this centre agree."""
    is_hexadecimal = options.receipt_ids == ("decimal" if receipt else "hex")
    if options.receipt_ids != "same":
        try:
            return str(int(name, 16 if is_hexadecimal else 10))
        except ValueError:
            return name[:60]
    return name[:60]


def _done(said: str) -> datetime | None:
    """yymmddhhmm, perhaps with seconds, in the company's zone."""
    form = _TIMES.get(len(said))
    try:
        return datetime.strptime(said, form).replace(tzinfo=clock.zone()).astimezone(UTC) if form else None
    except ValueError:
        return None


def reply(source: str, text: str, options: SmppOptions) -> Reply:
    """What somebody wrote; the protocol names no message, so it gets a name here."""
    return Reply(uuid4().hex, source.removeprefix(options.country), text, clock.now())


Key = tuple[str, int, int]
"""From whom, and by which reference and number of parts they belong together."""


@dataclass
class Held:
    """Parts of a reply that are there, and since when by the machine's own clock."""

    since: float
    texts: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What is there, in order."""
        return "".join(text for _at, text in sorted(self.texts.items()))


class Parts:
    """Parts of replies that wait for the rest; one of which a part never comes is read as far as it came."""

    PATIENCE_SECONDS: Final = 60.0

    def __init__(self) -> None:
        self._waiting: dict[Key, Held] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, one: Delivery, now: float) -> Key | None:
        """Keep a part; the key of its message if every part is there now."""
        assert one.part is not None
        key = (one.source, one.part.ref, one.part.total)
        held = self._waiting.setdefault(key, Held(now))
        held.texts[one.part.at] = one.text
        return key if len(held.texts) >= one.part.total else None

    def overdue(self, now: float) -> list[Key]:
        """Those that waited long enough."""
        return [key for key, held in self._waiting.items() if now - held.since >= self.PATIENCE_SECONDS]

    def text(self, key: Key) -> str:
        """The text as far as it is there."""
        return self._waiting[key].text

    def drop(self, key: Key) -> None:
        """It is kept elsewhere now."""
        self._waiting.pop(key, None)
