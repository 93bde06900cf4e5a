"""A customer's order comes in: kept as written, screened, numbered, in the desk's queue (R046, R076)."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from yinuo.core import calendar, clock, db, throttling
from yinuo.core.calendar import queries as hours
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.customers import actions as customers
from yinuo.customers.models import Customer
from yinuo.customers.rules import Guest
from yinuo.orders.actions import drafting, holding, reckoning
from yinuo.orders.models import Order, Stage, WebOrder
from yinuo.orders.queries import judging, loading
from yinuo.orders.queries.web import estimating
from yinuo.orders.queries.web.estimating import Written
from yinuo.orders.rules import reading, web
from yinuo.orders.rules.screening import Verdict
from yinuo.staff import queries as staff
from yinuo.tickets import actions as tickets
from yinuo.tickets.models import Channel, Kind

PER_PHONE: Final = throttling.Limit("web_order_phone", 10, timedelta(hours=1))
PER_ADDRESS: Final = throttling.Limit("web_order_address", 30, timedelta(hours=1))
"""Counted by the door that knows the address a request came from."""
LONGEST_WRITTEN: Final = 400


def place(
    *,
    guest: Guest,
    typed: Mapping[str, str],
    lots: Sequence[Mapping[str, str]] = (),
    form_key: str,
    notice_version: int | None,
    device: str = "",
) -> Order:
    """Take an order that a customer wrote: it waits for its review under a web reference, W261120001.

    `typed` is by element key, each of `lots` by the keys of `rules.web.LOT`; what is not the customer's to
    say is left out. `notice_version` is that of the privacy notice they agreed to. A used `form_key` of the
    same phone and device returns the first order. Records order.placed {night}.

    Raises Invalid with every fault (those of lots at `lots.0.weight`), NotNow("goods_prohibited"),
    TooMany("too_often") above 10 orders an hour for one phone.
    """
    if not form_key.strip():
        raise Invalid(fault("form_key", "required"))
    if first := placed_before(guest=guest, form_key=form_key, device=device):
        return first
    written = estimating.read(typed, lots)
    if written.faults:
        raise Invalid(*written.faults)
    _refuse_prohibited(written, typed)
    phone = throttling.who("phone", guest.phone or written.values["pickup_phone"])
    throttling.spend((PER_PHONE, phone))
    with db.transaction():
        return _open(guest, typed, lots, written, _key(guest, device, form_key), notice_version)


def placed_before(*, guest: Guest, form_key: str, device: str = "") -> Order | None:
    """The order that came of this form of this phone and device already; None while there is none."""
    key = _key(guest, device, form_key)
    first = Order.objects.filter(ticket__form_key=key).values_list("pk", flat=True).first()
    return loading.fresh(first) if first else None


def _key(guest: Guest, device: str, form_key: str) -> str:
    """The key under which a form is kept: nobody gets another's order by its form."""
    said = "\0".join((guest.phone, device, form_key))
    return f"web:{hashlib.sha256(said.encode()).hexdigest()[:36]}"


def _refuse_prohibited(written: Written, typed: Mapping[str, str]) -> None:
    """Goods that may not go are refused before anything is kept (R050)."""
    screening = estimating.screened(written, estimating.judged(written, typed, None))
    if screening.verdict is Verdict.REJECT:
        hit = screening.reason
        word, category = (hit.word, hit.row.category or hit.row.name) if hit else ("", "")
        raise NotNow("goods_prohibited", goods="、".join(written.goods), word=word, category=category)


def _open(
    guest: Guest,
    typed: Mapping[str, str],
    lots: Sequence[Mapping[str, str]],
    written: Written,
    key: str,
    notice_version: int | None,
) -> Order:
    ticket = tickets.open_ticket(
        kind=Kind.ORDER,
        stage=Stage.FILLED,
        channel=Channel.WEB,
        by=None,
        customer=_customer(guest, written),
        team=staff.desk_team(),
        form_key=key,
    )
    if first := Order.objects.filter(pk=ticket.pk).first():
        return loading.fresh(first.pk)
    order = Order(ticket=ticket, caller_phone=guest.phone)
    judgement = _fill(order, written, typed)
    holding.make_findable(order)
    now = clock.now()
    is_night = not calendar.is_working(now, hours.hours_of(ticket.team_id))
    number = tickets.number_it(ticket, letter=web.LETTER)
    row = WebOrder(
        order=order,
        number=number,
        placed_at=now,
        is_night=is_night,
        phone=guest.phone,
        as_written=_as_written(typed, lots),
        lots=list(written.lots),
        estimate=_estimate(judgement),
        notice_version=notice_version,
    )
    db.insert(row)
    holding.attach(order)
    holding.record("placed", order, by=None, night=is_night)
    return order


def _customer(guest: Guest, written: Written) -> Customer | None:
    """Who it is, where the number was verified; a new one is made, named when the number is the pick-up's."""
    if not guest.phone:
        return None
    is_own = guest.phone == written.values["pickup_phone"]
    return customers.know(phone=guest.phone, by=None, name=written.values["shipper_name"] if is_own else "")


def _fill(order: Order, written: Written, typed: Mapping[str, str]) -> judging.Judgement:
    changed, answers = drafting.fill(order, estimating.reading_of(written))
    judgement = judging.judge(order)
    if faults := drafting.choose_places(judgement, typed, changed):
        raise Invalid(*faults)
    judgement = reckoning.refresh(order, None, judging.judge(order))
    holding.keep(order)
    holding.describe(order, region=reckoning.region_of(judgement), answers=answers)
    return judgement


def _as_written(typed: Mapping[str, str], lots: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The words themselves, of the fields that are the customer's to fill; cut where they make no sense."""
    keys = web.TYPED | web.PLACES
    kept: dict[str, Any] = {
        key: reading.clean(text)[:LONGEST_WRITTEN] for key, text in typed.items() if key in keys and text
    }
    if lots:
        kept["lots"] = [
            {key: reading.clean(lot.get(key, ""))[:LONGEST_WRITTEN] for key in web.LOT} for lot in lots
        ]
    return kept


def _estimate(judgement: judging.Judgement) -> dict[str, Any]:
    """What the page promised, with the versions of the tables it was made by."""
    quote, journey = judgement.quote, judgement.journey
    return {
        "total": quote.total if quote else None,
        "arrives_from": _iso(journey.reached_at) if journey else None,
        "arrives_to": _iso(journey.arrives_at) if journey else None,
        "versions": dict(judgement.tables.versions),
    }


def _iso(at: datetime) -> str:
    return at.isoformat()
