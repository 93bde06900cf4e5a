"""Who must agree, why something ended, who takes over: approvals, limits, causes, reasons, departments."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from yinuo.playbooks.rules.schema.base import ApprovalWhen, Item, Key, Line, Part, Yuan
from yinuo.playbooks.rules.vocabulary.people import Role


class Approval(Item):
    """Who must agree before something is done. Listed from the highest role down: the first whose `when`
    holds is asked.
    """

    key: Key
    label: Line
    about: Literal["discount", "remedy", "refusal"]
    when: ApprovalWhen
    by: Role


class Limit(Item):
    """How much a role may grant alone, as an amount (in yuan; fen in code) and as a percentage of the
    freight.

    A part left out is not limited for that role.
    """

    role: Role
    about: Literal["discount", "remedy"] = "discount"
    amount: Yuan | None = None
    percent: Annotated[int, Field(ge=0, le=100)] | None = None


class Cause(Item):
    """Why a shipment is abnormal; objective causes (weather, closed road) excuse a late delivery (R088)."""

    key: Key
    label: Line
    objective: bool


class Reason(Part):
    """One reason to choose from when something is cancelled, refused, moved or paused."""

    key: Key
    label: Line
    by_customer: bool = False
    note_required: bool = False


class Department(Item):
    """A department that takes over what the desk cannot operate itself (R069)."""

    key: Key
    label: Line
    task: Annotated[str, StringConstraints(max_length=120)] = ""


class Settings(Item):
    """Company rules: who gets the slip, which a branch or region may override in settings (R068), and how
    complaints are followed.

    `customer_word` is what customers are called (市民 for a public service, R394). The customer may open a
    closed complaint again for `reopen_days`. Whoever cannot be reached is tried `call_back_tries` times,
    `try_gap_minutes` of working time apart. A cause that comes `repeat_count` times within `repeat_days`
    asks for a corrective action. `payers` are the roles that may note that money went to a customer, beside
    whom the task of paying was given to by name.
    """

    receiver: Literal["driver", "dispatcher"] = "driver"
    copy_to_market_developer: bool = True
    customer_word: Annotated[str, StringConstraints(min_length=1, max_length=10)] = "客户"
    reopen_days: Annotated[int, Field(ge=1, le=365)] = 30
    call_back_tries: Annotated[int, Field(ge=1, le=10)] = 3
    try_gap_minutes: Annotated[int, Field(ge=10, le=10_080)] = 120
    repeat_count: Annotated[int, Field(ge=2, le=100)] = 3
    repeat_days: Annotated[int, Field(ge=1, le=365)] = 30
    payers: tuple[Role, ...] = ("agent", "team_leader", "dispatcher", "manager", "colleague")
