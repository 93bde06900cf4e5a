"""Amounts as atoms: which of them count for each one of something (每箱20斤, 20斤一箱, 180/方)."""

import re
from typing import Final

from yinuo.orders.rules.understanding.atoms import amounts, numerals, units
from yinuo.orders.rules.understanding.atoms.amounts import Raw
from yinuo.orders.rules.understanding.atoms.found import TAKEN, Found
from yinuo.orders.rules.understanding.atoms.kinds import Amount, Each, Kind, Other, Rank, Size
from yinuo.orders.rules.understanding.atoms.patterns import any_of, not_before
from yinuo.orders.rules.understanding.atoms.units import UNITS

_COUNTER: Final = units.pattern(Kind.COUNT)
_MEASURE: Final = units.pattern(Kind.COUNT, Kind.WEIGHT, Kind.VOLUME)
_FILL_WORD: Final = any_of("""
    的 重量? 重 / 毛重 净重 体积 尺寸 规格 大小 大概 大约 约 差不多 按 是 有 就 里面 里 装了? 放 在 都 也 平均
    估计 左右 来 要 收 算 运费 为 : , \\s
""")
_FILL: Final = rf"{_FILL_WORD}*"
_EACH_OF: Final = r"(?:每一?|单|平均每?一?|均)(?:大|小|纸|木)?"
_LONE: Final = any_of("单重 均重 单件重 件重 件均 单个重 单价 单重量 各重 各自重 @")
_BEFORE: Final = re.compile(rf"(?:{_EACH_OF}(?P<unit>{_MEASURE})|(?P<lone>{_LONE}))(?:货|子)?{_FILL}$")
_AFTER: Final = re.compile(rf" ?(?:每一?|/|per |一(?=吨|方|公斤|斤|立方))(?P<unit>{_MEASURE})")
_PACKED_IN: Final = re.compile(r" ?装" + not_before("卸 货 车 箱 柜 运 好 的话 修 饰"))
_PUT_INTO: Final = re.compile(r"(?:装|打|拼|合|成|做|共|还有|和|加|另外?) ?$")
_FILL_ONLY: Final = re.compile(rf"(?:货|子)?{_FILL}")
_PRICED: Final = r"(?P<unit>吨|方|立方|立方米|公斤|千克|kg|斤)"
_PRICE_BEFORE: Final = re.compile(
    rf"(?<![\d.])(?P<number>\d{{1,5}}(?:\.\d{{1,2}})?)(?:一|每|/){_PRICED}(?![\w])"
)
_PRICE_AFTER: Final = re.compile(
    rf"(?:每一?){_PRICED}(?:运费|价格|是|要|收|算|按|给|报|:| )*"
    rf"(?P<number>{numerals.NUMBER})(?=$|[\s,。;、!?)]|的|吧|了)"
)
_ASKS_PRICE: Final = re.compile("(?:多少钱?|价钱?|怎么算|怎么收) ?$")
_LENGTH: Final = re.compile(r"\d ?(?:m|米|cm|公分)$|\0$")
_DEAREST: Final = 100_000
_LONGEST_BEFORE: Final = 16


def take(found: Found) -> None:
    """Take every amount with a unit, alone or for each one."""
    _take_prices(found)
    raws = amounts.amounts(found.left)
    singles = _singles(found.left, raws)
    skipped: set[int] = set()
    for at, raw in enumerate(raws):
        if at in skipped or TAKEN in found.left[raw.start : raw.end]:
            continue
        if at in singles:
            other, per = singles[at]
            skipped.add(other)
            first, last = sorted((at, other))
            _add_each(found, raws[first].start, raws[last].end, raw, per)
        elif not any(other == at for other, _ in singles.values()):
            _add(found, raw)
    _take_sizes(found)


def _take_prices(found: Found) -> None:
    """Prices for each of a measure, whose 元 goes without saying: 180一方, 每吨200."""
    for pattern in (_PRICE_BEFORE, _PRICE_AFTER):
        for match in pattern.finditer(found.left):
            number = numerals.read(match["number"])
            if number is None or number.high > _DEAREST:
                continue
            low, high = amounts.rounded(number.low * 100), amounts.rounded(number.high * 100)
            start, end = match.span("number")
            of = found.make(Amount, start, end, kind=Kind.MONEY, low=low, high=high, unit="元", sureness=0.8)
            per = UNITS[match["unit"]].name
            found.add(Each, *match.span(), kind=Kind.EACH, of=of, per=per, sureness=0.8)


