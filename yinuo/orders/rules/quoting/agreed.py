"""By whose prices a customer is charged: their agreement's while it holds for the lane, else everybody's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from yinuo.core import money
from yinuo.orders.rules import wording
from yinuo.orders.rules.quoting.freight import tariff_for
from yinuo.orders.rules.quoting.parts import Because, Line, Prices, began_last
from yinuo.playbooks.rules.tables import DatedRow, TariffRow

LABEL = "协议优惠"


class State(StrEnum):
    """Whether a customer's agreement counts for a lane on a day, and why it does not."""

    HOLDS = "holds"
    ENDED = "ended"
    NOT_BEGUN = "not_begun"
    OTHER_LANES = "other_lanes"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Terms:
    """The price of a lane for a customer: its steps, what comes off them in hundredths of a percent, whose
    agreement it is, whether that holds, and until (ended: since) when.
    """

    steps: tuple[TariffRow, ...]
    name: str = ""
    state: State = State.UNKNOWN
    until: date | None = None
    off: int = 0

    def stored(self) -> dict[str, Any]:
        """What the order keeps of the agreement; nothing without one."""
        if not self.name:
            return {}
        until = {"until": self.until.isoformat()} if self.until else {}
        return {"name": self.name, "state": str(self.state), "off": self.off, **until}


def terms(prices: Prices, from_zone: str, to_zone: str, day: date, name: str = "") -> Terms:
    """The price of a lane for a customer of the agreement `name`, or of none.

    An agreement holds while its row of the agreements table does (where it has one), by its own rows of the
    tariff, else by so many percent off everybody's price. Where it does not, everybody's price counts.
    """
    of_lane = prices.of_lane(from_zone, to_zone)
    public = tariff_for(of_lane, from_zone, to_zone, day)
    if not name:
        return Terms(public)
    written = [row for row in prices.agreements if row.name == name]
    head = began_last(written, day)
    if written and head is None:
        return _without(public, name, written, day)
    until = head.valid_to if head else None
    own = tariff_for(of_lane, from_zone, to_zone, day, name)
    if own:
        return Terms(own, name, State.HOLDS, _earliest(until, own[0].valid_to))
    if head is not None and head.off:
        return Terms(public, name, State.HOLDS, until, head.off)
    if here := [row for row in of_lane if row.agreement == name]:
        return _without(public, name, here, day)
    is_known = head is not None or any(row.agreement == name for row in prices.tariff)
    return Terms(public, name, State.OTHER_LANES if is_known else State.UNKNOWN)


def standing(prices: Prices, name: str, day: date) -> Terms:
    """How it stands with an agreement on a day, whatever the lane; `steps` is empty."""
    written = [row for row in prices.agreements if row.name == name]
    head = began_last(written, day)
    if head is not None:
        return Terms((), name, State.HOLDS, head.valid_to, head.off)
    rows: list[DatedRow] = [*written] or [row for row in prices.tariff if row.agreement == name]
    holding = [row for row in rows if row.holds_on(day)]
    if holding:
        ends = [row.valid_to for row in holding]
        return Terms((), name, State.HOLDS, None if None in ends else _latest(ends))
    return _without((), name, rows, day) if rows else Terms((), name, State.UNKNOWN)


def line(terms: Terms, freight: int, minimum: int) -> Line | None:
    """What the agreement takes off everybody's price, never below the lane's minimum; None for nothing."""
    agreed = money.percent(freight, Decimal(terms.off) / 100)
    off = min(agreed, max(freight - minimum, 0))
    because: Because = "least" if off < agreed else ""
    quantity = wording.price(freight)
    return (
        Line("agreement", LABEL, -off, quantity, terms.off, "percent", terms.name, because) if off else None
    )


def _without(public: tuple[TariffRow, ...], name: str, rows: Sequence[DatedRow], day: date) -> Terms:
    """Everybody's price, because the agreement has ended, or has not begun."""
    ended = [row.valid_to for row in rows if row.valid_to is not None and row.valid_to < day]
    if ended:
        return Terms(public, name, State.ENDED, max(ended))
    begins = min((row.valid_from for row in rows if row.valid_from is not None), default=None)
    return Terms(public, name, State.NOT_BEGUN, begins)


def _latest(days: Sequence[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
