"""What every verb of a review begins and ends with: whose review it is, and where it stands (R079–R086)."""

from yinuo.core import clock, db
from yinuo.core.errors import NotNow
from yinuo.orders.actions import holding
from yinuo.orders.models import Order, ReviewCall, Stage
from yinuo.orders.queries import asking
from yinuo.orders.rules import stages, web, wording
from yinuo.staff.models import Person

Outcome = ReviewCall.Outcome
AGREED = frozenset({Outcome.AGREED, Outcome.CHANGED})
"""The customer was reached and said yes to the order as it then stood."""
PRICE = "price"
PRICE_LABEL = "运费合计"


def is_under(order: Order) -> bool:
    """Whether a customer wrote it and nobody confirmed it yet."""
    return order.ticket.stage in stages.UNDER_REVIEW


def hold(order: Order, by: Person) -> Order:
    """A web order as it stands now, held, its review in this person's hands.

    Raises NotNow: order_not_in_stage when it is over, review_not_taken, review_taken {by}.
    """
    held = holding.hold(order)
    if not is_under(held):
        raise holding.not_now(held)
    reviewer = held.web.reviewer
    if reviewer is None:
        raise NotNow("review_not_taken")
    if reviewer.pk != by.pk:
        raise NotNow("review_taken", by=reviewer.name)
    return held


def settle(order: Order, by: Person | None) -> None:
    """Move a held order that is being reviewed to where its checks, points and calls say: problem, no
    problem, or still under review. Records order.found_problem, order.found_no_problem.
    """
    if order.web.reviewer_id is None:
        return
    to = _stands(order)
    if order.ticket.stage == to:
        return
    holding.move(order, to, by, abandons=True)
    if to != Stage.REVIEWING:
        holding.record("found_problem" if to == Stage.PROBLEM else "found_no_problem", order, by=by)


def _stands(order: Order) -> Stage:
    row = order.web
    if web.has_problem(row.checks, row.points) or last_word(order) not in {*AGREED, ""}:
        return Stage.PROBLEM
    return Stage.REVIEWING if web.unchecked(row.checks) else Stage.NO_PROBLEM


def last_word(order: Order) -> str:
    """The outcome of the last call that reached somebody; empty while none did."""
    reached = order.review_calls.exclude(outcome=Outcome.NO_ANSWER)
    return reached.order_by("-id").values_list("outcome", flat=True).first() or ""


def note_point(order: Order, key: str, label: str, before: str, after: str, by: Person | None) -> None:
    """Keep one answer that changed as before → after, to be agreed on the telephone (R081).

    Records order.point_changed {key}.
    """
    row = order.web
    new = {
        "key": key,
        "label": label,
        "before": before,
        "after": after,
        "agreed": False,
        "by": by.pk if by else None,
        "at": clock.now().isoformat(),
    }
    row.points = web.noted(row.points, new)
    db.write(row, "points")
    detail = {"before": before, "after": after}
    holding.record("point_changed", order, by=by, detail=detail, key=key)


def note_price(order: Order, before: int | None, by: Person | None) -> None:
    """The price is a point of its own when it is another one than the customer was told."""
    if order.quoted_total != before:
        note_point(order, PRICE, PRICE_LABEL, wording.price(before), wording.price(order.quoted_total), by)


def read_back(order: Order) -> dict[str, str]:
    """What the call went through: every answer that the manual wants repeated, as it stands (R055, R084)."""
    asked = asking.elements(order, asking.playbook_of(order.ticket))
    return {
        item.key: asking.stable(asking.value_of(order, item.key))
        for item in asked
        if item.read_back and asking.is_known(order, item.key)
    }
