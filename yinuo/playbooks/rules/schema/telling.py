"""Whom to tell, in which words: notices."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from yinuo.playbooks.rules import texts
from yinuo.playbooks.rules.schema.base import EventKind, Item, Key, Line, NoticeWhen, OneOrMore, Part, Text
from yinuo.playbooks.rules.vocabulary.people import Recipient


class Copy(Part):
    """Who gets a copy, when, and by which notice if the words differ (R066)."""

    to: Recipient
    when: NoticeWhen | None = None
    notice: Key | None = None


class Notice(Item):
    """An outgoing message made from a template.

    `on` sends it by itself at these events when `when` holds; without `on` only an action or a late promise
    sends it. `shorter` holds further texts, tried in order until one fits `limit` characters (as the network
    counts); when none does, `over_limit` says whether to refuse or to send in parts.
    """

    key: Key
    label: Line
    channel: Literal["sms", "desk"]
    to: Annotated[tuple[Recipient, ...], OneOrMore]
    on: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    when: NoticeWhen | None = None
    limit: Annotated[int, Field(ge=20, le=500)] = 70
    over_limit: Literal["refuse", "parts"] = "refuse"
    text: Text
    shorter: tuple[Text, ...] = ()
    copy_to: tuple[Copy, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The full text and its shorter forms, in the order they are tried."""
        return (self.text, *self.shorter)

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in all its texts, each once."""
        return tuple(dict.fromkeys(name for text in self.texts for name in texts.variables_in(text)))

    @model_validator(mode="after")
    def _words(self) -> "Notice":
        if not self.text.strip():
            raise PydanticCustomError("value.empty", "text")
        return self
