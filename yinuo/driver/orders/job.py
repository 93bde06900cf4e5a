"""One job: who, where, what, what to collect, what can be done now, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from yinuo.core.errors import NotFound
from yinuo.driver import pages, visitors
from yinuo.driver.frame import DriverRequest, for_job
from yinuo.driver.orders import positions, shaping
from yinuo.orders import queries as orders
from yinuo.orders.models import Order
from yinuo.orders.queries import driving
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.tickets import actions as tickets
from yinuo.tickets import queries as ticket_queries
from yinuo.tickets.queries import Entry
from yinuo.ui import pictures

HAPPENED: Final = {
    "order.dispatched": gettext_noop("派给你"),
    "order.slip_sent": gettext_noop("业务单已发出"),
    "order.accepted": gettext_noop("接单"),
    "order.declined": gettext_noop("没有接"),
    "order.changed": gettext_noop("改单"),
    "order.picked_up": gettext_noop("提货"),
    "order.recounted": gettext_noop("按实际件数重算运费"),
    "order.departed": gettext_noop("发车"),
    "order.arrived": gettext_noop("到站"),
    "order.out_for_delivery": gettext_noop("开始送货"),
    "order.delivered": gettext_noop("送达"),
    "order.freight_collected": gettext_noop("收到运费"),
    "order.goods_money_collected": gettext_noop("收到代收货款"),
    "order.refused": gettext_noop("收货人拒收"),
    "order.exception_noted": gettext_noop("报了异常"),
    "order.exception_cleared": gettext_noop("异常已解决"),
    "order.receipt_taken": gettext_noop("拿到回单"),
    "ticket.photo_added": gettext_noop("加了照片"),
}
LONG_STORY: Final = 60


@dataclass(frozen=True)
class Happened:
    """One line of what happened."""

    what: str
    who: str
    at: datetime


@require_safe
@for_job
def job(request: DriverRequest, ref: str) -> HttpResponse:
    """The job; opening it is recorded, once a day."""
    me = request.visitor.person
    order = visitors.job(me, ref)
    tickets.see_personal(order.ticket, by=me)
    return pages.draw(
        request, "driver/orders/job.html", {**context(order), **positions.sharing(request, order)}
    )


def context(order: Order) -> dict[str, Any]:
    """What the page shows of an order."""
    acts = shaping.acts(order)
    return {
        "order": order,
        "title": shaping.title(order),
        "main": acts[0] if acts else None,
        "others": acts[1:],
        "due": _due(order),
        "pickup": shaping.pickup_stop(order),
        "delivery": shaping.delivery_stop(order),
        "goods": shaping.goods(order),
        "collect": shaping.to_collect(order),
        "is_due": bool(order.freight_left or order.goods_money_left),
        "goods_money": shaping.goods_money(order),
        "dispatcher": dispatcher_of(order),
        "exceptions": [
            _lasting(order, one.cause, one.note) for one in orders.exceptions(order) if not one.cleared_at
        ],
        "photos": ticket_queries.attachments(order.ticket),
        "story": story(order),
        "form_key": pages.form_key(),
    }


def _due(order: Order) -> datetime | None:
    """When the next thing is due; nothing is once the goods are delivered."""
    return driving.due_at(order) if order.ticket.stage in driving.OPEN else None


def dispatcher_of(order: Order) -> Person | None:
    """Whom to ask: a dispatcher of the region who can be reached by telephone."""
    region = order.ticket.region
    found: Sequence[Person] = staff.posted(region.pk, Role.DISPATCHER) if region else ()
    return next((person for person in found if person.phone), None)


def story(order: Order) -> list[Happened]:
    """What happened, the newest first, in a driver's words; what is none of their business is left out."""
    page = ticket_queries.timeline(order.ticket, size=LONG_STORY)
    return [_happened(entry) for entry in page.rows if entry.kind in HAPPENED]


def _happened(entry: Entry) -> Happened:
    return Happened(_(HAPPENED[entry.kind]), entry.actor_name or _("系统"), entry.at)


def _lasting(order: Order, cause: str, note: str) -> str:
    causes = {one.key: one.label for one in orders.playbook_of(order.ticket).causes}
    return "：".join(part for part in (causes.get(cause, cause), note) if part)


@require_safe
@for_job
def photo(request: DriverRequest, ref: str, pk: int) -> FileResponse:
    """A picture of this job. Raises NotFound."""
    order = visitors.job(request.visitor.person, ref)
    found = next((one for one in ticket_queries.attachments(order.ticket) if one.pk == pk), None)
    if found is None:
        raise NotFound("not_found")
    return pictures.response(found)
