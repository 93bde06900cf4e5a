"""What divisions are called: officially, for short, formerly, and what lies in them by a name of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from yinuo.core.divisions.table import MUNICIPALITIES, Division, Level, Table, table
from yinuo.core.text import fold

_SUFFIXES: Final = re.compile(r"(?:特别行政区|自治[区州县旗]|新区|地区|林区|特区|[省市区县旗盟])$")
_LAST: Final = re.compile(r"[市区县]$")
_TOWN_SUFFIXES: Final = re.compile(r"(?:街道办事处|街道|民族乡|民族镇|地区|苏木|[镇乡])$")
_PEOPLES: Final = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|"
    "傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|达斡尔|仫佬族|羌族|布朗族|撒拉族|毛南族|"
    "仡佬族|锡伯族|锡伯|普米族|塔吉克|怒族|鄂温克族|保安族|裕固族|独龙族|各族"
)
_PEOPLE: Final = re.compile(rf"(?:{_PEOPLES})+$")


class Kind(IntEnum):
    """How a name stands for a division, the surest last: one of ours that officially is another's, a short
    one, something that lies in it, a former or other name, the official one.
    """

    ALSO = 0
    SHORT = 1
    INSIDE = 2
    OTHER = 3
    FULL = 4


WITHIN: Final = frozenset({Kind.ALSO, Kind.INSIDE})
"""Names of what lies in a division: they tell where it is and belong to the rest of the address."""


class Named(NamedTuple):
    """A division that a name may mean."""

    division: Division
    kind: Kind


@dataclass(frozen=True, slots=True)
class Names:
    """Every name of what lies above the towns, and ours; `heads` tells how long names with two first
    characters are, the longest first.
    """

    by_name: dict[str, tuple[Named, ...]]
    heads: dict[str, tuple[int, ...]]


def stem(name: str) -> str:
    """南京市 → 南京, 延边朝鲜族自治州 → 延边, 浦东新区 → 浦东; what would be one character stays (叶县)."""
    short = _cut(name, _SUFFIXES)
    return _cut(name, _LAST) if short == name else short


def town_stem(name: str) -> str:
    """虎门镇 → 虎门, 夫子庙街道 → 夫子庙; what would be one character stays."""
    return _cut(name, _TOWN_SUFFIXES)


def _cut(name: str, suffixes: re.Pattern[str]) -> str:
    short = suffixes.sub("", name)
    bare = _PEOPLE.sub("", short) if short != name else short
    return next((form for form in (bare, short) if len(form) >= 2), name)


@cache
def names() -> Names:
    """All names, in simplified characters; made once."""
    known, found = table(), dict[str, tuple[Named, ...]]()
    listed = [one for one in known.by_code.values() if one.code not in MUNICIPALITIES]
    plain = fold.simplify("\n".join(one.name for one in listed)).split("\n")
    shorts = [stem(name) for name in plain]
    for division, name, short in zip(listed, plain, shorts, strict=True):
        _add(found, name, division, Kind.FULL)
        if short != name:
            _add(found, short, division, Kind.SHORT)
    official = frozenset(found)
    own = list(ours(known))
    told = official.union(name for name, _, _ in own)
    for division, name, short in zip(listed, plain, shorts, strict=True):
        for other in _once(division, name, short):
            if other not in told:
                _add(found, other, division, Kind.OTHER)
    for name, division, kind in own:
        _add(found, name, division, Kind.ALSO if name in official else kind)
    lengths: dict[str, set[int]] = {}
    for name in found:
        lengths.setdefault(name[:2], set()).add(len(name))
    return Names(found, {head: tuple(sorted(each, reverse=True)) for head, each in lengths.items()})


def _add(found: dict[str, tuple[Named, ...]], name: str, division: Division, kind: Kind) -> None:
    meant = found.get(name, ())
    if all(one.division.code != division.code for one in meant):
        found[name] = (*meant, Named(division, kind))


def _once(division: Division, name: str, short: str) -> Iterator[str]:
    """萧山市, 江宁县: cities and counties that became districts, districts called by what they were; 张家川县
    for 张家川回族自治县, 延边州.
    """
    if short == name:
        return
    if division.level is Level.DISTRICT:
        yield from (short + suffix for suffix in "区市县" if short + suffix != name)
    elif division.level is Level.CITY and name.endswith(("州", "盟")):
        yield from (short + suffix for suffix in "州市")


def ours(known: Table) -> Iterator[tuple[str, Division, Kind]]:
    """The names of `names.txt`. Raises LookupError for a line whose division there is not."""
    children: dict[str, dict[str, Division]] = {}
    for division in known.by_code.values():
        children.setdefault(division.parent, {})[division.name] = division
    text = resources.files(__package__).joinpath("names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        path, _, rest = line.partition(":")
        called, _, inside = fold.simplify(rest).partition("|")
        division = _at(path.split("/"), known, children)
        yield from ((name, division, Kind.OTHER) for name in called.split())
        yield from ((name, division, Kind.INSIDE) for name in inside.split())


def _at(path: list[str], known: Table, children: dict[str, dict[str, Division]]) -> Division:
    """The division at the end of a path of full names; the city of a municipality is left out."""
    here = children[""].get(path[0])
    for name in path[1:]:
        if here is None:
            break
        below = children.get(here.code, {})
        if here.name in below and name not in below:
            below = children.get(below[here.name].code, {})
        towns = () if name in below else known.towns_of(here)
        here = below.get(name) or next((town for town in towns if town.name == name), None)
    if here is None:
        raise LookupError(f"names.txt: there is no {'/'.join(path)}")
    return here
