"""Printing figures."""

import os
from collections.abc import Sequence


def heading(text: str) -> None:
    """A database's part of the report."""
    print(f"\n## {text}\n", flush=True)


def say(text: str) -> None:
    """One line."""
    print(text, flush=True)


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of them lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def load() -> str:
    """How busy the machine is, in its own words: ours and everybody else's."""
    return f"load average {os.getloadavg()[0]:.1f}"
