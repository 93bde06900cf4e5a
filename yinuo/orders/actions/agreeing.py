"""What is agreed with the customer before an order stands: goods, read-back, price, discount (R048–R061)."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from yinuo.approvals import actions as approvals
from yinuo.approvals.models import Approval
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, NotPermitted, fault
from yinuo.core.events import Deed
from yinuo.orders import may
from yinuo.orders.actions import drafting, holding, reckoning, reviewed, ticking
from yinuo.orders.models import Discount, Order, Stage
from yinuo.orders.queries import asking, discounting, judging, readying
from yinuo.orders.rules import discounts, quoting, wording
from yinuo.orders.rules.screening import NO, YES
from yinuo.staff.models import Person

LONGEST_REASON = 200


def answer_screening(*, order: Order, answers: Mapping[str, str], by: Person) -> Order:
    """Note the answers to the questions about the goods: question key → yes or no; yes means they may not go.

    For a draft, and for a web order by whoever reviews it (R079). Raises NotPermitted, Invalid for a question
    that is not asked or another answer, NotNow: order_is_no_draft, and as `reviewed.hold`.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = _hold(order, by)
        asked = {question.key for question in judging.judge(held).screening.questions}
        wrong = [key for key, answer in answers.items() if key not in asked or answer not in (YES, NO)]
        if wrong:
            raise Invalid(*(fault(key, "not_a_choice") for key in wrong))
        held.goods_answers = {**held.goods_answers, **answers}
        reckoning.refresh(held, by)
        holding.keep(held)
        holding.describe(held, version=held.ticket.version)
    return held


def _hold(order: Order, by: Person) -> Order:
    """A draft as it stands now, or a web order whose review is in this person's hands, held."""
    held = holding.hold(order)
    return reviewed.hold(held, by) if reviewed.is_under(held) else drafting.hold_draft(held)


def read_back(*, order: Order, keys: Iterable[str], by: Person, version: int | None = None) -> Order:
    """Note that the customer said 对 to these elements as they stand now (R055); the last one ticks the must.

    An answer that changes later has to be read back again. Raises NotPermitted, Invalid for an element that
    has no answer or is not read back, NotNow("order_is_no_draft"), NotNow("stale").
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = drafting.hold_draft(order, version)
        asked = asking.elements(held, asking.playbook_of(held.ticket))
        items = {item.key: item for item in asked if item.read_back and asking.is_known(held, item.key)}
        wrong = [key for key in keys if key not in items]
        if wrong:
            raise Invalid(*(fault(key, "not_a_choice") for key in wrong))
        said = {key: asking.stable(asking.value_of(held, key)) for key in keys}
        held.read_back = {**held.read_back, **said}
        holding.keep(held)
        if not readying.unread(held, asked):
            ticking.tick(held, by, ticking.READ_BACK)
    return held


def accept_price(*, order: Order, total: int, by: Person) -> Order:
    """Note that the customer accepted the price of `total` fen; only now the order can be confirmed (R058).

    The read-back comes first (R056). Accepting the same again changes nothing. Records order.price_accepted
    {total}. Raises NotPermitted, NotNow: order_is_no_draft, goods_prohibited, no_quote, discount_waiting,
    read_back_missing, price_changed when the tables say another price by now.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = drafting.hold_draft(order)
        judgement = reckoning.refresh(held, by)
        if readying.is_accepted(held, judgement) and held.accepted_total == total:
            return held
        _require_price(held, judgement, total)
        held.price_accepted_at, held.accepted_total = clock.now(), total
        holding.keep(held)
        ticking.tick(held, by, ticking.PRICE_ACCEPTED)
        holding.record("price_accepted", held, by=by, total=total)
    return held


def _require_price(order: Order, judgement: judging.Judgement, total: int) -> None:
    if refusal := readying.goods_refusal(judgement):
        raise refusal
    if judgement.quote is None:
        raise NotNow("no_quote")
    if order.discount_state == Discount.ASKED:
        raise NotNow("discount_waiting")
    asked = asking.elements(order, asking.playbook_of(order.ticket))
    if left := readying.unread(order, asked):
        raise NotNow("read_back_missing", items="、".join(element.label for element in left))
    if judgement.quote.total != total:
        now = wording.price(judgement.quote.total)
        raise NotNow("price_changed", total=now, before=wording.price(total))


