"""What the operations on a complaint read until it is decided; what follows stands in `later`."""

from typing import Annotated, Final

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field
from pydantic_core import PydanticCustomError

from yinuo.api.schema import Body, Text
from yinuo.complaints.rules.goods import MOST_FEN

LONGEST_KEY: Final = 40


def _short(key: str) -> str:
    if len(key) > LONGEST_KEY:
        said = {"max_length": LONGEST_KEY, "actual_length": len(key)}
        raise PydanticCustomError("too_long", "longer than a form key", said)
    return key


FormKey = Annotated[
    Text, AfterValidator(_short), Field(description="Of your own: the same one again is the same act.")
]


class Listed(BaseModel):
    """Which complaints."""

    view: str = Field("open", description="open, crisis, official or closed.")
    whose: str = Field("all", description="all, mine or team.")
    stage: str = Field("", description="ACCEPT, CLARIFY, PROPOSE, CARRY_OUT or CALL_BACK.")
    type: str = Field("", description="TIME, CHARGES, ATTITUDE, DAMAGE or OTHER.")
    severity: int = Field(0, description="1 to 4; 0 for all.")
    channel: str = ""
    respondent: str = Field("", description="Staff number of whom it is about.")
    cursor: str = Field("", description="`next_cursor` of the page before.")


class GoodsIn(Body):
    """The product or goods complained about (R139)."""

    name: Text = ""
    specification: Text = ""
    made_on: Text = ""
    batch: Text = ""
    used_at: Text = ""
    symptoms: Text = ""
    brand_before: Text = ""
    recent_use: Text = ""
    inspection: Text = Field("", description="What the inspection on receipt found.")
    declared_value: int | None = Field(None, description="In fen.")
    loss: int | None = Field(None, description="What was really lost, in fen; a declared value bounds it.")


class ToldIn(Body):
    """What the customer tells (R133–R145)."""

    account: Text = Field("", description="The facts in the customer's words.")
    wanted: Text = Field("", description="The remedy asked for.")
    contact_name: Text = ""
    contact_phone: Text = ""
    contact_company: Text = ""
    contact_address: Text = ""
    about: Text = Field("", description="Ref or number of the order it is about.")
    respondent: Text = Field("", description="Staff number of the person complained about.")
    respondent_name: Text = Field("", description="Somebody without an account, or who has left.")
    respondent_department: Text = ""
    goods: GoodsIn | None = None
    official_from: Text = Field("", description="The hotline or regulator that passed it on.")
    official_number: Text = ""
    official_due_at: AwareDatetime | None = None
    is_anonymous: bool = False
    may_tell: bool = Field(False, description="The person complained about may see who complains.")


class DecidedIn(Body):
    """What kind of complaint it is; what is left out is not decided."""

    type: Text = Field("", description="TIME, CHARGES, ATTITUDE, DAMAGE or OTHER.")
    cause: Text = Field("", description="A key of the cause catalogue, as QUALITY or SAFETY.")
    severity: int | None = Field(None, description="1 to 4; 4 is a crisis.")
    is_crisis: bool = False
    manner: Text = Field("", description="MATTER, ATTITUDE or OPINION.")
    temper: Text = ""
    organisation: Text = Field("", description="INDUSTRIAL, RESELLER or GOVERNMENT; empty for a person.")


class ComplaintIn(ToldIn, DecidedIn):
    """A complaint."""

    channel: Text = Field("", description="PHONE, CHAT, MESSAGE, WEB, VISIT, FAX, HOTLINE, OFFICIAL, …")
    mood: int | None = Field(None, description="How the customer feels: 1, furious, to 5, content.")
    owner: Text = Field("", description="Staff number of who leads it; by rule when nobody is named.")
    form_key: FormKey = ""


class ReportIn(Body):
    """A complaint that any colleague passes on (R334, R349)."""

    account: Text = ""
    contact_name: Text = ""
    contact_phone: Text = ""
    channel: Text = Field("", description="VISIT, PHONE, LETTER, FAX or INSIDE.")
    form_key: FormKey = ""


