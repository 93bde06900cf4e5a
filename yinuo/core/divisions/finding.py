"""Where a text names places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from yinuo.core.divisions import matching, towns
from yinuo.core.divisions.matching import Hit
from yinuo.core.divisions.names import Kind
from yinuo.core.divisions.table import Division, Level, table

_TOWN: Final = re.compile(r"街道|镇|乡")


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of a text, `start` to `end`, that names a place; `divisions` are what its last name may mean.

    `is_sure` is false where a lone short name may be a word of everyday.
    """

    start: int
    end: int
    divisions: tuple[Division, ...]
    is_sure: bool


def find(text: str) -> tuple[Mention, ...]:
    """The places that a text names, left to right; neighbours of which one lies in the other are one."""
    seen = matching.plain(text)
    found: list[Mention] = []
    for hit in matching.hits(seen):
        mention = _mention(hit, seen)
        joined = _joined(found[-1], mention) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(mention)
    found = [_with_town(mention, seen) for mention in found]
    apart = [one for at, one in enumerate(found) if not at or one.start >= found[at - 1].end]
    return tuple(_and_towns(apart, seen))


def _mention(hit: Hit, text: str) -> Mention:
    suffix = _TOWN.match(text, hit.end)
    end = suffix.end() if suffix else hit.end
    return Mention(hit.start, end, tuple(one.division for one in hit.named), _is_sure(hit))


def _is_sure(hit: Hit) -> bool:
    if hit.is_weak:
        return False
    return any(
        one.kind is not Kind.SHORT or one.division.level <= Level.CITY or hit.end - hit.start > 2
        for one in hit.named
    )


def _joined(before: Mention, mention: Mention) -> Mention | None:
    """Both as one, when the second stands right behind the first and lies in it."""
    if mention.start != before.end:
        return None
    codes = {one.code for one in before.divisions}
    inside = tuple(
        one for one in mention.divisions if codes & {one.code, *(above.code for above in table().above(one))}
    )
    return Mention(before.start, mention.end, inside, is_sure=True) if inside else None


def _with_town(mention: Mention, text: str) -> Mention:
    """The mention with the town of it that is named right behind: 深圳|沙井."""
    if not mention.is_sure or len(mention.divisions) != 1:
        return mention
    near = towns.starting_at(mention.divisions[0], text, mention.end)
    if not near:
        return mention
    return Mention(mention.start, near[0].end, tuple(town.division for town in near), is_sure=True)


def _and_towns(found: Sequence[Mention], text: str) -> list[Mention]:
    """And the full names of towns that stand elsewhere."""
    taken = [(mention.start, mention.end) for mention in found]
    more = [
        Mention(named[0].start, named[0].end, tuple(town.division for town in named), is_sure=True)
        for named in towns.all_named(text)
        if all(named[0].end <= start or named[0].start >= end for start, end in taken)
    ]
    return sorted([*found, *more], key=lambda mention: mention.start)
