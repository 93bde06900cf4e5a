"""What customers leave behind when they look: that they did, and what they thought of the delivery (R004)."""

from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotPermitted, fault
from yinuo.customers.rules import Guest
from yinuo.orders import may
from yinuo.orders.actions import holding
from yinuo.orders.models import Order, Rating, SelfLook, Stage
from yinuo.orders.rules import reading

MOST_STARS = 5
LONGEST_WORDS = 300


def rate(*, order: Order, guest: Guest, stars: int, words: str = "") -> Rating:
    """Say what one thought of a delivery, one to five stars; the first word stands.

    Records order.rated {stars}. Raises NotPermitted, Invalid, NotNow("order_not_in_stage").
    """
    if not may.guest_sees(guest, order):
        raise NotPermitted("not_permitted")
    if faults := list(_faults(stars, words)):
        raise Invalid(*faults)
    with db.transaction():
        held = holding.hold(order)
        holding.require_stage(held, Stage.DELIVERED, Stage.CLOSED)
        if held.delivered_at is None:  # closed after it was returned or lost
            raise holding.not_now(held)
        row = Rating(order=held, stars=stars, words=reading.clean(words), driver=held.driver, at=clock.now())
        kept, is_new = db.insert_once(row, "order")
        if is_new:
            holding.record("rated", held, by=None, stars=stars)
    return kept


def _faults(stars: int, words: str) -> list[Fault]:
    faults = []
    if not 1 <= stars <= MOST_STARS:
        faults.append(fault("stars", "not_a_choice"))
    if len(words) > LONGEST_WORDS:
        faults.append(fault("words", "too_long", limit=LONGEST_WORDS, length=len(words)))
    return faults


def look(*, order: Order, by_link: bool) -> None:
    """Count that a customer looked an order up without calling, once a day and way (R004).

    Records order.looked_up {by_link}. A page that is looked at again costs one read and waits for no lock.
    """
    today = clock.today()
    if SelfLook.objects.filter(order=order.pk, on=today, by_link=by_link).exists():
        return
    with db.transaction():
        row = SelfLook(order=order, on=today, by_link=by_link)
        _, is_new = db.insert_once(row, "order", "on", "by_link")
        if is_new:
            holding.record("looked_up", order, by=None, by_link=by_link)
