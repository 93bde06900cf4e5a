"""Who comes in: what a browser may show of itself, in signed cookies that no script can read.

Nothing of it is kept on our side. A cookie holds for one browser: another device proves the number anew.
"""

import secrets
from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.customers.rules import Guest
from yinuo.portal import pace
from yinuo.tickets.rules import links

PHONE: Final = "yinuo_guest"
OPENED: Final = "yinuo_opened"
DEVICE: Final = "yinuo_device"
PHONE_SECONDS: Final = 30 * 86400
OPENED_SECONDS: Final = 2 * 3600
DEVICE_SECONDS: Final = 365 * 86400
MOST_OPENED: Final = 20
_NAMED = "yinuo.portal."


def guest_of(request: HttpRequest, ref: str = "") -> Guest:
    """Who asks: the phone verified in this browser, and `ref` where its number and tail were given here.

    A page under a signed link knows the ref by the link itself: Guest(phone=guest_of(request).phone, ref=…).
    """
    phone = _read(request, PHONE, PHONE_SECONDS).get("phone", "")
    return Guest(phone=str(phone), ref=ref if ref and ref in opened(request) else "")


def ref_of(request: HttpRequest, slug: str, purpose: bytes = links.TRACK) -> str:
    """The ref of a signed link. Raises NotFound for one that we never made, TooMany for too many of those."""
    if ref := links.ref_of(slug, purpose):
        return ref
    pace.count(str(request.META.get("REMOTE_ADDR") or ""))
    raise NotFound("not_found")


def remember_phone(response: HttpResponse, digits: str) -> None:
    """This browser has proved the number `digits`; for 30 days."""
    _write(response, PHONE, {"phone": digits}, PHONE_SECONDS)


def opened(request: HttpRequest) -> dict[str, int]:
    """The refs that were opened in this browser by number and tail at most two hours ago, and the second."""
    refs = _read(request, OPENED, OPENED_SECONDS).get("refs")
    oldest = int(clock.now().timestamp()) - OPENED_SECONDS
    return {ref: at for ref, at in refs.items() if at > oldest} if isinstance(refs, dict) else {}


def remember_ref(request: HttpRequest, response: HttpResponse, ref: str) -> None:
    """This browser knows the number and tail of `ref`; for two hours from now, of others no longer."""
    known = {**opened(request), ref: int(clock.now().timestamp())}
    newest = sorted(known, key=lambda one: known[one])[-MOST_OPENED:]
    _write(response, OPENED, {"refs": {one: known[one] for one in newest}}, OPENED_SECONDS)


def forget(response: HttpResponse) -> None:
    """Sign out: this browser proves its number anew."""
    for name in (PHONE, OPENED):
        response.delete_cookie(name, samesite="Lax")


def device_of(request: HttpRequest) -> str:
    """The name that this browser was given, for counting what it tries; empty where it kept none."""
    return str(_read(request, DEVICE, DEVICE_SECONDS).get("device", ""))


def name_device(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser a name, unless it has one."""
    if not device_of(request):
        _write(response, DEVICE, {"device": secrets.token_hex(8)}, DEVICE_SECONDS)


def _read(request: HttpRequest, name: str, seconds: int) -> Mapping[str, Any]:
    try:
        said = signing.loads(request.COOKIES.get(name, ""), salt=_NAMED + name, max_age=seconds)
    except signing.BadSignature:
        return {}
    return said if isinstance(said, dict) else {}


def _write(response: HttpResponse, name: str, said: Mapping[str, Any], seconds: int) -> None:
    response.set_cookie(
        name,
        signing.dumps(dict(said), salt=_NAMED + name),
        max_age=seconds,
        samesite="Lax",
        httponly=True,
        secure=settings.BEHIND_TLS,
    )
