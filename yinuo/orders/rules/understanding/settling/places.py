"""From where to where: clear sides first, then what the rest leaves open (R033, R034)."""

import re
from typing import Final

from yinuo.core import divisions
from yinuo.orders.rules.understanding.mentions import FROM, TO, Place

_DETAILED: Final = re.compile(r"(?:路|街|大道|巷|村|镇|号|市场|园|厂|城)$")


def settle(text: str, places: list[Place], *, is_fetched: bool = False) -> dict[str, list[Place]]:
    """The places of each side, in the order said: a wide one may be followed by what lies in it.

    `is_fetched` when the text speaks of collecting: a place that stands alone is then where from.
    """
    found: dict[str, list[Place]] = {FROM: [], TO: []}
    for place in places:
        if place.side and not _is_said_of_other(text, place, places):
            _add(text, found[place.side], place)
    loose = _loose(text, places, found)
    open_ones = [place for place in places if not place.side and not _is_fuller(text, found, place)]
    open_ones = [*loose[:1], *open_ones]
    if not found[FROM] and not found[TO] and len(open_ones) > 1:
        found[FROM], found[TO] = [open_ones[0]], [open_ones[1]]
    elif not found[FROM] and not found[TO] and open_ones and is_fetched:
        found[FROM] = [open_ones[0]]
    elif open_ones and not found[TO]:
        found[TO] = [open_ones[0]]
    elif open_ones and not found[FROM]:
        found[FROM] = [open_ones[0]]
    else:
        _take_details(text, found, open_ones)
    return {side: chosen for side, chosen in found.items() if chosen}


def _is_said_of_other(text: str, place: Place, places: list[Place]) -> bool:
    """上次发过上海的 … 发张家港 … 上海提货: perhaps where to, but said as where from later."""
    said = text[place.start : place.end]
    others = [one for one in places if one.side and one is not place]
    return (
        place.strength == 2
        and any(
            one.side != place.side and text[one.start : one.end] == said
            for one in others
            if one.start > place.start
        )
        and any(one.side == place.side and text[one.start : one.end] != said for one in others)
    )


def _loose(text: str, places: list[Place], found: dict[str, list[Place]]) -> list[Place]:
    """Places that were only perhaps of a side, which has another now, where the other side is open."""
    kept = {text[place.start : place.end] for chosen in found.values() for place in chosen}
    return [
        place
        for place in places
        if place.strength == 2 and place.side and not found[TO if place.side == FROM else FROM]
        if not any(text[place.start : place.end] in said for said in kept)
    ]


def _take_details(text: str, found: dict[str, list[Place]], open_ones: list[Place]) -> None:
    """发到上海的 … 嘉定墨玉南路: a place of no side that lies in a wide one of a side."""
    for place in open_ones:
        said = text[place.start : place.end]
        for chosen in found.values():
            known = text[chosen[-1].start : chosen[-1].end]
            if len(chosen) == 1 and _narrows(known, said) and divisions.find(said) and _lies_in(known, said):
                chosen.append(place)
                break


def _is_fuller(text: str, found: dict[str, list[Place]], place: Place) -> bool:
    """西安的 … 西安灞桥区十里铺: says a side's place again and more of it; then it stands there instead."""
    said = text[place.start : place.end]
    for chosen in found.values():
        known = text[chosen[-1].start : chosen[-1].end] if chosen else ""
        if known and len(said) > len(known) and known[:2] in said and not _DETAILED.search(known):
            chosen[:] = [place]
            return True
    return False


def _add(text: str, side: list[Place], place: Place) -> None:
    """Take a further place of a side: instead of the others, behind them, or not at all."""
    if not side:
        side.append(place)
        return
    last = side[-1]
    said, known = text[place.start : place.end], text[last.start : last.end]
    if place.oops or said.startswith(known):
        side[:] = [place]
    elif known in said or said in known:
        if len(said) > len(known):
            side[:] = [place]
    elif place.strength > last.strength and not _lies_in(known, said):
        side[:] = [place]
    elif len(side) == 1 and _narrows(known, said):
        side.append(place)


def _lies_in(known: str, said: str) -> bool:
    """Whether the second place is in the first, or may be: it is no place that has a name of its own."""
    if not divisions.find(said):
        return True
    found = divisions.find(known + said)
    return bool(found) and found[0].end > len(known)


def _narrows(known: str, said: str) -> bool:
    """Whether the second can lie in the first: 苏州, then 园区星湖街八十八号."""
    return len(said) > 2 and not _DETAILED.search(known)
