"""Names that stand for a place in this company, learnt from what agents chose (R051)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

Uses = Mapping[str, int]
"""How often each place, by its identity in the zones table, was chosen for a name."""
NONE: Final[Mapping[str, Uses]] = MappingProxyType({})
SHORTEST: Final = 3
LONGEST: Final = 20
"""Characters of a name that is worth remembering: fewer stand in too many addresses."""
ENOUGH: Final = 2
"""Times a place must have been chosen before it is taken without asking."""


@dataclass(frozen=True)
class Meant:
    """What a name was said to mean: the places, the one chosen most often first."""

    name: str
    places: tuple[str, ...]
    is_settled: bool


def meant(text: str, learnt: Mapping[str, Uses], known: Collection[str]) -> Meant | None:
    """What the longest learnt name in the text stands for, of the places that are possible; None when no
    name in it was ever explained.

    Settled when one place was chosen at least twice and no other more than a third of the time: then nobody
    has to be asked.
    """
    for name in sorted((name for name in learnt if name in text), key=len, reverse=True):
        uses = {place: times for place, times in learnt[name].items() if place in known}
        if uses:
            places = tuple(sorted(uses, key=lambda place: (-uses[place], place)))
            return Meant(name, places, _is_settled([uses[place] for place in places]))
    return None


def _is_settled(times: list[int]) -> bool:
    """By how often each was chosen, the most first."""
    return times[0] >= ENOUGH and all(3 * other <= sum(times) for other in times[1:])
