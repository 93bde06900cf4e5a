"""Numbers without a unit that a word before them explains: 件数：15, 重量470, 运费三百二, 茶几×2."""

import re
from decimal import Decimal
from typing import Final

from yinuo.orders.rules.understanding.atoms import amounts, numerals
from yinuo.orders.rules.understanding.atoms.found import Found
from yinuo.orders.rules.understanding.atoms.kinds import Amount, Kind, Rank
from yinuo.orders.rules.understanding.atoms.patterns import any_of

_NUMBER: Final = rf"(?P<first>{numerals.NUMBER})(?:[-~到至](?P<second>{numerals.NUMBER}))?"
_ABOUT: Final = rf"(?P<about>{amounts.ABOUT})?"
_IS: Final = r"(?:是|为|:|=| |共|\|)*"
_ENDS: Final = (
    rf"(?P<more>多)?(?=$|[\s,。;、!?)(|/\0.](?!\d)|左右|上下|吧|的|了|啊)(?P<after>{amounts.AFTER})?"
)
_MONEY_GOES_ON: Final = any_of("""
    元 的 吧 了 啊 呢 哈 呀 左右 上下 以内 由 我 他 给 到付 现付 寄付 提付 先付 回单 另 整 包 总
""")
_MONEY_ENDS: Final = (
    rf"(?P<more>多)?(?=$|[^\w.%*×~\-]|\0|\.(?!\d)|{_MONEY_GOES_ON})(?P<after>{amounts.AFTER})?"
)
_FILL_WORDS: Final = any_of("""
    一共 总共 共 是 要 为 改成 改为 改到 改 另加 另收 另付 再加 再收 加收 加 收 付 出 给 谈好 说好 讲好
    定好 定 算 我这边 我们这边 我们 我 他 你们 你 您 工人 师傅 司机 金额 报 说 帮 按 现金 的 了 各 也 就
    到付 现付 先付 提付 寄付 回单付 月结 每次 : = , \\s [(（] ¥ rmb 人民币
""")
_FEES: Final = any_of("""
    货款 货值 价值 保价 保值 保额 投保 保险 押金 [定订]金 垫付 代垫 代收款? 代付 cod [\u4e00-\u9fff]费
    费用? 运价 [\u4e00-\u9fff]价 价格 价钱 收款 小费 红包 报价 便宜到?
""")
_ADDED: Final = any_of("另加 再加 加收 另收 多收 再收 加 收(?!货|件) [¥$]")
_PIECES: Final = any_of("""
    总?[件箱包托板袋桶个]\\s*数\\s*量? (?<!位)(?<!系)总?数\\s*量 [件箱数量](?=:) pkgs?\\.?(?=[\\s:]) qty
    ctns?(?=:) pcs(?=:) quantity
""")
_TONNES: Final = any_of("吨\\s*位 吨\\s*数 重\\s*量[(](?:吨|t)[)]")
_WEIGHT: Final = any_of("""
    总?\\s*重\\s*量 毛\\s*重 净\\s*重 总\\s*重 公斤数?(?=:) 重(?=:) kgs?(?=:) g\\.?w\\.?(?=[\\s:])
    n\\.?w\\.?(?=[\\s:]) weight
""")
_VOLUME: Final = any_of("""
    总?\\s*体\\s*积 总?方\\s*[数量] 立方数?(?=[:是]) 方(?=:) cbm(?=:) vol(?:ume)?\\.?(?=[\\s:]) m3(?=:)
""")
_SUM: Final = any_of("一共 总共 共计? 合计 总计")
_SAID: Final = rf"{_IS}{_ABOUT}{_NUMBER}{_ENDS}"
_BARE: Final = r"(?P<about>)(?P<first>{})(?P<second>)(?P<more>)(?P<after>)"
_CUES: Final = (
    (Kind.COUNT, 1, "", rf"{_PIECES}(?:[(](?:件|箱|个|pcs|ctns)[)])?{_SAID}"),
    (Kind.WEIGHT, 1_000_000, "吨", rf"{_TONNES}{_SAID}"),
    (Kind.WEIGHT, 1000, "公斤", rf"{_WEIGHT}(?:[(](?:公斤|kgs?|千克)[)]|/kg)?{_SAID}"),
    (Kind.VOLUME, 1_000_000, "方", rf"{_VOLUME}(?:[(](?:方|立方米?|m3|cbm)[)]|/m3)?{_SAID}"),
    (Kind.MONEY, 100, "元", rf"{_FEES}{_FILL_WORDS}*{_ABOUT}{_NUMBER}{_MONEY_ENDS}"),
    (Kind.MONEY, 100, "元", rf"{_ADDED}(?:你|您|他)?:? ?{_ABOUT}{_NUMBER}{_MONEY_ENDS}"),
    (
        Kind.MONEY,
        100,
        "元",
        _BARE.format(r"\d{1,6}(?:\.\d{1,4})?[万w]\d{0,4}") + r"(?=$|[\s,。;、!?)货保的])",
    ),
    (
        Kind.COUNT,
        1,
        "",
        r"(?<=[\u4e00-\u9fff]) ?[×x*✕] ?" + _BARE.format(r"\d{1,4}") + r"(?=$|[\s,。;、!?)/+])",
    ),
    (Kind.COUNT, 1, "", rf"{_SUM}{_SAID}"),
    (Kind.WEIGHT, 1000, "公斤", rf"(?<![超加注偏很太多])重{_SAID}"),
)
_PATTERNS: Final = tuple((kind, size, unit, re.compile(pattern)) for kind, size, unit, pattern in _CUES)
_MOST: Final = 10**10


def take(found: Found) -> None:
    """Take every number that a word before it explains."""
    for kind, size, unit, pattern in _PATTERNS:
        for match in pattern.finditer(found.left):
            _keep(found, match, kind, size, unit)


def _keep(found: Found, match: re.Match[str], kind: Kind, size: int, unit: str) -> None:
    first = numerals.read(match["first"])
    second = numerals.read(match["second"]) if match["second"] else first
    if first is None or second is None or "\0" in match[0]:
        return
    number = amounts.between(first, second, match["second"]) if match["second"] else first
    if number is None or not 0 < number.high * size <= _MOST:
        return
    if kind is Kind.COUNT and number.low != number.low.to_integral_value():
        return
    low, high = amounts.rounded(number.low * size), amounts.rounded(Decimal(number.high * size))
    start = match.start("about") if match["about"] else match.start("first")
    if match[0].lstrip()[0] in "×x*✕":
        start = match.start() + len(match[0]) - len(match[0].lstrip())
    loose = bool(match["about"] or match["more"] or match["after"]) or number.approximate
    found.add(
        Amount, start, match.end(), kind=kind, low=low, high=high, unit=unit, approximate=loose,
        rank=Rank.THING if kind is Kind.COUNT else Rank.PACK, sureness=0.8,
    )  # fmt: skip
