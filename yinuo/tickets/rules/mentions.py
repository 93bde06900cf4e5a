"""Who is meant by an @ in a note: by number (@8011) or by name (@李敏), written out as @李敏 8011."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

_AT: Final = re.compile(r"(?<![A-Za-z0-9._%+-])[@＠]")
"""An @ that stands in no e-mail address."""
_NUMBER: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True)
class Colleague:
    """Somebody who can be meant."""

    id: int
    name: str
    number: str

    @property
    def words(self) -> str:
        """How a note names them."""
        return f"@{self.name} {self.number}"


@dataclass
class Read:
    """A note as it was read: `text` with whom it means written out, `meant` those, `unclear` the names that
    several people have.
    """

    text: str = ""
    meant: dict[int, Colleague] = field(default_factory=dict)
    unclear: dict[str, list[str]] = field(default_factory=dict)


def read(text: str, people: Iterable[Colleague]) -> Read:
    """The note with every @ that means somebody written out; an @ that means nobody stays as it is."""
    known = list(people)
    found, at = Read(), 0
    for mark in _AT.finditer(text):
        if mark.start() < at:
            continue
        some, end = _meant(text, mark.end(), known)
        if len(some) > 1:
            found.unclear[some[0].name] = sorted(one.number for one in some)
        if len(some) != 1:
            continue
        found.meant[some[0].id] = some[0]
        found.text += text[at : mark.start()] + some[0].words
        found.text += " " if text[end : end + 1].isalnum() else ""
        at = end
    found.text += text[at:]
    return found


def parts(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """A note cut into what is said and whom it means (True)."""
    if not words:
        return [(text, False)]
    longest = sorted(set(words), key=len, reverse=True)
    cut = re.split("(" + "|".join(re.escape(one) for one in longest) + ")", text)
    return [(part, bool(at % 2)) for at, part in enumerate(cut) if part]


def _meant(text: str, at: int, known: Sequence[Colleague]) -> tuple[list[Colleague], int]:
    """Whom the words from `at` mean, several where only a name was said, and where those words end."""
    if number := _NUMBER.match(text, at):
        return [one for one in known if one.number == number.group()], number.end()
    named = [one for one in known if one.name and _says(text, at, one.name)]
    longest = max((len(one.name) for one in named), default=0)
    some = [one for one in named if len(one.name) == longest]
    end = at + longest
    for one in some:
        if text[end:].startswith(f" {one.number}"):
            return [one], end + 1 + len(one.number)
    return some, end


def _says(text: str, at: int, name: str) -> bool:
    """Whether the name stands there as a whole: an English one does not end within a word."""
    if not text.startswith(name, at):
        return False
    after = text[at + len(name) : at + len(name) + 1]
    return not (name[-1].isascii() and after.isascii() and after.isalnum())
