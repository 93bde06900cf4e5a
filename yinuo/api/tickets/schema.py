"""What the ticket operations read and answer."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from yinuo.api.schema import Body, Text


class Wanted(BaseModel):
    """Which tickets: a search by `q`, or one queue, narrowed."""

    queue: str = Field("mine", description="mine, team, unassigned, due_soon, broken or given.")
    q: str = Field(
        "", description="Number, ref, waybill, phone or its last four digits, or a piece of a name."
    )
    cursor: str = Field("", description="`next_cursor` of the page before.")
    kind: str = Field("", description="ORDER, INQUIRY or TASK; the queue only.")
    stage: str = Field("", description="The queue only.")
    channel: str = Field("", description="The queue only.")
    department: str = Field("", description="The queue only.")


class TicketOut(BaseModel):
    """A ticket as a queue shows it; the customer's name is masked for whoever does not work on it."""

    ref: str
    number: str | None
    kind: str
    stage: str
    headline: str
    customer: str
    is_masked: bool
    channel: str
    owner: str | None = Field(description="Staff number; null while nobody has taken it.")
    department: str
    waybill: str
    next_due_at: datetime | None = Field(description="The nearest promise; null where none is open.")
    next_due: str = Field(description="What is promised by then.")
    waiting_for: str
    opened_at: datetime
    closed_at: datetime | None


class Tickets(BaseModel):
    """One page and the cursor of the next; null at the end."""

    items: list[TicketOut]
    next_cursor: str | None


class EventOut(BaseModel):
    """One thing that happened: keys and ids only, never personal data."""

    id: int
    at: datetime
    kind: str
    actor: str | None = Field(description="Staff number; null where the desk itself acted.")
    door: str = Field(description="Where it was done: desk, api, cli or worker.")
    data: dict[str, Any]


class Events(BaseModel):
    """One page of what happened, the newest first, and the cursor of the next; null at the end."""

    items: list[EventOut]
    next_cursor: str | None


class NoteIn(Body):
    """A note."""

    text: Text = ""


class NoteOut(BaseModel):
    """The note as it was written."""

    id: int
    at: datetime
    text: str
