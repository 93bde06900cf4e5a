"""What hangs on a case, as it is answered."""

from datetime import date, datetime

from pydantic import BaseModel, Field


class MustOut(BaseModel):
    """What the manual asks of the present stage."""

    step: str
    key: str
    label: str
    is_done: bool
    let_go: str | None = Field(description="Why a leader let it go.")


class DeadlineOut(BaseModel):
    """By when something has to be done."""

    at: datetime
    label: str
    source: str = Field(description="official, law or promise.")


class QuestionOut(BaseModel):
    """A question of the checklist and what was answered."""

    key: str
    ask: str
    is_required: bool
    answer: str


class StatementOut(BaseModel):
    """What somebody was asked to say, and said."""

    id: int
    to: str | None = Field(description="Staff number; null for somebody without an account.")
    to_name: str
    to_department: str
    to_phone: str
    asks: str
    state: str = Field(description="ASKED, GIVEN or WAIVED.")
    asked_at: datetime
    due_at: datetime
    said: str
    said_at: datetime | None
    waived_for: str


class WeighingOut(BaseModel):
    """The five questions as they were answered."""

    has_long_relation: bool
    may_buy_again: bool
    word_of_mouth: str
    demand: str
    degree: str
    analysis: dict[str, str]
    effects: dict[str, str]
    at: datetime


class PaymentOut(BaseModel):
    """Money that went to the customer."""

    fen: int
    way: str
    receipt: str
    at: datetime
    by: str


class RemedyOut(BaseModel):
    """One remedy of a proposal; sums in fen."""

    id: int
    remedy: str
    label: str
    words: str
    amount: int
    cost: int
    is_option: bool
    is_chosen: bool
    payment: PaymentOut | None


class AgreementOut(BaseModel):
    """What both sides sign."""

    number: str
    sha256: str = Field(description="Of the PDF.")
    made_at: datetime
    signed_at: datetime | None
    signed_name: str
    way: str


class OfferOut(BaseModel):
    """A proposal, or a reasoned no; sums in fen."""

    id: int
    round: int
    state: str
    is_refusal: bool
    opinion: str
    ground: str
    text: str
    amount: int
    cost: int
    unusual_for: str
    made_at: datetime
    made_by: str | None
    told_at: datetime | None
    answered_at: datetime | None
    answer: str
    items: list[RemedyOut]
    agreement: AgreementOut | None


class ChoreOut(BaseModel):
    """What a department does for a complaint."""

    ref: str = Field(description="Of the department's own task.")
    number: str | None
    department: str
    text: str
    state: str = Field(description="GIVEN, RECEIVED, DONE, CHECKED or DROPPED.")
    to: str | None = Field(description="Staff number.")
    due_at: datetime
    received_at: datetime | None
    done_at: datetime | None
    proof: str
    checked_at: datetime | None


class MoodOut(BaseModel):
    """How the customer felt at one contact."""

    feeling: int
    is_read: bool
    at: datetime


class CallBackOut(BaseModel):
    """A try to reach the customer."""

    round: int
    way: str
    was_reached: bool
    note: str
    at: datetime


class RatingOut(BaseModel):
    """How satisfied the customer was with one round."""

    round: int
    overall: int
    result: int | None
    process: int | None
    treatment: int | None
    words: str
    left: str
    is_satisfied: bool
    way: str
    at: datetime


class LessonOut(BaseModel):
    """What was learned."""

    cause: str
    change: str
    owner: str
    due_on: date
    at: datetime
