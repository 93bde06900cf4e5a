"""What the operations read from the approval to the end; and of suggestions, grumbles, correctives."""

from datetime import date

from pydantic import AwareDatetime, BaseModel, Field

from yinuo.api.complaints.schema import FormKey, WhyIn
from yinuo.api.schema import Body, Text

WAY = "PHONE, SMS, PAGE, EMAIL, LETTER or VISIT."


class OfOfferIn(Body):
    """Which proposal is meant."""

    offer: int | None = Field(
        None, description="Its `id` as it was read; refused where another stands by now."
    )


class AskIn(OfOfferIn):
    """Have a proposal agreed to."""

    note: Text = ""


class TellIn(OfOfferIn):
    """How the customer hears it."""

    way: Text = Field("", description=f"{WAY} SMS sends it now.")


class AcceptanceIn(OfOfferIn):
    """The customer agrees."""

    way: Text = Field("", description=WAY)
    chosen: list[int] = Field([], description="The ids of the options taken.")
    words: Text = ""


class DecliningIn(OfOfferIn):
    """What the customer wants instead."""

    words: Text = ""
    way: Text = Field("", description=WAY)


class BecauseIn(Body):
    """Why, in words."""

    why: Text = ""


class ChoreIn(Body):
    """What a department has to do."""

    department: Text = ""
    text: Text = ""
    due_at: AwareDatetime
    to: Text = Field("", description="Staff number of who there does it, if that is known.")
    form_key: FormKey = ""


class ProofIn(Body):
    """How it can be seen that it was done."""

    proof: Text = ""


class ReturnIn(Body):
    """What was not done, or not well."""

    why: Text = ""
    due_at: AwareDatetime | None = Field(None, description="By when again; else in the time it had first.")


class PaidIn(Body):
    """That the customer has the money."""

    fen: int = Field(description="Exactly what was agreed.")
    way: Text = ""
    receipt: Text = Field("", description="The number by which it is found in the books.")


class PaymentIn(PaidIn):
    """That the customer has the money of one remedy."""

    item: int = Field(description="`id` of the remedy in the accepted offer.")


class CallBackIn(Body):
    """A try to reach the customer."""

    reached: bool
    way: Text = Field("", description=f"{WAY[:-1]}; CHAT and FAX, too.")
    note: Text = ""


class RatingIn(Body):
    """How satisfied the customer is (R165, R183)."""

    way: Text = ""
    overall: int = Field(description="1 to 5; 4 and 5 are satisfied, with nothing left.")
    result: int | None = None
    process: int | None = None
    treatment: int | None = None
    words: Text = ""
    left: Text = Field("", description="What is left to be done.")


class LessonIn(Body):
    """What was learned (R220)."""

    cause: Text = ""
    change: Text = ""
    owner: Text = Field("", description="Staff number.")
    due_on: date


class OtherIn(Body):
    """Another complaint."""

    ref: Text = Field("", description="Its ref or number.")


class StatementIn(Body):
    """What happened."""

    said: Text = ""


class DropIn(WhyIn):
    """Why it is not needed any more."""


class SuggestionsWanted(BaseModel):
    """Which suggestions and praise."""

    view: str = Field("open", description="open or closed.")
    whose: str = Field("all", description="all, mine or team.")
    stage: str = Field("", description="OPEN, THANKED, PASSED_ON or ANSWERED.")
    channel: str = ""
    cursor: str = Field("", description="`next_cursor` of the page before.")


class SuggestionIn(Body):
    """A suggestion or praise (R130)."""

    sort: Text = Field("SUGGESTION", description="SUGGESTION or PRAISE.")
    text: Text = ""
    channel: Text = ""
    about: Text = Field("", description="Ref or number of the order it is about.")
    about_person: Text = Field("", description="Staff number of whom praise is for.")
    contact_name: Text = ""
    contact_phone: Text = ""
    is_anonymous: bool = False
    form_key: FormKey = ""


class DepartmentIn(Body):
    """Whom it concerns."""

    department: Text = ""


class ResultIn(Body):
    """What came of it."""

    result: Text = ""
    is_acted_on: bool


class GrumbleIn(Body):
    """A displeasure that is no complaint (R148)."""

    text: Text = ""
    ticket: Text = Field("", description="Ref or number of the ticket it was about.")
    phone: Text = ""
    form_key: FormKey = ""


class GrumblesWanted(BaseModel):
    """Whose displeasures: those of a ticket, or those of the customer who has a number."""

    ticket: str = Field("", description="Ref or number of the ticket.")
    phone: str = Field("", description="A telephone number; all numbers of its customer count.")


class PlanIn(Body):
    """What is done about a cause that comes again."""

    what: Text = ""
    owner: Text = Field("", description="Staff number.")
    due_on: date


class HowFarIn(Body):
    """How far it is."""

    text: Text = ""


class EffectIn(Body):
    """Whether it works, by what was seen since."""

    worked: bool
    effect: Text = ""
