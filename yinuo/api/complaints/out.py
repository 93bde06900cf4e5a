"""What the operations on complaints answer."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from yinuo.api.complaints.hanging import (
    CallBackOut,
    ChoreOut,
    DeadlineOut,
    LessonOut,
    MoodOut,
    MustOut,
    OfferOut,
    QuestionOut,
    RatingOut,
    StatementOut,
    WeighingOut,
)


class ComplaintOut(BaseModel):
    """A complaint as the register shows it; the customer is masked."""

    ref: str
    number: str | None
    stage: str
    type: str
    severity: int
    is_crisis: bool
    level: int = Field(description="Who has it in hand: 0 the agent, 1 a leader, 2 a manager.")
    round: int
    outcome: str
    channel: str
    customer: str
    account: str
    respondent: str | None = Field(description="Staff number of whom it is about.")
    owner: str | None = Field(description="Staff number.")
    official_number: str
    official_due_at: datetime | None
    next_due_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None


class Complaints(BaseModel):
    """One page and the cursor of the next; null at the end."""

    items: list[ComplaintOut]
    next_cursor: str | None


class CaseOut(BaseModel):
    """A whole case; names and numbers are masked for whoever does not work on it."""

    ref: str
    number: str | None
    version: int
    stage: str
    channel: str
    is_masked: bool
    owner: str | None
    type: str
    cause: str
    severity: int
    is_crisis: bool
    manner: str
    temper: str
    organisation: str
    account: str
    wanted: str
    contact_name: str
    contact_phone: str
    contact_company: str
    contact_address: str
    is_anonymous: bool
    may_tell: bool
    about: str | None = Field(description="The order it is about: its number, else its ref.")
    respondent: str | None
    respondent_name: str
    respondent_department: str
    goods: dict[str, Any]
    official_from: str
    official_number: str
    official_due_at: datetime | None
    recorded_by: str | None
    recorded_at: datetime
    restated: str
    restated_at: datetime | None
    told_until: datetime | None
    cause_found: str
    motive: str
    core_demand: str
    degree: str
    responsible: str
    mood: int | None
    level: int
    round: int
    transfers: int
    outcome: str
    merged_into: str | None = Field(description="Ref of the case that goes on.")
    musts: list[MustOut]
    onward: list[str] = Field(description="Where it may be moved by hand.")
    lacking: list[str] = Field(description="The facts still missing.")
    deadlines: list[DeadlineOut]
    questions: list[QuestionOut]
    moods: list[MoodOut]
    statements: list[StatementOut]
    weighing: WeighingOut | None
    offers: list[OfferOut] = Field(description="The newest first.")
    chores: list[ChoreOut]
    call_backs: list[CallBackOut]
    ratings: list[RatingOut]
    lesson: LessonOut | None
    opened_at: datetime
    closed_at: datetime | None


class ReportOut(BaseModel):
    """What whoever passed it on learns: its number and whose it is."""

    ref: str
    number: str | None
    owner: str | None = Field(description="Staff number.")
