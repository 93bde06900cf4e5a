"""Going through a door: the request, what came of it, and everything undone afterwards."""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security import tables
from tests.security.bodies import BODIES, QUERIES
from tests.security.doors import Door
from tests.security.world import World
from yinuo.core.calendar import queries as hours
from yinuo.messaging import queries as messaging
from yinuo.staff import queries as staff

MARKS = {401: "!", 403: "-", 404: ".", 405: "x", 409: "~", 415: "~", 422: "~", 429: "~"}
SIGNING_IN = ("/sign-in/", "/d/sign-in/", "/p/verify/")
"""Where one says who one is: at the desk, as a driver, as a customer."""
USE = frozenset({"staff_signin", "django_session"})
"""Written by the mere use of a browser: that it was used, and its session."""


@dataclass(frozen=True)
class Walked:
    """What came of going through a door: the mark, the tables written to, the rows more or less, the page."""

    mark: str
    wrote: frozenset[str]
    rows: tables.Counts
    page: str


def addresses() -> Iterator[tuple[str, URLPattern]]:
    """The name and pattern of every address of the project."""

    def walk(patterns: list[Any], namespace: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
                yield from walk(pattern.url_patterns, inner)
            else:
                yield f"{namespace}{pattern.name}", pattern

    yield from walk(get_resolver().url_patterns, "")


def mark(response: HttpResponse) -> str:
    """What somebody met, as the table writes it; a status that it has no mark for, as it is."""
    status = response.status_code
    if status in (301, 302, 303) and response["Location"].startswith(SIGNING_IN):
        return ">"
    return "+" if status < 400 else MARKS.get(status, str(status))


def go(world: World, door: Door, actor: str, method: str = "", **query: str) -> Walked:
    """Let `actor` go there (by another method, if one is given); afterwards all is as it was."""
    browser, method = world.browsers[actor], method or door.method
    cookies = copy.deepcopy(browser.cookies)
    address = reverse(door.name, kwargs=dict(world.targets[door.target]))
    said = {**said_at(world, door, method), **query}
    with undone():
        before = tables.counted() if method == "POST" else {}
        with tables.writing() as wrote:
            response = _send(browser, method, address, said)
        rows = tables.changed(before) if method == "POST" else {}
        page = _page(response)
    browser.cookies = cookies
    met, wrote = mark(response), frozenset(wrote) - USE
    return Walked("=" if (method, met) == ("POST", "+") and not wrote else met, wrote, rows, page)


def _page(response: HttpResponseBase) -> str:
    """What is on the page; nothing of a stream and of a file, which is read to its end."""
    if isinstance(response, FileResponse):
        assert list(response)
    return response.content.decode(errors="replace") if isinstance(response, HttpResponse) else ""


def _send(browser: Client, method: str, address: str, said: dict[str, Any]) -> HttpResponse:
    if method == "GET":
        return browser.get(address, said)
    as_json = {"content_type": "application/json"} if address.startswith("/api/") else {}
    return browser.post(address, said, **as_json)


def said_at(world: World, door: Door, method: str) -> dict[str, Any]:
    """What the browser sends there: the query of a GET, the form of a POST."""
    known = (QUERIES if method == "GET" else BODIES).get(door.name, {})
    said = known if callable(known) else known.get(door.target, known)
    said = said(world) if callable(said) else said
    return dict(said) if method == "GET" else {"csrfmiddlewaretoken": "from the page", **said}


@contextmanager
def undone() -> Iterator[None]:
    """Undo what is written inside, and forget what was remembered of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    staff.forget()
    hours.forget()
    messaging.forget_robots()
