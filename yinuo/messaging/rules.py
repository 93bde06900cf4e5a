"""Composing a notice within its limit, and when to try again: pure.

A playbook's notice has one full text and perhaps shorter ones; the first that fits as the network counts
(R070) is taken. What does not fit is refused with the reason, or leaves in parts where the playbook or a
person decided so; it never happens by accident.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from yinuo.core.errors import NotNow
from yinuo.core.text import sms
from yinuo.playbooks.rules import schema, texts, vocabulary

OverLimit = Literal["refuse", "parts"]

LIMIT: Final = 70
OWN_WORDS: Final = "message"
CLAIM_SECONDS: Final = 60
GATHER_SECONDS: Final = 60
MOST_LINES: Final = 50
LONGEST_TEXT: Final = 500
REFUSED_TEXT: Final = ("sms_gaps", "sms_too_long")
_LONGEST_NAMED: Final = 3

BACK_OFF: Final = tuple(timedelta(seconds=seconds) for seconds in (5, 15, 45, 120, 300, 600, 1200, 1800))
"""Waits between attempts after a passing failure: most of the slip's three minutes (R062) is used for
trying, and after about an hour and ten minutes the notice is given up in public."""

MOST_ATTEMPTS: Final = len(BACK_OFF) + 1


@dataclass(frozen=True)
class Composed:
    """A notice ready to leave, or the reason why it may not.

    `shortened` counts how many fuller texts did not fit. `pieces` cut the text into fixed words and filled
    variables. `why` is the error that sending it raises; None when it may leave.
    """

    text: str
    measure: sms.SmsMeasure
    limit: int
    shortened: int
    pieces: tuple[texts.Piece, ...]
    why: NotNow | None

    @property
    def fits(self) -> bool:
        """Whether it may leave as it is."""
        return self.why is None


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` passing failures; None when it is time to give up."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


def compose(
    notice: schema.Notice, values: Mapping[str, Any], over_limit: OverLimit | None = None
) -> Composed:
    """Fill the notice's texts and take the first that fits its limit (R070, R071).

    `over_limit` is a person's decision about this one message and goes before the playbook's. The result's
    `why` is `sms_gaps` when a variable outside brackets has no value, `sms_too_long` when nothing fits.
    """
    named = {name for text in notice.texts for name in texts.variables_in(text)}
    words = {name: str(value) for name in named if (value := values.get(name)) is not None}
    tried = []
    for index, text in enumerate(notice.texts):
        composed = _fill(text, words, notice.limit, index)
        if composed.fits and composed.measure.units <= notice.limit:
            return composed
        tried.append(composed)
    whole = [composed for composed in tried if composed.fits]
    if not whole:
        return tried[0]
    if (over_limit or notice.over_limit) == "parts":
        return whole[0]
    return _too_long(min(whole, key=lambda composed: composed.measure.units))


def written(text: str, limit: int, over_limit: OverLimit = "refuse") -> Composed:
    """A text that a person wrote or changed, measured against the same limit."""
    measure = sms.measure(text)
    composed = Composed(text, measure, limit, 0, (texts.Piece(text),), None)
    return composed if measure.units <= limit or over_limit == "parts" else _too_long(composed)


def signed(text: str, staff_number: str) -> str:
    """The text with the staff number at its end, where it does not stand already (R043, R327)."""
    if text.endswith(staff_number):
        return text
    stop = "" if text.endswith(("。", "！", "？", ".", "!", "?")) else "。"
    return f"{text}{stop}{staff_number}"


def _fill(text: str, words: Mapping[str, str], limit: int, shortened: int) -> Composed:
    pieces = tuple(texts.pieces(text, words))
    filled = "".join(piece.text for piece in pieces)
    missing = tuple(piece.variable for piece in pieces if piece.is_gap)
    why = NotNow("sms_gaps", missing=_meanings(missing), fields=list(missing)) if missing else None
    return Composed(filled, sms.measure(filled), limit, shortened, pieces, why)


def _too_long(composed: Composed) -> Composed:
    measure, fields = composed.measure, _longest(composed.pieces)
    why = NotNow(
        "sms_too_long",
        units=measure.units,
        limit=composed.limit,
        over=measure.units - composed.limit,
        parts=measure.parts,
        longest=_meanings(fields),
        fields=list(fields),
    )
    return replace(composed, why=why)


def _longest(pieces: tuple[texts.Piece, ...]) -> tuple[str, ...]:
    """The filled variables that take the most room, longest first."""
    filled = sorted((piece for piece in pieces if piece.variable), key=lambda piece: -len(piece.text))
    return tuple(dict.fromkeys(piece.variable for piece in filled))[:_LONGEST_NAMED]


def _meanings(names: tuple[str, ...]) -> str:
    """The variables as a person reads them: 提示、货物名称."""
    known = vocabulary.variables("notice")
    return "、".join(known[name].meaning if name in known else name for name in names)
