"""How to go about it: steps with their musts, phrases, words to avoid."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from yinuo.playbooks.rules import texts
from yinuo.playbooks.rules.schema.base import Item, Key, Line, OneOrMore, Part, Text

Day = Literal["workday", "weekend", "holiday"]


class Must(Part):
    """Something that has to be done before the stage is left.

    `by` says who ticks it: `hand` the person, `desk` the software when it has seen it done.
    """

    key: Key
    label: Line
    by: Literal["hand", "desk"] = "hand"


class Step(Item):
    """One step of a kind of ticket: its goal, what must be done, what to say and which words to avoid."""

    key: Key
    stage: Key
    label: Line
    goal: Annotated[str, StringConstraints(max_length=200)] = ""
    must: tuple[Must, ...] = ()
    say: Annotated[tuple[Key, ...], OneOrMore] = ()
    avoid: Annotated[tuple[Line, ...], OneOrMore] = ()


class Phrase(Item):
    """One sentence of the manual; `when` is the situation, `days` the kinds of day it fits (R244).

    `then` is what the desk offers once it was said: note the call as one without a voice (R235) or as a
    vulgar one (R247), or write down what was promised with it (R248).
    """

    key: Key
    group: Key
    when: Line
    text: Text
    days: Annotated[tuple[Day, ...], OneOrMore] = ("workday", "weekend", "holiday")
    then: Literal["no_voice", "vulgar", "promise"] | None = None

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables in the text, in order of appearance."""
        return texts.variables_in(self.text)


class WordToAvoid(Item):
    """A word that must not be said, and what to say instead."""

    word: Line
    instead: Annotated[str, StringConstraints(max_length=200)] = ""
