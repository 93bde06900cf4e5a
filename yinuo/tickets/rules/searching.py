"""What a person means by what they typed into the search box, and how rows are indexed for it."""

import re
from dataclasses import dataclass
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
TAIL: Final = re.compile(r"\d{4}")
_WRITTEN_NUMBER: Final = re.compile(r"[+\d][\d\s()./-]*\d")


@dataclass(frozen=True)
class Wanted:
    """What to look for. `exact` may be a number, ref or waybill; `tail` the last four digits of a phone."""

    exact: str = ""
    tail: str = ""
    query: Query = Query()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for that could be found."""
        return not (self.exact or self.tail or self.query.phrases or self.query.beginnings)


def understand(text: str) -> Wanted:
    """Read a search as typed: full width, traditional script and capitals mean the same as their plain forms.

    A telephone number in any written form is one word; a word of exactly four digits is a phone's tail. Longer
    texts are cut to 60 characters.
    """
    folded = fold.fold(text)[:LONGEST_SEARCH]
    if _WRITTEN_NUMBER.fullmatch(folded):
        folded = re.sub(r"\D", "", folded)
    groups = bigrams.query_terms(folded)
    tails = [group[0] for group in groups if len(group) == 1 and TAIL.fullmatch(group[0])]
    words = [group for group in groups if group[0] not in tails[:1]]
    query = Query(
        phrases=tuple(tuple(group) for group in words if not bigrams.is_prefix(group)),
        beginnings=tuple(group[0] for group in words if bigrams.is_prefix(group)),
    )
    return Wanted(exact="" if " " in folded else folded, tail=tails[0] if tails else "", query=query)


def scope_marks(reach: Reach) -> tuple[str, ...]:
    """The marks of which a ticket within reach bears one; none where everything is within reach."""
    if reach.is_everything:
        return ()
    marks = [SEARCH.mark("owner_id", reach.person_id), SEARCH.mark("given_to_id", reach.person_id)]
    if reach.team_id:
        marks.append(SEARCH.mark("team_id", reach.team_id))
    return (*marks, *(SEARCH.mark("region_id", region) for region in reach.region_ids))
