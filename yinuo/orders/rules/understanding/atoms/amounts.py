"""Pieces, weight, volume and money: a number, its unit, and the words that make it about so much."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from yinuo.orders.rules.understanding.atoms import numerals, units
from yinuo.orders.rules.understanding.atoms.kinds import Kind, Rank
from yinuo.orders.rules.understanding.atoms.numerals import Number
from yinuo.orders.rules.understanding.atoms.patterns import any_of, not_before
from yinuo.orders.rules.understanding.atoms.units import UNITS, Unit

ABOUT: Final = any_of("""
    大约 大概其? 约莫 (?<![预合节条])约 差不多 将近 (?<![尽赶最])快要? (?<![附最就靠])近 接近 估计 可能
    估摸着? 不到 不足 不超过 不会超过 超过 最多 至少 起码 目测 毛估 顶多 也就 预计 大致 上下
""")
AFTER: Final = any_of("左右 上下 样子 的样子 出头 不到 以内 以上 之内 打底 朝上 往上 挂零")
_BRIDGE: Final = r"(?:是|有|就|能|得|要|在|重|装|总共|一共|共|个|为|:|来|也|了| )*"
_TO: Final = r" ?(?:[-~–—至到]+|或者?是?|,?或) ?"
_OF: Final = any_of("纸 木 铁 泡沫 塑料 编织 蛇皮 胶 钢 周转 原 蓝 白 黑 红 绿 黄 麻 布 吨")
_ADJECTIVE: Final = rf"(?:大|小|中|整|满|散)?个?(?:大|小)?{_OF}?"
_PACKS: Final = {
    name: plain
    for plain, names in {
        "箱": "箱 箱子", "包": "包 包裹", "托": "托 托盘 卡板 栈板", "袋": "袋 袋子", "桶": "桶",
        "架": "木架 铁架 架子", "笼": "笼子", "筐": "筐 筐子", "框": "框", "捆": "捆", "卷": "卷", "件": "件",
    }.items()
    for name in names.split()
}  # fmt: skip
_PACKED: Final = any_of("""
    箱子 箱(?!包|体|式|梁|子) 包裹 包(?!裹|装|车|邮|含) 袋子 袋(?!子|泡|装) 桶(?!装) 托盘 卡板 栈板
    托(?!盘|运|付) 木架 铁架 架子 笼子 筐子? 框 捆(?!扎) 卷(?!帘|尺|闸|发) 件(?!套|数)
