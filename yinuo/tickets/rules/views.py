"""How a queue is cut: its views, filters and cursors."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from yinuo.core.errors import Invalid, fault

SOON: Final = timedelta(minutes=30)
"""How near the next promise is for a ticket to stand in "due soon"."""

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_LONGEST_WORD: Final = 40


class View(StrEnum):
    """The ways a person reads the queue."""

    MINE = "mine"
    TEAM = "team"
    UNASSIGNED = "unassigned"
    DUE_SOON = "due_soon"
    BROKEN = "broken"
    GIVEN = "given"


@dataclass(frozen=True)
class Filters:
    """What narrows a view; empty means not narrowed. `owner`, `team`, `region` are row ids."""

    kind: str = ""
    stage: str = ""
    channel: str = ""
    department: str = ""
    waiting_for: str = ""
    owner: int | None = None
    team: int | None = None
    region: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """From a query string's words; what it does not know it ignores.

        Raises Invalid when an id is no number or a word is longer than any that is stored.
        """
        found: dict[str, str | int | None] = {}
        for name in (field.name for field in fields(cls)):
            if value := query.get(name, "").strip():
                found[name] = _id(name, value) if name in ("owner", "team", "region") else _word(name, value)
        return cls(**found)  # type: ignore[arg-type]

    def write(self) -> str:
        """As a query string, the empty ones left out."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


def write_cursor(due_at: datetime, row_id: int) -> str:
    """Where a page of a queue ended: the due time and id of its last row."""
    plain = f"{(due_at - _EPOCH) // _MICROSECOND}.{row_id}"
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, int]:
    """The due time and id of the last row shown. Raises Invalid("cursor_wrong") for anything else."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        micros, row_id = base64.b64decode(padded, b"-_", validate=True).decode("ascii").split(".")
        return _EPOCH + int(micros) * _MICROSECOND, int(row_id)
    except (ValueError, OverflowError, binascii.Error):
        raise Invalid(fault("cursor", "cursor_wrong")) from None


def _id(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise Invalid(fault(name, "not_a_choice"))
    return int(value)


def _word(name: str, value: str) -> str:
    if len(value) > _LONGEST_WORD or not value.isprintable():
        raise Invalid(fault(name, "not_a_choice"))
    return value
