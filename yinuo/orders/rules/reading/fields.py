"""Which element is which column, and how long its text may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

COLUMNS: Final[Mapping[str, str]] = {
    "shipper_name": "shipper_name",
    "pickup_phone": "pickup_phone",
    "pickup_address": "pickup_address",
    "consignee_name": "consignee_name",
    "consignee_phone": "consignee_phone",
    "delivery_address": "delivery_address",
    "goods_name": "goods_name",
    "pieces": "pieces",
    "weight": "weight_g",
    "volume": "volume_cm3",
    "packing": "packing",
    "payment": "payment",
    "pickup_fee": "pickup_fee",
    "delivery_fee": "delivery_fee",
    "handling_fee": "handling_fee",
    "cash_on_delivery": "cash_on_delivery",
    "insured_value": "insured_value",
    "wished_pickup_at": "wished_pickup_at",
    "wished_delivery_at": "wished_delivery_at",
    "delivery_needs": "delivery_needs",
    "reminder": "reminder",
}
"""The elements that are typed columns of an order (R025–R042); all others lie in the ticket's answers."""

NUMBERS: Final = frozenset(
    {"pieces", "weight", "volume", "pickup_fee", "delivery_fee", "handling_fee", "cash_on_delivery"}
    | {"insured_value", "wished_pickup_at", "wished_delivery_at"}
)
"""Columns that are null when nothing is known; the others are empty texts."""

LONGEST: Final[Mapping[str, int]] = {
    "shipper_name": 40,
    "consignee_name": 40,
    "pickup_address": 200,
    "delivery_address": 200,
    "goods_name": 80,
    "delivery_needs": 200,
    "reminder": 60,
}
LONGEST_OTHER: Final = 300
LONGEST_RAW: Final = 2000


@dataclass(frozen=True)
class Field:
    """What is asked: its key, its type, and the choices by key where there are any."""

    key: str
    type: str
    choices: Mapping[str, str] = field(default_factory=dict)

    @property
    def column(self) -> str:
        """The order's column; empty for an element that only this playbook knows."""
        return COLUMNS.get(self.key, "")

    @property
    def longest(self) -> int:
        """How many characters its text may have."""
        return LONGEST.get(self.key, LONGEST_OTHER)

    @property
    def nothing(self) -> object:
        """The stored value of an empty field."""
        return None if self.key in NUMBERS or not self.column else ""