""")
_ENDS: Final = r"(?=$|[^\w]|的|左右|上下|多|吧|呢|啊|货|重|总|体|运|从|发|要|送|样|钱)"
_DIGIT_TAIL: Final = rf"(?:[一二三四五六七八九](?![{numerals.HAN_DIGIT}十百千万])|[1-9](?![\d.])){_ENDS}"
_HALF: Final = "半" + not_before("夜 小时 天 个 年 路 成品 挂 导体 月 截 价 自动 份 托")
_OF_MONEY: Final = re.compile("[费钱款价付收加给保出算报涨便贴垫]")
_OF_THINGS: Final = re.compile(
    r" ?[,共总]|[\u4e00-\u9fff]{2}(?<!现付)(?<!到付)(?<!一[吨方斤件箱])(?<!左右)(?<!运费)| (?=共|总|\d)"
)
_KILOGRAMS: Final = re.compile(r"[1-9]\d{2}(?![\d.a-z公斤千克件箱包])")
_KINDS: Final = (Kind.COUNT, Kind.WEIGHT, Kind.VOLUME, Kind.MONEY)
_UNIT: Final = units.pattern(*_KINDS)

_AMOUNT: Final = re.compile(
    rf"(?P<about>{ABOUT}{_BRIDGE})?(?P<sign>[¥$])? ?(?<![第#])"
    rf"(?:(?P<part>[大小]半|(?<![点两二三四五六七八九十块])半)个?"
    rf"|(?P<first>{numerals.NUMBER})(?:(?:{_TO}|(?<=[几多来]))(?P<second>{numerals.NUMBER}))?)"
    rf"(?P<half>个半|个多|个来|半)? ?(?:个?{_ADJECTIVE}(?P<pack>{_PACKED})|(?P<unit>{_UNIT}))"
    rf"(?:(?P<tail_half>{_HALF})|(?P<more>多(?!少))|(?P<tail>{_DIGIT_TAIL}))? ?(?P<after>{AFTER})?"
)
_BARE_UNIT: Final = re.compile(
    rf"(?<![\d{numerals.HAN_DIGIT}十百千万个几半公市立多来第])(?:个把?)?(?P<unit>吨|斤|方|块)"
    rf"(?P<tail>{_HALF}|把(?=重|货|钱|的|[^\w]|$))"
)
_SIGNED: Final = re.compile(rf"(?:¥|\$|rmb|人民币) ?(?P<first>{numerals.NUMBER})(?![\w%])")
_SMALLER: Final = {"吨": ("公斤", "斤"), "斤": ("两",), "公斤": ("克", "斤"), "元": ("角",), "角": ("分钱",)}


@dataclass(frozen=True, slots=True)
class Raw:
    """An amount in the plain text, in the base unit of its kind, not yet rounded."""

    start: int
    end: int
    kind: Kind
    low: Decimal
    high: Decimal
    unit: str
    approximate: bool = False
    rank: Rank = Rank.PACK
    sureness: float = 1.0

    @property
    def is_one(self) -> bool:
        """Whether it says exactly one of its unit."""
        return self.low == self.high == UNITS[self.unit].size if self.unit in UNITS else False

    def whole(self) -> tuple[int, int]:
        """Both bounds, rounded half up."""
        return rounded(self.low), rounded(self.high)


def rounded(amount: Decimal) -> int:
    """The nearest whole number, a half upwards."""
    return int(amount.to_integral_value(ROUND_HALF_UP))


def amounts(text: str) -> list[Raw]:
    """Every amount with a unit in the plain `text`, in order."""
    raws = [raw for found in _AMOUNT.finditer(text) if (raw := _amount(found))]
    for bare in (*_bare(text), *_signed(text)):
        if not any(raw.start < bare.end and bare.start < raw.end for raw in raws):
            raws.append(bare)
    joined = _joined(text, sorted(raws, key=lambda raw: raw.start))
    return [_with_kilograms(text, _counted(text, raw)) for raw in joined]


def _counted(text: str, raw: Raw) -> Raw:
    """两块模胚, 钢板5块: 块 counts things where nothing speaks of money."""
    is_piece = raw.kind is Kind.MONEY and text[raw.end - 1] == "块" and raw.low == raw.high
    near = text[max(0, raw.start - 8) : raw.start]
    if not is_piece or raw.low % 100 or _OF_MONEY.search(near) or not _OF_THINGS.match(text, raw.end):
        return raw
    pieces = raw.low / 100
    return replace(raw, kind=Kind.COUNT, low=pieces, high=pieces, unit="块", rank=Rank.THING, sureness=0.7)


def _with_kilograms(text: str, raw: Raw) -> Raw:
    """1吨650: the kilograms behind the tons, whose unit goes without saying."""
    more = _KILOGRAMS.match(text, raw.end) if raw.unit == "吨" and raw.low == raw.high else None
    if more is None:
        return raw
    grams = Decimal(more[0]) * 1000
    return replace(raw, end=more.end(), low=raw.low + grams, high=raw.high + grams)


def _amount(found: re.Match[str]) -> Raw | None:
    unit = _unit(found)
    number = _number(found)
    if number is None or (unit.kind is Kind.COUNT and not _is_countable(number, found)):
        return None
    if (unit.kind is Kind.MONEY and number.high * unit.size > 10**10) or number.high > 10**9:
        return None
    start = found.start("about") if found["about"] else _first_start(found)
    sureness = 0.8 if found["unit"] in ("个", "块", "只", "顿", "口", "样", "节", "分钱") else 1.0
    return Raw(
        start=start,
        end=found.end() if found["after"] or not found[0].endswith(" ") else found.end() - 1,
        kind=unit.kind,
        low=number.low * unit.size,
        high=number.high * unit.size,
        unit=unit.name,
        approximate=number.approximate,
        rank=unit.rank,
        sureness=sureness,
    )


def _first_start(found: re.Match[str]) -> int:
    starts = (found.start(name) for name in ("sign", "part", "first"))
    return min(start for start in starts if start >= 0)


def _unit(found: re.Match[str]) -> Unit:
    if found["pack"]:
        name = _PACKS[found["pack"]]
        return replace(UNITS[name], name=name)
    return UNITS[found["unit"]]


def _is_countable(number: Number, found: re.Match[str]) -> bool:
    whole = number.low == number.low.to_integral_value() and number.high == number.high.to_integral_value()
    return whole and 0 < number.low <= number.high <= 9_999_999 and not (found["tail"] or found["tail_half"])


def _number(found: re.Match[str]) -> Number | None:
    number = _said(found)
    if number is None or number.low > number.high:
        return None
    more = Decimal(0)
    if found["tail_half"] or (found["half"] or "").endswith("半"):
        more = Decimal("0.5")
    elif found["tail"]:
        digit = numerals.read(found["tail"])
        more = digit.low / 10 if digit else more
    loose = (
        bool(found["about"] or found["after"] or found["more"] or found["half"] in ("个多", "个来"))
        or number.approximate
    )
    return Number(number.low + more, number.high + more, loose)


def _said(found: re.Match[str]) -> Number | None:
    if found["part"]:
        return Number(Decimal("0.5"), Decimal("0.5"), found["part"] != "半")
    first = numerals.read(found["first"])
    if not found["second"] or first is None:
        return first
    second = numerals.read(found["second"])
    return between(first, second, found["second"]) if second else None


def between(first: Number, second: Number, said: str) -> Number | None:
    """From the first to the second number; 三到四百 is from 300."""
    low = first.low
    if low < 10 and second.high >= 100 and (scaled := _scale(said)):
        low *= scaled
    if low >= second.high:
        return None
    return Number(low, second.high, first.approximate or second.approximate)


def _scale(said: str) -> int:
    return {"百": 100, "千": 1000, "万": 10_000, "w": 10_000}.get(said[-1], 0)


def _bare(text: str) -> Iterator[Raw]:
    """吨半, 斤半, 吨把, 个把方: one of it, with nothing before the unit."""
    for found in _BARE_UNIT.finditer(text):
        unit = UNITS[found["unit"]]
        one = Decimal(unit.size)
        half = found["tail"] == "半"
        if not half and found["unit"] == "块":
            continue
        low = one * Decimal("1.5") if half else one
        yield Raw(found.start(), found.end(), unit.kind, low, low, unit.name, not half, unit.rank, 0.8)


def _signed(text: str) -> Iterator[Raw]:
    for found in _SIGNED.finditer(text):
        if number := numerals.read(found["first"]):
            low, high = number.low * 100, number.high * 100
            if high < 10**10:
                yield Raw(found.start(), found.end(), Kind.MONEY, low, high, "元", number.approximate)


def _joined(text: str, raws: list[Raw]) -> list[Raw]:
    """Amounts that are one: 一吨二百公斤, 三块五毛, 两吨到三吨."""
    joined: list[Raw] = []
    for raw in raws:
        one = _as_one(joined[-1], raw, text[joined[-1].end : raw.start]) if joined else None
        if one is None:
            joined.append(raw)
        else:
            joined[-1] = one
    return joined


def _as_one(first: Raw, second: Raw, gap: str) -> Raw | None:
    """Both as one amount, where `gap` between them and their units say so."""
    loose = first.approximate or second.approximate
    if second.unit in _SMALLER.get(first.unit, ()) and gap in ("", "零", "又", "加"):
        if first.low == first.high and second.high < UNITS[first.unit].size:
            low, high = first.low + second.low, first.high + second.high
            return replace(first, end=second.end, low=low, high=high, approximate=loose)
        return None
    is_range = first.unit == second.unit and first.high <= second.low and first.low < second.high
    if is_range and gap and re.fullmatch(_TO, gap):
        return replace(first, end=second.end, high=second.high, approximate=loose)
    return None
