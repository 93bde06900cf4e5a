"""Where the driver is: asked for only while they agree, a job is open and the page is seen (R090)."""

import json
from datetime import UTC, datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.driver import consents, visitors
from yinuo.driver.frame import DriverRequest, for_drivers, for_job
from yinuo.orders.actions import positions
from yinuo.orders.models import Order
from yinuo.orders.models.positions import Source
from yinuo.orders.rules import stages
from yinuo.staff import queries as staff
from yinuo.staff.models import Person

MOST: Final = 60
LEAST_SECONDS: Final = 30
OFF_JOB: Final = "position_off_job"
"""Why a reading is refused when no job is open: the phone stops asking."""
METRES_A_SECOND: Final = 3.6
"""Kilometres an hour in a metre a second, which phones say."""


@require_POST
@for_drivers
def of_driver(request: DriverRequest) -> HttpResponse:
    """Where the driver is now and was since the last time; answers whether the phone should go on."""
    return _noted(request, request.visitor.person)


@require_POST
@for_job
def of_job(request: DriverRequest, ref: str) -> HttpResponse:
    """The same from the phone that a link let in to one job."""
    me = request.visitor.person
    visitors.job(me, ref)
    return _noted(request, me)


@require_POST
@for_job
def consent(request: DriverRequest, ref: str) -> HttpResponse:
    """Agree or withdraw, on the page of a job."""
    order = visitors.job(request.visitor.person, ref)
    consents.decide(request)
    return HttpResponseRedirect(reverse("driver-job", args=[order.ticket.ref]))


def sharing(request: HttpRequest, order: Order | None = None) -> dict[str, Any]:
    """What a page needs to share where it is: whether they agreed, where to, how often."""
    me: Person = request.visitor.person  # type: ignore[attr-defined]
    url = reverse("driver-positions")
    if order is not None and request.visitor.is_linked:  # type: ignore[attr-defined]
        url = reverse("driver-job-positions", args=[order.ticket.ref])
    return {
        "shares": consents.holds(me),
        "positions_url": url,
        "positions_every": max(LEAST_SECONDS, staff.company().position_seconds),
        "on_job": order is None or order.ticket.stage in stages.ON_JOB,
    }


def _noted(request: DriverRequest, me: Person) -> HttpResponse:
    if not consents.holds(me):
        raise NotNow("consent_needed")
    noted = positions.note_all(_points(request), Source.PHONE, by=me)
    return JsonResponse({"kept": noted.kept, "goes_on": OFF_JOB not in noted.why()})


def _points(request: HttpRequest) -> list[positions.Point]:
    """The readings of the phone, the newest of them. Raises Invalid for what is none."""
    try:
        rows = json.loads(request.POST.get("points", ""))
        return [_point(row) for row in list(rows)[-MOST:]]
    except (ValueError, TypeError, KeyError, OverflowError, OSError, AttributeError):
        raise Invalid(fault("points", "not_a_choice")) from None


def _point(row: dict[str, Any]) -> positions.Point:
    speed, accuracy = row.get("speed"), row.get("accuracy")
    return positions.Point(
        at=datetime.fromtimestamp(float(row["at"]) / 1000, UTC),
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        speed=None if speed is None else max(float(speed), 0.0) * METRES_A_SECOND,
        accuracy=None if accuracy is None else float(accuracy),
    )