class DetailsIn(ToldIn):
    """What is set right; what is left out stays as it is."""

    version: int = Field(description="`version` of the case that was read; changed since: `stale`.")


class WaitIn(Body):
    """By when the customer has an answer, as it was said to them."""

    due_at: AwareDatetime
    note: Text = ""


class RestatingIn(Body):
    """The problem in our words, as the customer confirmed it."""

    words: Text = ""
    is_confirmed: bool = False


class MoodIn(Body):
    """How the customer feels."""

    feeling: int = Field(description="1 furious, 2 angry, 3 unhappy, 4 calm, 5 content.")


class LeaderIn(Body):
    """The call for a leader."""

    note: Text = ""
    level: int | None = Field(None, description="The level wanted: 1 leader, 2 manager; else the next.")


class StageIn(Body):
    """The stage to go on to."""

    to: Text = Field("", description="ACCEPT, CLARIFY, PROPOSE, CARRY_OUT, CALL_BACK or CLOSED.")


class BackIn(StageIn):
    """Where it goes back to, and why."""

    why: Text = ""


class WhyIn(Body):
    """Why: a key of the playbook's reasons."""

    reason: Text = ""
    note: Text = ""


class MustIn(Body):
    """What a step asks for."""

    step: Text = ""
    key: Text = ""


class OverrideIn(WhyIn):
    """Which must is let go, and why."""

    step: Text = ""
    key: Text = ""


class TransferIn(WhyIn):
    """Who leads it from now on, and why."""

    to: Text = Field("", description="Staff number.")


class StatementAskIn(Body):
    """Whom to ask what."""

    asks: Text = ""
    due_at: AwareDatetime
    to: Text = Field("", description="Staff number; or a name and a phone, to which the link is sent.")
    to_name: Text = ""
    to_phone: Text = ""
    to_department: Text = ""


class AnswerIn(Body):
    """What the customer answered to one question of the checklist."""

    key: Text = ""
    text: Text = ""


class FindingsIn(Body):
    """What was found out (R190, R322)."""

    cause_found: Text = ""
    motive: Text = ""
    core_demand: Text = ""
    degree: Text = Field("", description="How far we are at fault: NONE, PARTLY, MOSTLY or FULL.")
    responsible: Text = ""
    cause: Text = Field("", description="A key of the cause catalogue; empty keeps what stands.")


class WeighingIn(Body):
    """The five questions before any compensation (R191–R195), the analysis (R190), the effects (R152)."""

    has_long_relation: bool | None = None
    may_buy_again: bool | None = None
    word_of_mouth: Text = ""
    demand: Text = Field("", description="FAIR, MUCH or EXCESSIVE.")
    degree: Text = Field("", description="NONE, PARTLY, MOSTLY or FULL.")
    analysis: dict[str, Text] = Field({}, description="Question of R190 → answer.")
    effects: dict[str, Text] = Field({}, description="Burden of R152 → words.")


class RemedyIn(Body):
    """One remedy of a proposal."""

    remedy: Text = Field(description="A key of the playbook's remedies.")
    fen: int = Field(0, ge=0, le=MOST_FEN, description="The sum, where the remedy takes one.")
    words: Text = ""
    is_option: bool = Field(False, description="Of the options the customer chooses one.")


class OfferIn(Body):
    """A proposal (R207–R211, R252–R254)."""

    items: list[RemedyIn] = Field([], description="The remedies.")
    opinion: Text = Field("", description="For whoever has to agree.")
    text: Text = Field("", description="The words to the customer; the manual's when left out.")
    unusual_for: Text = Field("", description="Why it is outside what similar cases got.")


class RefusalIn(WhyIn):
    """A reasoned no."""

    ground: Text = Field("", description="The key of a law of the playbook, or the rule in words.")
    opinion: Text = ""
    text: Text = ""
