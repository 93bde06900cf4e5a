"""The labelled sets in `sets/`."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "sets"
TUNE: Final = "tune"
HELD: Final = "held"
"""The half that nobody who tunes may see."""
FRESH: Final = "fresh"
"""Texts of complaints written before the last tuning, when the held half had been scored often; as closed."""
SEALED: Final = "sealed"
"""Texts of complaints by yet another hand, scored at the end only."""


@dataclass(frozen=True)
class Text:
    """What a customer said at a time, and the record that a careful agent would make of it."""

    key: str
    channel: str
    now: datetime
    text: str
    expect: dict[str, Any]


def texts(half: str) -> list[Text]:
    """The texts of one half, in the order of the files."""
    return [
        Text(row["id"], row["channel"], datetime.fromisoformat(row["ref_time"]), row["text"], row["expect"])
        for path in sorted(FOLDER.glob(f"{half}_*.jsonl"))
        for row in _rows(path)
    ]


@dataclass(frozen=True)
class Complaint:
    """What somebody wrote, and what a careful agent would tap after reading it."""

    key: str
    text: str
    expect: dict[str, Any]
    hand: str = ""
    """Who wrote it, "" for the hand that wrote most of its half."""


OTHERS: Final = "_e_"
"""What the names of files of other hands have, before the hand."""


def complaints(half: str, without: str = "") -> list[Complaint]:
    """The texts of one half that complain, suggest, ask or order, in the order of the files; `without`
    leaves out the files whose names go on with it, none where it is empty.
    """
    left = f"complaints_{half}_{without}" if without else "/"
    paths = [
        path for path in sorted(FOLDER.glob(f"complaints_{half}*.jsonl")) if not path.name.startswith(left)
    ]
    return [
        Complaint(row["id"], row["text"], row["expect"], path.stem.partition(OTHERS)[2])
        for path in paths
        for row in _rows(path)
    ]


def goods(half: str) -> list[dict[str, Any]]:
    """Names of goods of one half, in the order of the files: `name`, `expect`."""
    paths = sorted(FOLDER.glob("goods*.jsonl"))
    return [row for path in paths for row in _rows(path) if row["half"] == half]


def addresses(half: str) -> list[dict[str, Any]]:
    """Addresses of one half: `address`, `province`, `city`, `district`, `ambiguous`."""
    return [row for row in _rows(FOLDER / "addresses.jsonl") if row["half"] == half]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
