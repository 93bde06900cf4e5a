"""One cell of a reference table, from what people write in Excel to a plain value and back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from yinuo.core import calendar, money

Cell = str | int | Decimal
YES: Final = "是"
NO: Final = "否"
_BETWEEN_WORDS: Final = re.compile(r"[；;、\n]")
_BETWEEN_SENTENCES: Final = re.compile(r"[；;\n]")
_SAYS_YES: Final = (YES, "yes", "true", "1")
_SAYS_NO: Final = (NO, "no", "false", "0")


class CellFault(ValueError):
    """A cell that cannot be understood: the code of a playbook's fault and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, str] = params


@dataclass(frozen=True)
class Form:
    """How a value is written in a cell: `read` raises CellFault, `write` is its reverse."""

    read: Callable[[str], Any]
    write: Callable[[Any], Cell]


def _day(cell: str) -> str:
    try:
        return calendar.parse_day(cell).isoformat()
    except calendar.SpanError:
        raise CellFault("date.wrong", value=cell) from None


def _time(cell: str) -> str:
    try:
        return time.fromisoformat(cell.replace("：", ":").zfill(5)).isoformat("minutes")
    except ValueError:
        raise CellFault("time.wrong", value=cell) from None


def _fen(cell: str) -> int:
    try:
        return money.parse_yuan(cell)
    except money.MoneyError:
        raise CellFault("money.wrong", value=cell) from None


def _listed(between: re.Pattern[str], cell: str) -> list[str]:
    return [word for part in between.split(cell) if (word := part.strip())]


def _yes_or_no(cell: str) -> bool:
    if cell.lower() not in _SAYS_YES + _SAYS_NO:
        raise CellFault("value.not_one_of", got=cell, known=f"{YES}、{NO}")
    return cell.lower() in _SAYS_YES


def _percent(cell: str) -> int:
    """0.3 or 0.3% → 30 hundredths of a percent."""
    try:
        hundredths = Decimal(cell.strip().removesuffix("%").removesuffix("％").strip()) * 100
    except InvalidOperation:
        raise CellFault("value.not_number", got=cell) from None
    if not hundredths.is_finite() or hundredths != hundredths.to_integral_value():
        raise CellFault("percent.wrong", value=cell)
    return int(hundredths)


def _degrees(cell: str) -> float:
    """31.95 degrees, at most six places behind the point."""
    try:
        return round(float(cell), 6)
    except ValueError:
        raise CellFault("value.not_number", got=cell) from None


def one_of(words: Mapping[str, str]) -> Form:
    """A choice: key → the word people write; the key itself is understood too."""
    keys = {word: key for key, word in words.items()} | {key: key for key in words}

    def read(cell: str) -> str:
        if cell not in keys:
            raise CellFault("value.not_one_of", got=cell, known="、".join(words.values()))
        return keys[cell]

    return Form(read, lambda key: words[key])


TEXT: Final = Form(str, str)
WHOLE: Final = Form(str, int)
WORDS: Final = Form(lambda cell: _listed(_BETWEEN_WORDS, cell), "；".join)
SENTENCES: Final = Form(lambda cell: _listed(_BETWEEN_SENTENCES, cell), "；".join)
FEN: Final = Form(_fen, lambda fen: "" if fen is None else money.yuan(fen))
PERCENT: Final = Form(_percent, lambda hundredths: Decimal(hundredths).scaleb(-2))
YESNO: Final = Form(_yes_or_no, lambda said: YES if said else NO)
DEGREES: Final = Form(_degrees, lambda said: "" if said is None else Decimal(str(said)))
DAY: Final = Form(_day, lambda day: day.isoformat() if day else "")
TIME: Final = Form(_time, lambda at: at.isoformat("minutes") if at else "")
