"""Money that is paid at the door, by whom and how: the freight (R035, R036), and the goods' price that is
collected for the shipper (R041).
"""

from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, fault
from yinuo.core.models import Event
from yinuo.orders.actions import holding, ticking
from yinuo.orders.models import Collection, Order, Stage
from yinuo.orders.rules import stages, wording
from yinuo.staff.models import Person, Role

_Way = Collection.Way
_What = Collection.What


def collect_freight(
    *, order: Order, amount: int, by: Person, left: int | None = None, way: str = _Way.CASH
) -> Order:
    """Note that `amount` fen of the freight were paid, at pick-up or at the door, in one or several parts,
    each in its `way`. Cash is with the driver until it is handed in.

    `left` is what was still due when the form was drawn: a click that comes twice from one person is counted
    once, and returns the first result; who did not see another payment is refused.

    Records order.freight_collected {amount, left, way}. Raises NotPermitted, Invalid for more than is due and
    for an unknown way, NotNow: order_not_in_stage before the goods are collected, freight_counted_meanwhile,
    job_taken_away.
    """
    _check(way)
    with db.transaction():
        held = holding.held_by(order, by)
        holding.require_stage(held, *stages.UNDER_WAY, Stage.DELIVERED, Stage.RETURNED)
        if _is_noted(held, "freight", held.freight_left, amount, left, by):
            return held
        held.freight_collected += amount
        held.freight_collected_at = clock.now()
        holding.keep(held)
        _take(held, _What.FREIGHT, amount, way, by)
        holding.record("freight_collected", held, by=by, amount=amount, left=held.freight_left, way=way)
        settle(held, by)
    return held


def collect_goods_money(
    *, order: Order, amount: int, by: Person, left: int | None = None, way: str = _Way.CASH
) -> Order:
    """Note that the consignee paid `amount` fen of the goods' price, which is collected for the shipper; like
    freight, see `collect_freight`, but not for goods that came back.

    Records order.goods_money_collected {amount, left, way}. Raises NotPermitted, Invalid, NotNow:
    order_not_in_stage, goods_money_counted_meanwhile, job_taken_away.
    """
    _check(way)
    with db.transaction():
        held = holding.held_by(order, by)
        holding.require_stage(held, *stages.UNDER_WAY, Stage.DELIVERED)
        if _is_noted(held, "goods_money", held.goods_money_left, amount, left, by):
            return held
        held.goods_money_collected += amount
        holding.keep(held)
        _take(held, _What.GOODS_MONEY, amount, way, by)
        left = held.goods_money_left
        holding.record("goods_money_collected", held, by=by, amount=amount, left=left, way=way)
    return held


def _check(way: str) -> None:
    if way not in Collection.Way.values:
        raise Invalid(fault("way", "way_unknown"))


def _is_noted(order: Order, what: str, due: int, amount: int, left: int | None, by: Person) -> bool:
    """Whether this very payment was noted already. Raises NotNow where another was noted since the form was
    drawn, Invalid for more than is due.
    """
    if left is not None and left != due:
        if left - due == amount and _noted_last(order, f"order.{what}_collected", by, amount):
            return True
        raise NotNow(f"{what}_counted_meanwhile", left=wording.price(due))
    if not 0 < amount <= due:
        raise Invalid(fault("amount", f"{what}_out_of_range", most=wording.price(due)))
    return False


def _take(order: Order, what: str, amount: int, way: str, by: Person) -> None:
    """Who has the money: the driver who took it, or for whom the desk notes it."""
    driver_id = by.pk if by.role == Role.DRIVER else order.driver_id
    Collection.objects.create(
        order=order, what=what, amount=amount, way=way, at=clock.now(), by=by, driver_id=driver_id
    )


def _noted_last(order: Order, kind: str, by: Person, amount: int) -> bool:
    """Whether the last payment of this kind is one of this amount, noted by the same person."""
    paid = Event.objects.filter(ticket_id=order.pk, kind=kind).order_by("-id")
    last = paid.values_list("actor_id", "data").first()
    return last is not None and last[0] == by.pk and last[1].get("amount") == amount


def settle(order: Order, by: Person) -> None:
    """The desk sees that nothing is left to collect (R035)."""
    if not order.freight_left:
        ticking.tick(order, by, ticking.FREIGHT_SETTLED)
