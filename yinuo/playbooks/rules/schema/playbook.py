"""A whole playbook, as it is published under one version."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from yinuo.playbooks.rules.schema.asking import Element
from yinuo.playbooks.rules.schema.base import Item, Key, Line, Part
from yinuo.playbooks.rules.schema.deciding import Approval, Cause, Department, Limit, Reason, Settings
from yinuo.playbooks.rules.schema.doing import Phrase, Step, WordToAvoid
from yinuo.playbooks.rules.schema.keeping import Promise
from yinuo.playbooks.rules.schema.remedying import LegalRule, Question, Remedy, Strategy
from yinuo.playbooks.rules.schema.telling import Notice


class Chapter(BaseModel):
    """One file of the playbook; `checksum` is of its meaning, so a comment changes nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    key: Key
    title: Line
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    from_: str = Field(default="", alias="from")
    file: str
    checksum: str


class Playbook(BaseModel):
    """Every rule of one manual. Looking up a key that it does not have raises KeyError."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    name: Line
    manual: str = ""
    chapters: tuple[Chapter, ...]
    elements: Mapping[str, tuple[Element, ...]] = {}
    steps: Mapping[str, tuple[Step, ...]] = {}
    phrases: tuple[Phrase, ...] = ()
    words_to_avoid: tuple[WordToAvoid, ...] = ()
    promises: tuple[Promise, ...] = ()
    notices: tuple[Notice, ...] = ()
    approvals: tuple[Approval, ...] = ()
    limits: tuple[Limit, ...] = ()
    causes: tuple[Cause, ...] = ()
    reasons: Mapping[str, tuple[Reason, ...]] = {}
    departments: tuple[Department, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    strategies: tuple[Strategy, ...] = ()
    questions: tuple[Question, ...] = ()
    legal: tuple[LegalRule, ...] = ()
    settings: Settings

    def items_of(self, chapter: str) -> dict[str, tuple[Item, ...]]:
        """The items of a chapter by section, for the page that shows it; empty sections are left out."""
        grouped = {
            name: (item for items in getattr(self, name).values() for item in items) for name in GROUPED
        }
        listed = {name: getattr(self, name) for name in ITEMS}
        found = {
            name: tuple(item for item in items if isinstance(item, Item) and item.chapter == chapter)
            for name, items in (grouped | listed).items()
        }
        return {name: items for name, items in found.items() if items}

    def element(self, kind: str, key: str) -> Element:
        """The element `key` of a kind of ticket."""
        return _by_key(self.elements.get(kind, ()))[key]

    def steps_in(self, kind: str, stage: str) -> tuple[Step, ...]:
        """The steps of a stage, in order; none when the manual says nothing about it."""
        return tuple(step for step in self.steps.get(kind, ()) if step.stage == stage)

    def phrase(self, key: str) -> Phrase:
        """The phrase `key`."""
        return self._phrases[key]

    def promise(self, key: str) -> Promise:
        """The promise `key`."""
        return self._promises[key]

    def notice(self, key: str) -> Notice:
        """The notice `key`."""
        return self._notices[key]

    def notices_on(self, event: str) -> tuple[Notice, ...]:
        """The notices that an event of this kind sends, if their conditions hold."""
        return self._noticed.get(event, ())

    def limit(self, role: str, about: str = "discount") -> Limit | None:
        """What a role may grant alone; None when the manual names no limit for it."""
        return next((limit for limit in self.limits if (limit.role, limit.about) == (role, about)), None)

    def approval_for(self, about: str, values: Mapping[str, object]) -> Approval | None:
        """Whose agreement is needed, given the fields of the approval context: the manual lists the highest
        role first. None when the person may decide.
        """
        return next(
            (rule for rule in self.approvals if rule.about == about and rule.when.holds(values)), None
        )

    def cause(self, key: str) -> Cause:
        """The cause `key` of an exception."""
        return _by_key(self.causes)[key]

    def reason(self, group: str, key: str) -> Reason:
        """The reason `key` of a group (cancel, void, reassign, …)."""
        return _by_key(self.reasons.get(group, ()))[key]

    def department(self, key: str) -> Department:
        """The department `key`."""
        return _by_key(self.departments)[key]

    def remedy(self, key: str) -> Remedy:
        """The remedy `key`."""
        return _by_key(self.remedies)[key]

    def remedies_for(self, type: str) -> tuple[Remedy, ...]:
        """What can be given to whoever complains of this type (lower case), in the order of the manual."""
        return _for_type(self.remedies, type)

    def strategies_for(self, values: Mapping[str, object]) -> tuple[Strategy, ...]:
        """How to go about this customer, given the fields of the complaint context: all that hold."""
        return tuple(rule for rule in self.strategies if rule.when.holds(values))

    def questions_for(self, type: str) -> tuple[Question, ...]:
        """The checklist of a type of complaint (lower case), in asking order."""
        return _for_type(self.questions, type)

    def legal_for(self, about: str, type: str) -> tuple[LegalRule, ...]:
        """What the law says about deadlines, minima, rights or bodies for this type (lower case)."""
        return _for_type(tuple(rule for rule in self.legal if rule.about == about), type)

    @cached_property
    def _phrases(self) -> dict[str, Phrase]:
        return _by_key(self.phrases)

    @cached_property
    def _promises(self) -> dict[str, Promise]:
        return _by_key(self.promises)

    @cached_property
    def _notices(self) -> dict[str, Notice]:
        return _by_key(self.notices)

    @cached_property
    def _noticed(self) -> dict[str, tuple[Notice, ...]]:
        return _by_event(self.notices)


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


class _Triggered(Protocol):
    @property
    def on(self) -> tuple[str, ...]: ...


class _Typed(Protocol):
    @property
    def types(self) -> tuple[str, ...]: ...


_K = TypeVar("_K", bound=_Keyed)
_F = TypeVar("_F", bound=_Typed)
_T = TypeVar("_T", bound=_Triggered)


def _by_key(items: tuple[_K, ...]) -> dict[str, _K]:
    return {item.key: item for item in items}


def _for_type(items: tuple[_F, ...], type: str) -> tuple[_F, ...]:
    """The items of a type of complaint and those of all types."""
    return tuple(item for item in items if not item.types or type in item.types)


def _by_event(items: tuple[_T, ...]) -> dict[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for item in items:
        for event in item.on:
            found[event] = (*found.get(event, ()), item)
    return found


ITEMS: Mapping[str, type[Part]] = {
    "phrases": Phrase,
    "words_to_avoid": WordToAvoid,
    "promises": Promise,
    "notices": Notice,
    "approvals": Approval,
    "limits": Limit,
    "causes": Cause,
    "departments": Department,
    "remedies": Remedy,
    "strategies": Strategy,
    "questions": Question,
    "legal": LegalRule,
}
"""Sections that are a list of items."""

GROUPED: Mapping[str, type[Part]] = {"elements": Element, "steps": Step, "reasons": Reason}
"""Sections that are lists of items by ticket kind (elements, steps) or by group (reasons)."""
