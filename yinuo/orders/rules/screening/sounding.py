"""Words written as they sound (久精, qi油), in characters of their shape (洒精), or with figures (9精)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from yinuo.core.text import sounds
from yinuo.orders.rules.screening.entry import Entry

_FIGURES: Final = dict(
    zip("0123456789", ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"], strict=True)
)
_OTHER: Final = "≠"
LEAST_LETTERS: Final = 5
"""Letters of a word that is spelt out in full: fewer are more often a brand."""


@dataclass
class Node:
    """What may follow, by syllable, and the words that end here."""

    next: dict[str, "Node"] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Unit:
    """One syllable's place in a name: a character, a run of letters or a figure, and how it may be read."""

    start: int
    end: int
    text: str
    readings: tuple[str, ...]


@dataclass(frozen=True)
class Heard:
    """A word found by its sound, and the characters that stand for others of it."""

    start: int
    end: int
    entry: Entry
    replaced: tuple[int, ...]


def add(root: Node, word: str, entry: Entry) -> None:
    """Keep a word under each way to read it; one with letters or unknown characters is left out."""
    nodes = [root]
    for character in word:
        readings = _readings(character)
        if not readings:
            return
        nodes = [node.next.setdefault(reading, Node()) for node in nodes for reading in readings]
    for node in nodes:
        node.entries.append(entry)


def heard(root: Node, text: str) -> Iterator[Heard]:
    """Every word of the tree that `text` sounds or looks like, without those it simply has."""
    units = _units(text)
    for first in range(len(units)):
        reached = [root]
        for last in range(first, len(units)):
            reached = [
                node.next[reading]
                for node in reached
                for reading in units[last].readings
                if reading in node.next
            ]
            if not reached:
                break
            for entry in dict.fromkeys(entry for node in reached for entry in node.entries):
                found = _meant(units[first : last + 1], entry)
                if found:
                    yield found


def _meant(units: tuple[Unit, ...], entry: Entry) -> Heard | None:
    """Whether the likeness is close enough to be meant: of two characters one stays, or letters spell it."""
    pairs = list(zip(units, entry.sought, strict=True))
    kept = sum(unit.text == character for unit, character in pairs)
    spelt = [unit for unit in units if unit.text.isascii() and unit.text.isalpha()]
    letters = sum(len(unit.text) for unit in spelt)
    is_spelt = (len(spelt) == len(units) and letters >= LEAST_LETTERS) or 0 < len(spelt) < len(units)
    if kept == len(units) or not (is_spelt or kept >= max(1, len(units) // 2)):
        return None
    if any(character + unit.text in _other() for unit, character in pairs):
        return None
    replaced = tuple(
        unit.start for unit, character in pairs if unit.text != character and not unit.text.isascii()
    )
    return Heard(units[0].start, units[-1].end, entry, replaced)


@lru_cache(maxsize=512)
def _units(text: str) -> tuple[Unit, ...]:
    found: list[Unit] = []
    at = 0
    while at < len(text):
        end = at + 1
        while (
            text[at].isascii()
            and text[at].isalpha()
            and end < len(text)
            and text[end].isascii()
            and text[end].isalpha()
        ):
            end += 1
        found += _of_letters(text[at:end], at) if end > at + 1 else [_of_one(text[at], at)]
        at = end
    return tuple(found)


def _of_letters(letters: str, at: int) -> Iterator[Unit]:
    parts = sounds.spelt(letters)
    for part in parts or (letters,):
        yield Unit(at, at + len(part), part, (_near(part),) if parts else ())
        at += len(part)


def _of_one(character: str, at: int) -> Unit:
    figure = _FIGURES.get(character)
    return Unit(at, at + 1, character, (_near(figure),) if figure else _readings(character, alike=True))


@cache
def _readings(character: str, *, alike: bool = False) -> tuple[str, ...]:
    """How a character may be read, those it is mistaken for included when `alike`."""
    meant = (character, *_alike().get(character, ())) if alike else (character,)
    return tuple(dict.fromkeys(_near(syllable) for one in meant for syllable in sounds.syllables(one)))


def _near(syllable: str) -> str:
    """Syllables that many speakers do not tell apart are one: zhi zi, chi ci, shi si, jin jing."""
    start = syllable[0] + syllable[2:] if syllable[:2] in ("zh", "ch", "sh") else syllable
    return start[:-1] if start.endswith(("ing", "eng")) else start


@cache
def _alike() -> dict[str, tuple[str, ...]]:
    """Character → those that it looks like, of the words of goods."""
    found: dict[str, tuple[str, ...]] = {}
    for meant, others in _shapes():
        for other in others if meant != _OTHER else ():
            found[other] = (*found.get(other, ()), meant)
    return found


@cache
def _other() -> frozenset[str]:
    """Pairs of characters, first that of the table: they sound alike and make other words."""
    return frozenset(pair for mark, pairs in _shapes() if mark == _OTHER for pair in pairs.split())


@cache
def _shapes() -> tuple[tuple[str, str], ...]:
    table = resources.files(__package__).joinpath("shapes.txt").read_text(encoding="utf-8")
    lines = (line.partition(" ") for line in table.splitlines() if not line.startswith("#"))
    return tuple((meant, others) for meant, _space, others in lines)
