"""Proving a phone number by a code that is sent there, and signing out again."""

from dataclasses import dataclass, replace
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yinuo.core import phones
from yinuo.core.errors import DeskError, Invalid, TooMany, fault
from yinuo.messaging import actions
from yinuo.portal import frame, guests
from yinuo.portal.system import views
from yinuo.staff import queries as staff
from yinuo.ui import faults

PURPOSE: Final = "portal"
LONGEST: Final = 40


@dataclass(frozen=True)
class Told:
    """How far the proof is: what was typed, whether a code is under way, what was wrong and where."""

    phone: str = ""
    is_sent: bool = False
    faults: tuple[tuple[str, str], ...] = ()
    wait: int = 0

    def wrong(self, error: DeskError) -> "Told":
        """The same with what was wrong, at its field."""
        found = (
            error.faults
            if isinstance(error, Invalid)
            else (fault(error.field or "phone", error.code, **error.params),)
        )
        said = tuple((one.field, faults.text(one.code, one.params)) for one in found)
        return replace(self, faults=said, wait=error.retry_after if isinstance(error, TooMany) else 0)


@frame.page("GET", "POST")
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for the number, send a code there, take it back: then this browser is known for 30 days."""
    told = Told(request.POST.get("phone", "")[:LONGEST], is_sent="code" in request.POST)
    target = views.back(request, request.POST.get("next") or request.GET.get("next", ""))
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("do") == "check":
                told = replace(told, is_sent=True)
                return _proved(request, told.phone, request.POST.get("code", ""), target)
            send(request, told.phone)
            told = replace(told, is_sent=True)
        except DeskError as error:
            told, status = told.wrong(error), error.status
    context = {"told": told, "next": target}
    response = frame.render(request, "portal/system/verify.html", context, status=status)
    if told.wait:
        response["Retry-After"] = str(told.wait)
    guests.name_device(request, response)
    return response


def _proved(request: HttpRequest, phone: str, code: str, target: str) -> HttpResponse:
    digits = check(phone, code)
    response = HttpResponseRedirect(target)
    guests.remember_phone(response, digits)
    return response


def send(request: HttpRequest, phone: str) -> None:
    """Send a code to what was typed as a phone. Raises Invalid, TooMany."""
    actions.send_code(
        phone=number(phone), purpose=PURPOSE, address=address_of(request), device=guests.device_of(request)
    )


def check(phone: str, code: str) -> str:
    """The digits of a phone that is proved by this code; it is used up. Raises Invalid."""
    known = number(phone)
    actions.check_code(phone=known, purpose=PURPOSE, code=code)
    return known.digits


def number(phone: str) -> phones.Phone:
    """What was typed as a number. Raises Invalid at `phone`."""
    try:
        return phones.parse(phone, area=staff.company().area_code)
    except phones.PhoneError as error:
        raise Invalid(fault("phone", error.code, **error.params)) from error


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, for counting."""
    return str(request.META.get("REMOTE_ADDR") or "")


@frame.page("POST")
def sign_out(request: HttpRequest) -> HttpResponse:
    """This browser is nobody's again."""
    response = HttpResponseRedirect(reverse("portal"))
    guests.forget(response)
    return response
