"""The call about a web order: always made, problem or not, its outcome always written down (R080, R084)."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from yinuo.core import calendar, clock, db
from yinuo.core.calendar import queries as hours
from yinuo.core.errors import Fault, Invalid, NotPermitted, fault
from yinuo.orders import may
from yinuo.orders.actions import drafting, holding, reckoning, reviewed
from yinuo.orders.models import Order, ReviewCall
from yinuo.orders.queries import asking
from yinuo.orders.rules import reading
from yinuo.orders.rules.reading import times
from yinuo.staff.models import Person

Outcome = ReviewCall.Outcome
LONGEST_NOTE = 300
MOST_CALLS: Final = 3
AGAIN: Final = "call_again"
"""The key of the playbook's promise that says when to call again."""
SHORTEST: Final = timedelta(minutes=10)
_IN_VAIN = (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)


def note_call(
    *,
    order: Order,
    outcome: str,
    note: str = "",
    agreed: Sequence[str] = (),
    again_at: datetime | None = None,
    version: int | None = None,
    by: Person,
    form_key: str | None,
) -> ReviewCall:
    """Write down a call to the customer about their web order (R080).

    With AGREED or CHANGED the customer said yes to everything that was repeated to them: to the points in
    `agreed`, and to the price unless it is a point that they did not agree to. NO_ANSWER is counted, and the
    playbook says when to call again unless `again_at` does, or the day's end comes before two more calls
    (`_still_today`). A used `form_key` returns the first call. With `version`, that of the order whose points
    were read out, nothing that was changed since is agreed to.
    Records order.review_called {call, outcome, reason}, and order.customer_reached where somebody answered.
    Raises NotPermitted; Invalid with every fault; NotNow("stale") and as `reviewed.hold`.
    """
    if not may.review(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        key = _key(held, form_key)
        if key and (first := ReviewCall.objects.filter(form_key=key).first()):
            return first
        held = reviewed.hold(held, by)
        _require_current(held, agreed, version)
        if faults := _faults(held, outcome, note, agreed, again_at):
            raise Invalid(*faults)
        said = {"outcome": outcome, "note": reading.clean(note), "again_at": again_at}
        call = ReviewCall.objects.create(order=held, at=clock.now(), by=by, form_key=key, **said)
        _follow(held, call, agreed, by)
    return call


def _require_current(order: Order, agreed: Sequence[str], version: int | None) -> None:
    if agreed and version is not None and version != order.ticket.version:
        raise drafting.stale(order, version)


def _key(order: Order, form_key: str | None) -> str | None:
    """The key under which a call is kept: the same one at another order is another call."""
    return hashlib.sha256(f"{order.pk}:{form_key}".encode()).hexdigest()[:40] if form_key else None


def _follow(order: Order, call: ReviewCall, agreed: Collection[str], by: Person) -> None:
    """What a call leads to: it is counted, a yes is noted, the order stands where it then does."""
    _count(order, call)
    if call.outcome in reviewed.AGREED:
        _agree(order, agreed, by)
    said = {"note": call.note} if call.note else None
    data = {"call": call.pk, "outcome": call.outcome, "reason": call.outcome.lower()}
    holding.record("review_called", order, by=by, detail=said, **data)
    if call.outcome not in _IN_VAIN:
        holding.record("customer_reached", order, by=by, call=call.pk)
    reviewed.settle(order, by)


def _faults(
    order: Order, outcome: str, note: str, agreed: Collection[str], again_at: datetime | None
) -> list[Fault]:
    faults = []
    open_points = {point["key"] for point in order.web.points if not point["agreed"]}
    if outcome not in Outcome.values:
        faults.append(fault("outcome", "not_a_choice"))
    if len(note) > LONGEST_NOTE:
        faults.append(fault("note", "too_long", limit=LONGEST_NOTE, length=len(note)))
    if outcome in reviewed.AGREED and set(agreed) - open_points:
        faults.append(fault("agreed", "not_a_choice"))
    if again_at and again_at <= clock.now():
        faults.append(fault("again_at", "time_has_passed"))
    if again_at and again_at > clock.now() + times.FARTHEST:
        faults.append(fault("again_at", "time_too_far"))
    return faults


def _count(order: Order, call: ReviewCall) -> None:
    """When the customer was first called about it (R077), how often in vain, when again."""
    row = order.web
    row.reviewed_at = row.reviewed_at or call.at
    row.unreached = 0 if call.outcome not in _IN_VAIN else row.unreached + (call.outcome == Outcome.NO_ANSWER)
    row.again_at = call.again_at or _still_today(order, call)
    db.write(row, "reviewed_at", "unreached", "again_at")


def _still_today(order: Order, call: ReviewCall) -> datetime | None:
    """When to call again where the rule's time would not leave room for three calls that day: they are spread
    over what is left of it (R080). None leaves it to the rule, also when next to nothing is left.
    """
    left = MOST_CALLS - order.web.unreached
    rule = next((one for one in asking.playbook_of(order.ticket).promises if one.key == AGAIN), None)
    if call.outcome != Outcome.NO_ANSWER or left <= 0 or rule is None or rule.within is None:
        return None
    worked = hours.hours_of(order.ticket.team_id)
    spells = calendar.spells_on(clock.local(call.at).date(), worked)
    closes = max(spells[-1].end, call.at) if spells else call.at
    rest = timedelta(seconds=calendar.working_seconds_between(call.at, closes, worked))
    if rest >= rule.within * left or rest < SHORTEST * (left + 1):
        return None
    return calendar.due(call.at, rest / (left + 1), worked).at


def _agree(order: Order, agreed: Collection[str], by: Person) -> None:
    """What the customer said yes to: changed points, what was repeated, the price by the tables as they now
    are.
    """
    row, before = order.web, order.quoted_total
    row.points = [{**point, "agreed": point["agreed"] or point["key"] in agreed} for point in row.points]
    db.write(row, "points")
    reckoning.refresh(order, by)
    reviewed.note_price(order, before, by)
    order.read_back = {**order.read_back, **reviewed.read_back(order)}
    is_open = any(point["key"] == reviewed.PRICE and not point["agreed"] for point in order.web.points)
    if order.quoted_total is not None and not is_open and order.accepted_total != order.quoted_total:
        order.price_accepted_at, order.accepted_total = clock.now(), order.quoted_total
        holding.record("price_accepted", order, by=by, total=order.quoted_total)
    holding.keep(order)
