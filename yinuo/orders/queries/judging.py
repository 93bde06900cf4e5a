"""What the tables say of an order: may the goods go, is it our ground, what does it cost, when does it
arrive.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Final, TypeVar

from yinuo.core import calendar, clock
from yinuo.core.calendar import queries as hours
from yinuo.orders.models import Discount, Order
from yinuo.orders.queries import naming
from yinuo.orders.rules import counting, nicknames, places, quoting, screening, transit
from yinuo.playbooks import queries as playbooks
from yinuo.playbooks.rules import tables

Row = TypeVar("Row", bound=tables.Row)
REMEMBERED: Final = 512
MEASURES: Final = ("pieces", "weight_g", "volume_cm3")
PRICING: Final = ("tariff", "surcharges", "services", "agreements", "zones", "lanes")
"""The tables of which a price keeps the version."""
_last: "tuple[list[int], Mapping[str, tables.Table[tables.Row]], Tables] | None" = None
"""The tables last asked for, by identity, and what was made of them."""


@dataclass(frozen=True, eq=False)
class Tables:
    """The reference tables in force, and the version of each; what names of places were learnt to mean. What
    was found in them is remembered.
    """

    goods: tuple[tables.GoodsRow, ...]
    zones: tuple[tables.ZoneRow, ...]
    tariff: tuple[tables.TariffRow, ...]
    lanes: tuple[tables.LaneRow, ...]
    surcharges: tuple[tables.SurchargeRow, ...]
    services: tuple[tables.ServiceRow, ...]
    agreements: tuple[tables.AgreementRow, ...]
    versions: Mapping[str, int]
    learnt: Mapping[str, nicknames.Uses] = field(default_factory=dict)

    @cached_property
    def prices(self) -> quoting.Prices:
        """Those that a price is made by, with the versions that it keeps."""
        versions = {kind: self.versions[kind] for kind in PRICING if self.versions[kind]}
        return quoting.Prices(self.tariff, self.surcharges, self.services, self.agreements, versions)

    @cached_property
    def place(self) -> Callable[[str, str], places.Place]:
        """Where an address lies; of several places, the chosen one (`places.find`)."""

        def find(address: str, chosen: str) -> places.Place:
            return places.find(address, self.zones, chosen, self.learnt)

        return lru_cache(maxsize=REMEMBERED)(find)

    @cached_property
    def found(self) -> Callable[[str], screening.Found]:
        """What the table says of a name of goods (`screening.find`)."""
        return lru_cache(maxsize=REMEMBERED)(lambda name: screening.find(name, self.goods))


def in_force(now: datetime) -> Tables:
    """The tables in force at `now`; one that this desk does not have is empty, its version 0."""
    global _last
    found, learnt = playbooks.tables_in_force(now), naming.learnt()
    if _last is None or _last[0] != [id(table) for table in found.values()]:
        _last = [id(table) for table in found.values()], found, typed(found, learnt)
    elif _last[2].learnt is not learnt and _last[2].learnt != learnt:
        _last = _last[0], found, replace(_last[2], learnt=learnt)
    return _last[2]


def of_versions(versions: Mapping[str, int]) -> Tables:
    """The tables of these very versions; a kind that is not named is empty. Raises NotFound `no_table`."""
    kept = {kind: playbooks.table_version(kind, number) for kind, number in versions.items() if number}
    return typed(kept, naming.learnt())


def typed(
    found: "Mapping[str, tables.Table[tables.Row]]", learnt: Mapping[str, nicknames.Uses] = nicknames.NONE
) -> Tables:
    """Tables of any origin, a pack's or the desk's, by kind."""

    def rows(kind: str, model: type[Row]) -> tuple[Row, ...]:
        return tuple(row for row in found[kind].rows if isinstance(row, model)) if kind in found else ()

    return Tables(
        rows("goods", tables.GoodsRow),
        rows("zones", tables.ZoneRow),
        rows("tariff", tables.TariffRow),
        rows("lanes", tables.LaneRow),
        rows("surcharges", tables.SurchargeRow),
        rows("services", tables.ServiceRow),
        rows("agreements", tables.AgreementRow),
        {kind: found[kind].version if kind in found else 0 for kind in tables.ROWS},
        learnt,
    )


@dataclass(frozen=True)
class Judgement:
    """An order as the tables of `now` see it; nothing is stored. Parts are worked out when they are asked
    for.
    """

    order: Order
    tables: Tables
    now: datetime
    as_if_of: str | None = None

    @cached_property
    def agreement(self) -> str:
        """Whose prices the customer has; `as_if_of` says it where an order is only tried."""
        if self.as_if_of is not None:
            return self.as_if_of
        customer = self.order.ticket.customer if self.order.ticket_id else None
        return customer.agreement if customer else ""

    @cached_property
    def day(self) -> date:
        """The day whose prices count, in the company's zone."""
        return clock.local(self.now).date()

    @cached_property
    def screening(self) -> screening.Screening:
        """May the goods be carried (R048–R050)."""
        return screening.judged(self.tables.found(self.order.goods_name), self.order.goods_answers)

    @cached_property
    def pickup(self) -> places.Place:
        """Where they are collected (R051)."""
        return self.tables.place(self.order.pickup_address, self.order.pickup_place)

    @cached_property
    def delivery(self) -> places.Place:
        """Where they go (R051)."""
        return self.tables.place(self.order.delivery_address, self.order.delivery_place)

    def is_served(self, side: places.Side) -> bool:
        """Whether goods are collected (delivered) at the address; not while it is unknown which place is
        meant.
        """
        row = self.pickup.row if side == "pickup" else self.delivery.row
        return row is not None and places.is_served(row, side)

    @cached_property
    def goods(self) -> quoting.Goods:
        """What the price depends on: what was ordered, or counted at the door where that was agreed."""
        order = self.order
        is_counted = order.recount.get("state") == counting.State.AGREED
        found = {name: order.recount[name] if is_counted else getattr(order, name) for name in MEASURES}
        settled = {fee: getattr(order, fee) for fee in quoting.FEES if getattr(order, fee) is not None}
        return quoting.Goods(
            weight_g=found["weight_g"] or 0,
            volume_cm3=found["volume_cm3"] or 0,
            pickup_address=order.pickup_address,
            delivery_address=order.delivery_address,
            fees=settled,
            pieces=found["pieces"] or 0,
            insured_value=order.insured_value or 0,
            cash_on_delivery=order.cash_on_delivery or 0,
        )

    @cached_property
    def zones(self) -> tuple[str, str] | None:
        """The tariff zones from and to; None while one of them is not known."""
        if self.pickup.row is None or self.delivery.row is None:
            return None
        return self.pickup.row.zone, self.delivery.row.zone

    @cached_property
    def fees(self) -> tuple[quoting.Line, ...]:
        """The charges at both ends (R060, R061)."""
        return quoting.fee_lines(self.goods, self.tables.surcharges, self.day)

    @cached_property
    def quote(self) -> quoting.Quote | None:
        """The price with the discount that was granted; None while lane, weight or volume is not known."""
        is_granted = self.order.discount_state == Discount.GRANTED
        return self._quote(self.order.discount if is_granted else 0)

    @cached_property
    def full_quote(self) -> quoting.Quote | None:
        """The price without a discount."""
        return self._quote(0)

    def _quote(self, discount: int) -> quoting.Quote | None:
        if self.zones is None or not (self.goods.weight_g or self.goods.volume_cm3):
            return None
        return quoting.quote(
            self.goods,
            self.tables.prices,
            self.zones,
            self.day,
            agreement=self.agreement,
            discount=discount,
        )

    @cached_property
    def journey(self) -> transit.Journey | None:
        """When the goods arrive; None while the lane is not known."""
        lane = transit.lane_for(self.tables.lanes, *self.zones, self.day) if self.zones else None
        if lane is None:
            return None
        try:
            return transit.journey(lane, self.now, self.order.wished_pickup_at, hours.hours_of())
        except calendar.NoWorkingTime:
            return None


def judge(order: Order, now: datetime | None = None, agreement: str | None = None) -> Judgement:
    """What the tables in force say of an order now; `agreement` instead of the customer's own, to try it."""
    at = now or clock.now()
    return Judgement(order, in_force(at), at, agreement)


def questions_about(goods: str) -> tuple[screening.Question, ...]:
    """What has to be asked before goods of this name may go (R049)."""
    return screening.judged(in_force(clock.now()).found(goods), {}).questions


def quote_of(order: Order) -> quoting.Quote | None:
    """The price of an order by the tables in force; None while it cannot be reckoned."""
    return judge(order).quote
