"""Places on the ground: distances, and the ground of Chinese maps (R090)."""

import cmath
from math import cos, isclose, pi, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yinuo.core import geo

LAT, LON = st.floats(-90, 90), st.floats(-180, 180)
IN_CHINA = st.tuples(st.floats(1, 55), st.floats(73, 137))
KNOWN = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
"""Shanghai, Shenzhen and Peking as public converters have them."""


def reference(lat: float, lon: float) -> tuple[float, float]:
    """The published formula, written the other way: waves as imaginary parts, polynomials as rows."""

    def wave(turns: float) -> float:
        return cmath.exp(1j * pi * turns).imag

    x, y = lon - 105, lat - 35
    root = sqrt(abs(x))
    terms = (1, x, y, x * x, x * y, y * y, root)
    d_lat = sum(a * b for a, b in zip((-100, 2, 3, 0, 0.1, 0.2, 0.2), terms, strict=True))
    d_lon = sum(a * b for a, b in zip((300, 1, 2, 0.1, 0.1, 0, 0.1), terms, strict=True))
    common = 40 / 3 * (wave(6 * x) + wave(2 * x))
    d_lat += (
        common + 40 / 3 * wave(y) + 80 / 3 * wave(y / 3) + 320 / 3 * wave(y / 12) + 640 / 3 * wave(y / 30)
    )
    d_lon += common + 40 / 3 * wave(x) + 80 / 3 * wave(x / 3) + 100 * wave(x / 12) + 200 * wave(x / 30)
    a, e = 6378245.0, 0.00669342162296594323
    radian = pi * lat / 180
    m = 1 - e * sin(radian) * sin(radian)
    meridian, normal = a * (1 - e) / m**1.5, a / sqrt(m)
    return lat + d_lat * 180 / (pi * meridian), lon + d_lon * 180 / (pi * normal * cos(radian))


@pytest.mark.parametrize(("wgs", "gcj"), KNOWN)
def test_known_places_within_a_metre(wgs: geo.Point, gcj: geo.Point) -> None:
    """R090: what public converters say of three towns."""
    assert geo.metres(geo.gcj02(*wgs), gcj) < 1


@given(IN_CHINA)
def test_everywhere_within_a_metre_of_the_published_formula(place: geo.Point) -> None:
    """R090: an independent writing of the formula says the same."""
    assert geo.metres(geo.gcj02(*place), reference(*place)) < 1


@given(IN_CHINA)
def test_the_shift_is_some_hundred_metres(place: geo.Point) -> None:
    """The ground of a Chinese map is never further off than the formula's sums allow."""
    assert geo.metres(geo.gcj02(*place), place) < 2500


@pytest.mark.parametrize(
    "place", [(35.68, 139.76), (51.5, -0.12), (-33.87, 151.2), (0.0, 0.0), (60.0, 100.0)]
)
def test_outside_china_nothing_moves(place: geo.Point) -> None:
    assert geo.gcj02(*place) == place


def test_known_distances() -> None:
    """A degree along the equator, half way round, Nanking to Shanghai."""
    assert isclose(geo.metres((0, 0), (0, 1)), 111_195, abs_tol=1)
    assert isclose(geo.metres((0, 0), (0, 180)), pi * geo.EARTH_M, rel_tol=1e-9)
    assert 268_000 < geo.metres((32.06, 118.80), (31.23, 121.47)) < 271_000


@given(LAT, LON, LAT, LON)
def test_distance_is_the_same_both_ways(lat: float, lon: float, to_lat: float, to_lon: float) -> None:
    there, back = geo.metres((lat, lon), (to_lat, to_lon)), geo.metres((to_lat, to_lon), (lat, lon))
    assert isclose(there, back, abs_tol=1e-3)
    assert 0 <= there <= pi * geo.EARTH_M + 1
    assert geo.metres((lat, lon), (lat, lon)) == 0


@given(LAT, LON)
def test_kept_and_read_within_half_a_millionth(lat: float, lon: float) -> None:
    assert geo.is_place(lat, lon)
    assert abs(geo.degrees(geo.millionths(lat)) - lat) <= 0.5e-6 + 1e-12
    assert geo.metres((lat, lon), (geo.degrees(geo.millionths(lat)), geo.degrees(geo.millionths(lon)))) < 0.1


@pytest.mark.parametrize("place", [(90.1, 0), (0, -180.5), (float("nan"), 0), (0, float("inf"))])
def test_what_is_no_place(place: geo.Point) -> None:
    assert not geo.is_place(*place)
