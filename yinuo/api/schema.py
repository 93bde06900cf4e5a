"""Shapes that every part of the API shares: a failure, one fault, what may be said as text or number."""

import math
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


def _as_said(value: object) -> str | None:
    """A text as a person would type it: 15 is "15", 2.20 is "2.2", true is "yes"."""
    match value:
        case None | str():
            return value
        case bool():
            return "yes" if value else "no"
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return f"{value:.6f}".rstrip("0").rstrip(".")
    raise PydanticCustomError("string_type", "neither text nor number")


Said = Annotated[
    str | None, BeforeValidator(_as_said), WithJsonSchema({"type": ["string", "number", "boolean", "null"]})
]
"""What a person says, as text, number or yes/no; nothing said is null."""


def _as_text(value: object) -> str:
    return _as_said(value) or ""


Text = Annotated[str, BeforeValidator(_as_text), WithJsonSchema({"type": ["string", "number", "null"]})]
"""A text that may also be written as a number (staff numbers are) or left out by null."""


class Body(BaseModel):
    """A request's body; members that nobody knows are refused."""

    model_config = ConfigDict(extra="forbid")


class Fault(BaseModel):
    """One thing wrong with one field, or one thing that is still missing."""

    field: str = Field(description="The member of the request at fault; empty where it is none.")
    code: str = Field(description="Fixed, for programs.")
    detail: str = Field(description="What is wrong and what to do, in the caller's language.")
    params: dict[str, Any] = Field({}, description="Values that `detail` speaks of, such as `choices`.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(
        description="Fixed: `urn:yinuo:problem:` and the code.", json_schema_extra={"format": "uri"}
    )
    title: str = Field(description="What happened and what to do, in the caller's language.")
    status: int
    instance: str = Field(
        description="This request, by the number in `X-Request-ID`.", json_schema_extra={"format": "uri"}
    )
    params: dict[str, Any] = Field({}, description="Values that `title` speaks of.")
    errors: list[Fault] = Field([], description="Everything at fault, at once.")
