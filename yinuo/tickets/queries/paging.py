"""One page of anything, and where the next begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from yinuo.core.errors import Invalid, fault

Row = TypeVar("Row")
PAGE_SIZE: Final = 30
LARGEST_PAGE: Final = 100
NEWEST: Final = 2**62
"""Above every id: where the first page begins."""


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows and the cursor of the next page; None at the end."""

    rows: Sequence[Row]
    next_cursor: str | None


def sized(size: int) -> int:
    """A page size within bounds."""
    return max(1, min(size, LARGEST_PAGE))


def read_id(cursor: str | None) -> int | None:
    """A cursor that is the id of the last row shown. Raises Invalid("cursor_wrong") for anything else."""
    if not cursor:
        return None
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 18):
        raise Invalid(fault("cursor", "cursor_wrong"))
    return int(cursor)
