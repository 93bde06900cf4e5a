"""The bytes of a session: heads, answers, and what may go wrong with them."""

import asyncio
import struct
from dataclasses import dataclass
from typing import Final

from aiosmpplib import SmppCommandStatus

QUERY: Final = 0x03
DELIVER: Final = 0x05
UNBIND: Final = 0x06
ENQUIRE: Final = 0x15
ANSWER: Final = 0x80000000
"""The bit that makes an answer of a command; alone it is the answer to what nobody understood."""

UNKNOWN_COMMAND: Final = 3
_HEAD: Final = struct.Struct("!IIII")
_SMALLEST, _LARGEST = 16, 70_000


class BindRefused(Exception):
    """The centre did not let us in."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Ended(Exception):
    """The session ended before the answer came."""


class NotHanded(Exception):
    """No session stood, or the turn came too late: the message was not handed over."""


@dataclass(frozen=True)
class Answer:
    """What the centre answered to one request."""

    status: int
    body: bytes

    @property
    def name(self) -> str:
        """The name it gave to a message."""
        return self.body.partition(b"\0")[0].decode("latin-1")


def status_name(status: int) -> str:
    """ESME_RTHROTTLED, or the number of a status that the standard does not name."""
    try:
        return SmppCommandStatus(status).name
    except ValueError:
        return f"0x{status:08X}"


async def heard(reader: asyncio.StreamReader) -> tuple[int, int, int, bytes]:
    """Command, status, sequence and body of what comes next. Raises EOFError at the end of the line."""
    length, command, status, sequence = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if not _SMALLEST <= length <= _LARGEST:
        raise ValueError(length)
    return command, status, sequence, await reader.readexactly(length - _HEAD.size)


def packed(command: int, status: int, sequence: int, body: bytes = b"") -> bytes:
    """One request or answer."""
    return _HEAD.pack(_HEAD.size + len(body), command, status, sequence) + body
