"""A goods name in fewer words, where no table has a shorter one: 水泵、阀门、管件 → 水泵等 (R028)."""

import re
from typing import Final

_SEVERAL: Final = re.compile(
    r"[、，,;；/+＋ ]|(?<=[\u4e00-\u9fff]{2})(?:和|以及|及|与)(?=[\u4e00-\u9fff]{2})"
)
_MADE_OF: Final = re.compile(
    r"(?:不锈钢|铝合金|铸铁|塑料|塑胶|实木|木制|木质|金属|玻璃钢|全新|二手|旧|国产|进口|各种|各类|一批|多种|"
    r"大型|小型|精密|智能|家用|工业用?|商用|民用|办公用?|儿童|婴儿|汽车|电动|手动|机械|普通|新鲜|冷冻|散装|袋装|桶装)"
)
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+$")
_LEAST: Final = 2
_ONE_WORD: Final = 3
_TWO_WORDS: Final = 4
_OF_THREE: Final = frozenset("机器箱盒仪")
"""What ends so is mostly called by three characters: 发动机, 热水器, 变速箱, 包装盒."""


def brief(name: str) -> str:
    """The first of several things, and the thing without what it is made of or made for."""
    parts = [part for part in _SEVERAL.split(name) if part]
    first = parts[0] if parts else name
    bare = _MADE_OF.sub("", first, count=1) if _MADE_OF.match(first) else first
    named = bare if len(bare) >= _LEAST else first
    return f"{named}等" if len(parts) > 1 else named


def tiny(name: str) -> str:
    """The thing itself in two or three characters: 太阳能路灯 → 路灯, 汽车发动机 → 发动机, 3M胶带 → 胶带."""
    first = brief(name).removesuffix("等")
    han = _HAN.search(first)
    if han is None:
        return first
    head = han[0]
    if len(head) <= _ONE_WORD:
        return head if len(head) > 1 else first
    return head[-_ONE_WORD:] if len(head) > _TWO_WORDS and head[-1] in _OF_THREE else head[-_LEAST:]
