"""Why goods were judged so: which word of which row counts, and what was let pass."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.orders.rules.screening import Hit, Passed, Screening
from yinuo.playbooks.rules.tables import GoodsRow

HOW: Final[Mapping[str, str]] = {
    "text": "",
    "sound": gettext_noop("读起来或看起来像"),
    "parts": gettext_noop("合起来是"),
}
WHY: Final[Mapping[str, str]] = {
    "longer": gettext_noop("“%(found)s”不算，这里说的是“%(word)s”。"),
    "border": gettext_noop("“%(found)s”不算，是前后两个词碰在一起。"),
    "denied": gettext_noop("“%(found)s”不算，名称里说了没有它。"),
    "title": gettext_noop("“%(found)s”不算，是书名里的字。"),
    "head": gettext_noop("“%(found)s”不算，后面的“%(word)s”说明是另一样东西。"),
    "front": gettext_noop("“%(found)s”不算，前面的“%(word)s”说明不是真的。"),
    "except": gettext_noop("“%(found)s”不算，这一行把它除外了。"),
}


@dataclass(frozen=True)
class Reason:
    """A row that counts: what stands in the name, how it is meant, the word and the row of the table."""

    found: str
    how: str
    word: str
    row: GoodsRow


def context(screening: Screening, version: int) -> dict[str, Any]:
    """For the page that shows a trial: every reason, everything that was let pass, the table's version."""
    return {
        "reasons": [_reason(hit) for hit in screening.hits],
        "passed": [_passed(one) for one in screening.passed],
        "goods_version": version,
    }


def _reason(hit: Hit) -> Reason:
    said = HOW[hit.how]
    return Reason(hit.found, _(said) if said else "", hit.word, hit.row)


def _passed(one: Passed) -> str:
    return _(WHY[one.why]) % {"found": one.hit.found, "word": one.word}
