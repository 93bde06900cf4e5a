"""How a review ends: confirmed like any order (R082, R085), or void with a reason that the customer is told
(R083).
"""

from typing import Final

from yinuo.core import db
from yinuo.core.errors import NotNow, NotPermitted
from yinuo.core.events import Deed
from yinuo.orders import may
from yinuo.orders.actions import confirming, ending, holding, reviewed, ticking
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking
from yinuo.orders.rules import web
from yinuo.playbooks.rules.reasons import OTHER, Reason, reason_of
from yinuo.staff.models import Person

VOID: Final = "void"
UNREACHED: Final = "unreached"
"""The key of the playbook's promise after whose due time an order nobody answers for is void."""
NOT_REACHED: Final = "not_reached"
MUSTS: Final = ("checked", "called", "points_agreed")


def confirm_web(*, order: Order, by: Person) -> Order:
    """Confirm a web order after its review: checked, called about, agreed; it gets its own number (R085).

    It goes on to the dispatch like an order taken on the telephone (R073), within the same 3 minutes; its web
    reference still finds it. Repeated by the same person it returns what the first call made. Records
    order.confirmed. Raises NotPermitted; NotNow: review_not_taken, review_taken, review_unchecked {count},
    review_has_problem {count}, points_not_agreed {items}, call_needed, order_already_confirmed; and whatever
    stands in the way of `confirm`.
    """
    if not may.review(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if not reviewed.is_under(held):
            return confirming.again(held, by)
        held = reviewed.hold(held, by)
        _require_reviewed(held)
        reviewed.settle(held, by)
        ticking.tick(held, by, *MUSTS)
        confirming.complete(held, by)
    return held


def _require_reviewed(order: Order) -> None:
    """Everything checked, nothing wrong, every change agreed on the call that is always made (R079–R081)."""
    row = order.web
    if left := web.unchecked(row.checks):
        raise NotNow("review_unchecked", count=len(left))
    if wrong := [key for key, found in row.checks.items() if not found["ok"]]:
        raise NotNow("review_has_problem", count=len(wrong))
    if reviewed.last_word(order) not in reviewed.AGREED:
        raise NotNow("call_needed")
    if open_points := [point["label"] for point in row.points if not point["agreed"]]:
        raise NotNow("points_not_agreed", items="、".join(open_points))


def void_web(*, order: Order, reason: str, note: str = "", by: Person) -> Order:
    """Void a web order that does not come about, for one of the playbook's reasons; the customer is told by
    its notice (R083).

    Repeated by the same person it returns the first result. Records order.voided {reason}. Raises
    NotPermitted, Invalid, NotNow: order_not_in_stage, review_taken {by}.
    """
    if not may.review(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = holding.hold(order)
        if held.ticket.stage == Stage.VOIDED and held.ended_by_id == by.pk:
            return held
        if not reviewed.is_under(held):
            raise holding.not_now(held)
        reviewer = held.web.reviewer
        if reviewer is not None and reviewer.pk != by.pk:
            raise NotNow("review_taken", by=reviewer.name)
        playbook = asking.playbook_of(held.ticket)
        why = reason_of(playbook, VOID if VOID in playbook.reasons else "cancel", reason, note)
        ending.end(held, "voided", why, "", by)
    return held


def void_unreached(deed: Deed) -> None:
    """Wired to promise.broken: the last time for an answer is over, the order is void by rule (R083).

    Only the playbook's promise `unreached` does this, and only while nobody was reached.
    """
    promise = deed.subject
    if promise.key != UNREACHED or promise.is_spoken:
        return
    held = holding.hold(Order(pk=promise.ticket_id))
    if not reviewed.is_under(held) or not held.web.unreached:
        return
    listed = asking.playbook_of(held.ticket).reasons.get(VOID, ())
    found = next((reason for reason in listed if reason.key == NOT_REACHED), None)
    why = Reason(NOT_REACHED, found.label) if found else Reason(OTHER, "一直联系不上客户")
    ending.end(held, "voided", why, "", None)
