"""Money that was agreed to goes to the customer: to the fen, once (R207, R208)."""

from typing import Final

from yinuo.complaints.actions import carrying, chores, holding
from yinuo.complaints.models import Chore, Complaint, OfferItem, Payment
from yinuo.complaints.queries import carrying as agreed
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db, money
from yinuo.core.errors import Fault, Invalid, NotNow, NotPermitted, fault
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

LONGEST: Final = {"way": 24, "receipt": 60}


def pay(*, item: OfferItem, fen: int, way: str, receipt: str, by: Person) -> Payment:
    """Note that the customer has the money of one remedy: `fen` exactly as agreed, `way` it went (银行转账,
    现金 …), `receipt` the number by which it is found in the books.

    Who pays is for the manual to say (`may_pay`); the task is done with it. Paid by two at once it
    is paid once, and the second hears by whom. The same again changes nothing. Records complaint.paid {item,
    fen}. Raises NotPermitted; NotFound; Invalid: required, too_long, pay_not_exact {amount}; NotNow:
    complaint_not_in_stage, pay_not_agreed, already_paid {by}.
    """
    complaint, chore = item.offer.complaint, Chore.objects.filter(item=item).select_related("ticket").first()
    if not agreed.may_pay(by, complaint, chore):
        raise NotPermitted("not_permitted")
    words = {"way": clean(way), "receipt": clean(receipt)}
    with db.transaction():
        held = _hold(complaint, chore)
        row = Payment(item=item, fen=fen, at=clock.now(), by=by, **words)
        if (paid := Payment.objects.select_related("by").filter(item=item).first()) is not None:
            return _first(paid, row)
        holding.require_stage(held, Stage.CARRY_OUT)
        _check(held, row)
        db.insert(row)
        holding.record("paid", held, by=by, detail=words, item=item.pk, fen=fen)
        if chore is not None:
            _finish(chore, row)
        carrying.settle(held, by)
    return row


def _hold(complaint: Complaint, chore: Chore | None) -> Complaint:
    """The complaint held, its ticket before the chore's. Raises NotFound."""
    tickets.hold(complaint.pk, *([chore.ticket_id] if chore else []))
    return holding.hold(complaint)


def _first(paid: Payment, wanted: Payment) -> Payment:
    """What was paid already. Raises NotNow("already_paid") unless it is the very same."""
    same = ("fen", "way", "receipt", "by_id")
    if any(getattr(paid, name) != getattr(wanted, name) for name in same):
        raise NotNow("already_paid", by=paid.by.name)
    return paid


def _check(held: Complaint, row: Payment) -> None:
    """Raises NotNow("pay_not_agreed") for what is not to be paid, Invalid with everything that is wrong."""
    item = next((one for one in agreed.unpaid(held) if one.pk == row.item_id), None)
    if item is None:
        raise NotNow("pay_not_agreed")
    faults: list[Fault] = []
    if row.fen != item.amount:
        faults.append(fault("fen", "pay_not_exact", amount=money.format_yuan(item.amount)))
    for field, limit in LONGEST.items():
        if wrong := text_fault(field, getattr(row, field), limit):
            faults.append(wrong)
    if faults:
        raise Invalid(*faults)


def _finish(chore: Chore, row: Payment) -> None:
    """The department's task is done by having paid; the agent checks with the customer."""
    held = chores.hold(chore)
    if held.state in chores.UNDONE:
        chores.finish(held, f"{row.way} {row.receipt}", row.by)
