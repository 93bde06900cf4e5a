"""Orders that customers write themselves: what the form asks, what is checked, what may still be changed
(R046, R079–R083).
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from yinuo.orders.rules.stages import BEFORE_PICKUP, UNDER_REVIEW, UNDER_WAY

LETTER: Final = "W"
"""Web references are numbered W261120001; the order's own number comes at the confirmation (R044)."""

REQUIRED: Final = frozenset(
    {
        "shipper_name",
        "pickup_phone",
        "pickup_address",
        "consignee_name",
        "consignee_phone",
        "delivery_address",
        "payment",
    }
)
"""What the web form asks of everybody (R046), beside goods and what the playbook itself requires."""

TYPED: Final = REQUIRED | {
    "goods_name",
    "pieces",
    "weight",
    "volume",
    "packing",
    "wished_pickup_at",
    "wished_delivery_at",
    "delivery_needs",
    "insured_value",
    "cash_on_delivery",
}
"""What a customer may say; charges and the slip's reminder are the desk's to name."""

PLACES: Final = frozenset({"pickup_place", "delivery_place"})
"""Beside them: which of several places an address means."""

LOT: Final = ("goods_name", "pieces", "weight", "volume", "packing")
"""What is said of each of several lots."""
MOST_LOTS: Final = 20

CANCEL: Final = "cancel"
"""Among what a customer may ask for: that the order be cancelled."""

UNTIL_PICKUP: Final = frozenset(
    {
        "shipper_name",
        "pickup_phone",
        "pickup_address",
        "pickup_place",
        "consignee_name",
        "consignee_phone",
        "delivery_address",
        "delivery_place",
        "wished_pickup_at",
        "wished_delivery_at",
        "delivery_needs",
        CANCEL,
    }
)
"""Address, time and contacts; a price that follows from them is agreed by the desk."""
AFTER_PICKUP: Final = frozenset({"consignee_name", "consignee_phone", "delivery_needs", "wished_delivery_at"})
"""The receiver and the time of the delivery, by request."""


def allowed(stage: str, is_shipper: bool) -> frozenset[str]:
    """Which fields a guest may still change or ask for; `cancel` among them where the order may be called
    off. Whoever receives the goods asks for the receiver and the delivery time only.
    """
    if stage in UNDER_REVIEW:
        return TYPED | PLACES | {CANCEL} if is_shipper else frozenset()
    if stage in BEFORE_PICKUP:
        return UNTIL_PICKUP if is_shipper else AFTER_PICKUP
    return AFTER_PICKUP if stage in UNDER_WAY else frozenset()


CHECKS: Final[Mapping[str, frozenset[str]]] = {
    "goods": frozenset({"goods_name", "insured_value"}),
    "area": frozenset({"pickup_address", "pickup_place", "delivery_address", "delivery_place"}),
    "loading": frozenset({"pickup_address", "pickup_place", "pickup_fee", "handling_fee"}),
    "unloading": frozenset({"delivery_address", "delivery_place", "delivery_fee", "handling_fee"}),
    "packing": frozenset({"packing", "goods_name"}),
    "price": frozenset(
        {
            "pieces",
            "weight",
            "volume",
            "pickup_address",
            "pickup_place",
            "delivery_address",
            "delivery_place",
            "insured_value",
            "cash_on_delivery",
            "pickup_fee",
            "delivery_fee",
            "handling_fee",
            "payment",
        }
    ),
}
"""The checklist (R079): goods meet the requirements, the area is served, loading fee at the pick-up, loading
or other fees at the delivery, packing, price; and the answers whose change makes each to be checked anew.
"""


def still_checked(checks: Mapping[str, Any], changed: Collection[str]) -> dict[str, Any]:
    """What was checked and still holds after these answers changed."""
    return {key: found for key, found in checks.items() if not CHECKS.get(key, frozenset()) & set(changed)}


def unchecked(checks: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys of the checklist that nobody answered yet, in its order."""
    return tuple(key for key in CHECKS if key not in checks)


def has_problem(checks: Mapping[str, Any], points: Collection[Mapping[str, Any]]) -> bool:
    """Whether something found does not hold or a changed point is not agreed yet (R081)."""
    return any(not found["ok"] for found in checks.values()) or any(not point["agreed"] for point in points)


def noted(points: Collection[Mapping[str, Any]], new: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The points with one more; a point that was not agreed yet is told from where it began, and is none when
    it is back there.
    """
    kept = [dict(point) for point in points]
    for index, point in enumerate(kept):
        if point["key"] == new["key"] and not point["agreed"]:
            if point["before"] == new["after"]:
                return kept[:index] + kept[index + 1 :]
            kept[index] = {**new, "before": point["before"]}
            return kept
    return [*kept, dict(new)]
