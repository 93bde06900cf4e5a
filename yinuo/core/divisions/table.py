"""The divisions themselves, as the build packed them: `code`, name, and what lies in what."""

import lzma
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

PACK: Final = "divisions.pack"
MUNICIPALITIES: Final = ("110000", "120000", "310000", "500000")
UNLISTED: Final = ("710000 台湾省", "500105 江北区", "500112 渝北区")
"""What the list has not, with its code of GB/T 2260: Taiwan, which it gives no code, and two districts of
Chongqing that became one at the end of 2025 and go on standing in everybody's address.
"""


class Level(IntEnum):
    """How far down."""

    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    TOWN = 4


class Division(NamedTuple):
    """One piece of the country. `code` is the official one: six digits, nine for a town.

    The city of a municipality (北京市 110100) stands between it and its districts. A county right under its
    province (仙桃市) is a district; `city_of` takes it for its own city. Dongguan and three others have towns
    and no districts.
    """

    code: str
    name: str
    level: Level
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """All divisions: those above the towns by code, the names of towns by the code of what they lie in."""

    by_code: dict[str, Division]
    towns: dict[str, str]

    def towns_of(self, division: Division) -> tuple[Division, ...]:
        """The towns and streets right in a district (or in a city that has no districts)."""
        listed = self.towns.get(division.code, "")
        return tuple(
            Division(division.code + entry[:3], entry[3:], Level.TOWN, division.code)
            for entry in listed.split(",")
            if entry
        )

    def above(self, division: Division) -> tuple[Division, ...]:
        """What a division lies in, the nearest first."""
        found, parent = [], division.parent
        while parent:
            found.append(self.by_code[parent])
            parent = found[-1].parent
        return tuple(found)


def within(code: str) -> tuple[Division, ...]:
    """What lies right in a division, as people choose it: the provinces for no code, the districts of a
    municipality without its city of the same name; nothing for a code that is not known. Towns are left out.
    """
    return _children().get(code, ())


@cache
def _children() -> dict[str, tuple[Division, ...]]:
    found: dict[str, list[Division]] = {}
    for one in table().by_code.values():
        parent = one.parent
        if one.level is Level.CITY and parent in MUNICIPALITIES:
            continue
        if one.level is Level.DISTRICT and parent[:3] + "000" in MUNICIPALITIES:
            parent = parent[:3] + "000"
        found.setdefault(parent, []).append(one)
    return {parent: tuple(sorted(ones, key=lambda one: one.code)) for parent, ones in found.items()}


@cache
def table() -> Table:
    """The divisions; read once. Raises FileNotFoundError, saying what to do, where they were not built."""
    pack = resources.files(__package__).joinpath(PACK)
    if not pack.is_file():
        raise FileNotFoundError(f"{pack} is not built yet: run `pip install -e .` or `python hatch_build.py`")
    _, packed = pack.read_bytes().split(b"\n", 1)
    return _unpacked(lzma.decompress(packed).decode())


def _unpacked(text: str) -> Table:
    """Lines of `code name[ towns]`; what a division lies in follows from its code."""
    by_code: dict[str, Division] = {}
    towns: dict[str, str] = {}
    for line in (*text.splitlines(), *UNLISTED):
        code, name, *listed = line.split(" ", 2)
        by_code[code] = _division(code, name, by_code)
        if code in MUNICIPALITIES:
            city = code[:3] + "100"
            by_code[city] = Division(city, name, Level.CITY, code)
        if listed:
            towns[code] = listed[0]
    return Table(by_code, towns)


def _division(code: str, name: str, known: dict[str, Division]) -> Division:
    province, city = code[:2] + "0000", code[:4] + "00"
    if code == province:
        return Division(code, name, Level.PROVINCE)
    if code == city:
        return Division(code, name, Level.CITY, province)
    if province in MUNICIPALITIES:
        return Division(code, name, Level.DISTRICT, code[:3] + "100")
    return Division(code, name, Level.DISTRICT, city if city in known else province)
