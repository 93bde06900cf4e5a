"""What the operations on inquiries read and answer."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from yinuo.api.schema import Body, Text


class Listed(BaseModel):
    """Which inquiries."""

    view: str = Field("open", description="open, to_call, with_leader, corrected or all.")
    cursor: str = Field("", description="`next_cursor` of the page before.")


class InquiryIn(Body):
    """A question that a customer asked."""

    type: Text = Field("", description="TRANSIT_TIME, PRICE, ARRIVAL, STATE or OTHER.")
    question: Text = ""
    channel: Text = Field("", description="PHONE, CHAT, MESSAGE, WEB, VISIT or FAX.")
    contact_name: Text = ""
    contact_phone: Text = ""
    about: Text = Field(
        "", description="Ref or number of the order asked about; the question stands there too."
    )
    form_key: Text = Field("", description="Of your own: the same one again is the same question.")


class AnswerIn(Body):
    """The answer that the customer gets."""

    text: Text = ""
    way: Text = Field("", description="SAID, CALLED, SMS or PAGE; SMS sends it now.")


class PromiseIn(Body):
    """By when the customer gets an answer, as it was said to them."""

    due_at: datetime = Field(description="With its offset from UTC.")


class LeaderIn(Body):
    """What the team leader should find out."""

    note: Text = ""
    due_at: datetime | None = Field(None, description="The time that was said to the customer.")


class CheckIn(Body):
    """The right answer."""

    answer: Text = ""


class CorrectionIn(Body):
    """What the right answer is, where it is known."""

    right: Text = ""
    due_at: datetime | None = Field(None, description="By when the customer is called.")


class ClosingIn(Body):
    """Why it is over; needed while nothing is answered."""

    reason: Text = ""


class InquiryOut(BaseModel):
    """An inquiry; names and numbers are masked for whoever does not work on it."""

    ref: str
    number: str | None
    type: str
    stage: str
    channel: str
    is_masked: bool
    question: str
    contact_name: str
    contact_phone: str
    about: str | None = Field(description="The order asked about: its number, else its ref.")
    owner: str | None = Field(description="Staff number; null while nobody has taken it.")
    figures: dict[str, Any] = Field(description="What a filled answer was made of.")
    answer: str
    way: str
    answered_at: datetime | None
    answered_by: str | None
    at_first_contact: bool
    checked_answer: str
    checked_at: datetime | None
    corrects: str | None = Field(description="The ref of the inquiry whose answer was wrong.")
    link_sent_at: datetime | None
    opened_at: datetime


class Filled(BaseModel):
    """The answer as the tables and the timeline give it; empty where they cannot."""

    text: str
    figures: dict[str, Any]
    missing: list[str] = Field(description="What has still to be asked.")


class Inquiries(BaseModel):
    """One page and the cursor of the next; null at the end."""

    items: list[InquiryOut]
    next_cursor: str | None
