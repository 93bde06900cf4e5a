"""What is carried, of all the nouns that could be (R028)."""

import re
from itertools import pairwise
from typing import Final

from yinuo.orders.rules.understanding import attributes, endings
from yinuo.orders.rules.understanding.mentions import Goods

_LEAST: Final = 1.0
_CLEAR: Final = 4.0
_MOST: Final = 6
_APART: Final = 14
_ENDS_FIELD: Final = re.compile(r"[\n:]")
_HAN: Final = re.compile("[一-龥]")
_BETWEEN: Final = re.compile(r"[ ,:(]*(?:是|有|包括|包含|就是)?[ ,:]*")
_WIDE: Final = re.compile(
    r"(?:器材|器械|家具|电器|食品|用品|建材|百货|配件|材料|礼品|药材|水果|蔬菜|海鲜|卫浴|货物?|苗木|组合|产品|制品|饮料|零食|农资|物资|套装)$"
)
_GENERAL: Final = re.compile(
    r"^(?:苗木|药材|中药材|冻品|家具|配件|汽配|汽摩配件|百货|电器|家电|水果|蔬菜|五金|建材|食品|海鲜|床上用品|材料|日用品|设备|物料|机械|粮食|农产品|干货|杂货|普货|机器|机械设备|[一-龥]{2}组合)$"
)


def settle(text: str, goods: list[Goods], *, is_measured: bool = False) -> list[Goods]:
    """The nouns that are the goods, in the order said; one that corrects takes the place of those before.

    Where something `is_measured`, goods are: then little has to speak for a noun.
    """
    after = max((at for at, one in enumerate(goods) if one.oops and one.score >= _LEAST), default=0)
    while after and _extends(text, goods[after], goods[after - 1]):
        after -= 1
    kept = _named(text, _in_field(text, goods[after:]) or goods[after:])
    best = max((one.score for one in kept), default=0.0)
    if best < _LEAST:
        likely = [one for one in kept if one.score > -1 and one.end - one.start > 1] if is_measured else []
        return likely[:1]
    least = max(best - 3.0, _CLEAR) if best >= _CLEAR else best
    chosen: list[Goods] = []
    for one in kept:
        _take(text, chosen, one, least)
    for at, one in reversed(list(enumerate(kept[:-1]))):
        extends = _extends(text, kept[at + 1], one) or _is_listed(text, kept[at:])
        if one not in chosen and kept[at + 1] in chosen and extends and one.score >= 0:
            chosen.insert(chosen.index(kept[at + 1]), one)
    if sum(one.counted for one in chosen) > 1:
        return _particular(text, chosen)[:_MOST]
    fuller = [_fullest(text, one, goods[after:]) for one in chosen]
    return _particular(text, fuller)[:_MOST]


def _in_field(text: str, goods: list[Goods]) -> list[Goods]:
    """What a labelled field names, on to what is counted right behind it: 机床 1台，附件 2箱."""
    kept: list[Goods] = []
    for one in goods:
        between = text[kept[-1].end : one.start] if kept else ""
        goes_on = bool(kept) and one.counted and len(between) <= _APART and not _ENDS_FIELD.search(between)
        if goes_on and not one.is_field:
            one.score = max(one.score, kept[-1].score)
        if one.is_field or goes_on:
            kept.append(one)
    return kept


def _named(text: str, goods: list[Goods]) -> list[Goods]:
    """Without the foreign word, what is said in brackets, and the sort, where the goods have a name."""
    native = [one for one in goods if _HAN.search(text[one.start : one.end])] or goods
    _explain(text, native)
    plain = [one for one in native if not one.is_aside]
    if not any(one.score >= _LEAST for one in plain):
        plain = native
    contents = [one for one in plain if not attributes.packs(text[one.start : one.end])]
    plain = contents if any(one.score >= _CLEAR for one in contents) else plain
    kept: list[Goods] = []
    for one in plain:
        said = text[one.start : one.end]
        if not any(attributes.is_variant(said, text[two.start : two.end]) for two in kept if two.score >= 0):
            kept.append(one)
    return kept


