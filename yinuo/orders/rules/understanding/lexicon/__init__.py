"""The words of freight talk and what they do in a text: who, where from, where to, how paid, what of it counts.

`match(text, at)` is the longest known word at a place. Words that only contain another (沙发, 批发市场) stand in
`guarded`, so that the shorter one inside them is not taken for itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain

from yinuo.orders.rules.understanding.lexicon import guarded, labels, moves, payments, speech
from yinuo.orders.rules.understanding.lexicon.cue import Cue, Role

__all__ = ["Cue", "Role", "match"]


def match(text: str, at: int) -> tuple[int, Cue] | None:
    """The longest word of the lexicon that begins at `at`: where it ends, and what it does."""
    for word, cue in _by_first().get(text[at], ()):
        if text.startswith(word, at):
            return at + len(word), cue
    return None


@cache
def _by_first() -> dict[str, tuple[tuple[str, Cue], ...]]:
    known: dict[str, Cue] = {}
    for word, cue in _words():
        known.setdefault(word, cue)
    found: defaultdict[str, list[tuple[str, Cue]]] = defaultdict(list)
    for word in sorted(known, key=len, reverse=True):
        found[word[0]].append((word, known[word]))
    return {first: tuple(words) for first, words in found.items()}


def _words() -> Iterator[tuple[str, Cue]]:
    """All words; of a word that several tables hold, the first table's meaning counts."""
    return chain(labels.words(), payments.words(), moves.words(), speech.words(), guarded.words())
