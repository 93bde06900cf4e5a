"""What the order operations read and answer. Money in fen, weight in grams, volume in cm³ in answers."""

from datetime import datetime
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from yinuo.orders.models import Order

Said = str | int | float | None


class DraftIn(Schema):
    """A draft: elements of the playbook by their keys, written as they are said (200公斤, 2.2方, 到付)."""

    model_config = ConfigDict(extra="forbid")

    channel: str = "PHONE"
    caller: str = Field("", description="The number that rings; its customer is found or made.")
    shipper_name: Said = None
    pickup_phone: Said = None
    pickup_address: Said = None
    consignee_name: Said = None
    consignee_phone: Said = None
    delivery_address: Said = None
    goods_name: Said = None
    pieces: Said = None
    weight: Said = Field(None, description="A number is kg.")
    volume: Said = Field(None, description="A number is m³.")
    packing: Said = None
    payment: Said = None
    pickup_fee: Said = Field(None, description="Fees are in yuan.")
    delivery_fee: Said = None
    handling_fee: Said = None
    cash_on_delivery: Said = None
    insured_value: Said = None
    wished_pickup_at: Said = None
    wished_delivery_at: Said = None
    delivery_needs: Said = None
    reminder: Said = None
    answers: dict[str, Said] = Field(default_factory=dict, description="Elements that only this company asks.")

    def typed(self) -> dict[str, str]:
        """The elements as texts, those not said left out."""
        said = {**self.model_dump(exclude={"channel", "caller", "answers"}), **self.answers}
        return {key: str(value) for key, value in said.items() if value is not None}


class ConfirmationIn(Schema):
    """What the agent did with the customer before confirming; what is left out must have been done before."""

    model_config = ConfigDict(extra="forbid")

    screening: dict[str, bool] = Field(default_factory=dict, description="Question → whether the answer was yes.")
    read_back: list[str] | bool = Field(
        default=False, description="The elements the customer said 对 to; true: all that the manual reads back."
    )
    accepted_total: int | None = Field(None, description="The price in fen that the customer accepted.")


class DispatchIn(Schema):
    """Whom to send the slip to; by rule when nobody is named."""

    model_config = ConfigDict(extra="forbid")

    receiver: str = Field("", description="Staff number, when not by rule.")
    reason: str = Field("", description="A key of the playbook's reasons to choose another.")
    note: str = ""


class AcceptanceIn(Schema):
    """Who will drive, when a dispatcher took the slip."""

    model_config = ConfigDict(extra="forbid")

    driver: str = Field("", description="Staff number.")


class PickupIn(Schema):
    """What was collected."""

    model_config = ConfigDict(extra="forbid")

    pieces: int | None = None
    waybill: str = ""
    note: str = ""


class DeliveryIn(Schema):
    """Who signed, and what was collected for the freight."""

    model_config = ConfigDict(extra="forbid")

    signed_by: str = ""
    freight_collected: int | None = Field(None, description="In fen.")


class CancellationIn(Schema):
    """Why, and who asked for it."""

    model_config = ConfigDict(extra="forbid")

    reason: str
    asked_by: str
    note: str = ""


class OrderOut(Schema):
    """An order as it stands. `missing` says what still keeps a draft from being confirmed."""

    ref: str
    number: str | None
    stage: str
    version: int
    elements: dict[str, Any]
    screening: dict[str, Any]
    quote: dict[str, Any]
    quoted_total: int | None
    accepted_total: int | None
    receiver: str | None
    driver: str | None
    freight_left: int
    confirmed_at: datetime | None
    ordered_at: datetime | None
    accepted_at: datetime | None
    picked_up_at: datetime | None
    delivered_at: datetime | None
    promised_at: datetime | None
    missing: list[dict[str, str]] = []


def people(order: Order) -> dict[str, str | None]:
    """The staff numbers of who has the order."""
    return {
        "receiver": order.receiver.staff_number if order.receiver else None,
        "driver": order.driver.staff_number if order.driver else None,
    }
