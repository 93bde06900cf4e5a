"""The customer's mood over the contacts: whether it rises, and what that asks for (R212, R264)."""

from collections.abc import Sequence
from typing import Final

FURIOUS: Final = 1
CONTENT: Final = 5
HOT: Final = 2


def is_rising(line: Sequence[int]) -> bool:
    """Whether the temper rose from the last contact but one to the last; a first furious word counts too.

    The lower the feeling (1 furious … 5 content) the hotter the customer.
    """
    if not line:
        return False
    before = line[-2] if len(line) > 1 else CONTENT if line[-1] == FURIOUS else line[-1]
    return line[-1] < before


def needs_leader(line: Sequence[int]) -> bool:
    """Whether a leader is to be called in: it rises and is hot now."""
    return is_rising(line) and line[-1] <= HOT
