"""Where goods come from, as an official code of six digits; 0 where it is not known."""

from functools import lru_cache
from typing import Final

from yinuo.core import clock, divisions
from yinuo.core.divisions import table
from yinuo.orders.queries import judging

UNKNOWN: Final = 0


def code_of(address: str, chosen: str = "") -> int:
    """The district of a pick-up address, else its city or province.

    Our own ground decides first: it knows nicknames, and what the agent `chosen` among several places. Then
    the official names in the address, where they mean one place only.
    """
    place = judging.in_force(clock.now()).place(address, chosen)
    ours = _code(f"{place.row.province}{place.row.city}{place.row.district}") if place.row else UNKNOWN
    if place.row is not None and place.row.district and ours:
        return ours
    return _code(address) or ours


@lru_cache(maxsize=2048)
def _code(text: str) -> int:
    found = divisions.locate(text).place
    if found is None:
        return UNKNOWN
    known = (found.district, found.city, found.province)
    return next((int(one.code[:6]) for one in known if one is not None), UNKNOWN)


def names(code: int) -> tuple[str, str, str]:
    """Province, city and district of a code; empty where it says nothing."""
    known = table.table().by_code
    division = known.get(f"{code:06d}")
    if division is None:
        return "", "", ""
    found = {one.level: one.name for one in (division, *table.table().above(division))}
    level = divisions.Level
    return found.get(level.PROVINCE, ""), found.get(level.CITY, ""), found.get(level.DISTRICT, "")
