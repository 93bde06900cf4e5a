"""What customers do with their orders themselves: call them off, change them, or ask the desk for it, as the
stage allows.
"""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.customers.rules import Guest
from yinuo.orders import may
from yinuo.orders.actions import changing, drafting, ending, holding, reviewed
from yinuo.orders.actions.web import reviewing
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, judging, readying
from yinuo.orders.rules import reading, stages, web
from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.reasons import OTHER, Reason, reason_of
from yinuo.staff.models import Person

ASKED: Final = "ASKED"
GRANTED: Final = "GRANTED"
REFUSED: Final = "REFUSED"
MOST_ASKED: Final = 20
LONGEST_WORDS: Final = 200


def cancel_by_guest(*, order: Order, guest: Guest, reason: str, note: str = "") -> Order:
    """Call an order off: at once before the confirmation; until the pick-up the desk is asked to.

    `reason` is one of the playbook's `cancel` that are the customer's own, or `other` with a note. Called off
    twice is called off once. Records order.cancelled {reason} or order.change_asked {keys}. Raises
    NotPermitted, Invalid, NotNow: goods_on_the_way, order_not_in_stage.
    """
    if not may.guest_orders(guest, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage == Stage.VOIDED:
            return held
        why = _why(asking.playbook_of(held.ticket), reason, note)
        if reviewed.is_under(held):
            ending.end(held, "cancelled", why, _name(held, is_shipper=True), None)
            return held
        if held.ticket.stage in stages.UNDER_WAY:
            raise NotNow("goods_on_the_way", stage=Stage(held.ticket.stage).label)
        holding.require_stage(held, *stages.BEFORE_PICKUP)
        if not any(web.CANCEL in asked["keys"] for asked in held.asked_changes if asked["state"] == ASKED):
            _ask(held, {"keys": [web.CANCEL], "reason": why.key, "note": why.note}, is_shipper=True)
    return held


def _why(playbook: schema.Playbook, reason: str, note: str) -> Reason:
    listed = playbook.reasons.get("cancel", ())
    if any(one.key == reason and not (one.by_customer or one.key == OTHER) for one in listed):
        raise Invalid(fault("reason", "not_a_choice"))
    return reason_of(playbook, "cancel", reason, note)


def change_by_guest(
    *, order: Order, guest: Guest, typed: Mapping[str, str], version: int | None = None
) -> Order:
    """Change an order as far as its stage allows (`rules.web.allowed`).

    Before the confirmation it stands at once, and the review has to look at it anew; later it is kept for the
    desk to agree to. Records order.rewritten {keys} or order.change_asked {keys}. Raises NotPermitted;
    Invalid with every fault; NotNow: stale, goods_prohibited, order_not_in_stage.
    """
    is_shipper = may.guest_orders(guest, order)
    if not (is_shipper or may.guest_receives(guest, order)):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if version is not None and version != held.ticket.version:
            raise drafting.stale(held, version)
        new = _allowed(held, typed, is_shipper=is_shipper)
        if not new:
            return held
        if reviewed.is_under(held):
            _rewrite(held, new)
        else:
            _keep_asked(held, new, is_shipper=is_shipper)
    return held


def _allowed(order: Order, typed: Mapping[str, str], *, is_shipper: bool) -> dict[str, str]:
    """What is really new of what was typed. Raises Invalid for what can no longer be changed."""
    fields = web.allowed(order.ticket.stage, is_shipper) - {web.CANCEL}
    if not fields:
        raise holding.not_now(order)
    items = {item.key: item for item in asking.playbook_of(order.ticket).elements.get(asking.KIND, ())}

    def stands(key: str) -> str:
        if key in web.PLACES:
            return str(getattr(order, key))
        return asking.typed(items[key], asking.value_of(order, key)) if key in items else ""

    mine = {key: text for key, text in typed.items() if key in web.TYPED | web.PLACES}
    new = {key: text for key, text in mine.items() if reading.clean(text) != stands(key)}
    if late := sorted(new.keys() - fields):
        raise Invalid(*(fault(key, "too_late_to_change") for key in late))
    return new


def _rewrite(order: Order, new: Mapping[str, str]) -> None:
    """The customer writes it anew; goods that may not go are refused here too (R050)."""
    changed = reviewing.apply(order, new, None)
    if refusal := readying.goods_refusal(judging.judge(order)):
        raise refusal
    if not changed:
        return
    row = order.web
    row.unreached, row.again_at = 0, None
    db.write(row, "unreached", "again_at")
    holding.record("rewritten", order, by=None, keys=sorted(changed))
    reviewed.settle(order, None)


def _keep_asked(order: Order, new: Mapping[str, str], *, is_shipper: bool) -> None:
    playbook, now = asking.playbook_of(order.ticket), clock.now()
    read = reading.read(asking.fields(playbook), new, asking.setting(now))
    items = {item.key: item for item in playbook.elements.get(asking.KIND, ())}
    faults = [*read.faults]
    for key, value in read.values.items():
        if value in (None, "") and (key in web.REQUIRED or (key in items and items[key].required)):
            faults.append(fault(key, "required"))
        elif key in items and items[key].type == "time" and value and value < now:
            faults.append(fault(key, "time_has_passed"))
    if faults:
        raise Invalid(*faults)
    wanted = [key for key in items if key in read.values]
    places = {key: reading.clean(new[key]) for key in sorted(web.PLACES & new.keys())}
    asked = {
        "keys": [*wanted, *places],
        "typed": {key: asking.typed(items[key], read.values[key]) for key in wanted} | places,
        "before": {key: asking.shown(items[key], asking.value_of(order, key), now) for key in wanted},
        "after": {key: asking.shown(items[key], read.values[key], now) for key in wanted},
    }
    _ask(order, asked, is_shipper=is_shipper)


def _ask(order: Order, asked: Mapping[str, Any], *, is_shipper: bool) -> None:
    """Keep it for the desk; what they asked for last, pressed once more, is asked once."""
    who = "shipper" if is_shipper else "consignee"
    waiting = [one for one in order.asked_changes if one["state"] == ASKED]
    theirs = [one for one in waiting if one["by"] == who]
    if theirs and (theirs[-1]["keys"], theirs[-1]["typed"]) == (asked["keys"], asked.get("typed", {})):
        return
    if len(waiting) >= MOST_ASKED:
        raise NotNow("too_many_requests")
    row = {
        "by": who,
        "typed": {},
        "before": {},
        "after": {},
        "reason": "",
        "note": "",
        **asked,
        "at": clock.now().isoformat(),
        "state": ASKED,
        "words": "",
        "answered_by": None,
        "answered_at": None,
    }
    order.asked_changes = [*order.asked_changes, row]
    holding.keep(order)
    holding.record(
        "change_asked", order, by=None, keys=list(asked["keys"]), index=len(order.asked_changes) - 1
    )


def answer_change(
    *,
    order: Order,
    index: int,
    granted: bool,
    words: str = "",
    by: Person,
    accepted_total: int | None = None,
    answers: Mapping[str, str] | None = None,
) -> Order:
    """Answer what a customer asked for after the confirmation: done as by `change` or `cancel`, or refused
    with `words` why; the customer is told by the playbook's notice.

    `accepted_total` is the new price in fen that they agreed to on the telephone. The same answer again
    changes nothing. Records order.change_answered {granted, reason}. Raises NotPermitted; Invalid; NotNow:
    change_answered {by}; and as `change` or `cancel`.
    """
    if not may.change(by, order):
        raise NotPermitted("not_permitted")
    if len(words) > LONGEST_WORDS:
        raise Invalid(fault("words", "too_long", limit=LONGEST_WORDS, length=len(words)))
    if not granted and not words.strip():
        raise Invalid(fault("words", "required"))
    with db.transaction():
        held = holding.hold(order)
        if not 0 <= index < len(held.asked_changes):
            raise Invalid(fault("index", "not_a_choice"))
        asked, state = held.asked_changes[index], GRANTED if granted else REFUSED
        if asked["state"] == state and asked["answered_by"] == by.pk:
            return held
        if asked["state"] != ASKED:
            raise NotNow("change_answered")
        if granted:
            _carry_out(held, asked, by, accepted_total, answers)
        _note_answer(held, index, state, reading.clean(words), by)
    return held


def _note_answer(order: Order, index: int, state: str, words: str, by: Person) -> None:
    rows = list(order.asked_changes)
    at = clock.now().isoformat()
    rows[index] = {**rows[index], "state": state, "words": words, "answered_by": by.pk, "answered_at": at}
    order.asked_changes = rows
    if state == REFUSED:
        order.change_reason = words
    holding.keep(order)
    reason = state.lower() if rows[index]["by"] == "shipper" else f"consignee_{state.lower()}"
    detail = {"words": words} if words else None
    data = {"granted": state == GRANTED, "index": index, "reason": reason}
    holding.record("change_answered", order, by=by, detail=detail, **data)


def _carry_out(
    order: Order,
    asked: Mapping[str, Any],
    by: Person,
    accepted_total: int | None,
    answers: Mapping[str, str] | None,
) -> None:
    is_shipper = asked["by"] == "shipper"
    name = _name(order, is_shipper=is_shipper)
    if web.CANCEL in asked["keys"]:
        ending.cancel(order=order, reason=asked["reason"], note=asked["note"], asked_by=name, by=by)
        return
    why, note = _change_reason(asking.playbook_of(order.ticket), is_shipper=is_shipper)
    changing.change(
        order=order,
        typed=asked["typed"],
        asked_by=name,
        reason=why,
        note=note,
        by=by,
        accepted_total=accepted_total,
        answers=answers,
    )


def _change_reason(playbook: schema.Playbook, *, is_shipper: bool) -> tuple[str, str]:
    """The playbook's own reason for what a customer asked, else its `other` with words."""
    listed = {one.key for one in playbook.reasons.get("change", ())}
    wanted = "customer_asked" if is_shipper else "consignee_asked"
    return (wanted, "") if wanted in listed else (OTHER, "客户在网上要求改")


def _name(order: Order, *, is_shipper: bool) -> str:
    """Who asked, as the order names them."""
    named = order.shipper_name if is_shipper else order.consignee_name
    return (named or "客户")[: ending.LONGEST_ASKED_BY]
