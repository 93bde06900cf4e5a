"""What is answered beside a case: requests for statements, suggestions, grumbles, correctives."""

from datetime import date, datetime

from pydantic import BaseModel, Field


class RequestOut(BaseModel):
    """What somebody is asked to say, without the case."""

    id: int
    asks: str
    due_at: datetime
    order_number: str
    waybill: str
    is_open: bool
    said: str
    complainant: str = Field(description="Only where the case says that they may be told.")
    complainant_phone: str


class Requests(BaseModel):
    """What is still asked of this person, the nearest first."""

    items: list[RequestOut]


class SuggestionOut(BaseModel):
    """A suggestion or praise; names and numbers are masked for whoever does not work on it."""

    ref: str
    number: str | None
    stage: str
    channel: str
    is_masked: bool
    owner: str | None
    sort: str
    text: str
    contact_name: str
    contact_phone: str
    is_anonymous: bool
    about_person: str | None
    thanked_at: datetime | None
    department: str
    passed_at: datetime | None
    result: str
    is_acted_on: bool | None
    answered_at: datetime | None
    opened_at: datetime
    closed_at: datetime | None


class MadeOut(SuggestionOut):
    """What was written down. A suggestion that reads as a grave complaint is registered as one at once."""

    complaint: str | None = Field(description="Its number, where it was registered as a complaint.")


class Suggestions(BaseModel):
    """One page and the cursor of the next; null at the end."""

    items: list[SuggestionOut]
    next_cursor: str | None


class GrumbleOut(BaseModel):
    """A displeasure that was noted; numbers in it are masked for whoever does not work on its ticket."""

    id: int
    at: datetime
    text: str
    by: str = Field(description="Staff number of who noted it.")
    ticket: str | None = Field(description="Ref of what it was about, where it was about a ticket.")
    became: str | None = Field(description="Ref of the complaint that was made of it.")


class Grumbles(BaseModel):
    """What was grumbled, the newest first; twenty at most."""

    items: list[GrumbleOut]


class CorrectiveOut(BaseModel):
    """A cause that came again, and what is done about it."""

    id: int
    type: str
    cause: str
    state: str = Field(description="OPEN, DONE, WORKED or FAILED.")
    count: int
    what: str
    effect: str
    owner: str | None = Field(description="Staff number.")
    due_on: date | None
    opened_at: datetime
    done_at: datetime | None
    came: int = Field(description="Cases of this cause since it was done; counting stops at 100.")


class Correctives(BaseModel):
    """One page, the newest first, and the cursor of the next; null at the end."""

    items: list[CorrectiveOut]
    next_cursor: str | None


class LearnedOut(BaseModel):
    """The lesson of a case (R220)."""

    ref: str
    number: str | None
    type: str
    cause_key: str = Field(description="The cause of the catalogue; empty where none was found.")
    cause: str
    change: str
    owner: str = Field(description="Staff number.")
    due_on: date


class Learned(BaseModel):
    """One page, the newest case first, and the cursor of the next; null at the end."""

    items: list[LearnedOut]
    next_cursor: str | None
