"""What the desk reads from the text, in words, beside each choice; one stroke takes it, nobody has to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from yinuo.complaints.models import Severity
from yinuo.complaints.queries import proposing
from yinuo.desk.complaints import forms

KEYS: Final = {
    "type": "1", "severity": "2", "cause": "3", "manner": "4", "temper": "5", "organisation": "6",
    "mood": "7",
}  # fmt: skip
"""Alt and this key take the proposal for a field."""


@dataclass(frozen=True)
class Proposal:
    """What a field may be: its value, how that is called, the words that say so, its key."""

    field: str
    value: str
    label: str
    words: tuple[str, ...]
    key: str
    is_taken: bool


def of(proposed: Mapping[str, Any], said: Mapping[str, str]) -> dict[str, Proposal]:
    """The proposals by field; one that stands in the form already is marked as taken."""
    found = {}
    for field, key in KEYS.items():
        value = str(proposed.get(field) or "")
        if label := forms.label_of(field, value):
            taken = said.get(field) == value
            found[field] = Proposal(field, value, label, words(proposed, field), key, taken)
    return found


def words(proposed: Mapping[str, Any], field: str) -> tuple[str, ...]:
    """The words of the text that led to the proposal for a field."""
    return proposing.words(proposed, field)


def is_crisis(proposed: Mapping[str, Any], said: Mapping[str, str]) -> bool:
    """Whether the manager is to be called: the agent says so, or the text does and the agent says nothing."""
    decided = said.get("severity")
    if said.get("is_crisis") or decided == str(Severity.CRISIS):
        return True
    return not decided and proposed.get("severity") == Severity.CRISIS
