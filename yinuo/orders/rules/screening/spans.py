"""Every place of a name where a word of the table stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from yinuo.orders.rules.screening import listing, sounding
from yinuo.orders.rules.screening.entry import Entry
from yinuo.orders.rules.screening.listing import Listing, Words
from yinuo.orders.rules.screening.names import Name
from yinuo.orders.rules.screening.verdicts import How

SHORTEST, LONGEST_COMMON = 2, 3
"""Characters of the common words that explain what stands beside them."""


@dataclass(frozen=True, eq=False)
class Span:
    """A word of the table at its place in a name."""

    start: int
    end: int
    entry: Entry
    how: How = "text"

    @property
    def length(self) -> int:
        """Characters."""
        return self.end - self.start

    def holds(self, other: "Span") -> bool:
        """Whether it covers another span and more."""
        return self.start <= other.start and other.end <= self.end and self.length > other.length


def spans(name: Name, ready: Listing) -> tuple[Span, ...]:
    """All words as they are written, and those that only sound or look like one."""
    written = tuple(_written(name, ready))
    return (*written, *_sounding(name, ready, written))


def _written(name: Name, ready: Listing) -> Iterator[Span]:
    for span in at_any_place(name, ready.goods):
        yield span
    for words, is_right in ((ready.alone, _is_alone), (ready.last, _is_last), (ready.first, _is_first)):
        for span in at_any_place(name, words):
            if is_right(name, span):
                yield span


def at_any_place(name: Name, words: Words) -> Iterator[Span]:
    """Each of `words` wherever it stands; not in the middle of a run of letters or across two goods."""
    text = name.text
    for start in range(len(text)):
        for length in words.lengths:
            entries = (
                words.by_text.get(text[start : start + length], ()) if start + length <= len(text) else ()
            )
            if entries and stands_free(name, start, start + length):
                is_parted = name.is_parted(start, start + length)
                yield from (
                    Span(start, start + length, entry)
                    for entry in entries
                    if not (entry.is_harmless and is_parted)
                )


def stands_free(name: Name, start: int, end: int) -> bool:
    """Whether a word may begin and end there."""
    if start in name.solid or name.is_torn(start, end):
        return False
    return end not in name.solid or name.is_counted(start, end)


def _is_alone(name: Name, span: Span) -> bool:
    return _is_first(name, span) and _is_last(name, span)


def _is_first(name: Name, span: Span) -> bool:
    starts, _end = name.bare(*name.part(span.start, span.end))
    return span.start in starts


def _is_last(name: Name, span: Span) -> bool:
    part = name.part(span.start, span.end)
    _starts, end = name.bare(*part)
    return span.end in (end, part[1])


def _sounding(name: Name, ready: Listing, written: tuple[Span, ...]) -> Iterator[Span]:
    for heard in sounding.heard(ready.sounds, name.text):
        span = Span(heard.start, heard.end, heard.entry, "sound")
        if not stands_free(name, heard.start, heard.end) or _runs_into_number(name, span):
            continue
        if heard.entry.row.where == "whole" and not _is_alone(name, span):
            continue
        if not any(_is_explained(name.text, at, span, written, ready.heads) for at in heard.replaced):
            yield span


def _runs_into_number(name: Name, span: Span) -> bool:
    """Whether a word that is only heard ends within quantity or packing: 香烟两条 is no 烟饼."""
    _starts, end = name.bare(*name.part(span.start, span.end))
    return span.start < end < span.end


def _is_explained(text: str, at: int, span: Span, written: tuple[Span, ...], heads: Words) -> bool:
    """Whether the character belongs to a word of its own, so that it stands for no other: 电视 is no 电石.

    Of a longer word more than its own characters must belong to it: 羊水 does not explain 双羊水.
    """
    covers = [(other.start, other.end) for other in written if other.start <= at < other.end]
    covers += [
        (start, end)
        for start, end, word in _stretches(text, at)
        if word in listing.common() or word in heads.by_text
    ]
    if span.length > SHORTEST:
        return any(
            start < span.start or end > span.end or end - start >= span.length for start, end in covers
        )
    return any(end - start >= SHORTEST for start, end in covers)


def _stretches(text: str, at: int) -> Iterator[tuple[int, int, str]]:
    """Every two and three characters of which the one at `at` is one."""
    for length in range(SHORTEST, LONGEST_COMMON + 1):
        for start in range(max(0, at - length + 1), min(at, len(text) - length) + 1):
            yield start, start + length, text[start : start + length]


def is_border(text: str, span: Span, written: tuple[Span, ...]) -> bool:
    """Whether the word is only the end of one word and the beginning of the next: 香水银饰 is no 水银."""
    before = max((end for start, end in _crossing(text, span.start, written) if end < span.end), default=0)
    return any(start <= before for start, end in _crossing(text, span.end, written) if start > span.start)


def _crossing(text: str, place: int, written: tuple[Span, ...]) -> Iterator[tuple[int, int]]:
    """The words that begin before `place` and end after it."""
    for other in written:
        if other.start < place < other.end:
            yield other.start, other.end
    for length in range(SHORTEST, LONGEST_COMMON + 1):
        for start in range(max(0, place - length + 1), min(place, len(text) - length + 1)):
            if text[start : start + length] in listing.common():
                yield start, start + length
