"""A version of a reference table, ready for use."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from yinuo.playbooks.rules.tables.rows import Row

R = TypeVar("R", bound=Row, covariant=True)


@dataclass(frozen=True)
class Table(Generic[R]):
    """The rows of one version; a decision made by them stores `version`."""

    kind: str
    version: int
    in_force_from: date
    source: str
    rows: tuple[R, ...]
