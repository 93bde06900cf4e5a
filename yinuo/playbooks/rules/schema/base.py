"""What every item of a playbook has in common, and the small types its fields are made of."""

import re
from collections.abc import Mapping
from datetime import time, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Annotated, Any, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from yinuo.core import calendar
from yinuo.playbooks.rules import expressions, texts

_REQUIREMENT: Final = re.compile(r"R\d{3}")

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
EventKind = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Part(BaseModel):
    """A piece of an item; it may name its own clause, else it shares its item's."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    from_: Annotated[str, StringConstraints(max_length=200)] = Field(default="", alias="from")
    r: tuple[Annotated[str, StringConstraints(pattern=r"^R\d{3}$")], ...] = ()

    @property
    def clause(self) -> str:
        """The clause, such as `001 三(二)2.2.1`; empty when only requirement numbers are given."""
        return " ".join(_REQUIREMENT.sub(" ", self.from_).split())

    @property
    def requirements(self) -> tuple[str, ...]:
        """The requirement numbers named in `from` or `r`, each once."""
        return tuple(dict.fromkeys([*_REQUIREMENT.findall(self.from_), *self.r]))


class Item(Part):
    """One rule of the manual. `from` names its clause and requirement numbers; the loader sets `chapter`."""

    from_: Annotated[str, StringConstraints(min_length=1, max_length=200)] = Field(alias="from")
    chapter: str = ""


def _span(value: Any) -> timedelta:
    if isinstance(value, timedelta):
        return value
    try:
        return calendar.parse_span(value)
    except (calendar.SpanError, AttributeError):
        raise PydanticCustomError("span.wrong", "span", {"value": str(value)}) from None


def _time_of_day(value: Any) -> time:
    if isinstance(value, time):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d(:00)?", value):
        return time.fromisoformat(value)
    raise PydanticCustomError("time.wrong", "time", {"value": str(value)})


def _text(value: str) -> str:
    try:
        texts.check(value)
    except texts.TextFault as fault:
        raise PydanticCustomError("text.unpaired", "text", {"near": fault.near}) from None
    return value


def _yuan(value: Any) -> int:
    """Fen of an amount written in yuan (20, 20.5); a stored amount comes back as `{"fen": 2050}`."""
    if isinstance(value, dict) and set(value) == {"fen"}:
        return int(value["fen"])
    try:
        fen = Decimal(str(value)) * 100 if not isinstance(value, bool) else Decimal("NaN")
        if fen == fen.to_integral_value() and 0 <= fen <= 10**11:
            return int(fen)
    except InvalidOperation:
        pass
    raise PydanticCustomError("money.wrong", "money", {"value": str(value)})


def _expression(value: Any, context: str) -> expressions.Expression:
    try:
        return expressions.compile_expression(str(value), context)
    except expressions.ExpressionFault as fault:
        raise PydanticCustomError(fault.code, "expression", _any(fault.params)) from None


def _any(params: Mapping[str, str]) -> dict[str, Any]:
    return dict(params)


def _listed(value: Any) -> Any:
    """One word where a list is allowed is a list of one."""
    return (value,) if isinstance(value, str) else value


Span = Annotated[timedelta, BeforeValidator(_span), PlainSerializer(calendar.format_span, return_type=str)]
TimeOfDay = Annotated[
    time, PlainValidator(_time_of_day), PlainSerializer(lambda at: at.isoformat("minutes"), return_type=str)
]
Text = Annotated[str, StringConstraints(max_length=500), AfterValidator(_text)]
Yuan = Annotated[int, PlainValidator(_yuan), PlainSerializer(lambda fen: {"fen": fen}, return_type=dict)]
OneOrMore = BeforeValidator(_listed)
_AS_WRITTEN = PlainSerializer(str, return_type=str)

ElementWhen = Annotated[
    expressions.Expression, PlainValidator(partial(_expression, context="element")), _AS_WRITTEN
]
PromiseWhen = Annotated[
    expressions.Expression, PlainValidator(partial(_expression, context="promise")), _AS_WRITTEN
]
LateWhen = Annotated[
    expressions.Expression, PlainValidator(partial(_expression, context="late")), _AS_WRITTEN
]
NoticeWhen = Annotated[
    expressions.Expression, PlainValidator(partial(_expression, context="notice")), _AS_WRITTEN
]
ApprovalWhen = Annotated[
    expressions.Expression, PlainValidator(partial(_expression, context="approval")), _AS_WRITTEN
]
ComplaintWhen = Annotated[
    expressions.Expression, PlainValidator(partial(_expression, context="complaint")), _AS_WRITTEN
]
