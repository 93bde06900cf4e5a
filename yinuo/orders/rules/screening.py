"""May the goods be carried? Three answers: accept, review (ask first), reject (R048–R050).

The goods table lists words; the longest word that covers a place in the name decides there, so a harmless
look-alike listed as ok (电池盒) is not caught by the shorter word inside it (电池).
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from yinuo.core.text import fold
from yinuo.playbooks.rules.tables import GoodsRow

_NOISE: Final = re.compile(r"[\W_]+")
YES: Final = "yes"
NO: Final = "no"


class Verdict(StrEnum):
    """What the table says of goods."""

    ACCEPT = "accept"
    REVIEW = "review"
    REJECT = "reject"


_OF_ROW: Final = {"ok": Verdict.ACCEPT, "review": Verdict.REVIEW, "reject": Verdict.REJECT}
_SEVERITY: Final = {Verdict.ACCEPT: 0, Verdict.REVIEW: 1, Verdict.REJECT: 2}


@dataclass(frozen=True)
class Question:
    """What to ask before goods under review may go; yes means that they may not."""

    key: str
    ask: str
    answer: str = ""


@dataclass(frozen=True)
class Hit:
    """A word of the table found in the name, and the row it belongs to."""

    word: str
    row: GoodsRow

    @property
    def verdict(self) -> Verdict:
        """What the row says."""
        return _OF_ROW[self.row.verdict]


@dataclass(frozen=True)
class Screening:
    """What became of a name: the verdict, the words that led to it (gravest first), the questions to ask."""

    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that nobody has answered yet."""
        return tuple(question for question in self.questions if not question.answer)

    @property
    def is_open(self) -> bool:
        """Whether something must be asked before the order can be confirmed."""
        return self.verdict is Verdict.REVIEW and bool(self.unanswered)

    @property
    def reason(self) -> Hit | None:
        """The hit that weighs most, to name to the customer."""
        return self.hits[0] if self.hits else None

    def stored(self, version: int) -> dict[str, Any]:
        """The order's record of the decision, with the version of the table that it was made by."""
        hits = [{"word": hit.word, "goods": hit.row.name, "category": hit.row.category} for hit in self.hits]
        return {"verdict": self.verdict.value, "version": version, "hits": hits}


def judged(hits: tuple[Hit, ...], answers: Mapping[str, str]) -> Screening:
    """Judge goods by the words found in their name (`hits`) and by the answers given; goods nobody listed are
    accepted.

    A question answered with yes turns review into reject; with every question answered no, review may go.
    """
    if not hits:
        return Screening(Verdict.ACCEPT)
    verdict = hits[0].verdict
    texts = dict.fromkeys(ask for hit in hits if hit.verdict is Verdict.REVIEW for ask in hit.row.questions)
    questions = tuple(Question(key_of(ask), ask, answers.get(key_of(ask), "")) for ask in texts)
    if any(question.answer == YES for question in questions):
        verdict = Verdict.REJECT
    return Screening(verdict, hits, questions)


@lru_cache(maxsize=1024)
def key_of(ask: str) -> str:
    """The key of a question: the same words have the same key, whichever row asks them."""
    return "q" + hashlib.sha256(ask.encode()).hexdigest()[:10]


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """A name without width, script, case, spaces and punctuation, so that 汽 油 and 汽-油 are 汽油."""
    return _NOISE.sub("", fold.fold(name))


def hits(goods: str, table: Sequence[GoodsRow]) -> tuple[Hit, ...]:
    """The words found, those that lie within a longer one left out; the gravest first."""
    name = plain(goods)
    found: list[tuple[int, int, Hit]] = []
    for row in table:
        for word in (row.name, *row.synonyms):
            sought = plain(word)
            start = name.find(sought) if sought else -1
            while start >= 0:
                found.append((start, start + len(sought), Hit(word, row)))
                start = name.find(sought, start + 1)
    outer = [hit for start, end, hit in found if not any(_covers(other, start, end) for other in found)]
    by_row = {hit.row.name: hit for hit in reversed(outer)}
    return tuple(sorted(by_row.values(), key=lambda hit: -_SEVERITY[hit.verdict]))


def _covers(other: tuple[int, int, Hit], start: int, end: int) -> bool:
    return other[0] <= start and end <= other[1] and other[1] - other[0] > end - start
