"""The table of doors (`doors.txt`) as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.security.world import ACTORS

TABLE = Path(__file__).with_name("doors.txt")


@dataclass(frozen=True)
class Door:
    """One address and method, what it names, what each actor meets, and where a GET may write."""

    name: str
    method: str
    target: str
    marks: Mapping[str, str]
    writes: frozenset[str]

    def __str__(self) -> str:
        return f"{self.method} {self.name}" + (f" {self.target}" if self.target != "-" else "")


def read(text: str) -> list[Door]:
    """The doors of a table. Raises ValueError for a line that has not a mark for everybody."""
    return [_door(line) for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _door(line: str) -> Door:
    name, method, target, *rest = line.split()
    marks, writes = rest[: len(ACTORS)], rest[len(ACTORS) :]
    if len(marks) != len(ACTORS) or any(len(mark) > 1 for mark in marks):
        raise ValueError(f"not a mark for everybody: {line}")
    return Door(
        name, method, target.replace("_", " "), dict(zip(ACTORS, marks, strict=True)), frozenset(writes)
    )


DOORS = read(TABLE.read_text(encoding="utf-8"))
