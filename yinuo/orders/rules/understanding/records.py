"""The JSON of `yinuo order parse`: one object per text, null where something is absent."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from yinuo.orders.rules import screening
from yinuo.orders.rules.understanding.understood import Element, Understanding
from yinuo.playbooks.rules.tables import GoodsRow

_KEYS: Final = {
    "shipper_name": "contact_name",
    "pickup_phone": "contact_phone",
    "goods_name": "goods",
    "pieces": "pieces",
    "weight": "weight_kg",
    "volume": "volume_m3",
    "pickup_address": "origin",
    "delivery_address": "destination",
    "consignee_name": "consignee_name",
    "consignee_phone": "consignee_phone",
    "payment": "payment",
}
_PAYMENTS: Final = {"PREPAID": "先付", "COLLECT": "到付", "MONTHLY": "月结", "ON_RECEIPT": "回单付"}
_UNITS: Final = {"weight": 1000, "volume": 1_000_000}
_SCREENS: Final = {"accept": "ok"}


def record(understanding: Understanding, goods: Sequence[GoodsRow]) -> dict[str, Any]:
    """The understanding as plain data, its goods screened by the table `goods` (R048–R050)."""
    said = {one.key: one for one in understanding.elements}
    found: dict[str, Any] = {"intent": understanding.intent}
    found |= {name: _value(said.get(key)) for key, name in _KEYS.items()}
    found["extra_fees"] = [
        {"name": fee.name, "amount": _number(Decimal(fee.fen) / 100)} for fee in understanding.fees
    ]
    deadline, pickup = said.get("wished_delivery_at"), said.get("wished_pickup_at")
    found["deadline_text"] = deadline.said if deadline else None
    found["deadline_at"] = deadline.value.isoformat() if deadline else None
    found["pickup_text"] = pickup.said if pickup else None
    found |= _screened(found["goods"], goods)
    found["approximate"] = [_KEYS[key] for key in understanding.approximate]
    found["ranges"] = {
        _KEYS[key]: [_measure(key, bound) for bound in bounds] for key, bounds in understanding.ranges.items()
    }
    found["missing"] = [_KEYS[key] for key in understanding.missing]
    return found


def _value(one: Element | None) -> Any:
    if one is None:
        return None
    if one.key == "payment":
        return _PAYMENTS[one.value]
    return _measure(one.key, one.value) if isinstance(one.value, int) else one.value


def _measure(key: str, amount: float) -> float:
    return _number(Decimal(amount) / _UNITS.get(key, 1))


def _number(amount: Decimal) -> float:
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _screened(name: str | None, goods: Sequence[GoodsRow]) -> dict[str, Any]:
    if not name:
        return {"prohibited": False, "screen": None}
    screened = screening.screen(name, goods)
    verdict = screened.verdict.value
    return {
        "prohibited": any(hit.is_of_law for hit in screened.hits),
        "screen": _SCREENS.get(verdict, verdict),
    }
