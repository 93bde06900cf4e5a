"""Whom to tell, in which words: notices, and how they are shortened until they fit."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from yinuo.core.text import sms
from yinuo.playbooks.rules import texts
from yinuo.playbooks.rules.schema.base import EventKind, Item, Key, Line, NoticeWhen, OneOrMore, Part, Text
from yinuo.playbooks.rules.vocabulary.people import Recipient

NEVER_LEFT_OUT: Final = (
    "serial",
    "shipper_phone",
    "consignee_phone",
    "payment",
    "fees",
    "agent",
)
"""Which order, whom to ring, what to collect, whom to ask: no manual may leave these out or rewrite them
(R027, R035, R040, R041, R043, R044).
"""

STORED: Final = "stored"
"""The validation context of playbooks that were published before."""

Words = Annotated[str, StringConstraints(min_length=1, max_length=60)]


class Copy(Part):
    """Who gets a copy, when, and by which notice if the words differ (R066)."""

    to: Recipient
    when: NoticeWhen | None = None
    notice: Key | None = None


class Shortening(Part):
    """One way to make a notice shorter; `label` says to the agent what it did, such as 先生→先.

    Just one of three: `use` writes a variable in its shorter form (the variable that stands behind the
    colon), where that is shorter; `replace` puts shorter words in the place of others, among the fixed words
    of the text, or with `in` inside the values of these variables; `text` is another wording of the whole.
    """

    key: Key
    label: Line
    use: Mapping[Key, Key] = {}
    replace: Mapping[Words, Annotated[str, StringConstraints(max_length=60)]] = {}
    in_: tuple[Key, ...] = Field(default=(), alias="in")
    text: Text = ""

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables it may write."""
        return (*self.use, *self.use.values(), *self.in_, *texts.variables_in(self.text))

    @field_validator("in_", mode="before")
    @classmethod
    def _one_or_more(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _works(self) -> "Shortening":
        if sum(map(bool, (self.use, self.replace, self.text))) != 1 or (self.in_ and not self.replace):
            raise PydanticCustomError("shorten.either", "one of", {"name": self.key})
        for long, short in self.replace.items():
            if sms.measure(short).units > sms.measure(long).units:
                raise PydanticCustomError("shorten.longer", "longer", {"long": long, "short": short})
        for name in self.in_:
            if name in NEVER_LEFT_OUT:
                raise PydanticCustomError("shorten.protected", "protected", {"name": name})
        return self


class Notice(Item):
    """An outgoing message made from a template.

    `on` sends it by itself at these events when `when` holds; without `on` only an action or a late promise
    sends it. A text of more than `limit` characters (as the network counts, the signature included) is made
    shorter by the steps of `shorten`, in their order and only as many as are needed; when all of them are
    not enough, `over_limit` says whether to refuse or to send in parts. `leave_out` are the variables that a
    person may then leave out. What goes to the group of the ticket's team (`robot`) needs no `to`. `reads_as`
    names the reader that must find every element again in the text. A `commercial` one leaves only between 8
    and 21 o'clock, says at its end how to refuse more, and never leaves to a number that did; slips and
    chases never are.
    """

    key: Key
    label: Line
    channel: Literal["sms", "desk", "robot"]
    to: Annotated[tuple[Recipient, ...], OneOrMore] = ()
    on: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    when: NoticeWhen | None = None
    limit: Annotated[int, Field(ge=20, le=500)] = 70
    over_limit: Literal["refuse", "parts"] = "refuse"
    text: Text
    shorten: tuple[Shortening, ...] = ()
    leave_out: Annotated[tuple[Key, ...], OneOrMore] = ()
    reads_as: Literal["slip"] | None = None
    copy_to: tuple[Copy, ...] = ()
    commercial: bool = False

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in its text and in the shorter forms of it, each once."""
        shorter = (name for step in self.shorten for name in step.variables)
        return tuple(dict.fromkeys([*texts.variables_in(self.text), *shorter]))

    @model_validator(mode="before")
    @classmethod
    def _as_written_before(cls, value: Any, info: ValidationInfo) -> Any:
        """A version published when a notice had whole shorter texts keeps them, as steps."""
        if not (info.context and info.context.get(STORED) and isinstance(value, Mapping)):
            return value
        kept = {name: inner for name, inner in value.items() if name != "shorter"}
        if shorter := value.get("shorter"):
            kept["shorten"] = [
                {"key": f"shorter_{number}", "label": f"第 {number} 种短写法", "text": text}
                for number, text in enumerate(shorter, 1)
            ]
        return kept

    @model_validator(mode="after")
    def _words(self) -> "Notice":
        if not self.text.strip():
            raise PydanticCustomError("value.empty", "text")
        if self.commercial and (self.channel != "sms" or self.reads_as or set(self.to) != {"customer"}):
            raise PydanticCustomError("notice.commercial", "commercial", {"name": self.key})
        if not self.to and self.channel != "robot":
            raise PydanticCustomError("notice.to_nobody", "nobody")
        for name in self.leave_out:
            if name in NEVER_LEFT_OUT:
                raise PydanticCustomError("shorten.protected", "protected", {"name": name})
        return self
