"""My jobs: what is open in order of due time or of distance, and what was done today."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from yinuo.complaints.queries import respondent
from yinuo.core.text import mask
from yinuo.driver import pages
from yinuo.driver.frame import DriverRequest, for_drivers
from yinuo.driver.orders import positions, shaping
from yinuo.orders.queries import driving, receivers
from yinuo.orders.rules import stages
from yinuo.tickets import actions as tickets

BY_DISTANCE: Final = "distance"


@dataclass(frozen=True)
class Card:
    """One job as the list shows it; `km` is about how far away it is, None where nobody knows."""

    ref: str
    number: str
    title: str
    due: datetime | None
    pickup: shaping.Stop
    delivery: shaping.Stop
    is_on_board: bool
    goods: list[str]
    collect: str
    is_due: bool
    goods_money: str
    main: shaping.Act | None
    km: str = ""


@require_safe
@for_drivers
def jobs(request: DriverRequest) -> HttpResponse:
    """What is open; the one that comes first stands in full."""
    me = request.visitor.person
    by = BY_DISTANCE if request.GET.get("by") == BY_DISTANCE else ""
    found = driving.jobs(me)
    if by:
        found = sorted(found, key=lambda one: (one.metres is None, one.metres or 0))
    if found:
        tickets.see_personal(found[0].order.ticket, by=me)
    context: dict[str, Any] = {
        "cards": [card(one) for one in found],
        "by": by,
        "asked": respondent.requests(me),
        "knows_distance": any(one.metres is not None for one in found),
        "day": driving.day_of(me),
        "figures": driving.figures(me),
        "vehicle": receivers.vehicle_of(me),
        "form_key": pages.form_key(),
    }
    context |= positions.sharing(request)
    context["on_job"] = any(one.order.ticket.stage in stages.ON_JOB for one in found)
    return pages.draw(request, "driver/orders/jobs.html", context)


@require_safe
@for_drivers
def done(request: DriverRequest) -> HttpResponse:
    """What was delivered today, and what is still to be paid for it; where to is masked again (R040)."""
    delivered = driving.day_of(request.visitor.person).delivered
    rows = [(order, mask.mask_address(order.delivery_address)) for order in delivered]
    return pages.draw(request, "driver/orders/done.html", {"rows": rows})


def card(job: driving.Job) -> Card:
    """What the list shows of a job."""
    order = job.order
    acts = shaping.acts(order)
    return Card(
        ref=order.ticket.ref,
        number=order.ticket.number or "",
        title=shaping.title(order),
        due=job.due_at,
        pickup=shaping.pickup_stop(order),
        delivery=shaping.delivery_stop(order),
        is_on_board=order.picked_up_at is not None,
        goods=shaping.goods(order),
        collect=shaping.to_collect(order),
        is_due=bool(order.freight_left or order.goods_money_left),
        goods_money=shaping.goods_money(order),
        main=acts[0] if acts else None,
        km="" if job.metres is None else f"{job.metres / 1000:.1f}",
    )
