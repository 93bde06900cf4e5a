"""Terms of a text for full-text search without a dictionary.

A run of Chinese characters becomes its overlapping pairs and, last, its final character: 没有送水 is
没有 有送 送水 水. So any piece of two or more characters is a phrase of pairs, found exactly, and one
character is the beginning of a term. Words of letters and digits are terms themselves. Every term holds
letters and digits only, so both search engines take it as it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from yinuo.core.text import fold

LONGEST_TERM = 64
"""Longer words are cut to this, in the index and in the query alike; an engine would drop them."""

# Ideographs with 々 and 〇, kana, Hangul syllables: scripts written without spaces, or searched by pieces.
_CJK = (
    "\u3005\u3007\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_IN_TERMS = frozenset(["Ll", "Lm", "Lo", "Lt", "Lu", "Nd", "Nl"])
_RUN = re.compile(f"(?P<cjk>[{_CJK}]+)|(?P<word>(?:(?![{_CJK}])[^\\W_])+)")


@lru_cache(maxsize=2048)
def index_terms(text: str) -> str:
    """The terms of `text` in order, separated by spaces, for the index."""
    terms: list[str] = []
    for found in _runs(text):
        if run := found["cjk"]:
            terms += [*_pairs(run), run[-1]]
        else:
            terms.append(found["word"][:LONGEST_TERM])
    return " ".join(terms)


def query_terms(text: str) -> list[list[str]]:
    """What to look for: groups that must all be there, each a phrase of terms that follow one another.

    A group for which `is_prefix` is true holds one character and means every term that begins with it.
    """
    groups: list[list[str]] = []
    for found in _runs(text):
        run = found["cjk"]
        group = (_pairs(run) or [run]) if run else [found["word"][:LONGEST_TERM]]
        if group not in groups:
            groups.append(group)
    return groups


def is_prefix(group: list[str]) -> bool:
    """Whether a group of `query_terms` is a single Chinese character, to be matched as a beginning."""
    return len(group) == 1 and re.fullmatch(f"[{_CJK}]", group[0]) is not None


def _runs(text: str) -> Iterator[re.Match[str]]:
    """Runs of one kind; characters without a meaning here or unknown to Unicode part them, as spaces do."""
    known = (char if unicodedata.category(char) in _IN_TERMS else " " for char in fold.fold(text))
    return _RUN.finditer("".join(known))


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
