"""Places on the ground: how far apart, and where Chinese maps draw them.

Everything is kept in WGS-84, in millionths of a degree (some 11 cm). Maps of mainland China are drawn in
GCJ-02, which is shifted by some hundred metres: `gcj02` is for the edge where such a map is shown.
"""

import math
from typing import Final, TypeAlias

Point: TypeAlias = tuple[float, float]
"""Latitude and longitude in degrees."""

MILLION: Final = 1_000_000
EARTH_M: Final = 6_371_008.8
"""The mean radius of the earth."""
_AXIS_M: Final = 6_378_245.0
"""The long half axis of the Krassovsky ellipsoid, on which GCJ-02 is reckoned."""
_FLAT: Final = 0.00669342162296594323
"""The square of its eccentricity."""
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347


def is_place(lat: float, lon: float) -> bool:
    """Whether there is such a place; a nothing (NaN) is none."""
    return -90 <= lat <= 90 and -180 <= lon <= 180


def millionths(degrees: float) -> int:
    """Degrees as they are kept in tables."""
    return round(degrees * MILLION)


def degrees(kept: int) -> float:
    """Millionths of a degree in degrees."""
    return kept / MILLION


def metres(a: Point, b: Point) -> float:
    """How far apart two places are along the surface (haversine)."""
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b[1] - a[1]) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_M * math.asin(min(1.0, math.sqrt(chord)))


def gcj02(lat: float, lon: float) -> Point:
    """Where a Chinese map draws a WGS-84 place; outside mainland China's rectangle it stays as it is."""
    if not (_SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    angle = math.radians(lat)
    bulge = 1 - _FLAT * math.sin(angle) ** 2
    per_lat = _AXIS_M * (1 - _FLAT) / (bulge * math.sqrt(bulge)) * math.pi / 180
    per_lon = _AXIS_M / math.sqrt(bulge) * math.cos(angle) * math.pi / 180
    return lat + _north(x, y) / per_lat, lon + _east(x, y) / per_lon


def _north(x: float, y: float) -> float:
    """The shift to the north in metres."""
    plain = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    return (
        plain + _ripple(x) + _waves(y, (20.0, 1), (40.0, 1 / 3)) + _waves(y, (160.0, 1 / 12), (320.0, 1 / 30))
    )


def _east(x: float, y: float) -> float:
    """The shift to the east in metres."""
    plain = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    return (
        plain + _ripple(x) + _waves(x, (20.0, 1), (40.0, 1 / 3)) + _waves(x, (150.0, 1 / 12), (300.0, 1 / 30))
    )


def _ripple(x: float) -> float:
    return _waves(x, (20.0, 6), (20.0, 2))


def _waves(at: float, *waves: tuple[float, float]) -> float:
    """Two thirds of some sines, each with its height and how many half turns it makes in a degree."""
    return sum(height * math.sin(turns * at * math.pi) for height, turns in waves) * 2.0 / 3.0
