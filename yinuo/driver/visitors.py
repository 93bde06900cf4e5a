"""Who stands behind a request for the drivers' pages: who signed in, or whom a link let in to one job.

A link's visitor has no session of the desk: a signed cookie of their own names the driver and the one order,
and the browser sends it to that order's address alone.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.orders.models import Order
from yinuo.orders.queries import driving
from yinuo.staff.models import Person, Role

COOKIE: Final = "yinuo_job"
SALT: Final = "driver.job"
LASTS: Final = timedelta(hours=24)
"""How long a link that was opened lets its phone in; another link is sent after that."""


@dataclass(frozen=True)
class Visitor:
    """A driver at these pages; `is_linked` when a link let them in, to one job only."""

    person: Person
    is_linked: bool = False


def signed_in(request: HttpRequest) -> Visitor | None:
    """The driver who signed in; None for nobody. Raises NotFound for others: these pages are not theirs."""
    person = request.user
    if not isinstance(person, Person):
        return None
    if person.role != Role.DRIVER or not person.is_active:
        raise NotFound("not_found")
    return Visitor(person)


def at_job(request: HttpRequest, ref: str) -> Visitor | None:
    """The driver who signed in, else whoever this job's link let in; None for nobody. Raises NotFound."""
    linked = _linked(request, ref)
    if linked is None:
        return signed_in(request)
    return Visitor(linked, is_linked=linked.pk != request.user.pk)


def job(person: Person, ref: str) -> Order:
    """The order of this driver. Raises NotFound, the same for another's and for none at all; NotNow for one
    that was theirs, with who has it now (`driving.job`).
    """
    return driving.job(person, ref)


def let_in(response: HttpResponse, person: Person, order: Order, token: str) -> None:
    """Let this browser in to this order, and back to it when the same link is pressed again."""
    until = int((clock.now() + LASTS).timestamp())
    value = signing.dumps([person.pk, order.ticket.ref, until], salt=SALT)
    for path in (reverse("driver-job", args=[order.ticket.ref]), reverse("driver-link", args=[token])):
        response.set_cookie(
            COOKIE,
            value,
            max_age=int(LASTS.total_seconds()),
            path=path,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )


def was_let_in(request: HttpRequest) -> tuple[int, str] | None:
    """Whom (their id) the cookie lets in, and to which order (its ref); None without a cookie that holds."""
    try:
        person, ref, until = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (int(person), str(ref)) if clock.now().timestamp() < until else None


def _linked(request: HttpRequest, ref: str) -> Person | None:
    found = was_let_in(request)
    if found is None or found[1] != ref:
        return None
    return Person.objects.filter(pk=found[0], role=Role.DRIVER, is_active=True).first()
