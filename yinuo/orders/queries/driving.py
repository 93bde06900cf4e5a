"""A driver's work: what is open, what was done and taken today, what has to come home, how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db.models import Avg, Count, Q

from yinuo.core import clock
from yinuo.core.errors import NotFound, NotNow
from yinuo.core.models import Event
from yinuo.orders import may
from yinuo.orders.models import Collection, HandIn, Order, Rating, Stage
from yinuo.orders.queries import judging, loading, positions
from yinuo.orders.queries.positions import Where
from yinuo.orders.rules import arriving, nearness, stages
from yinuo.promises import queries as promises
from yinuo.promises.rules.outcomes import Counts
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import NEVER, Kind, Ticket
from yinuo.tickets.queries.finding import name_of

OPEN: Final = (*stages.WITH_RECEIVER, *stages.UNDER_WAY)
DAYS: Final = 30
PRAISE: Final = 4
"""From so many stars a rating counts as praise."""
_GIVEN: Final = ("order.dispatched", "order.accepted", "order.taken_over")
_FAR: Final = datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Job:
    """An order a driver has to do something about: when that is due, None where nobody said; how far the
    vehicle is from where it happens, None where one of them is not known.
    """

    order: Order
    due_at: datetime | None
    metres: float | None

    @property
    def is_on_board(self) -> bool:
        """Whether the goods were collected."""
        return self.order.picked_up_at is not None

    @property
    def next_steps(self) -> tuple[Stage, ...]:
        """What the order may become next."""
        return stages.possible(self.order.ticket.stage)


@dataclass(frozen=True)
class Carried:
    """What a driver has to bring home: cash in fen among all that was paid, and signed return receipts."""

    collections: Sequence[Collection]
    receipt_orders: Sequence[Order]

    @property
    def cash(self) -> int:
        """In fen; what was paid by telephone or card is with the company already."""
        return sum(one.amount for one in self.collections if one.way == Collection.Way.CASH)

    @property
    def goods_money(self) -> int:
        """In fen; how much of the cash is the price of goods, collected for shippers."""
        goods = [one for one in self.collections if one.what == Collection.What.GOODS_MONEY]
        return Carried(goods, ()).cash

    @property
    def receipts(self) -> int:
        """How many."""
        return len(self.receipt_orders)


@dataclass(frozen=True)
class Day:
    """A driver's day. `cash` (fen; `goods_money` of it for shippers) and `receipts` are still with them,
    whatever day they are from; `waiting` is what they said they hand in and nobody has counted. `collections`
    are today's and those not handed in, `ways` the sums of today's in fen by way. `today` counts what was
    delivered today and is open.
    """

    to_pick_up: int
    under_way: int
    delivered: Sequence[Order]
    collections: Sequence[Collection]
    ways: dict[str, int]
    receipt_orders: Sequence[Order]
    cash: int
    goods_money: int
    waiting: HandIn | None

    @property
    def today(self) -> int:
        """Open orders, and those delivered today."""
        return self.to_pick_up + self.under_way + len(self.delivered)

    @property
    def receipts(self) -> int:
        """How many signed return receipts are with the driver."""
        return len(self.receipt_orders)


@dataclass(frozen=True)
class Figures:
    """How a driver did in the last `days` days, today included: pick-ups and deliveries that were due (those
    late for a cause nobody could help left out, R088), and of them in time (R398); what customers said.
    """

    days: int
    pickups: int
    pickups_on_time: int
    deliveries: int
    deliveries_on_time: int
    ratings: int
    stars: float | None
    praise: int

    @property
    def punctual_percent(self) -> int | None:
        """Of all that was due, how many percent were in time; None while nothing was."""
        due = self.pickups + self.deliveries
        return round(100 * (self.pickups_on_time + self.deliveries_on_time) / due) if due else None


def jobs(driver: Person, now: datetime | None = None) -> list[Job]:
    """What a driver has to do, what is due first before; two statements however many.

    To collect by the wished time or the promise, then to deliver by the wished or the promised time (R088).
    """
    at = now or clock.now()
    given = loading.orders().filter(
        ticket__given_to=driver,
        ticket__closed_at__isnull=True,
        ticket__is_draft=False,
        ticket__stage__in=OPEN,
    )
    mine = [order for order in given if driver.pk in (order.driver_id, order.receiver_id)]
    vehicles = {order.vehicle_id for order in mine if order.vehicle_id}
    where = positions.of_vehicles(list(vehicles), at) if vehicles else {}
    found = [
        Job(order, due_at(order), _metres(order, where.get(order.vehicle_id or 0), at)) for order in mine
    ]
    return sorted(found, key=lambda job: (job.due_at or _FAR, job.order.pk))


def due_at(order: Order) -> datetime | None:
    """When the next thing is due: the pick-up, then the delivery; None where nobody said."""
    known: datetime | None
    if order.ticket.stage in stages.BEFORE_PICKUP:
        known = order.wished_pickup_at or order.ticket.next_due_at
    else:
        known = order.wished_delivery_at or order.promised_at
    return None if known == NEVER else known


def _metres(order: Order, where: Where | None, now: datetime) -> float | None:
    """How far the vehicle is from the next stop, as far as the tables know where that is."""
    judged = judging.judge(order, now)
    stop = judged.pickup if order.ticket.stage in stages.BEFORE_PICKUP else judged.delivery
    return arriving.metres_between(where.point if where else None, nearness.middle_of(stop.row))


def job(driver: Person, ref: str) -> Order:
    """The driver's order with this ref or number.

    Raises NotFound; NotNow("job_taken_away") with who has it now where it was theirs: a phone that worked
    without a network hears what became of it.
    """
    name, value = name_of(ref)
    order = loading.orders().filter(**{f"ticket__{name}": value, "ticket__kind": Kind.ORDER}).first()
    if order is not None and driver.role == Role.DRIVER and may.carry(driver, order):
        return order
    raise taken_away(order, driver)


def taken_away(order: Order | None, driver: Person) -> NotNow | NotFound:
    """The refusal for a driver who has an order no more; for one who never had it, it is not there, and for
    an order that is none as many questions are asked.
    """
    gone = Event.objects.filter(ticket_id=order.pk if order else 0, kind__in=_GIVEN)
    had = any(
        driver.pk in (data.get("receiver"), data.get("driver"), data.get("was"))
        for data in gone.values_list("data", flat=True)
    )
    if order is None or driver.role != Role.DRIVER or not had:
        return NotFound("not_found")
    has = order.driver or order.receiver
    sender = order.dispatched_by.name if order.dispatched_by else ""
    params = {
        "number": order.ticket.number or order.ticket.ref,
        "by": sender,
        "stage": Stage(order.ticket.stage).label,
    }
    return NotNow("job_taken_away", to=has.name, **params) if has else NotNow("job_taken_back", **params)


def day_of(driver: Person, now: datetime | None = None) -> Day:
    """The driver's day up to now; a fixed number of statements."""
    since = midnight(now or clock.now())
    stage_of = Ticket.objects.live().filter(given_to=driver, kind=Kind.ORDER, stage__in=OPEN)
    open_stages = list(stage_of.values_list("stage", flat=True))
    delivered = loading.orders().filter(driver=driver, delivered_at__gte=since).order_by("-delivered_at")
    taken = Collection.objects.filter(Q(at__gte=since) | Q(hand_in__isnull=True), driver=driver)
    collections = list(taken.select_related("order__ticket").order_by("-id"))
    carried = carried_by(driver)
    ways: dict[str, int] = {}
    for one in collections:
        if one.at >= since:
            ways[one.way] = ways.get(one.way, 0) + one.amount
    return Day(
        to_pick_up=sum(stage in stages.WITH_RECEIVER for stage in open_stages),
        under_way=sum(stage in stages.UNDER_WAY for stage in open_stages),
        delivered=list(delivered),
        collections=collections,
        ways=ways,
        receipt_orders=carried.receipt_orders,
        cash=carried.cash,
        goods_money=carried.goods_money,
        waiting=HandIn.objects.filter(driver=driver, taken_at=None).first(),
    )


