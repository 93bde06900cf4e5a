"""What to ask: the elements of a ticket, in asking order."""

from typing import Annotated, Literal

from pydantic import StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from yinuo.playbooks.rules.schema.base import ElementWhen, Item, Key, Line, OneOrMore, Part, Text
from yinuo.playbooks.rules.vocabulary.elements import KNOWN_CHOICES, KNOWN_ELEMENTS, Check, ElementType


class Choice(Part):
    """One answer to choose from; a choice shares its element's clause."""

    key: Key
    label: Line


class Declined(Part):
    """What happens when the customer will not say: what the agent answers, and how the order goes on (R025,
    R026).

    `then`: leave_empty · surname_is_enough · tell_driver (the caller learns who will drive) · ask_again
    (later, by a call) · cannot_take (no order without it).
    """

    say: Text = ""
    then: Literal["leave_empty", "surname_is_enough", "tell_driver", "ask_again", "cannot_take"] = (
        "leave_empty"
    )


class Element(Item):
    """One thing to ask. Its place in the list is its place in the conversation (R053).

    `read_back` is the sentence that repeats the answer, with `{value}` for it; empty means not read back
    (R055).
    """

    key: Key
    label: Line
    ask: Text = ""
    required: bool = False
    importance: Literal["normal", "important", "very_important"] = "normal"
    type: ElementType
    check: Annotated[tuple[Check, ...], OneOrMore] = ()
    choices: tuple[Choice, ...] = ()
    help: Annotated[str, StringConstraints(max_length=300)] = ""
    when_declined: Declined | None = None
    read_back: Text = ""
    group: Literal["pickup", "delivery", "goods", "fees"]
    when: ElementWhen | None = None
    hidden: bool = False

    @model_validator(mode="before")
    @classmethod
    def _known_type(cls, data: object) -> object:
        """A known key brings its type along and may not change it."""
        if not isinstance(data, dict) or (known := KNOWN_ELEMENTS.get(str(data.get("key")))) is None:
            return data
        if "type" not in data:
            return {**data, "type": known}
        if data["type"] != known:
            params = {"name": str(data["key"]), "known": known, "got": str(data["type"])}
            raise PydanticCustomError("element.retyped", "type", params)
        return data

    @field_validator("read_back", mode="before")
    @classmethod
    def _read_back(cls, value: object, info: ValidationInfo) -> object:
        """`true` reads back in the manual's pattern: 提货电话13800006621，对吗？"""
        if isinstance(value, bool):
            return f"{info.data.get('label', '')}{{value}}，对吗？" if value else ""
        return value

    @field_validator("choices")
    @classmethod
    def _known_choices(cls, choices: tuple[Choice, ...], info: ValidationInfo) -> tuple[Choice, ...]:
        """Choices that the code acts on may be relabelled or dropped, not invented."""
        known = KNOWN_CHOICES.get(str(info.data.get("key")))
        for choice in choices if known else ():
            if choice.key not in (known or ()):
                params = {"name": choice.key, "known": "、".join(sorted(known or ()))}
                raise PydanticCustomError("element.unknown_choice", "choice", params)
        return choices
