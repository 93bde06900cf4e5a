"""The elements that are typed columns in code; a playbook relabels, reorders, hides or requires them.

It may never retype them: a pick-up phone is a phone in every company (R025–R046).
"""

from collections.abc import Mapping
from typing import Final, Literal

ElementType = Literal[
    "text",
    "person",
    "phone",
    "goods",
    "pieces",
    "weight",
    "volume",
    "address",
    "payment",
    "money",
    "time",
    "choice",
    "note",
    "yesno",
]
Check = Literal["prohibited_goods", "served_area", "loading_fee", "unloading_fee", "packing"]
"""Checks the code carries out while an element is filled: the goods list, the served area, whether loading
or other charges apply at the pick-up or the delivery address, whether the packing will do (R038, R048,
R051, R060, R061).
"""

KNOWN_ELEMENTS: Final[Mapping[str, str]] = {
    "shipper_name": "person",
    "pickup_phone": "phone",
    "pickup_address": "address",
    "consignee_name": "person",
    "consignee_phone": "phone",
    "delivery_address": "address",
    "goods_name": "goods",
    "pieces": "pieces",
    "weight": "weight",
    "volume": "volume",
    "packing": "choice",
    "payment": "payment",
    "pickup_fee": "money",
    "delivery_fee": "money",
    "handling_fee": "money",
    "cash_on_delivery": "money",
    "insured_value": "money",
    "wished_pickup_at": "time",
    "wished_delivery_at": "time",
    "delivery_needs": "note",
    "reminder": "text",
}

KNOWN_CHOICES: Final[Mapping[str, frozenset[str]]] = {
    "payment": frozenset({"prepaid", "collect", "monthly", "on_receipt"}),
}
"""Choices whose keys the code acts on: a playbook may relabel or drop one, never invent one.

prepaid 先付 · collect 到付 · monthly 月结 · on_receipt 回单付.
"""
