"""Which stage may follow which, and what a stage's exit asks for."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Final

Moves = Mapping[str, Set[str]]
"""For every stage of a kind, the stages that may follow it."""

_moves: dict[str, Moves] = {}


def register_moves(kind: str, moves: Moves) -> None:
    """Tell which moves are legal for a kind of ticket; its own module does so at start-up."""
    _moves[kind] = moves


def legal_moves(kind: str) -> Moves:
    """The moves of a kind; raises LookupError for a kind whose module never told them."""
    if kind not in _moves:
        raise LookupError(f"no moves are registered for tickets of kind {kind}")
    return _moves[kind]


@dataclass(frozen=True)
class StepState:
    """One must of a step, and whether, when and by whom it was done.

    `by` says who ticks it: `hand` a person, `desk` the software when it has seen it done.
    """

    step: str
    key: str
    label: str
    by: str
    done_at: datetime | None = None
    done_by: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it was ticked."""
        return self.done_at is not None


def missing(states: Iterable[StepState]) -> list[str]:
    """The labels of what is not done yet, in the manual's order."""
    return [state.label for state in states if not state.is_done]


OPEN: Final = "OPEN"
DONE: Final = "DONE"
DROPPED: Final = "DROPPED"

register_moves("TASK", {OPEN: frozenset({DONE, DROPPED}), DONE: frozenset(), DROPPED: frozenset()})
