"""How characters are read: syllables without tones, for words that are heard or typed as they sound."""

from functools import cache, lru_cache
from importlib import resources
from typing import Final

LONGEST: Final = 6
"""Letters of the longest syllable, as in zhuang."""


def syllables(character: str) -> tuple[str, ...]:
    """The syllables that a simplified character is read as, the usual one not always first; ü is v. Empty for
    what is no common character.
    """
    return _readings().get(character, ())


@lru_cache(maxsize=1024)
def spelt(letters: str) -> tuple[str, ...]:
    """Lower-case letters as syllables when they are nothing else: qiyou is qi you; empty for what is not."""
    known = _known()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - LONGEST), end):
            before, last = best[start], letters[start:end]
            if before is not None and last in known:
                longer = (*before, last)
                now = best[end]
                if now is None or len(longer) < len(now):
                    best[end] = longer
    return best[-1] or ()


@cache
def _known() -> frozenset[str]:
    return frozenset(syllable for found in _readings().values() for syllable in found)


@cache
def _readings() -> dict[str, tuple[str, ...]]:
    table = resources.files(__package__).joinpath("syllables.txt").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in table.splitlines():
        if not line.startswith("#"):
            syllable, _space, characters = line.partition(" ")
            for character in characters:
                found[character] = (*found.get(character, ()), syllable)
    return found
