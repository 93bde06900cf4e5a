"""An order as JSON: exact values, and personal data only for whoever works on it."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from pydantic import BaseModel, Field

from yinuo.api.orders.lacking import lacking
from yinuo.api.problems import told
from yinuo.api.schema import Fault
from yinuo.core.text import mask
from yinuo.orders import queries
from yinuo.orders.models import Order, Stage
from yinuo.orders.queries import asking, readying
from yinuo.playbooks.rules import schema, vocabulary
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may

_UNITS: Final = {"weight": "weight_g", "volume": "volume_cm3"}
_PLAIN: Final = (
    "origin", "destination", "quoted_total", "accepted_total", "freight_due", "freight_collected",
    "freight_left", "pieces_picked_up", "ended_reason", "confirmed_at", "ordered_at", "dispatched_at",
    "accepted_at", "picked_up_at", "delivered_at", "promised_at",
)  # fmt: skip


class Question(BaseModel):
    """What to ask the customer about the goods; yes means that they may not go."""

    key: str
    ask: str
    answer: str = Field(description="yes, no, or empty: not answered yet.")


class Screening(BaseModel):
    """May the goods be carried: accept, review (answer the questions), reject; empty before named."""

    verdict: str = ""
    hits: list[dict[str, str]] = Field([], description="Words of the goods table that were found.")
    papers: list[str] = Field([], description="Which papers have to come with the goods.")
    inspect: bool = Field(False, description="Whether the goods are opened when they are collected.")
    questions: list[Question] = Field([], description="Of a draft only.")


class QuoteLine(BaseModel):
    """One part of the price."""

    key: str
    label: str
    fen: int
    quantity: str = ""
    rate: int | None = Field(None, description="Fen for one `unit`; of percent hundredths (30 is 0.3 %).")
    unit: str = ""
    note: str = ""
    because: str = Field("", description="Why it is not quantity times rate: step, least, most.")


class Agreement(BaseModel):
    """Whose prices count, and until when."""

    name: str
    state: str = Field(description="holds; else why not: ended, not_begun, other_lanes, unknown.")
    until: date | None = Field(None, description="The last day; of one that has not begun the first.")
    off: int = Field(0, description="Hundredths of a percent off everybody's price.")


class Recount(BaseModel):
    """What was counted at the door where it differs from the order."""

    state: str = Field("", description="WAITING for the customer's word to a higher price, AGREED, REFUSED.")
    pieces: int | None = None
    weight_g: int | None = None
    volume_cm3: int | None = None
    before: int | None = Field(None, description="The agreed price, in fen.")
    after: int | None = Field(None, description="The price of what was counted, in fen.")


class Quote(BaseModel):
    """The price to the last fen: the lines sum up to `total`."""

    lines: list[QuoteLine] = Field([])
    total: int | None = None
    freight: int | None = None
    minimum: int | None = Field(None, description="What the lane costs at least, in fen.")
    agreement: Agreement | None = Field(None, description="The customer's agreement about prices, if any.")
    transit: str = Field("", description="How long the way takes, as the customer is told.")
    versions: dict[str, int] = Field({}, description="The tables it was made by.")
    day: date | None = Field(None, description="The day whose prices count.")


class OrderOut(BaseModel):
    """An order as it stands. Money in fen, weight in grams, volume in cm³, moments in UTC."""

    ref: str
    number: str | None = Field(description="Given at confirmation.")
    stage: str
    version: int = Field(description="Counts the changes of the draft's and the order's elements.")
    channel: str
    waybill: str
    is_masked: bool = Field(
        description="Whether personal data is hidden: it is shown to whoever works on it."
    )
    elements: dict[str, Any] = Field(description="Element → value; null when nobody said it.")
    screening: Screening
    quote: Quote
    quoted_total: int | None
    accepted_total: int | None
    freight_due: int
    freight_collected: int
    freight_left: int
    origin: str
    destination: str
    receiver: str | None = Field(description="Staff number of whoever has the slip.")
    driver: str | None = Field(description="Staff number.")
    copied_to: str | None = Field(description="Staff number of the market developer with the copy.")
    pieces_picked_up: int | None
    recount: Recount
    signed_by: str
    ended_reason: str
    opened_at: datetime
    confirmed_at: datetime | None
    ordered_at: datetime | None = Field(description="When the last slip left.")
    dispatched_at: datetime | None
    accepted_at: datetime | None
    picked_up_at: datetime | None
    delivered_at: datetime | None
    promised_at: datetime | None = Field(description="By when it has to be delivered.")
    closed_at: datetime | None
    missing: list[Fault] = Field(description="Of a draft: everything that keeps it from being confirmed.")


def order(row: Order, person: Person, *, is_opened: bool = False) -> dict[str, Any]:
    """Everything an integration needs of an order, for OrderOut.

    `is_opened`: it was asked for, so that showing personal data is recorded as at the desk, once a day.
    """
    ticket = row.ticket
    in_full = may.see_in_full(person, ticket)
    if in_full and (is_opened or ticket.opened_by_id != person.pk):
        tickets.see_personal(ticket=ticket, by=person)
    is_draft = ticket.stage == Stage.DRAFT
    judgement = queries.judge(row) if is_draft else None
    playbook = queries.playbook_of(ticket)
    screening = dict(row.screening)
    if judgement is not None:
        screening["questions"] = [vars(question) for question in judgement.screening.questions]
    return {
        **{
            name: getattr(ticket, name)
            for name in ("ref", "number", "stage", "version", "channel", "waybill")
        },
        **{name: getattr(row, name) for name in _PLAIN},
        "is_masked": not in_full,
        "elements": _elements(row, playbook, in_full=in_full),
        "screening": screening,
        "quote": row.quote,
        "recount": row.recount,
        "receiver": row.receiver.staff_number if row.receiver else None,
        "driver": row.driver.staff_number if row.driver else None,
        "copied_to": row.copied_to.staff_number if row.copied_to else None,
        "signed_by": row.signed_by if in_full else mask.mask_name(row.signed_by),
        "opened_at": ticket.opened_at,
        "closed_at": ticket.closed_at,
        "missing": [told(one) for one in lacking(row, readying.readiness(row, playbook, judgement))]
        if judgement
        else [],
    }


def _hidden(text: str) -> str:
    return mask.HIDDEN if text else ""


_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "person": mask.mask_name,
    "phone": mask.mask_phone,
    "address": mask.mask_address,
    "text": _hidden,
    "note": _hidden,
}
"""How values of these types are hidden; free text may hold anything."""


def _elements(row: Order, playbook: schema.Playbook, *, in_full: bool) -> dict[str, Any]:
    """Every element by the name under which it can be sent again, with its unit where it has one."""
    own = {element.key: element.type for element in playbook.elements.get(asking.KIND, ())}
    found: dict[str, Any] = {}
    for key, kind in {**vocabulary.KNOWN_ELEMENTS, **own}.items():
        value = asking.value_of(row, key)
        value = None if value == "" else value.lower() if value and kind == "payment" else value
        if not in_full and isinstance(value, str) and kind in _MASKS:
            value = _MASKS[kind](value)
        found[f"{key}_fen" if kind == "money" else _UNITS.get(key, key)] = value
    return found
