"""A map behind the strip, where the company has set one up: its own bundle, its own host, and only here."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse

from yinuo.core import geo
from yinuo.portal.orders.following.shapes import Shown
from yinuo.staff import queries as staff


def context(page: Shown) -> Mapping[str, Any]:
    """What the template needs to draw a map: tiles, their source, and the point as this map draws it."""
    company = staff.company()
    if page.place is None or not company.map_tiles:
        return {}
    return {"tiles": company.map_tiles, "credit": company.map_credit, "point": point(page)}


def point(page: Shown) -> str:
    """The vehicle's place for this company's map: 31.9512,118.8423; empty without one."""
    company, place = staff.company(), page.place
    if place is None or not company.map_tiles:
        return ""
    lat, lon = geo.gcj02(place.lat, place.lon) if company.map_is_gcj else (place.lat, place.lon)
    return f"{lat:.5f},{lon:.5f}"


def allow(response: HttpResponse, page: Shown) -> HttpResponse:
    """Let this one page load pictures from the host of the tiles."""
    tiles = staff.company().map_tiles
    if page.place is not None and tiles:
        host = urlsplit(tiles.replace("{s}", "*"))
        response._csp_update = {"img-src": [f"{host.scheme}://{host.netloc}"]}  # type: ignore[attr-defined]
    return response
