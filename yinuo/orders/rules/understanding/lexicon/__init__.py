"""The words of freight talk and what they do in a text: who, from where, to where, how paid, what counts.

`match(text, at)` is the longest known word at a place. The words stand in `*.txt`: a line `ROLE of` and below
it, indented, its words; `( a b` and `× c d` are all of ac, ad, bc, bd (`-` for nothing); `$name =` names
words for use in such a line; `_` stands for a space. Words that only contain another (沙发, 批发市场) stand
in `guarded.txt`, so that the shorter one inside them is not taken for itself.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import product
from typing import Final

from yinuo.orders.rules.understanding.lexicon.cue import Cue, Role

__all__ = ["Cue", "Role", "match"]

_ONE: Final = (1,)
_FILES: Final = ("labels", "payments", "moves", "speech", "guarded")
"""Of a word that stands in several, the first file's meaning counts."""


def match(text: str, at: int, end: int | None = None) -> tuple[int, Cue] | None:
    """The longest word of the lexicon that begins at `at` (and ends by `end`): its end, and what it does."""
    words, heads = _known()
    for length in heads.get(text[at : at + 2], _ONE):
        cue = words.get(text[at : at + length])
        if cue is not None and at + length <= (len(text) if end is None else end):
            return at + length, cue
    return None


@cache
def _known() -> tuple[dict[str, Cue], dict[str, tuple[int, ...]]]:
    """Every word, and how long those with two first characters are, the longest first, one character last."""
    known: dict[str, Cue] = {}
    for name in _FILES:
        for word, cue in _words(name):
            known.setdefault(word, cue)
    lengths: defaultdict[str, set[int]] = defaultdict(lambda: {1})
    for word in known:
        if len(word) > 1:
            lengths[word[:2]].add(len(word))
    return known, {head: tuple(sorted(each, reverse=True)) for head, each in lengths.items()}


def _words(name: str) -> Iterator[tuple[str, Cue]]:
    """The words of one file with their meaning."""
    named: dict[str, list[str]] = {}
    for head, body in _entries(name):
        if head.startswith("$"):
            named[head.split()[0]] = " ".join(body).split()
            continue
        role, _, of = head.partition(" ")
        cue = Cue(Role[role], of)
        for word in _spelled(body, named):
            yield word.replace("_", " "), cue


def _entries(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each head of a file with its indented lines."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    head, body = "", list[str]()
    for line in text.splitlines():
        if line.startswith(" "):
            body.append(line.strip())
        elif line and not line.startswith("#"):
            if head:
                yield head, body
            head, body = line, []
    yield head, body


def _spelled(body: list[str], named: dict[str, list[str]]) -> Iterator[str]:
    """The words of an entry, products multiplied out."""
    words = " ".join(body).split()
    if words[0] != "(":
        yield from words
        return
    parts: list[list[str]] = []
    for word in words:
        if word in ("(", "×"):
            parts.append([])
        else:
            parts[-1] += named[word] if word.startswith("$") else [word]
    for pieces in product(*parts):
        yield "".join(piece for piece in pieces if piece != "-")
