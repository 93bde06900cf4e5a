"""The words of the lexicon that stand in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from yinuo.complaints.rules.reading import lexicon
from yinuo.complaints.rules.reading.composing import composed
from yinuo.complaints.rules.reading.proposed import Reason
from yinuo.complaints.rules.reading.turning import Turn, turn_of
from yinuo.core.text.plain import Plain

GUARD: Final = "guard"
PART: Final = "part"
MOST: Final = 4
"""Reasons shown for one value; the first words of a text say enough."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of the lexicon at `text[start:end]` of the plain text, and how it is meant."""

    field: str
    value: str
    start: int
    end: int
    turn: Turn

    @property
    def name(self) -> str:
        """The feature under which it is weighed."""
        return f"{self.field}:{self.value}" + ("" if self.turn == "said" else f":{self.turn}")


@dataclass(frozen=True)
class Found:
    """A text with its hits in order."""

    plain: Plain
    hits: tuple[Hit, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The features that occur."""
        return frozenset(hit.name for hit in self.hits)

    def said(self, field: str, *values: str) -> tuple[Hit, ...]:
        """Hits of a field (of some values of it) that are meant as they stand."""
        return tuple(
            hit
            for hit in self.hits
            if hit.field == field and hit.turn == "said" and (not values or hit.value in values)
        )

    def reasons(self, field: str, value: str | int | bool, hits: Iterable[Hit]) -> tuple[Reason, ...]:
        """The first of `hits` as reasons for a proposal, none twice."""
        spans = dict.fromkeys(self.plain.span(hit.start, hit.end) for hit in hits)
        original = self.plain.original
        return tuple(Reason(field, value, original[a:b], a, b) for a, b in list(spans)[:MOST])


def find(text: str) -> Found:
    """Every word of the lexicon in `text`; one inside a longer one of its field, or of a guard, is silent."""
    plain = Plain.of(text)
    loud = list(_loud(list(_matches(plain.text))))
    parts = [one for one in loud if one[0] == PART]
    known = [one for one in loud if one[0] != PART]
    known += composed(plain.text, parts)
    return Found(plain, tuple(Hit(*one, turn_of(plain.text, one[2], one[3])) for one in known))


def _matches(text: str) -> Iterator[tuple[str, str, int, int]]:
    for at in range(len(text)):
        longest: dict[tuple[str, str], int] = {}
        for entry in lexicon.entries_at(text, at):
            end = entry.end(text, at)
            key = (entry.field, entry.value)
            if end > longest.get(key, at):
                longest[key] = end
        for (field, value), end in longest.items():
            yield field, value, at, end


def _loud(hits: list[tuple[str, str, int, int]]) -> Iterator[tuple[str, str, int, int]]:
    """Hits not covered by a guard, nor by a longer hit of the same field."""
    reached: dict[str, tuple[int, int]] = {}
    guarded = 0
    for field, value, start, end in sorted(hits, key=lambda one: (one[2], one[0] != GUARD, -one[3])):
        if field == GUARD:
            guarded = max(guarded, end)
            continue
        longest = reached.get(field, (0, 0))
        if end <= guarded or (end <= longest[1] and (start, end) != longest):
            continue
        reached[field] = (start, end)
        yield field, value, start, end
