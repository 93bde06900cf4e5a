"""Each part measured on one half of its set."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bench.language import scoring, sets
from tests.factories import slips as orders

WARM_UP = "帮我发三箱文具，从常州到镇江，到付"
"""Not in the sets: tables load at the first text, which is not every text's cost."""


@dataclass(frozen=True)
class Place:
    """Where an address was taken to lie; `is_ambiguous` when it has to be asked."""

    province: str | None = None
    city: str | None = None
    district: str | None = None
    is_ambiguous: bool = False


@dataclass
class Timed:
    """What a set came to, and the milliseconds of each item."""

    score: scoring.Score = field(default_factory=scoring.Score)
    milliseconds: list[float] = field(default_factory=list)


@dataclass
class Counted:
    """Of `all` items `hit` are right; the others with expected and got."""

    all: int = 0
    hit: int = 0
    wrong: list[scoring.Wrong] = field(default_factory=list)

    def add(self, text: str, key: str, expected: Any, got: Any, *, is_right: bool) -> None:
        """Count one item."""
        self.all += 1
        self.hit += is_right
        if not is_right:
            self.wrong.append(scoring.Wrong(text, key, expected, got))

    @property
    def share(self) -> float:
        """The share that is right; 1 of none."""
        return self.hit / self.all if self.all else 1.0


def texts(half: str, record: Callable[[str, datetime], dict[str, Any]]) -> Timed:
    """Understand every text of a half once, as the first time it is seen."""
    found = Timed()
    rows = sets.texts(half)
    record(WARM_UP, rows[0].now)
    for row in rows:
        started = time.perf_counter()
        got = record(row.text, row.now)
        found.milliseconds.append((time.perf_counter() - started) * 1000)
        found.score.add(f"{row.key} {row.text}", row.expect, got)
    return found


def goods(half: str, screen: Callable[[str], str]) -> dict[str, Counted]:
    """Names of goods of a half, by what is expected of them."""
    found = {verdict: Counted() for verdict in ("reject", "review", "ok")}
    for row in sets.goods(half):
        got = screen(row["name"])
        found[row["expect"]].add(row["name"], "screen", row["expect"], got, is_right=got == row["expect"])
    return found


def slips(count: int, fits: Callable[[Any], bool]) -> Counted:
    """Random orders whose slip fits into one message and reads back."""
    found = Counted()
    for seed in range(count):
        found.add(str(seed), "fits", True, got := fits(orders.order(seed)), is_right=got)
    return found


def addresses(half: str, locate: Callable[[str], Place]) -> dict[str, Counted]:
    """Addresses of a half: those that name a district, the city of all that have one, those to be asked."""
    found = {key: Counted() for key in ("district", "city", "no district", "to be asked")}
    for row in sets.addresses(half):
        _locate(row, locate(row["address"]), found)
    return found


def _locate(row: dict[str, Any], got: Place, found: dict[str, Counted]) -> None:
    address = row["address"]
    if row["ambiguous"]:
        found["to be asked"].add(address, "ambiguous", True, got.is_ambiguous, is_right=got.is_ambiguous)
        return
    if row["city"]:
        found["city"].add(address, "city", row["city"], got.city, is_right=got.city == row["city"])
    expected, said = (row["city"], row["district"]), (got.city, got.district)
    kind = "district" if row["district"] else "no district"
    found[kind].add(address, "district", expected, said, is_right=expected == said)
