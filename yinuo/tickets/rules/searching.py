"""What a person means by what they typed into the search box, and how rows are indexed for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from yinuo.core.db.fulltext import FullText, Query
from yinuo.core.text import bigrams, fold
from yinuo.tickets.rules.reach import Reach

SEARCH: Final = FullText(
    table="tickets_searchtext",
    column="terms",
    marks={"kind": "k", "owner_id": "o", "given_to_id": "g", "team_id": "t", "region_id": "r"},
)
LONGEST_SEARCH: Final = 60
_LONGEST_TERMS: Final = 20_000
_TAIL: Final = re.compile(r"[0-9]{4}")
_WRITTEN_NUMBER: Final = re.compile(r"[+(]?[0-9][0-9\s()./-]*[0-9]")
_NUMBER_LIKE: Final = re.compile(r"[a-z0-9][a-z0-9-]*")
_EXTENSION: Final = re.compile(r"\s*(?:转|分机|ext\.?|x|#).*$")
_COUNTRY: Final = re.compile(r"^(?:00)?86(?=1[0-9]{10}$|0[0-9]{9,11}$)")
_AREA: Final = re.compile(r"^(?:010|02[0-9]|0[3-9][0-9]{2})(?=[0-9]{7,8}$)")


@dataclass(frozen=True)
class Wanted:
    """What to look for. `exact` may be a number, ref or waybill; `tail` the last four digits of a phone."""

    exact: str = ""
    tail: str = ""
    query: Query = field(default_factory=Query)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for that could be found."""
        return not (self.exact or self.tail or self.query.phrases or self.query.beginnings)


def understand(text: str) -> Wanted:
    """Read a search as typed: full width, traditional script and capitals mean the same as their plain forms.

    A telephone number in any written form is one word; a word of exactly four digits is a phone's tail.
    Longer texts are cut to 60 characters.
    """
    folded = fold.fold(text)[:LONGEST_SEARCH]
    if _WRITTEN_NUMBER.fullmatch(folded):
        folded = _digits(folded)
    groups = bigrams.query_terms(folded)
    tails = [group[0] for group in groups if len(group) == 1 and _TAIL.fullmatch(group[0])]
    words = [group for group in groups if group[0] not in tails[:1]]
    query = Query(
        phrases=tuple(tuple(group) for group in words if not bigrams.is_prefix(group)),
        beginnings=tuple(group[0] for group in words if bigrams.is_prefix(group)),
    )
    return Wanted(
        exact=folded if _NUMBER_LIKE.fullmatch(folded) else "",
        tail=tails[0] if tails else "",
        query=query,
    )


def scope_marks(reach: Reach) -> tuple[str, ...]:
    """The marks of which a ticket within reach bears one; none where everything is within reach."""
    if reach.is_everything:
        return ()
    marks = [SEARCH.mark("owner_id", reach.person_id), SEARCH.mark("given_to_id", reach.person_id)]
    if reach.team_id:
        marks.append(SEARCH.mark("team_id", reach.team_id))
    return (*marks, *(SEARCH.mark("region_id", region) for region in reach.region_ids))


def search_terms(texts: Iterable[str], phones: Iterable[str]) -> str:
    """The terms of a row: of its texts, each once, and of its phones, surrounded by spaces.

    A fixed line is found with and without its area code.
    """
    found = [bigrams.index_terms(text) for text in dict.fromkeys(texts)]
    for phone in phones:
        digits = _digits(phone)
        found += [digits, _AREA.sub("", digits)] if _AREA.match(digits) else [digits]
    terms = " ".join(part for part in dict.fromkeys(found) if part)
    return f" {terms[:_LONGEST_TERMS].rsplit(' ', 1)[0] if len(terms) > _LONGEST_TERMS else terms} "


def phone_tails(phones: Iterable[str]) -> list[str]:
    """The last four digits of each phone, once; extensions do not count."""
    return sorted({digits[-4:] for digits in map(_digits, phones) if len(digits) >= 4})


def _digits(phone: str) -> str:
    """The digits of a phone in any written form, without country code and extension."""
    return _COUNTRY.sub("", re.sub(r"[^0-9]", "", _EXTENSION.sub("", fold.fold(phone))))
