"""The live page in words: everything that stands on it, and nothing that this person may not see.

What a page shows is put together here alone; templates only draw it. Two pages that show the same are equal,
so a browser that has it already is told so.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.text import mask
from yinuo.orders.models import Order
from yinuo.orders.queries import asking, facts
from yinuo.orders.queries.arrival import Arrival, Ground
from yinuo.orders.queries.following import Followed, Happened
from yinuo.orders.rules import following as rules
from yinuo.orders.rules import stages, web
from yinuo.orders.rules.following import Sight
from yinuo.portal.orders.following import private, words
from yinuo.portal.orders.following import strip as strips
from yinuo.portal.orders.following.shapes import Act, Driver, Line, Place, Shown
from yinuo.portal.orders.following.strip import Strip
from yinuo.ui import moments


def shown(found: Followed, base: str) -> Shown:
    """What `found` looks like; `base` is the address of the page, without its last slash."""
    order, now = found.order, clock.now()
    ticket = order.ticket
    state, tone, saying = _state(order)
    label, arrival, basis, is_late = _arrival(found, now)
    number, reference = ticket.number or "", order.web.number if _is_web(order) else ""
    return Shown(
        number=number or reference,
        web_number=reference if reference != number else "",
        waybill=ticket.waybill,
        state=_(state),
        tone=tone,
        saying=_saying(order, _(saying), now),
        steps=_steps(order),
        strip=_strip(found, now),
        start=_end(order.origin, order.pickup_zone, found.sight),
        end=_end(order.destination, order.delivery_zone, found.sight),
        place=Place(found.where.lat, found.where.lon) if found.where and found.sight > Sight.NUMBER else None,
        arrival_label=label,
        arrival=arrival,
        basis=basis,
        is_late=is_late,
        distance=_distance(found),
        driver=_driver(found, base),
        lines=tuple(_line(one, found, now) for one in reversed(found.happened)),
        facts=tuple(private.facts(order, found.sight)),
        proofs=tuple(private.proofs(found, base)),
        acts=tuple(_acts(found, base)),
        hint=_hint(found),
        answered=tuple(private.answered(order, found.sight)),
    )


def _is_web(order: Order) -> bool:
    return getattr(order, "web", None) is not None


def _state(order: Order) -> tuple[str, str, str]:
    stage = order.ticket.stage
    if stage == stages.Stage.CLOSED and order.delivered_at:
        stage = stages.Stage.DELIVERED
    return words.STAGES[stage]


def _saying(order: Order, saying: str, now: datetime) -> str:
    """What it means now, and by when the next thing happens."""
    stage, due = order.ticket.stage, order.ticket.next_due_at
    if stage == stages.Stage.FILLED and now < due < now.replace(year=now.year + 1):
        return saying + _("最晚 %(time)s 前来电。") % {"time": moments.short(due, now)}
    wished = order.wished_pickup_at
    if stage in stages.BEFORE_PICKUP and wished and wished > now:
        return saying + _("约定 %(time)s 前提货。") % {"time": moments.short(wished, now)}
    return saying


def _steps(order: Order) -> tuple[tuple[str, str], ...]:
    marked = rules.steps(order.ticket.stage, order.accepted_at, order.picked_up_at, order.delivered_at)
    return tuple((str(words.STEPS[key]), state) for key, state in marked)


def _strip(found: Followed, now: datetime) -> Strip | None:
    """Drawn from the pick-up on; where the goods are is named as long as somebody has seen it lately."""
    if found.order.picked_up_at is None:
        return None
    label, where = "", found.where
    if where is not None and where.place:
        label = f"{where.place} {moments.short(where.at, now)}"
    return strips.strip(found.share, label)


def _end(place: str, zone: str, sight: Sight) -> str:
    """What one end of the way is called: the town for who knows a number only."""
    return (place or zone) if sight > Sight.NUMBER else zone


def _arrival(found: Followed, now: datetime) -> tuple[str, str, str, bool]:
    """Label, time, what it rests on, and whether it is later than was promised."""
    order = found.order
    if order.delivered_at:
        return _("送达时间"), moments.short(order.delivered_at, now), "", False
    if found.arrival is not None:
        said = _span(_rounded(found.arrival.earliest), _rounded(found.arrival.latest, up=True), now)
        return _("预计送达"), said, _basis(found.arrival), found.arrival.is_late
    due = order.wished_delivery_at or order.promised_at
    if due is None or order.ticket.stage in stages.ENDED:
        return "", "", "", False
    return _("约定送达"), _("%(time)s 前") % {"time": moments.short(due, now)}, "", False


def _distance(found: Followed) -> str:
    if found.metres_left is None or found.order.delivered_at:
        return ""
    return _("直线约 %(n)s 公里") % {"n": max(round(found.metres_left / 1000), 1)}


def _rounded(at: datetime, *, up: bool = False) -> datetime:
    """To five minutes: nobody knows better, and the page need not change every minute."""
    past = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at - past + (timedelta(minutes=5) if up and past else timedelta(0))


def _basis(expected: Arrival) -> str:
    """What an estimate rests on, and how it stands to what was promised."""
    basis, told = expected.basis, ""
    if basis.ground is Ground.PAST:
        told = _("按这条线同一时段最近 %(n)s 次的用时推算") % {"n": basis.count}
    elif basis.ground is Ground.TABLE:
        told = _("按这条线的运输时效（%(n)s 小时）推算") % {"n": basis.hours}
    elif basis.metres is not None:
        told = _("按离目的地直线约 %(n)s 公里推算") % {"n": max(round(basis.metres / 1000), 1)}
    return told


def _span(first: datetime, last: datetime, now: datetime) -> str:
    if first == last:
        return moments.short(last, now)
    is_same_day = clock.local(first).date() == clock.local(last).date()
    return (
        f"{moments.short(first, now)}–{moments.clock_time(last) if is_same_day else moments.short(last, now)}"
    )


def _driver(found: Followed, base: str) -> Driver | None:
    """Who drives, while it is their job; afterwards only what they are called."""
    order = found.order
    if order.driver is None or order.accepted_at is None:
        return None
    if not found.may_ring:
        return Driver(facts.called(order.driver), "", "", "")
    plate = order.vehicle.plate if order.vehicle else ""
    return Driver(facts.called(order.driver), mask.mask_phone(order.driver.phone), plate, f"{base}/call/")


def _line(one: Happened, found: Followed, now: datetime) -> Line:
    title, icon, tone = words.HAPPENED[one.kind]
    return Line(icon, tone, _(title), one.at, moments.short(one.at, now), _body(one, found))


def _body(one: Happened, found: Followed) -> str:
    order, sight = found.order, found.sight
    if one.kind == "order.picked_up" and sight > Sight.NUMBER:
        count = order.pieces_picked_up or order.pieces
        return _("%(n)s 件") % {"n": count} if count else ""
    if one.kind == "order.delivered" and order.signed_by:
        return _("签收人：%(name)s") % {"name": private.name(order.signed_by, is_own=sight > Sight.LINK)}
    if one.kind in ("order.exception_noted", "order.exception_cleared") and one.data.get("objective"):
        causes = {cause.key: cause.label for cause in asking.playbook_of(order.ticket).causes}
        return causes.get(one.data.get("cause", ""), "")
    if one.kind == "order.rated" and one.data.get("stars") in words.STARS:
        return _(words.STARS[one.data["stars"]][0])
    return ""


def _acts(found: Followed, base: str) -> Iterator[Act]:
    """What this person can do now; what the stage forbids is not offered, the pages behind say why."""
    order, ref = found.order, found.order.ticket.ref
    if order.delivered_at and getattr(order, "rating", None) is None:
        yield Act(_("评价这次送货"), f"{base}/rate/", is_main=True)
    allowed = web.allowed(order.ticket.stage, found.sight != Sight.RECEIVER)
    if allowed - {web.CANCEL}:
        yield Act(_("改单"), f"/p/track/{ref}/change/")
    if web.CANCEL in allowed:
        yield Act(_("取消订单"), f"/p/track/{ref}/cancel/")
    yield Act(_("问客服"), f"/p/ask/?about={base.rsplit('/', 1)[1]}")
    yield Act(_("投诉与建议"), f"/p/complain/?about={base.rsplit('/', 1)[1]}")
    if found.sight is Sight.SHIPPER:
        yield Act(_("再来一单"), f"/p/order/?again={ref}")


def _hint(found: Followed) -> str:
    if found.sight <= Sight.LINK and web.allowed(found.order.ticket.stage, is_shipper=True):
        return _("改单、取消要先用下单时的手机号验证。资料隐藏了一部分，验证手机号后可以看自己的。")
    if found.sight <= Sight.LINK:
        return _("资料隐藏了一部分，验证手机号后可以看自己的。")
    return ""
