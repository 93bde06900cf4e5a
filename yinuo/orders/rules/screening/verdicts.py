"""What became of a name: the verdict, why, what to ask, what to ask for, what to say."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, Literal

from yinuo.playbooks.rules.tables import GoodsRow

YES: Final = "yes"
NO: Final = "no"
_LAW: Final = "第"

How = Literal["text", "sound", "parts"]
"""A word stands there as it is; as it sounds or looks; in halves of its characters."""
Why = Literal["longer", "border", "denied", "head", "front", "except", "title"]
"""A word lies in a longer one; on the border of two; is denied; in the title of a book; the last noun,
or the word before it, says that this is another thing; the row excepts a word of the name."""


class Verdict(StrEnum):
    """What the table says of goods."""

    ACCEPT = "accept"
    REVIEW = "review"
    REJECT = "reject"

    @property
    def severity(self) -> int:
        """The graver, the higher."""
        return list(Verdict).index(self)


_OF_ROW: Final = {"ok": Verdict.ACCEPT, "review": Verdict.REVIEW, "reject": Verdict.REJECT}


@dataclass(frozen=True)
class Question:
    """What to ask before goods under review may go; yes means that they may not."""

    key: str
    ask: str
    answer: str = ""


@dataclass(frozen=True)
class Hit:
    """A word of the table found in the name, and the row it belongs to.

    `found` is what stands in the name; `say` what to tell the customer: the row's sentence, else that of the
    row that is named like the category.
    """

    word: str
    row: GoodsRow
    found: str = ""
    how: How = "text"
    say: str = ""

    @property
    def verdict(self) -> Verdict:
        """What the row says."""
        return _OF_ROW[self.row.verdict]

    @property
    def is_of_law(self) -> bool:
        """Whether the row refuses what the national list names, not only what the carrier does not take."""
        return self.row.verdict == "reject" and self.row.category.startswith(_LAW)


@dataclass(frozen=True)
class Passed:
    """A word that was found and does not count: because of `word`, and why."""

    hit: Hit
    word: str
    why: Why


@dataclass(frozen=True)
class Found:
    """What the table has to say of a name: the words that count, gravest first, and those that do not."""

    hits: tuple[Hit, ...] = ()
    passed: tuple[Passed, ...] = ()


@dataclass(frozen=True)
class Screening:
    """What became of a name: the verdict, the words that led to it (gravest first), the questions to ask."""

    verdict: Verdict
    hits: tuple[Hit, ...] = ()
    questions: tuple[Question, ...] = ()
    passed: tuple[Passed, ...] = ()

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that nobody has answered yet."""
        return tuple(question for question in self.questions if not question.answer)

    @property
    def is_open(self) -> bool:
        """Whether something must be asked before the order can be confirmed."""
        return self.verdict is Verdict.REVIEW and bool(self.unanswered)

    @property
    def is_prohibited(self) -> bool:
        """Whether the national list names the goods; not what only the carrier refuses, nor what an answer
        refused.
        """
        return any(hit.is_of_law for hit in self.hits)

    @property
    def reason(self) -> Hit | None:
        """The hit that weighs most, to name to the customer."""
        return self.hits[0] if self.hits else None

    @property
    def category(self) -> str:
        """The category of the law, or the carrier's own; empty for goods that are accepted."""
        return self.reason.row.category if self.reason and self.verdict is not Verdict.ACCEPT else ""

    @property
    def say(self) -> str:
        """What to tell the customer; empty for goods that are accepted."""
        return self.reason.say if self.reason and self.verdict is not Verdict.ACCEPT else ""

    @property
    def papers(self) -> tuple[str, ...]:
        """Which papers have to come with the goods; none with what is refused."""
        if self.verdict is Verdict.REJECT:
            return ()
        return tuple(dict.fromkeys(paper for hit in self.hits for paper in hit.row.papers))

    @property
    def inspect(self) -> bool:
        """Whether the goods have to be opened and looked at when they are collected."""
        return self.verdict is not Verdict.REJECT and any(hit.row.inspect for hit in self.hits)

    def stored(self, version: int) -> dict[str, Any]:
        """The order's record of the decision, with the version of the table that it was made by."""
        hits = [{"word": hit.word, "goods": hit.row.name, "category": hit.row.category} for hit in self.hits]
        record: dict[str, Any] = {"verdict": self.verdict.value, "version": version, "hits": hits}
        if self.papers:
            record["papers"] = list(self.papers)
        if self.inspect:
            record["inspect"] = True
        return record


def judged(found: Found, answers: Mapping[str, str]) -> Screening:
    """Judge goods by what the table says of their name and by the answers given (R048–R050); goods nobody
    listed are accepted.

    A question answered with yes turns review into reject; with every question answered no, review may go.
    """
    if not found.hits:
        return Screening(Verdict.ACCEPT, passed=found.passed)
    verdict = found.hits[0].verdict
    texts = dict.fromkeys(
        ask for hit in found.hits if hit.verdict is Verdict.REVIEW for ask in hit.row.questions
    )
    questions = tuple(Question(key_of(ask), ask, answers.get(key_of(ask), "")) for ask in texts)
    if any(question.answer == YES for question in questions):
        verdict = Verdict.REJECT
    return Screening(verdict, found.hits, questions, found.passed)


@lru_cache(maxsize=1024)
def key_of(ask: str) -> str:
    """The key of a question: the same words have the same key, whichever row asks them."""
    return "q" + hashlib.sha256(ask.encode()).hexdigest()[:10]
