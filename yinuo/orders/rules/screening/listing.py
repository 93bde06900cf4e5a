"""The table of goods, made ready to be looked up: words by their length, by their sound, last nouns."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from yinuo.orders.rules.screening import names, sounding
from yinuo.orders.rules.screening.entry import Entry
from yinuo.playbooks.rules.tables import GoodsRow

SHORTEST: Final = 2
"""Characters of a word that is also found by its sound. So short a one of a row to ask about, or of a row
that does not want it, sounds like too much.
"""


MOST_KEPT: Final = 8


@dataclass(frozen=True)
class Words:
    """Words that can be looked up by their text, and how long they are."""

    by_text: dict[str, tuple[Entry, ...]]
    lengths: tuple[int, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Words":
        """Rows may share a word; they are kept in the table's order."""
        by_text: dict[str, tuple[Entry, ...]] = {}
        for entry in entries:
            by_text[entry.sought] = (*by_text.get(entry.sought, ()), entry)
        return cls(by_text, tuple(sorted({len(text) for text in by_text}, reverse=True)))


@dataclass(frozen=True)
class Listing:
    """The words of a table by what they do: `goods` are found anywhere, `alone` where they are the whole
    name, `last` at its end, `first` at its beginning; `heads` and `fronts` make harmless what they stand
    behind and before; `sounds` are the words that are not harmless, by their syllables.
    """

    goods: Words
    alone: Words
    last: Words
    first: Words
    heads: Words
    fronts: Words
    sounds: sounding.Node = field(compare=False)
    categories: dict[str, GoodsRow] = field(compare=False)
    """The row that is named like its category and speaks for it."""


_kept: deque[tuple[tuple[GoodsRow, ...], Listing]] = deque(maxlen=MOST_KEPT)


def listing(table: Sequence[GoodsRow]) -> Listing:
    """A table ready to be looked up; the same rows are read once, from whichever version they came."""
    return _known(_Same(table if isinstance(table, tuple) else tuple(table)))


@dataclass(frozen=True, eq=False)
class _Same:
    """Rows that are equal to themselves only: to compare all words would take longer than the search."""

    rows: tuple[GoodsRow, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.rows is self.rows

    def __hash__(self) -> int:
        return id(self.rows)


@lru_cache(maxsize=MOST_KEPT)
def _known(same: _Same) -> Listing:
    """To compare two tables costs a hundredth of reading one: a new version often says what the last said."""
    for rows, ready in tuple(_kept):
        if rows == same.rows:
            return ready
    ready = _read(same.rows)
    _kept.append((same.rows, ready))
    return ready


def _read(rows: tuple[GoodsRow, ...]) -> Listing:
    found: dict[str, list[Entry]] = {
        place: [] for place in ("in", "whole", "end", "start", "heads", "fronts")
    }
    sounds = sounding.Node()
    for row in rows:
        said = {row.name, *row.synonyms}
        for word in row.words:
            if sought := names.plain(word):
                entry = Entry(sought, word, row)
                found[_place(row)].append(entry)
                if word in said and _is_heard(entry):
                    sounding.add(sounds, sought, entry)
    words = {place: Words.of(entries) for place, entries in found.items()}
    categories = {row.category: row for row in rows if row.category and row.category.endswith(row.name)}
    return Listing(
        words["in"],
        words["whole"],
        words["end"],
        words["start"],
        words["heads"],
        words["fronts"],
        sounds,
        categories,
    )


def _place(row: GoodsRow) -> str:
    """A last or first word that is harmless, or that says over what it rules, acts on the words beside it."""
    acts = row.verdict == "ok" or bool(row.over)
    if acts and row.where in ("end", "start"):
        return "heads" if row.where == "end" else "fronts"
    return row.where


def _is_heard(entry: Entry) -> bool:
    row, length = entry.row, len(entry.sought)
    if row.verdict == "ok" or row.over or row.where not in ("in", "whole"):
        return False
    return length >= (SHORTEST if row.verdict == "reject" and row.by_sound else SHORTEST + 1)


@cache
def common() -> frozenset[str]:
    """Words that goods are called by, two and three characters long: what they explain is no disguise."""
    table = resources.files(__package__).joinpath("common.txt").read_text(encoding="utf-8")
    lines = (line for line in table.splitlines() if not line.startswith("#"))
    found: set[str] = set()
    for line in lines:
        length, _space, words = line.partition(" ")
        found.update(words[at : at + int(length)] for at in range(0, len(words), int(length)))
    return frozenset(found)
