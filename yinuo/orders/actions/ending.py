"""When it does not come to delivery: cancelled, voided, refused, returned, lost."""

from yinuo.core import db
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.orders import may
from yinuo.orders.actions import dispatching, holding, reckoning
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking
from yinuo.orders.rules import stages
from yinuo.playbooks.rules.reasons import Reason, reason_of
from yinuo.staff.models import Person

LONGEST_ASKED_BY = 40


def cancel(*, order: Order, reason: str, asked_by: str, by: Person, note: str = "") -> Order:
    """Cancel an order before it is collected, by whom asked and why; whoever has the slip is told by notice.

    `reason` is one of the playbook's `cancel`. Repeated by the same person it returns the first result.
    Records order.cancelled {reason}. Raises NotPermitted, Invalid, NotNow: order_is_draft (see
    `keep_origin`), goods_on_the_way (see `return_goods`), order_not_in_stage.
    """
    if not asked_by.strip():
        raise Invalid(fault("asked_by", "required"))
    return _end(order, "cancelled", "cancel", reason, note, asked_by, by)


def void(*, order: Order, reason: str, by: Person, note: str = "", asked_by: str = "") -> Order:
    """Void an order that the desk itself finds to be none (entered twice, not to be carried out).

    `reason` is one of the playbook's `void`, or of `cancel` where it has no such list. Records order.voided
    {reason}. Raises as `cancel`.
    """
    return _end(order, "voided", "void", reason, note, asked_by, by)


def _end(order: Order, verb: str, group: str, reason: str, note: str, asked_by: str, by: Person) -> Order:
    if not may.change(by, order):
        raise NotPermitted("not_permitted")
    if len(asked_by) > LONGEST_ASKED_BY:
        raise Invalid(fault("asked_by", "too_long", limit=LONGEST_ASKED_BY, length=len(asked_by)))
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage == Stage.VOIDED and held.ended_by_id == by.pk:
            return held
        _require_uncollected(held)
        playbook = asking.playbook_of(held.ticket)
        why = reason_of(playbook, group if group in playbook.reasons else "cancel", reason, note)
        end(held, verb, why, asked_by, by)
    return held


def end(order: Order, verb: str, why: Reason, asked_by: str, by: Person | None) -> None:
    """End a held order that was not collected: cancelled or voided, its slip taken back."""
    _keep(order, why, asked_by, by)
    dispatching.take_back(order, by)
    holding.move(order, Stage.VOIDED, by, closes=True, abandons=True)
    holding.record(verb, order, by=by, detail=_detail(order), reason=why.key)


def _require_uncollected(order: Order) -> None:
    stage = order.ticket.stage
    if stage == Stage.DRAFT:
        raise NotNow("order_is_draft")
    if stage in stages.UNDER_REVIEW:
        raise NotNow("order_under_review", stage=Stage(stage).label)
    if stage in stages.UNDER_WAY:
        raise NotNow("goods_on_the_way", stage=Stage(stage).label)
    holding.require_stage(order, *stages.BEFORE_PICKUP)


def _keep(order: Order, why: Reason, asked_by: str, by: Person | None) -> None:
    order.ended_reason, order.ended_note, order.ended_by = why.key, why.note, by
    order.change_reason, order.asked_by = why.said, asked_by.strip()
    order.freight_due = order.freight_collected
    reckoning.drop_question(order)
    holding.keep(order)


def _detail(order: Order) -> dict[str, str]:
    return {"asked_by": order.asked_by, "note": order.ended_note, "reason": order.change_reason}


def refuse(*, order: Order, reason: str, by: Person, note: str = "") -> Order:
    """The consignee does not take the goods. Records order.refused {reason}.

    They may be taken out again, returned or found lost. Raises NotPermitted, Invalid,
    NotNow("order_not_in_stage").
    """
    return _stray(order, Stage.REFUSED, "refused", "refuse", reason, note, by)


def return_goods(*, order: Order, reason: str, by: Person, note: str = "") -> Order:
    """The goods go back to the shipper. Records order.returned {reason}. Raises as `refuse`."""
    return _stray(order, Stage.RETURNED, "returned", "return", reason, note, by)


def lose(*, order: Order, reason: str, by: Person, note: str = "") -> Order:
    """The goods cannot be found. Records order.lost {reason}. Raises as `refuse`."""
    return _stray(order, Stage.LOST, "lost", "lose", reason, note, by)


def _stray(order: Order, to: Stage, verb: str, group: str, reason: str, note: str, by: Person) -> Order:
    if not may.carry(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage == to:
            return held
        holding.require_stage(held, *stages.before(to))
        why = reason_of(asking.playbook_of(held.ticket), group, reason, note)
        held.ended_reason, held.ended_note, held.ended_by = why.key, why.note, by
        held.change_reason = why.said
        holding.keep(held)
        holding.move(held, to, by, abandons=True)
        holding.record(verb, held, by=by, detail=_detail(held), reason=why.key)
    return held