def _explain(text: str, goods: list[Goods]) -> None:
    """一批建材（岩棉板）: in brackets behind a word for many kinds stands the kind."""
    for one, two in pairwise(goods):
        between, said = text[one.end : two.start].strip(), text[two.start : two.end]
        closes = text[two.end : two.end + 1] in (")", "、") and endings.has_goods_ending(said)
        if two.is_aside and closes and between == "(" and _GENERAL.match(text[one.start : one.end]):
            two.is_aside, two.score = False, max(two.score, one.score)


def _fullest(text: str, one: Goods, among: list[Goods]) -> Goods:
    """The longest way in which these goods were said: 湿巾 is the 酒精湿巾 of before."""
    said = text[one.start : one.end]
    longer = [
        two
        for two in among
        if len(said) > 1 and said in text[two.start : two.end] and two.score > -1 and not two.counted
    ]
    return max([one, *longer], key=lambda two: two.end - two.start)


def _take(text: str, chosen: list[Goods], one: Goods, least: float) -> None:
    """Add one, unless it says again what was said; the fuller name stays."""
    said = text[one.start : one.end]
    if one.specifies and chosen and 0 <= one.start - chosen[-1].end <= 6:
        chosen[-1] = one
        return
    for at, two in enumerate(chosen):
        other = text[two.start : two.end]
        if said == other or (said in other and not (one.counted and two.counted)):
            return
        if (other in said and one.score > -1 and not (one.counted and two.counted)) or _is_again(
            other, said, two, one
        ):
            if len(said) > len(other):
                chosen[at] = one
            return
    if one.score >= least or any(_extends(text, one, two) for two in chosen):
        chosen.append(one)


def _is_again(other: str, said: str, two: Goods, one: Goods) -> bool:
    """化妆品瓶子 空瓶子: the same head, one right after the other."""
    return other[-2:] == said[-2:] and len(said) > 2 and len(other) > 2 and one.start - two.end <= 2


def _extends(text: str, one: Goods, two: Goods) -> bool:
    """Joined by 、 or 和 to goods that count: 衣服、被子."""
    return text[two.end : one.start].strip() in ("、", "和", "跟", "+", "与", "及", "/") and one.score >= 0


def _is_listed(text: str, goods: list[Goods]) -> bool:
    """麦冬 三七 当归 一共29袋: one of several with spaces between, before their sum."""
    for one, two in pairwise(goods):
        if text[one.end : two.start] != " ":
            return False
        if two.is_last:
            return True
    return False


def _stand_side_by_side(text: str, one: Goods, two: Goods) -> bool:
    """家电三箱、五金两箱: each with its own count."""
    return (
        one.counted
        and two.counted
        and ("、" in text[one.end : two.start] or "和" in text[one.end : two.start])
    )


def _is_wide(text: str, one: Goods, rest: list[Goods]) -> bool:
    """Whether a word is one for many kinds, or says in short what several are called: 桌椅 of 课桌, 椅子."""
    said = text[one.start : one.end]
    kinds = [text[two.start : two.end] for two in rest if two.counted]
    return bool(_WIDE.search(said)) or (len(kinds) > 1 and all(set(said) & set(kind) for kind in kinds))


def _heads(text: str, one: Goods, two: Goods) -> bool:
    """实木床垫组合，床8件床垫8件: a word for all of what is counted right behind it."""
    between = text[one.end : two.start]
    return (
        not one.counted
        and two.counted
        and bool(_BETWEEN.fullmatch(between))
        and not text[two.end :].startswith("、")
    )


def _particular(text: str, chosen: list[Goods]) -> list[Goods]:
    """Without the general word where a particular one follows: 冻品，就是冻虾."""
    if len(chosen) < 2:
        return chosen
    kept = [
        one
        for at, one in enumerate(chosen)
        if at == len(chosen) - 1
        or not (
            (_GENERAL.match(text[one.start : one.end]) and not _stand_side_by_side(text, one, chosen[at + 1]))
            or (_is_wide(text, one, chosen[at + 1 :]) and _heads(text, one, chosen[at + 1]))
        )
    ]
    return kept or chosen