def carried_by(driver: Person) -> Carried:
    """What is still with a driver; two statements."""
    money = Collection.objects.filter(driver=driver, hand_in__isnull=True).order_by("id")
    receipts = Order.objects.filter(
        driver=driver, receipt_taken_at__isnull=False, receipt_hand_in__isnull=True
    ).select_related("ticket")
    return Carried(list(money), list(receipts.order_by("receipt_taken_at")))


def figures(driver: Person, days: int = DAYS, now: datetime | None = None) -> Figures:
    """How the driver did in the last `days` days, from the promises of their orders and from ratings."""
    at = now or clock.now()
    today = clock.local(at).date()
    scope = promises.Scope(
        today - timedelta(days=days - 1), today, drivers=(driver.pk,), keys=("pickup", "delivery")
    )
    counts = {tally.subject: tally.counts for tally in promises.tally(scope, "key")}
    pickups, deliveries = counts.get("pickup", Counts()), counts.get("delivery", Counts())
    rated = Rating.objects.filter(driver=driver, at__gte=midnight(at) - timedelta(days=days - 1))
    said = rated.aggregate(n=Count("pk"), mean=Avg("stars"), praise=Count("pk", filter=Q(stars__gte=PRAISE)))
    return Figures(
        days=days,
        pickups=pickups.answerable,
        pickups_on_time=pickups.kept,
        deliveries=deliveries.answerable,
        deliveries_on_time=deliveries.kept,
        ratings=said["n"],
        stars=said["mean"],
        praise=said["praise"],
    )


def midnight(at: datetime) -> datetime:
    """When the local day of a moment began."""
    return clock.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
