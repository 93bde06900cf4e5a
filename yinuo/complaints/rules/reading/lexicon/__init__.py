"""The words of complaints and what they speak for.

They stand in `*.txt`: a line `field value` and below it, indented, its words. In a word `…` is a gap of up to
eight characters of the same clause, `#` a number, `[a/b/-]` a choice (`-` for nothing), `_` a space. Words of
the field `guard` only contain others (烦死, 死机) and silence them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import product
from typing import Final

FILES: Final = ("kinds", "types", "gravity", "causes", "manner", "parts", "senses", "guards")
_NUMERALS: Final = "0123456789零一二两三四五六七八九十百千万亿几半好多数"
_NUMBER: Final = "#"
_DIGITS: Final = 20
"""Of a number at most; a longer run of digits is none, and must not be tried from each of its places."""
_GAP: Final = r"[^,。!?;\n]{0,8}?"
_CHOICE: Final = re.compile(r"\[([^\]]*)\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """A word: `head` stands at its beginning, `pattern` is the whole of it where it has a gap or a number."""

    field: str
    value: str
    head: str
    pattern: re.Pattern[str] | None

    def end(self, text: str, at: int) -> int:
        """Where the word ends that begins at `at`; -1 where it does not stand there."""
        if self.pattern is None:
            return at + len(self.head) if text.startswith(self.head, at) else -1
        found = self.pattern.match(text, at)
        return found.end() if found else -1


def entries_at(text: str, at: int) -> Iterator[Entry]:
    """Words that may begin at `at`, by their first one or two characters."""
    known = _index()
    yield from known.get(text[at : at + 2], ())
    yield from known.get(text[at], ())
    if text[at] in _NUMERALS and _counted().match(text, at):
        yield from known[_NUMBER]


@cache
def _index() -> Mapping[str, tuple[Entry, ...]]:
    known: defaultdict[str, list[Entry]] = defaultdict(list)
    for name in FILES:
        for field, value, word in _words(name):
            for spelled in _spelled(word):
                key, entry = _keyed(field, value, spelled.replace("_", " "))
                known[key].append(entry)
    return {key: tuple(dict.fromkeys(each)) for key, each in known.items()}


@cache
def _counted() -> re.Pattern[str]:
    """Any of the words that begin with a number: most numbers begin none of them."""
    wholes = dict.fromkeys(entry.pattern.pattern for entry in _index()[_NUMBER] if entry.pattern)
    return re.compile("|".join(wholes))


def _words(name: str) -> Iterator[tuple[str, str, str]]:
    """Field, value and word, for each word of a file."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    field, value = "", ""
    for line in text.splitlines():
        if line.startswith(" "):
            yield from ((field, value, word) for word in line.split())
        elif line and not line.startswith("#"):
            field, _, value = line.partition(" ")


def _spelled(word: str) -> Iterator[str]:
    """A word with each of its choices."""
    parts = _CHOICE.split(word)
    choices = [part.split("/") if at % 2 else [part] for at, part in enumerate(parts)]
    for chosen in product(*choices):
        yield "".join("" if piece == "-" else piece for piece in chosen)


def _keyed(field: str, value: str, word: str) -> tuple[str, Entry]:
    """The entry of a spelled word, and the beginning under which it is found."""
    if "…" not in word and _NUMBER not in word:
        return word[:2], Entry(field, value, word, None)
    literal = re.split("[…#]", word)[0]
    whole = re.escape(word).replace("…", _GAP).replace(r"\#", f"[{_NUMERALS}]{{1,{_DIGITS}}}")
    return literal[:2] or _NUMBER, Entry(field, value, literal, re.compile(whole))
