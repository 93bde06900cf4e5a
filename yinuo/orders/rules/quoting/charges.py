"""What is charged beside the freight: at both ends (R060, R061), and for services by an amount (R041)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from yinuo.core import money
from yinuo.orders.rules import places, wording
from yinuo.orders.rules.quoting.parts import FEES, GRAMS_A_TON, Because, Goods, Line, Unit, began_last
from yinuo.playbooks.rules.tables import ServiceRow, SurchargeRow

_FEE_OF: Final = {
    "pickup": "pickup_fee",
    "delivery": "delivery_fee",
    "loading": "handling_fee",
    "unloading": "handling_fee",
}
_AT_PICKUP: Final = ("pickup", "loading")
_IN_ONE: Final = 10_000
"""Hundredths of a percent in one."""


def fee_lines(goods: Goods, surcharges: Sequence[SurchargeRow], day: date) -> tuple[Line, ...]:
    """The charges at both ends: those the agent settled, else those the table names (R060, R061)."""
    settled = [Line(fee, wording.FEES[fee], goods.fees[fee]) for fee in FEES if fee in goods.fees]
    named = (_charge(row, goods) for row in applying(goods, surcharges, day))
    lines = [*settled, *(line for line in named if line.key not in goods.fees)]
    return tuple(line for line in lines if line.fen)


def applying(goods: Goods, surcharges: Iterable[SurchargeRow], day: date) -> tuple[SurchargeRow, ...]:
    """The surcharges for these addresses on a day: of each kind the one with the longest word that stands in
    the address, else the one that holds for every address; of equals the dearest.
    """
    found: dict[str, tuple[tuple[int, int], SurchargeRow]] = {}
    for row in _in_force(surcharges, day):
        address = goods.pickup_address if row.what in _AT_PICKUP else goods.delivery_address
        text = places.plain(address)
        length = max((len(word) for word in row.words if places.plain(word) in text), default=0)
        if not address or (row.words and not length):
            continue
        rank = length, _charge(row, goods).fen
        if row.what not in found or rank > found[row.what][0]:
            found[row.what] = rank, row
    return tuple(row for _, row in found.values())


def service_lines(goods: Goods, services: Sequence[ServiceRow], day: date) -> tuple[Line, ...]:
    """What insurance and collecting the price of the goods cost; nothing where the table has no rate."""
    amounts = {"insurance": goods.insured_value, "cash_on_delivery": goods.cash_on_delivery}
    lines = []
    for what, amount in amounts.items():
        row = began_last((row for row in services if row.what == what), day)
        if row is not None and amount:
            lines.append(_service(row, amount))
    return tuple(line for line in lines if line.fen)


def extra_lines(goods: Goods) -> tuple[Line, ...]:
    """Charges that were agreed by word, under their own names."""
    return tuple(Line("extra", label, fen) for label, fen in goods.extras if fen)


def _in_force(rows: Iterable[SurchargeRow], day: date) -> Iterator[SurchargeRow]:
    """Each charge once, as it is on that day."""
    by_key: dict[str, list[SurchargeRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    for same in by_key.values():
        last = began_last(same, day)
        if last is not None:
            yield last


def _charge(row: SurchargeRow, goods: Goods) -> Line:
    key = _FEE_OF[row.what]
    if row.per == "order":
        return Line(key, row.label, row.fen, note=row.note)
    unit, quantity, said = _measured(row, goods)
    fen = money.rate(row.fen, quantity)
    because: Because = "least" if fen < row.min_fen else ""
    return Line(key, row.label, max(fen, row.min_fen), said, row.fen, unit, row.note, because)


def _measured(row: SurchargeRow, goods: Goods) -> tuple[Unit, Decimal, str]:
    """How much of the goods a charge goes by: unit, quantity, and how it is said."""
    match row.per:
        case "piece":
            return "piece", Decimal(goods.pieces), wording.pieces(goods.pieces)
        case "ton":
            return "ton", Decimal(goods.weight_g) / GRAMS_A_TON, wording.tons(goods.weight_g)
        case _:
            return "m3", goods.volume_m3, wording.volume(goods.volume_cm3)


def _service(row: ServiceRow, amount: int) -> Line:
    fen = money.rate(row.rate, Decimal(amount) / _IN_ONE)
    because: Because = "least" if fen < row.min_fen else ""
    fen = max(fen, row.min_fen)
    if row.max_fen is not None and fen > row.max_fen:
        fen, because = row.max_fen, "most"
    key = "insurance_fee" if row.what == "insurance" else "cash_on_delivery_fee"
    return Line(key, row.label, fen, wording.price(amount), row.rate, "percent", row.note, because)
