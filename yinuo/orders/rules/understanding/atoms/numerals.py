"""Numbers as they are said and written: 120, 1,500, 二十五, 两千三, 三四十, 十来, 3万多, 二点五.

A number here is the text of one numeral; where one may stand in a text is the business of who looks for it.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

_DIGITS: Final = {
    **{digit: at for at, digit in enumerate("零一二三四五六七八九")},
    **{digit: at for at, digit in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2, "俩": 2, "仨": 3,
}  # fmt: skip
_TENS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS: Final = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
_PEOPLE_SAY: Final = {"廿": "二十", "卅": "三十"}
_LOOSE: Final = "来多几余把"

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,12})(?:\.\d{1,6})?"
HAN_DIGIT: Final = "零〇一二两三四五六七八九"
_HAN: Final = r"[零〇一二两俩三仨四五六七八九十廿卅百千万壹贰叁肆伍陆柒捌玖拾佰仟]"
NUMBER: Final = (
    rf"(?:(?<![\d.]){DIGITS}(?:[余多几来]?[十百千万w](?![a-z])(?:[一二三四五六七八九十百千两零\d]{{0,6}}(?<!\d\d\d\d\d)))?[多余来几]?"
    rf"|几[十百千万]|{_HAN}{{1,14}}点[{HAN_DIGIT}]{{1,6}}|{_HAN}{{1,14}}(?:[{_LOOSE}]{{1,2}}[十百千万]{{0,2}})?)"
)
"""The text of one number, approximate ones included. Digits must not go on to the left; see `read`."""

_EXACT_MIXED: Final = re.compile(rf"({DIGITS})([十百千万w]*)(.*)")
_ABOUT: Final = re.compile(rf"(.*?)([{_LOOSE}]{{1,2}})([十百千万w]{{0,2}})")
_ONE_OR_THE_OTHER: Final = re.compile("[一两二三四五六七八九]{2}")


@dataclass(frozen=True, slots=True)
class Number:
    """From `low` to `high`; `approximate` when said to be about so many."""

    low: Decimal
    high: Decimal
    approximate: bool = False


@lru_cache(maxsize=4096)
def read(numeral: str) -> Number | None:
    """What a numeral says; None for a text that is none (百, 二十万万, 一一)."""
    said = numeral.replace(" ", "")
    for short, long in _PEOPLE_SAY.items():
        said = said.replace(short, long)
    return _fixed(said) or _about(said) or _one(said) or _between(said)


def _fixed(said: str) -> Number | None:
    """The turns of speech that mean about a hundred or a thousand, or a little less: 百八十, 千八百."""
    for turn, most in (("百八十", 100), ("百儿八十", 100), ("千八百", 1000), ("千儿八百", 1000)):
        if said == turn:
            return Number(Decimal(most * 8 // 10), Decimal(most), approximate=True)
    if said in ("百十", "百十来"):
        return Number(Decimal(100), Decimal(100), approximate=True)
    return None


def _about(said: str) -> Number | None:
    """二十来, 一百多, 十几万, 百来, 万把; not 几 alone, which names no number."""
    found = _ABOUT.fullmatch(said)
    if found is None:
        return None
    head = found[1]
    if head in _TENS or head in _MYRIADS:
        head = f"一{head}"
    elif not head and found[2] == "几" and found[3]:
        unit = _unit(found[3])
        return Number(unit * 2, unit * 9, approximate=True) if unit else None
    exact = _exact(head) if head else None
    unit = _unit(found[3])
    if not exact or unit is None:
        return None
    return Number(exact * unit, exact * unit, approximate=True)


def _one(said: str) -> Number | None:
    exact = _exact(said)
    return Number(exact, exact) if exact is not None else None


def _between(said: str) -> Number | None:
    """三四十, 十七八, 一百二三十, 两三千: the number with the one digit, and that with the other."""
    for found in _ONE_OR_THE_OTHER.finditer(said):
        first, second = found[0][0], found[0][1]
        if not (_DIGITS[first] + 1 == _DIGITS[second] or found[0] == "三五"):
            continue
        before, after = said[: found.start()], said[found.end() :]
        low, high = _exact(before + first + after), _exact(before + second + after)
        if low is not None and high is not None:
            return Number(low, high, approximate=True)
    return None


def _unit(said: str) -> Decimal | None:
    if not said:
        return Decimal(1)
    unit = 1
    for character in said:
        unit *= _TENS.get(character) or _MYRIADS.get(character) or 0
    return Decimal(unit) or None


def _exact(said: str) -> Decimal | None:
    if found := _EXACT_MIXED.fullmatch(said):
        return _mixed(Decimal(found[1].replace(",", "")), found[2], found[3])
    whole, point, part = said.partition("点")
    if point:
        units, parts = _whole(whole), _positions(part)
        return units + Decimal(f"0.{parts}") if units is not None and parts else None
    return _whole(said)


def _mixed(digits: Decimal, units: str, rest: str) -> Decimal | None:
    """1.5万, 3千, 2千5, 1万2千."""
    unit = _unit(units)
    if unit is None or (rest and unit == 1):
        return None
    if not rest:
        return digits * unit
    if len(rest) == 1 and unit >= 100:
        digit = int(rest) if rest.isdecimal() else _DIGITS.get(rest)
        return digits * unit + digit * unit / 10 if digit else None
    after = _exact(rest.lstrip("零"))
    return digits * unit + after if after is not None and after < unit else None


def _positions(said: str) -> str:
    """二五零 as 250; nothing for a text that is no row of digits."""
    return "".join(str(_DIGITS[one]) for one in said) if all(one in _DIGITS for one in said) else ""


def _whole(said: str) -> Decimal | None:
    if not said:
        return None
    if len(said) > 2 and (positions := _positions(said)):
        return Decimal(positions)
    if said[0] in "百佰千仟万w亿":
        return None
    for myriad, size in _MYRIADS.items():
        head, found, tail = said.partition(myriad)
        if found:
            return _myriads(head, tail, size)
    below = _below_myriad(said, 10)
    return Decimal(below) if below is not None else None


def _myriads(head: str, tail: str, size: int) -> Decimal | None:
    many, rest = _below_myriad(head, 1), _below_myriad(tail, size) if tail else 0
    return Decimal(many * size + rest) if many and rest is not None else None


def _below_myriad(said: str, above: int) -> int | None:
    """A numeral below ten thousand; `above` is the unit that stands before it (一万二: the 二 is 2000)."""
    total, digit, last, zero = 0, None, above, False
    for character in said:
        if character in "零〇":
            if digit is not None:
                return None
            zero = True
        elif unit := _TENS.get(character):
            if (unit >= last and last != above) or (digit is None and unit > 10):
                return None
            total += (1 if digit is None else digit) * unit
            digit, last, zero = None, unit, False
        elif character in _DIGITS and digit is None:
            digit = _DIGITS[character]
        else:
            return None
    if digit is None:
        return total if said.strip("零〇") or said == "零" else None
    return total + digit * (1 if zero or last <= 10 else last // 10)
