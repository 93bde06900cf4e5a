"""What can be done for a complainant, and how to go about it: remedies, strategies, questions, the law."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from yinuo.playbooks.rules.schema.base import ComplaintWhen, Item, Key, Line, OneOrMore, Span, Text, Yuan
from yinuo.playbooks.rules.vocabulary.complaints import ComplaintType, Fact

Types = Annotated[tuple[ComplaintType, ...], OneOrMore]
Way = Literal[
    "exchange",
    "return",
    "free_goods",
    "refund",
    "apology",
    "money",
    "discount",
    "gift",
    "honour",
    "care",
    "visit",
    "discussion",
    "reward",
    "redo",
]


class Remedy(Item):
    """One thing that can be given to a complainant (R207, R209, R210, R395), material or moral (`is_moral`).

    `types` are the complaints it is for; none means all. With `takes_amount` the agent enters how much, of
    which the company bears `cost_percent`; a remedy without an amount costs `cost` each time (in yuan; fen in
    code) or nothing. `department` carries it out: `task` is what it has to do, `within` so much working time
    (R204). `say` is how it is offered to the customer.
    """

    key: Key
    label: Line
    way: Way
    is_moral: bool = False
    types: Types = ()
    takes_amount: bool = False
    cost_percent: Annotated[int, Field(ge=0, le=100)] = 100
    cost: Yuan | None = None
    department: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_]{0,39})?$")] = ""
    task: Annotated[str, StringConstraints(max_length=120)] = ""
    within: Span | None = None
    say: Text = ""

    @model_validator(mode="after")
    def _sound(self) -> "Remedy":
        if self.takes_amount and self.cost is not None:
            raise PydanticCustomError("remedy.two_costs", "costs", {"name": self.key})
        if bool(self.department) is not bool(self.task) or (self.within is not None and not self.task):
            raise PydanticCustomError("remedy.nobody", "department", {"name": self.key})
        if self.within is not None and self.within.total_seconds() % 86_400 == 0:
            raise PydanticCustomError("promise.working_days", "days", {"name": self.key})
        return self

    def cost_of(self, amount: int) -> int:
        """What it costs the company in fen when `amount` fen is given, rounded up (R214)."""
        return -(-amount * self.cost_percent // 100) if self.takes_amount else self.cost or 0


class Strategy(Item):
    """How to go about a customer of one kind: by manner, temper or organisation (R149, R150, R151).

    Every strategy counts whose `when` holds. `say` names phrases.
    """

    key: Key
    label: Line
    when: ComplaintWhen
    tone: Line
    do: Annotated[tuple[Line, ...], OneOrMore] = ()
    avoid: Annotated[tuple[Line, ...], OneOrMore] = ()
    say: Annotated[tuple[Key, ...], OneOrMore] = ()


class Question(Item):
    """One question of the checklist of a type of complaint (R144, R311); `types` empty: of every type.

    `label` is what is missing until it is answered. The answer `fills` that fact of the complaint too.
    """

    key: Key
    label: Line
    ask: Annotated[Text, StringConstraints(min_length=1)]
    types: Types = ()
    required: bool = False
    fills: Fact = ""


class LegalRule(Item):
    """What the law says of a complaint: a `deadline`, a `minimum` to give, a `right` to tell of, or an
    outside `body` that the customer may turn to.

    `law` is the citation. A deadline is `within` so many days, of the calendar or working days (`days_kind`).
    A minimum is `percent` of its `base` (the declared value, the freight, the proven loss), and `at_least` so
    much (in yuan; fen in code). `contact` is how to reach a body.
    """

    key: Key
    label: Line
    law: Line
    about: Literal["deadline", "minimum", "right", "body"]
    types: Types = ()
    text: Annotated[Text, StringConstraints(min_length=1)]
    within: Span | None = None
    days_kind: Literal["calendar", "working"] = "calendar"
    base: Literal["", "declared_value", "freight", "loss"] = ""
    percent: Annotated[int, Field(ge=0, le=1000)] = 100
    at_least: Yuan | None = None
    contact: Annotated[str, StringConstraints(max_length=80)] = ""

    @model_validator(mode="after")
    def _sound(self) -> "LegalRule":
        if self.about == "deadline" and self.within is None:
            raise PydanticCustomError("legal.no_time", "within", {"name": self.key})
        if self.about == "minimum" and not self.base and self.at_least is None:
            raise PydanticCustomError("legal.no_amount", "base", {"name": self.key})
        if self.about == "body" and not self.contact:
            raise PydanticCustomError("legal.no_contact", "contact", {"name": self.key})
        return self

    def amount_of(self, base: int) -> int:
        """What it gives in fen for a base of so many fen, rounded up, and never less than `at_least`."""
        return max(-(-base * self.percent // 100) if self.base else 0, self.at_least or 0)
