"""An order as JSON."""

from typing import Any

from yinuo.api.orders.schema import people
from yinuo.core.errors import Invalid
from yinuo.orders import queries
from yinuo.orders.models import Order, Stage
from yinuo.ui import faults

ELEMENTS = (
    "shipper_name", "pickup_phone", "pickup_address", "consignee_name", "consignee_phone", "delivery_address",
    "goods_name", "pieces", "weight_g", "volume_cm3", "packing", "payment", "pickup_fee", "delivery_fee",
    "handling_fee", "cash_on_delivery", "insured_value", "delivery_needs", "reminder",
)  # fmt: skip
MOMENTS = (
    "wished_pickup_at", "wished_delivery_at", "confirmed_at", "ordered_at", "accepted_at", "picked_up_at",
    "delivered_at", "promised_at",
)  # fmt: skip


def order(row: Order) -> dict[str, Any]:
    """Everything an integration needs of an order, with moments in ISO 8601."""
    moments = {name: at.isoformat() if (at := getattr(row, name)) else None for name in MOMENTS}
    elements = {name: getattr(row, name) for name in ELEMENTS}
    elements |= {name: moments.pop(name) for name in MOMENTS[:2]}
    return {
        "ref": row.ticket.ref,
        "number": row.ticket.number,
        "stage": row.ticket.stage,
        "version": row.ticket.version,
        "elements": elements,
        "screening": row.screening,
        "quote": row.quote,
        "quoted_total": row.quoted_total,
        "accepted_total": row.accepted_total,
        "freight_left": row.freight_left,
        "missing": missing(row) if row.ticket.stage == Stage.DRAFT else [],
        **people(row),
        **moments,
    }


def missing(row: Order) -> list[dict[str, str]]:
    """What keeps a draft from being confirmed: code, field where one is at fault, sentence."""
    found = queries.readiness(row, queries.playbook_of(row.ticket), queries.judge(row))
    refusals = [refusal for refusal in found.refusals if not isinstance(refusal, Invalid)]
    return [
        *(_told(fault.code, fault.params, fault.field) for fault in found.faults),
        *(_told(refusal.code, refusal.params, "") for refusal in refusals),
    ]


def _told(code: str, params: Any, field: str) -> dict[str, str]:
    return {"code": code, "field": field, "detail": faults.text(code, params)}
