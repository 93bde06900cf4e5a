"""Length, width and height in every way people write them: 1.2*0.8*0.9米, 长1米2宽80公分高90."""

import re
from decimal import Decimal
from typing import Final

from yinuo.orders.rules.understanding.atoms import amounts, numerals
from yinuo.orders.rules.understanding.atoms.found import Found
from yinuo.orders.rules.understanding.atoms.kinds import Kind, Size

_UNITS: Final = {
    "米": 1000, "m": 1000, "公尺": 1000, "分米": 100, "dm": 100,
    "厘米": 10, "公分": 10, "cm": 10, "毫米": 1, "mm": 1,
}  # fmt: skip
_UNIT: Final = r"(?:厘米|公分|毫米|分米|公尺|米|cm|mm|dm|m(?![\d³m]))"
_COUNTER: Final = "件箱包托袋台个桶卷捆"
_TAIL: Final = (
    rf"(?:半|(?<=米)(?<!厘米)(?<!毫米)(?:[一二三四五六七八九]{{1,2}}(?![{_COUNTER}])"
    rf"|\d{{1,2}}(?! ?[\d.{_COUNTER}])))"
)
_SIDE: Final = rf"(?:{numerals.NUMBER})(?: ?{_UNIT}{_TAIL}?)?"
_BY: Final = r" ?(?:[*×x✕✖╳·]|乘以?|by) ?"
_AXIS: Final = r"[长宽高厚深]度?"
_IS: Final = r"(?:大概|大约|约|是|有|为|:|=| |在|差不多)*"
_BREAK: Final = r"[ ,、;/*x×]{0,2}(?:左右|上下)?[ ,、;/*x×]{0,2}"
_ABOUT: Final = r"(?P<about>左右|上下)?"
_AND: Final = "[ ,、和*×x]"
_TIMES: Final = re.compile(
    rf"(?P<a>(?:长 ?)?{_SIDE}长?){_BY}(?P<b>(?:宽 ?)?{_SIDE}宽?){_BY}(?P<c>(?:高 ?)?{_SIDE}高?){_ABOUT}"
)
_NAMED: Final = re.compile(
    rf"{_AXIS}{_IS}(?P<a>{_SIDE}){_BREAK}{_AXIS}{_IS}(?P<b>{_SIDE}){_BREAK}{_AXIS}{_IS}(?P<c>{_SIDE}){_ABOUT}"
)
_NAMED_AFTER: Final = re.compile(
    rf"(?P<a>{_SIDE}) ?的?{_AXIS}{_BREAK}(?P<b>{_SIDE}) ?的?{_AXIS}{_BREAK}(?P<c>{_SIDE}) ?的?{_AXIS}{_ABOUT}"
)
_TOGETHER: Final = re.compile(
    rf"长{_AND}?宽{_AND}?高(?:都|分别|各)?{_IS}(?P<a>{_SIDE}){_AND}(?P<b>{_SIDE}){_AND}(?P<c>{_SIDE}){_ABOUT}"
)
_CUBE: Final = re.compile(rf"长宽高(?:都|各|均|都各){_IS}(?P<a>{_SIDE})(?P<about>左右)?")
_PARTS: Final = re.compile(rf"(?P<number>{numerals.NUMBER}) ?(?P<unit>{_UNIT})?(?P<tail>{_TAIL})?")
_LONGEST_MM: Final = 20_000
_METRES_END: Final = 15
_CENTIMETRES_END: Final = 600


def take(found: Found) -> None:
    """Take every triple of measures."""
    for pattern in (_TOGETHER, _TIMES, _NAMED, _NAMED_AFTER):
        for match in pattern.finditer(found.left):
            if "\0" in match[0]:
                continue
            sides = _sides([match["a"], match["b"], match["c"]])
            if sides is not None:
                _keep(found, match, sides)
    for match in _CUBE.finditer(found.left):
        if sides := _sides([match["a"]] * 3):
            _keep(found, match, sides)


def _keep(found: Found, match: re.Match[str], sides: tuple[int, int, int]) -> None:
    loose = bool(match["about"])
    found.add(Size, match.start(), match.end(), kind=Kind.SIZE, sides=sides, approximate=loose)


def _sides(said: list[str]) -> tuple[int, int, int] | None:
    """The three sides in millimetres: a side without a unit takes that of the next, or of the one before."""
    parts = [_PARTS.search(side.strip("长宽高 ")) for side in said]
    numbers = [_number(part) for part in parts if part]
    named = [part["unit"] or "" for part in parts if part]
    if len(numbers) != 3 or any(number is None for number in numbers):
        return None
    known = [number for number in numbers if number is not None]
    sizes = _sizes(named, known)
    sides = [amounts.rounded(number * size) for number, size in zip(known, sizes, strict=True)]
    if not all(0 < side <= _LONGEST_MM for side in sides):
        return None
    return sides[0], sides[1], sides[2]


def _number(part: re.Match[str]) -> Decimal | None:
    number = numerals.read(part["number"])
    if number is None or number.low != number.high:
        return None
    tail = part["tail"] or ""
    if tail == "半":
        return number.low + Decimal("0.5")
    more = numerals.read(tail) if tail and not tail.isdecimal() else None
    digits = tail if tail.isdecimal() else str(more.low) if more else ""
    return number.low + Decimal(f"0.{digits}") if digits else number.low


def _sizes(named: list[str], numbers: list[Decimal]) -> list[int]:
    """Millimetres of one unit of each side."""
    if not any(named):
        return [_likely(max(numbers))] * 3
    last = next(unit for unit in reversed(named) if unit)
    sizes = []
    for at, number in enumerate(numbers):
        before = next((unit for unit in reversed(named[:at]) if unit), "")
        unit = named[at] or before or last
        size = _UNITS[unit]
        if not named[at] and size == 1000 and number > _METRES_END:
            size = 10
        sizes.append(size)
    return sizes


def _likely(longest: Decimal) -> int:
    """The unit nobody said: metres up to 15, centimetres up to 600, else millimetres."""
    if longest < _METRES_END:
        return 1000
    return 10 if longest <= _CENTIMETRES_END else 1