def _add(found: Found, raw: Raw) -> None:
    if (
        raw.is_one
        and raw.kind in (Kind.WEIGHT, Kind.VOLUME)
        and _ASKS_PRICE.search(found.left[: raw.start][-4:])
    ):
        found.add(Other, raw.start, raw.end, kind=Kind.OTHER, what="price")
        return
    if before := _before(found.left, raw.start):
        _add_each(found, before.start(), raw.end, raw, _unit(before))
        return
    after = _AFTER.match(found.left, raw.end)
    if after and _is_price_or_content(raw, UNITS[after["unit"]].name, after["unit"]):
        _add_each(found, raw.start, after.end(), raw, UNITS[after["unit"]].name)
    elif raw.kind in (Kind.WEIGHT, Kind.VOLUME) and (packed := _PACKED_IN.match(found.left, raw.end)):
        _add_each(found, raw.start, packed.end(), raw, "")
    else:
        found.keep(alone(found, raw), raw.start, raw.end)


def alone(found: Found, raw: Raw) -> Amount:
    """The amount by itself."""
    low, high = raw.whole()
    return found.make(
        Amount, raw.start, raw.end, kind=raw.kind, low=low, high=high, unit=raw.unit,
        approximate=raw.approximate, rank=raw.rank, sureness=raw.sureness,
    )  # fmt: skip


def _add_each(found: Found, start: int, end: int, raw: Raw, per: str) -> None:
    found.add(Each, start, end, kind=Kind.EACH, of=alone(found, raw), per=per)


def _before(left: str, start: int) -> re.Match[str] | None:
    return _BEFORE.search(left, max(0, start - _LONGEST_BEFORE), start)


def _unit(found: re.Match[str]) -> str:
    return UNITS[found["unit"]].name if found["unit"] else "件"


def _is_price_or_content(raw: Raw, per: str, word: str) -> bool:
    unit = UNITS[word]
    if raw.kind is Kind.MONEY:
        return True
    return unit.kind is Kind.COUNT and raw.unit != per


def _singles(left: str, raws: list[Raw]) -> dict[int, tuple[int, str]]:
    """Amounts beside a lone one of something: 一箱20斤, 20斤一箱; by place: where the one is, and its unit.

    Where nothing else in the text is counted, the one is the whole order and stays a count.
    """
    found: dict[int, tuple[int, str]] = {}
    used: set[int] = set()
    for at, raw in enumerate(raws):
        if not (raw.kind is Kind.COUNT and raw.is_one and at not in used):
            continue
        glued = at > 0 and raws[at - 1].end == raw.start and left[raw.end : raw.end + 1] in (" ", ",", "")
        for beside in (at - 1, at + 1) if glued else (at + 1, at - 1):
            others = [one for place, one in enumerate(raws) if place not in (at, beside)]
            if not any(_is_counted(one) or _is_whole_of(one, raws, beside) for one in others):
                continue
            if (
                0 <= beside < len(raws)
                and beside not in used
                and _belongs(left, raw, raws[beside], beside > at)
            ):
                found[beside] = (at, raw.unit)
                used |= {at, beside}
                break
    return found


def _is_counted(raw: Raw) -> bool:
    return raw.kind is Kind.COUNT and raw.high > 1 and raw.rank >= Rank.THING


def _is_whole_of(one: Raw, raws: list[Raw], beside: int) -> bool:
    """Whether an amount is the whole of which the other can be a part: 两吨化肥 50kg一袋."""
    part = raws[beside] if 0 <= beside < len(raws) else None
    return part is not None and one.kind is part.kind and part.kind is not Kind.COUNT and one.low > part.high


def _belongs(left: str, one: Raw, amount: Raw, is_after: bool) -> bool:
    if amount.kind is Kind.COUNT and (amount.rank >= one.rank or amount.is_one):
        return False
    if _PUT_INTO.search(left, max(0, one.start - 3), one.start):
        return False
    if is_after and _LENGTH.search(left[: one.start][-6:]) and left[one.end : amount.start].startswith(" "):
        return False
    if is_after:
        return bool(_FILL_ONLY.fullmatch(left, one.end, amount.start)) and left[one.end : amount.start] != ","
    return left[amount.end : one.start] in ("", " ")


def _take_sizes(found: Found) -> None:
    """Sizes that are of each one become that: 每件1.2*0.8*0.9米."""
    for at, (atom, (start, end)) in enumerate(zip(found.atoms, found.places, strict=True)):
        if isinstance(atom, Size) and (before := _before(found.left, start)):
            first = before.start()
            found.atoms[at] = found.make(Each, first, end, kind=Kind.EACH, of=atom, per=_unit(before))
            found.take(first, start)
