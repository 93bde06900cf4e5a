"""What every answer says to the browser: no foreign code, no guessing, no framing, cookies for us alone."""

import copy
import os
import re
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import staff as make
from tests.security import walking, world_coming
from tests.security.doors import DOORS, Door
from tests.security.world import World

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'"
)
FOR_ALL = {"portal-colours", "portal-logo", "portal-places", "portal-embed-script"}
"""A style, a picture, names of places, a script: the same for everybody."""
PICTURES = {"portal-link-proof", "portal-case-photo", "driver-photo"}
"""No pages; their own policy lets them do nothing at all."""
FACES = [
    door
    for door in DOORS
    if door.method == "GET"
    and door.name.startswith(("portal", "driver"))
    and door.name not in FOR_ALL | PICTURES
]
PAGES = [door for door in DOORS if door.method == "GET" and door.name != "live"]
_INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>\s*\S|<style[\s>]|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|\bhx-on\b",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"<[a-z][^<>]*\s(?:src|href|action|srcset)\s*=\s*[\"']\s*(?:https?:)?//", re.IGNORECASE)
_TO_THE_MAP = re.compile(
    r'<a [^<>]*href="https://uri\.amap\.com/[^<>]*target="_blank" rel="noopener noreferrer"'
)
"""A driver's link to the telephone's map leads away, and says not from where."""


def policy(answer: object) -> dict[str, str]:
    """The directives of an answer's Content-Security-Policy."""
    parts = answer["Content-Security-Policy"].split(";")
    return {part.split()[0]: " ".join(part.split()[1:]) for part in parts if part.strip()}


@pytest.mark.parametrize(
    "path", ["/sign-in/", "/healthz", "/api/v1/openapi.json", "/api/v1/nothing", "/nothing/"]
)
def test_every_answer_is_framed(world: World, path: str) -> None:
    """The exact policy, nosniff, referrer, no framing, on pages, failures and the API alike."""
    answer = Client().get(path)
    wanted = {part.split()[0]: " ".join(part.split()[1:]) for part in POLICY.split("; ")}
    assert policy(answer) == wanted
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in answer


@pytest.mark.parametrize("door", PAGES, ids=str)
def test_no_page_carries_code_or_calls_abroad(world: World, door: Door) -> None:
    """No inline script, style or handler, nothing from another site, on any page for anybody."""
    for actor in ("agent", "administrator", "driver", "nobody"):
        page = walking.go(world, door, actor).page
        if "<html" in page[:600].lower() or page.lstrip().startswith("<"):
            page = _TO_THE_MAP.sub("", page) if actor == "driver" else page
            found = _INLINE.findall(page) + _FOREIGN.findall(page)
            assert not found, (actor, found[:3])


@pytest.mark.parametrize("door", FACES, ids=str)
def test_what_customers_and_drivers_see_is_kept_by_nobody_else(world: World, door: Door) -> None:
    """Their pages are private to their reader, and none but the framed ones can be framed."""
    address = reverse(door.name, kwargs=dict(world.targets[door.target]))
    with walking.undone():
        answer = copy.deepcopy(world.browsers["driver"]).get(address)
        if hasattr(answer, "streaming_content"):
            assert b"".join(answer)
    kept = answer.get("Cache-Control", "")
    assert "private" in kept
    assert "no-store" in kept or "no-cache" in kept
    framed = door.name.startswith("portal-embed")
    ancestors = policy(answer)["frame-ancestors"]
    assert ancestors == (world_coming.FRAMING if framed else "'none'")
    assert answer.get("X-Frame-Options") == (None if framed else "DENY")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_cookies_are_for_us_alone(world: World) -> None:
    """Session and CSRF cookies are out of reach of scripts; none is sent along from another site."""
    browser = Client()
    with walking.undone():
        browser.get(reverse("sign-in"))
        browser.post(reverse("sign-in"), {"staff_number": "8011", "password": make.PASSWORD})
        browser.post(reverse("language"), {"language": "en"})
    cookies = browser.cookies
    assert {"yinuo_session", "yinuo_csrf", "yinuo_language"} <= set(cookies)
    assert cookies["yinuo_session"]["httponly"]
    assert cookies["yinuo_csrf"]["httponly"]
    for name, cookie in cookies.items():
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert not cookie["domain"], name


def test_pages_of_somebody_are_not_kept_by_others(world: World) -> None:
    """What depends on who is signed in says so to every cache on the way."""
    answer = world.browsers["agent"].get(reverse("workbench"))
    assert "Cookie" in answer.get("Vary", "")


TLS = """
import django
from django.conf import settings
from django.test import RequestFactory, Client
django.setup()
answer = Client().get("/healthz", secure=True, headers={"X-Forwarded-Proto": "https"})
print(answer["Strict-Transport-Security"])
print(settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE)
"""


def test_behind_tls() -> None:
    """With YINUO_TLS browsers are told to come by TLS for a year, and cookies go over nothing else."""
    given = {**os.environ, "YINUO_TLS": "yes", "DJANGO_SETTINGS_MODULE": "yinuo.settings"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TLS], env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n")[:2] == ["max-age=31536000", "True True"]
