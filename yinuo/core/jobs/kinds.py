"""What kinds of work there are: filled once, at start-up, by the wiring."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECONDS = 600


@dataclass(frozen=True)
class Done:
    """What came of the work: plain values, and the file it made in the folder it was given, if it did.

    `file_name` is how a person's browser will call the file.
    """

    result: Mapping[str, Any] = field(default_factory=dict)
    file: Path | None = None
    file_name: str = ""


Work = Callable[[Mapping[str, Any], int | None, Path], Done]
"""(params, by_id, folder) → Done. It may be begun anew after a kill, so it does what it does once or twice
alike. What a person can mend it raises as a DeskError."""


@dataclass(frozen=True)
class Kind:
    """One kind of work, how many seconds it may take, and what a person calls it, by its params."""

    do: Work
    seconds: float
    label: Callable[[Mapping[str, Any]], str]


_kinds: dict[str, Kind] = {}


def register(
    kind: str,
    do: Work,
    *,
    seconds: float = SECONDS,
    label: Callable[[Mapping[str, Any]], str] | None = None,
) -> None:
    """Let `do` be the work of this kind, in place of what was registered before.

    `label` says in the reader's language what was asked for, from the job's params.
    """
    _kinds[kind] = Kind(do, seconds, label or (lambda params: kind))


def of(kind: str) -> Kind:
    """The kind of this name. Raises LookupError when nothing is registered for it."""
    return _kinds[kind]
