"""How alike two texts are, and which pieces of one to look for in others (R129: the same matter again)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from yinuo.core.text import bigrams, fold

WORD: Final = "投诉"
"""Stands in the index of every complaint, so that a search through all tickets finds complaints only."""
NEAR: Final = timedelta(days=30)
"""Within this time the same person is asked about as perhaps the same matter."""
ALIKE: Final = 0.3
"""From this likeness on two texts speak of the same."""
LONGEST_PIECE: Final = 8
_SHORTEST_PIECE: Final = 2
_HOLLOW: Final = re.compile(
    r"我们|你们|他们|她们|它们|人家|这个|那个|什么|怎么|为什么|没有|不是|就是|还是|但是|因为|所以|如果|已经|现在"
    r"|投诉|客服|司机|货物|要求|[我你他她它您的了是在不就也都还又把被给对到和跟与很太这那有没说要让叫问啊吧呢吗嘛呀哦哈么着过得地]"
)
"""Words that stand in every other complaint and tell nothing apart."""
_PART: Final = re.compile(r"[^\W_]+")


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words: how many pairs of characters both hold (Dice).

    Which of the two comes first does not matter; full width and traditional script mean the same.
    """
    mine, theirs = _terms(one), _terms(other)
    both = len(mine) + len(theirs)
    return 2 * len(mine & theirs) / both if both else 0.0


def pieces(text: str, most: int) -> list[str]:
    """The at most `most` longest pieces between words that say little: what to look for in other texts.

    A piece has two to eight characters, as it stands in the text.
    """
    found = dict.fromkeys(piece[:LONGEST_PIECE] for piece in _parts(text))
    return sorted(found, key=len, reverse=True)[:most]


def _parts(text: str) -> Iterator[str]:
    for part in _PART.findall(fold.fold(text)):
        yield from (piece for piece in _HOLLOW.split(part) if len(piece) >= _SHORTEST_PIECE)


def _terms(text: str) -> set[str]:
    return set(bigrams.index_terms(text).split())