def refuse_price(*, order: Order, by: Person, note: str = "") -> Order:
    """Note that the customer did not accept the price: there is no order on it (R058).

    The draft stays open, for a discount or for `keep_origin`. Records order.price_refused {total}. Raises
    NotPermitted, Invalid, NotNow("order_is_no_draft"), NotNow("no_quote").
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    if len(note) > LONGEST_REASON:
        raise Invalid(fault("note", "too_long", limit=LONGEST_REASON, length=len(note)))
    with db.transaction():
        held = drafting.hold_draft(order)
        if held.quoted_total is None:
            raise NotNow("no_quote")
        reckoning.withdraw_acceptance(held, by)
        holding.keep(held)
        detail = {"note": note} if note else None
        holding.record("price_refused", held, by=by, detail=detail, total=held.quoted_total)
    return held


def ask_discount(*, order: Order, amount: int, reason: str, by: Person) -> Order:
    """Take `amount` fen off the price: at once within one's own limit, else after a superior agreed (R118).

    For a draft, and for a web order by whoever reviews it. 0 takes a discount back. While it waits nothing
    can be accepted or confirmed; any other price has to be accepted anew. Records order.discount_granted or,
    through approvals, approval.asked. Raises NotPermitted; Invalid for an amount beyond the freight, below
    the lane's minimum where nobody could agree to it, or a missing reason; NotNow: order_is_no_draft,
    no_quote, and as `reviewed.hold`.
    """
    if not may.take(by, order):
        raise NotPermitted("not_permitted")
    with db.transaction():
        held = _hold(order, by)
        before, judgement = held.quoted_total, reckoning.refresh(held, by)
        if judgement.full_quote is None:
            raise NotNow("no_quote")
        full, freight = judgement.full_quote, judgement.full_quote.freight
        _check_discount(amount, freight, reason)
        if held.discount_state == Discount.ASKED:
            reckoning.withdraw_question(held)
        held.discount, held.discount_base = amount, freight
        held.discount_state = _decide(held, full, reason, by) if amount else ""
        reckoning.refresh(held, by)
        holding.keep(held)
        holding.describe(held, version=held.ticket.version)
        _agree_anew(held, before, by)
    return held


def _agree_anew(order: Order, before: int | None, by: Person | None) -> None:
    """Another price of a web order is a point to go through on the telephone (R081)."""
    if reviewed.is_under(order):
        reviewed.note_price(order, before, by)
        reviewed.settle(order, by)


def _check_discount(amount: int, freight: int, reason: str) -> None:
    if not 0 <= amount <= freight:
        raise Invalid(fault("discount", "discount_out_of_range", most=wording.price(freight)))
    if amount and not reason.strip():
        raise Invalid(fault("reason", "required"))
    if len(reason) > LONGEST_REASON:
        raise Invalid(fault("reason", "too_long", limit=LONGEST_REASON, length=len(reason)))


def _decide(order: Order, full: quoting.Quote, reason: str, by: Person) -> Discount:
    """Grant within the person's limit, else ask whom the playbook names.

    What would go below the lane's minimum is granted alone only by who has no limit at all; where the
    playbook names nobody who could agree, it is refused. Raises Invalid.
    """
    freight = full.freight
    figures = {"about": "discount", "discount": order.discount, "freight": freight}
    rule = discounting.who_must_agree(order, order.discount, full, by)
    if rule is None:
        is_below = discounts.is_below(order.discount, freight, full.minimum)
        if is_below and discounting.is_limited(order, by):
            most = wording.price(freight - full.minimum)
            raise Invalid(fault("discount", "discount_below_minimum", most=most))
        holding.record("discount_granted", order, by=by, detail={"reason": reason}, **figures)
        return Discount.GRANTED
    share: Decimal = discounts.percent(order.discount, freight)
    approvals.ask(
        ticket=order.ticket,
        key=rule.key,
        label=rule.label,
        role=rule.by,
        figures={**figures, "percent": str(share)},
        reason=reason.strip(),
        by=by,
    )
    return Discount.ASKED


def discount_decided(deed: Deed) -> None:
    """Wired to approval.approved and approval.refused: what was agreed becomes the price of the draft or the
    web order under review, or does not.

    An answer that comes when neither is open any more, or asks for another amount by now, changes nothing.
    """
    approval: Approval = deed.subject
    if approval.figures.get("about") != "discount":
        return
    held = holding.hold(Order(pk=approval.ticket_id))
    is_open = held.ticket.stage == Stage.DRAFT or reviewed.is_under(held)
    if not is_open or held.discount_state != Discount.ASKED:
        return
    if held.discount != approval.figures.get("discount"):
        return
    is_granted, before = deed.kind == "approval.approved", held.quoted_total
    held.discount_state = Discount.GRANTED if is_granted else Discount.REFUSED
    reckoning.refresh(held, deed.by)
    holding.keep(held)
    figures: dict[str, Any] = {"discount": held.discount}
    holding.record("discount_granted" if is_granted else "discount_refused", held, by=deed.by, **figures)
    _agree_anew(held, before, deed.by)
