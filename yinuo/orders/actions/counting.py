"""Other goods at the door than were ordered: a new price, and the customer's word to it (R029, R035, R058).

Less costs less at once. More is collected only when the customer said yes, on record; until then, and when
they say no, what was agreed is collected and no more.
"""

from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.orders import may
from yinuo.orders.actions import confirming, holding, ticking
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import counting
from yinuo.orders.queries.counting import Figured
from yinuo.orders.rules import reading, stages, wording
from yinuo.orders.rules.counting import State
from yinuo.staff.models import Person

LONGEST_NAME: Final = 40
LONGEST_NOTE: Final = 200


def note(order: Order, by: Person, weight_g: int | None, volume_cm3: int | None) -> None:
    """Reckon a held order anew with what was counted at the pick-up, and keep what follows; the same price
    follows silently.

    Records order.recounted {before, after, waits}.
    """
    has_changed = order.pieces_picked_up != order.pieces or (weight_g, volume_cm3) != (None, None)
    figured = (
        counting.figure(order, order.pieces_picked_up, weight_g, volume_cm3)
        if has_changed and order.quoted_total is not None
        else None
    )
    if figured is None:
        return
    before, after = order.quoted_total or 0, figured.quote.total
    if figured.needs_yes:
        order.recount = _kept(order, figured, State.WAITING)
        order.changes = (
            f"清点{_said(figured)}，合计{wording.price(after)}要等客户同意，先按{wording.price(before)}"
        )
    else:
        _apply(order, figured)
    holding.keep(order)
    if after != before:
        detail = _detail(order, figured)
        holding.record(
            "recounted", order, by=by, detail=detail, before=before, after=after, waits=figured.needs_yes
        )


def recount(
    *,
    order: Order,
    by: Person,
    pieces: int | None = None,
    weight_g: int | None = None,
    volume_cm3: int | None = None,
    accepted_total: int | None = None,
    accepted_by: str = "",
    note: str = "",
) -> Order:
    """Let the price follow what was counted, as it was noted or as it is corrected now.

    More than the customer ever said yes to needs their yes to `accepted_total` fen, and who said it; that may
    come after the goods were delivered, while it waits. Records
    order.recount_settled {before, after, agreed, overpaid}. Raises NotPermitted, Invalid, NotNow:
    order_not_in_stage, no_quote, price_changed with the price to be accepted.
    """
    if not may.change(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        _require_open(held)
        figured = _figured(held, pieces, weight_g, volume_cm3)
        before, after = held.quoted_total or 0, figured.quote.total
        _check(pieces, accepted_by if figured.needs_yes else "—", note)
        if figured.needs_yes and accepted_total != after:
            raise NotNow("price_changed", total=wording.price(after), before=wording.price(before))
        if pieces is not None:
            held.pieces_picked_up = pieces
        detail = {**_detail(held, figured), "accepted_by": accepted_by.strip(), "note": note}
        if figured.needs_yes:
            held.accepted_total, held.price_accepted_at = after, clock.now()
        _apply(held, figured)
        holding.keep(held)
        if held.freight_left:
            ticking.untick(held, ticking.FREIGHT_SETTLED, by)
        figures = {"before": before, "after": after, "agreed": True, "overpaid": _overpaid(held)}
        holding.record("recount_settled", held, by=by, detail=detail, **figures)
    return held


def refuse_recount(*, order: Order, by: Person, refused_by: str = "", note: str = "") -> Order:
    """Note that the customer does not pay for more than was agreed: the agreed price stands.

    Records order.recount_settled {before, after, agreed}. Raises NotPermitted, Invalid,
    NotNow("recount_not_waiting").
    """
    if not may.change(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if not counting.is_waiting(held):
            raise NotNow("recount_not_waiting")
        _check(None, refused_by, note)
        before, after = held.quoted_total or 0, held.recount["after"]
        held.recount = {**held.recount, "state": State.REFUSED}
        pieces = wording.pieces(held.recount["pieces"])
        held.changes = f"清点{pieces}，客户不同意加价，仍按{wording.price(before)}"
        holding.keep(held)
        detail = {"refused_by": refused_by.strip(), "note": note}
        holding.record(
            "recount_settled", held, by=by, detail=detail, before=before, after=after, agreed=False
        )
    return held


def _require_open(order: Order) -> None:
    """The goods are under way, or were delivered while the customer's answer is waited for."""
    delivered = (Stage.DELIVERED,) if counting.is_waiting(order) else ()
    holding.require_stage(order, *stages.UNDER_WAY, *delivered)


def _figured(order: Order, pieces: int | None, weight_g: int | None, volume_cm3: int | None) -> Figured:
    """What was counted, as it stands in the order unless it is said otherwise. Raises NotNow("no_quote")."""
    said = order.recount if pieces is None or pieces == order.recount.get("pieces") else {}
    figured = counting.figure(
        order,
        pieces if pieces is not None else said.get("pieces", order.pieces_picked_up),
        weight_g if weight_g is not None else said.get("weight_g"),
        volume_cm3 if volume_cm3 is not None else said.get("volume_cm3"),
    )
    if figured is None:
        raise NotNow("no_quote")
    return figured


def _check(pieces: int | None, name: str, note: str) -> None:
    faults = []
    if pieces is not None and not 0 < pieces <= reading.MOST_PIECES:
        faults.append(fault("pieces", "pieces_out_of_range", most=f"{reading.MOST_PIECES}件"))
    if not name.strip():
        faults.append(fault("accepted_by", "required"))
    for field, text, limit in (("accepted_by", name, LONGEST_NAME), ("note", note, LONGEST_NOTE)):
        if len(text) > limit:
            faults.append(fault(field, "too_long", limit=limit, length=len(text)))
    if faults:
        raise Invalid(*faults)


def _apply(order: Order, figured: Figured) -> None:
    """Make the new price the order's; what was collected already stays collected."""
    quote, was = figured.quote, order.quote
    order.recount = _kept(order, figured, State.AGREED)
    order.quote = {**quote.stored(), **{key: was[key] for key in ("transit", "km") if key in was}}
    order.quoted_total = quote.total
    if order.discount and figured.discount != order.discount:
        order.discount, order.discount_base = figured.discount, figured.base
    order.freight_due = max(confirming.freight_due(order), order.freight_collected)
    order.changes = f"清点{_said(figured)}，合计改为{wording.price(quote.total)}"


def _kept(order: Order, figured: Figured, state: State) -> dict[str, Any]:
    """What the order keeps of a count, with both prices."""
    before = order.recount.get("before", order.quoted_total)
    return {**figured.count.stored(), "state": state, "before": before, "after": figured.quote.total}


def _detail(order: Order, figured: Figured) -> dict[str, Any]:
    """What was ordered and counted, for the record."""
    ordered = counting.ordered(order)
    return {
        "ordered": _words(ordered.pieces, ordered.weight_g, ordered.volume_cm3),
        "counted": _words(figured.count.pieces, figured.count.weight_g, figured.count.volume_cm3),
    }


def _words(pieces: int | None, weight_g: int | None, volume_cm3: int | None) -> str:
    parts = (wording.pieces(pieces), wording.weight(weight_g), wording.volume(volume_cm3))
    return " ".join(part for part in parts if part)


def _said(figured: Figured) -> str:
    return wording.pieces(figured.count.pieces) or wording.weight(figured.count.weight_g)


def _overpaid(order: Order) -> int:
    """What was collected beyond what is due now, in fen: to be given back."""
    return max(order.freight_collected - confirming.freight_due(order), 0)
