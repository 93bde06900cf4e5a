"""Pure parts of the measurements: moments spread evenly, and arrivals told apart by what they answer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

Arrival = tuple[float, Sequence[str]]


def over(begin: datetime, step: float) -> Iterator[datetime]:
    """Moments from `begin` on, `step` seconds apart, without end."""
    count = 0
    while True:
        yield begin + timedelta(seconds=count * step)
        count += 1


def delays(told: Mapping[str, float], heard: Sequence[Sequence[Arrival]]) -> tuple[list[float], int]:
    """Seconds from each signal's telling to its first arrival at each listener, and how many never came.

    `told` has by name when it was told, `heard` by listener what arrived when.
    """
    found: list[float] = []
    missing = 0
    for arrivals in heard:
        first: dict[str, float] = {}
        for at, names in arrivals:
            for name in names:
                if name in told:
                    first.setdefault(name, at)
        found += [at - told[name] for name, at in first.items()]
        missing += len(told) - len(first)
    return found, missing
