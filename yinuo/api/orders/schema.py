"""What the order operations read: every value as people say it, numbers or texts."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from yinuo.api.schema import Body, Said, Text


class DraftIn(BaseModel):
    """A draft: the playbook's elements by their keys, written as they are said (200公斤, 2.2方, 到付).

    Nothing is required here; what is still missing comes back in `missing`. An element that only your company
    asks stands beside the others under its own key. Instead of a text, weight, volume and money may be given
    exactly: `weight_g`, `volume_cm3`, and `…_fen` for each fee. So the `elements` of an answer can be sent
    again as they are, here or in `elements`.
    """

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Said] = Field(init=False)

    channel: Text = Field("PHONE", description="PHONE, WEB, CHAT, MESSAGE, VISIT, FAX or INSIDE.")
    caller: Text = Field("", description="The number that rings; its customer is found or made.")
    text: Text = Field("", description="The customer's own words; they fill what nothing else here says.")
    shipper_name: Said = Field(None, description="Who hands the goods over: 王先生.")
    pickup_phone: Said = Field(None, description="In any written form.")
    pickup_address: Said = None
    pickup_place: Text = Field("", description="Which place is meant, when the address may be several.")
    consignee_name: Said = None
    consignee_phone: Said = None
    delivery_address: Said = None
    delivery_place: Text = Field("", description="Which place is meant, when the address may be several.")
    goods_name: Said = None
    pieces: Said = Field(None, description="15, or 15件.")
    weight: Said = Field(None, description="A number is kg; 0.2吨 and 400斤 are understood.")
    volume: Said = Field(None, description="A number is m³; 500升 is understood.")
    packing: Said = None
    payment: Said = Field(None, description="prepaid 先付, collect 到付, monthly 月结, on_receipt 回单付.")
    pickup_fee: Said = Field(None, description="Fees are in yuan.")
    delivery_fee: Said = Field(None, description="In yuan.")
    handling_fee: Said = Field(None, description="In yuan.")
    cash_on_delivery: Said = Field(None, description="In yuan.")
    insured_value: Said = Field(None, description="In yuan.")
    wished_pickup_at: Said = Field(None, description="ISO 8601, or 今天14:30前; without a zone, local time.")
    wished_delivery_at: Said = Field(None, description="As `wished_pickup_at`.")
    delivery_needs: Said = None
    reminder: Said = None
    elements: dict[str, Said] = Field({}, description="The elements may also stand in here.")


class TextIn(Body):
    """A customer's own words."""

    text: str = Field(
        max_length=2000, description="As they were written or dictated; nothing leaves the desk."
    )


class FeeOut(BaseModel):
    """A charge that the text names."""

    name: str
    amount: float = Field(description="In yuan.")


class UnderstoodOut(BaseModel):
    """What a text says of an order; null where it says nothing."""

    intent: Literal["order", "amend", "cancel", "inquiry"]
    contact_name: str | None
    contact_phone: str | None
    goods: str | None
    pieces: int | None
    weight_kg: float | None
    volume_m3: float | None
    origin: str | None
    destination: str | None
    consignee_name: str | None
    consignee_phone: str | None
    payment: Literal["先付", "到付", "月结", "回单付"] | None
    extra_fees: list[FeeOut]
    deadline_text: str | None
    deadline_at: datetime | None
    pickup_text: str | None
    prohibited: bool = Field(description="True for goods on the national list of prohibited items.")
    screen: Literal["ok", "review", "reject"] | None
    approximate: list[str] = Field(description="The members whose number is not exact.")
    ranges: dict[str, tuple[float, float]] = Field(description="From and to, where a range was said.")
    missing: list[str] = Field(description="What is still to be asked.")


class ConfirmationIn(Body):
    """What was done with the customer before confirming; what is left out must have been done before."""

    screening: dict[str, Said] = Field(
        {}, description="Question (its key or its words) → yes or no; yes means that the goods may not go."
    )
    read_back: bool | list[str] = Field(
        default=False,
        description="The elements the customer said 对 to; true: all that the manual reads back.",
    )
    accepted_total: int | None = Field(None, description="The price in fen that the customer accepted.")


class DispatchIn(Body):
    """Whom to send the slip to; by rule when nobody is named."""

    receiver: Text = Field("", description="Staff number, when not by rule.")
    reason: Text = Field("", description="Why another: a key or label of the playbook's reasons.")
    note: Text = ""
    replaces: Text = Field("", description="Staff number of the present receiver, to give it to another.")
    in_parts: bool = Field(False, description="Let a slip that is too long leave in parts.")
    leave_out: list[Text] = Field(
        [], description="Elements not to write so that it fits: names of one of the `choices` of the refusal."
    )


class AcceptanceIn(Body):
    """Who will drive, when a dispatcher took the slip."""

    driver: Text = Field("", description="Staff number.")


class PickupIn(Body):
    """What was collected."""

    pieces: Said = Field(None, description="The pieces counted at the door: 15, or 15件.")
    weight: Said = Field(None, description="As weighed anew; else it follows the pieces.")
    volume: Said = Field(None, description="As measured anew; else it follows the pieces.")
    waybill: Text = ""
    note: Text = ""


class RecountIn(Body):
    """What the customer says to the price of what was counted; without figures, by the driver."""

    pieces: Said = None
    weight: Said = None
    volume: Said = None
    accepted_total: int | None = Field(
        None, description="Fen; needed only for more than the customer has accepted already."
    )
    accepted_by: Text = Field("", description="Who said yes to it.")
    is_refused: bool = Field(False, description="The customer said no: what was agreed stands.")
    refused_by: Text = Field("", description="Who said no.")
    note: Text = ""


class DeliveryIn(Body):
    """Who signed, and what was collected for the freight."""

    signed_by: Text = ""
    freight_collected: int | None = Field(
        None, description="All that was collected so far, in fen; said again it changes nothing."
    )


class CancellationIn(Body):
    """Why, and who asked for it. A draft needs no `asked_by`: it ends, and where it came from is kept."""

    reason: Text = Field("", description="A key or label of the playbook's reasons.")
    asked_by: Text = Field("", description="Who wants it cancelled, as they are called.")
    note: Text = ""
