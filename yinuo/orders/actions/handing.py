"""What a driver brings home: the signed return receipts, and at the day's end money and receipts handed in.

Every verb may be repeated by a phone that did not hear the answer: it returns what stands.
"""

from typing import Final

from yinuo.core import clock, db, events
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, NotPermitted, fault
from yinuo.orders import may
from yinuo.orders.actions import holding
from yinuo.orders.models import Collection, HandIn, Order, Stage
from yinuo.orders.queries import driving
from yinuo.orders.queries import handing as in_hand
from yinuo.orders.rules import stages
from yinuo.staff.models import Person, Role

LONGEST_NOTE: Final = 200
MOST_CASH: Final = 100_000_000_00
MOST_RECEIPTS: Final = 9_999
LONGEST_KEY: Final = 40
_WITH_RECEIPT: Final = (*stages.UNDER_WAY, Stage.DELIVERED, Stage.CLOSED)


def take_receipt(*, order: Order, by: Person) -> Order:
    """The signed return receipt is with the driver, who hands it in at the day's end (R035 回单付).

    Records order.receipt_taken {driver}. Raises NotPermitted, NotNow: job_taken_away, order_not_in_stage,
    driver_needed.
    """
    with db.transaction():
        held = holding.held_by(order, by)
        if held.receipt_taken_at is not None:
            return held
        holding.require_stage(held, *_WITH_RECEIPT)
        if held.driver_id is None:
            raise NotNow("driver_needed")
        held.receipt_taken_at = clock.now()
        holding.keep(held)
        holding.record("receipt_taken", held, by=by, driver=held.driver_id)
    return held


def say_hand_in(
    *, driver: Person, cash: int, receipts: int, by: Person, form_key: str | None = None
) -> HandIn:
    """The driver says what they hand in: `cash` in fen and return receipts; the office counts it.

    Said again before it is counted, the new figures stand in the place of the old ones; a used `form_key`
    returns the first. Records hand_in.said {driver, cash, receipts} with the hand-in as its subject.
    Raises NotPermitted, Invalid: out_of_range.
    """
    if not may.say_hand_in(by, driver):
        raise NotPermitted("not_permitted")
    _check(cash, receipts)
    if form_key and len(form_key) > LONGEST_KEY:
        raise Invalid(fault("form_key", "too_long", limit=LONGEST_KEY, length=len(form_key)))
    with db.transaction():
        _hold(driver)
        if first := _said_before(driver, form_key):
            return first
        carried = driving.carried_by(driver)
        said, _is_new = HandIn.objects.update_or_create(
            driver=driver,
            taken_at=None,
            defaults={
                "at": clock.now(),
                "expected": carried.cash,
                "cash": cash,
                "receipts_expected": carried.receipts,
                "receipts": receipts,
                "said_by": by,
                "form_key": form_key or None,
            },
        )
        data = {"driver": driver.pk, "cash": cash, "receipts": receipts}
        events.record("hand_in.said", subject=said, by=by, data=data)
    return said


def take_hand_in(*, hand_in: HandIn, cash: int, receipts: int, by: Person, note: str = "") -> HandIn:
    """Count what a driver hands in, against what stands open now: every payment and every receipt with them
    is home with it. A difference needs its reason.

    The same person counting the same twice is done once; of two who count at once the second hears who did.
    Records hand_in.taken {driver, expected, cash, receipts_expected, receipts} with the hand-in as its
    subject. Raises NotPermitted, Invalid: out_of_range, too_long, hand_in_differs {expected, receipts},
    NotNow("hand_in_taken") with who counted it.
    """
    if not may.take_hand_in(by, hand_in.driver):
        raise NotPermitted("not_permitted")
    _check(cash, receipts, note)
    with db.transaction():
        _hold(hand_in.driver)
        held = (
            HandIn.objects.select_for_update(of=("self",))
            .select_related("driver", "taken_by")
            .get(pk=hand_in.pk)
        )
        if held.taken_at is not None:
            return _counted_before(held, cash, receipts, by)
        carried = driving.carried_by(held.driver)
        held.expected, held.receipts_expected = carried.cash, carried.receipts
        held.cash, held.receipts, held.note = cash, receipts, note.strip()
        if (cash, receipts) != (held.expected, held.receipts_expected) and not held.note:
            raise Invalid(_differs(held))
        held.taken_by, held.taken_at = by, clock.now()
        held.save()
        Collection.objects.filter(pk__in=[one.pk for one in carried.collections]).update(hand_in=held)
        Order.objects.filter(pk__in=[one.pk for one in carried.receipt_orders]).update(receipt_hand_in=held)
        _record(held, by)
    return held


def count_for(
    *, driver: Person, cash: int, receipts: int, by: Person, note: str = "", after: int | None = None
) -> HandIn:
    """Count what a driver hands in who said nothing before, or who waits: both in one step.

    `after` is the id of what was counted last when the form was drawn, 0 for nothing: what was counted since
    is not counted once more. Records and raises what `say_hand_in` and `take_hand_in` do.
    """
    if not may.take_hand_in(by, driver):
        raise NotPermitted("not_permitted")
    with db.transaction():
        _hold(driver)
        last = in_hand.last_counted(driver)
        if after is not None and last is not None and last.pk != after:
            return _counted_before(last, cash, receipts, by)
        waiting = HandIn.objects.filter(driver=driver, taken_at=None).first()
        said = waiting or say_hand_in(driver=driver, cash=cash, receipts=receipts, by=by)
        return take_hand_in(hand_in=said, cash=cash, receipts=receipts, by=by, note=note)


def _hold(driver: Person) -> None:
    """Whoever says or counts for one driver waits for the other."""
    Person.objects.select_for_update(no_key=True).filter(pk=driver.pk, role=Role.DRIVER).first()


def _said_before(driver: Person, form_key: str | None) -> HandIn | None:
    """What the form with this key said before. Raises NotFound for another driver's key."""
    said = HandIn.objects.filter(form_key=form_key).first() if form_key else None
    if said is not None and said.driver_id != driver.pk:
        raise NotFound("not_found")
    return said


def _counted_before(held: HandIn, cash: int, receipts: int, by: Person) -> HandIn:
    if held.taken_by_id == by.pk and (held.cash, held.receipts) == (cash, receipts):
        return held
    raise NotNow("hand_in_taken", by=held.taken_by.name if held.taken_by else "", name=held.driver.name)


def _check(cash: int, receipts: int, note: str = "") -> None:
    faults = []
    for field, number, most in (("cash", cash, MOST_CASH), ("receipts", receipts, MOST_RECEIPTS)):
        if not 0 <= number <= most:
            faults.append(fault(field, "out_of_range", value=number))
    if len(note) > LONGEST_NOTE:
        faults.append(fault("note", "too_long", limit=LONGEST_NOTE, length=len(note)))
    if faults:
        raise Invalid(*faults)


def _differs(held: HandIn) -> Fault:
    yuan = f"{held.expected / 100:.2f}".removesuffix(".00")
    return fault("note", "hand_in_differs", expected=yuan, receipts=held.receipts_expected)


def _record(held: HandIn, by: Person) -> None:
    counted = ("expected", "cash", "receipts_expected", "receipts")
    data = {"driver": held.driver_id, **{name: getattr(held, name) for name in counted}}
    events.record("hand_in.taken", subject=held, by=by, data=data)
