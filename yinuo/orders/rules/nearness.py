"""Which place of the tables lies near a point, and how far places are apart (R051, R090)."""

from collections.abc import Iterable
from typing import Final

from yinuo.core import geo
from yinuo.playbooks.rules.tables import ZoneRow

FARTHEST_M: Final = 60_000
"""Beyond this nothing is near."""


def named(rows: Iterable[ZoneRow], point: geo.Point) -> str:
    """What the nearest place is called (江宁区, or 镇江市 of a whole city); empty where none is near."""
    found = [(geo.metres(point, middle), row) for row in rows if (middle := middle_of(row))]
    nearest = min(found, key=lambda pair: pair[0], default=None)
    if nearest is None or nearest[0] > FARTHEST_M:
        return ""
    return nearest[1].district or nearest[1].city


def middle_of(row: ZoneRow | None) -> geo.Point | None:
    """Where a place's middle lies, if the table says so."""
    if row is None or row.lat is None or row.lon is None:
        return None
    return row.lat, row.lon


def middle(rows: Iterable[ZoneRow], zone: str) -> geo.Point | None:
    """The middle of a tariff zone: of its places, as far as the table says where they lie."""
    places = [place for row in rows if row.zone == zone and (place := middle_of(row))]
    if not places:
        return None
    return sum(lat for lat, _ in places) / len(places), sum(lon for _, lon in places) / len(places)
