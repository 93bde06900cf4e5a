"""By when, and what follows when it is late: promises."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from yinuo.playbooks.rules.schema.base import (
    EventKind,
    Item,
    Key,
    LateWhen,
    Line,
    OneOrMore,
    Part,
    PromiseWhen,
    Span,
    TimeOfDay,
)
from yinuo.playbooks.rules.vocabulary.people import Notified, Recipient

DueField = Literal[
    "wished_pickup_at",
    "wished_delivery_at",
    "promised_at",
    "call_again_at",
    "complaint.day_end",
    "complaint.law_due_at",
    "complaint.official_due_at",
    "complaint.statement_due_at",
    "complaint.chore_due_at",
]


class Consequence(Part):
    """Who is told and what is sent or asked for. `task` is the line an assignee reads: what to do now."""

    when: LateWhen | None = None
    notify: Annotated[tuple[Notified, ...], OneOrMore] = ()
    notice: Key | None = None
    to: Annotated[tuple[Recipient, ...], OneOrMore] = ()
    task: Annotated[str, StringConstraints(max_length=80)] = ""

    @model_validator(mode="after")
    def _something(self) -> "Consequence":
        if not (self.notify or self.notice or self.task):
            raise PydanticCustomError("late.empty", "empty")
        if self.to and not self.notice:
            raise PydanticCustomError("late.no_notice", "to")
        return self


class LateLevel(Consequence):
    """What happens `after` the due time, counted by the promise's own clock."""

    after: Span = timedelta(0)


class Repeat(Consequence):
    """What happens again until the promise is kept: `every` so often after it broke, or `at` these times of
    each working day (R092: morning and afternoon).
    """

    every: Span | None = None
    at: tuple[TimeOfDay, ...] = ()
    until: Literal["kept"] = "kept"
    most: Annotated[int, Field(ge=1, le=200)] = 50

    @model_validator(mode="after")
    def _either(self) -> "Repeat":
        if (self.every is None) is (not self.at):
            raise PydanticCustomError("repeat.either", "either")
        if self.every is not None and self.every < timedelta(minutes=1):
            raise PydanticCustomError("repeat.too_often", "often")
        return self


class Promise(Item):
    """Something due by a time.

    Opened by the events `on` (none: only by hand) when `when` holds. Due at the first of the `due_from`
    fields that has a value, else `within` the event by the `clock`; if neither gives a time it is not
    opened. Where the event comes while nobody works, `when_closed` counts from the next opening in place of
    `within`, so that what came overnight is due before what the day brings (R078). Kept by `kept_by`,
    cancelled by `cancelled_by`. Warned before, broken at the due time, then `late` level by level. `again`
    lets a new round open after one was kept. `excused_by: objective` marks a
    broken promise with an objective cause apart in every count (R088).
    """

    key: Key
    label: Line
    kinds: Annotated[tuple[Key, ...], OneOrMore]
    on: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    when: PromiseWhen | None = None
    within: Span | None = None
    when_closed: Span | None = None
    due_from: Annotated[tuple[DueField, ...], OneOrMore] = ()
    clock: Literal["elapsed", "working"] = "elapsed"
    kept_by: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    cancelled_by: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    paused_by: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    resumed_by: Annotated[tuple[EventKind, ...], OneOrMore] = ()
    warn: Annotated[tuple[Span, ...], OneOrMore] = ()
    assign: Literal["owner", "dispatcher", "team_leader"] = "owner"
    task: Annotated[str, StringConstraints(max_length=80)] = ""
    late: tuple[LateLevel, ...] = ()
    repeat: Repeat | None = None
    again: bool = False
    excused_by: Literal["objective"] | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether only a person opens it (a call-back promised by word, a task given)."""
        return not self.on

    @model_validator(mode="after")
    def _sound(self) -> "Promise":
        if self.on and self.within is None and not self.due_from:
            raise PydanticCustomError("promise.never_due", "due", {"name": self.key})
        if self.when_closed is not None and (self.within is None or self.clock != "working"):
            raise PydanticCustomError("promise.when_closed", "closed", {"name": self.key})
        if self.on and not self.kept_by:
            raise PydanticCustomError("promise.never_kept", "kept", {"name": self.key})
        if self.clock == "working" and any(span % _DAY == _NOTHING for span in self._spans() if span):
            raise PydanticCustomError("promise.working_days", "days", {"name": self.key})
        if [level.after for level in self.late] != sorted(level.after for level in self.late):
            raise PydanticCustomError("late.order", "order", {"name": self.key})
        return self

    def _spans(self) -> tuple[timedelta, ...]:
        within = (span for span in (self.within, self.when_closed) if span is not None)
        return (*within, *self.warn, *(level.after for level in self.late))


_DAY, _NOTHING = timedelta(days=1), timedelta(0)
