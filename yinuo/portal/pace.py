"""How often somebody may ask for what costs us work and leaves no trace: a bucket for each address, in this
process, refilled evenly. Nothing is written for it.
"""

import threading
import time
from dataclasses import dataclass
from typing import Final

from yinuo.core import throttling
from yinuo.core.errors import TooMany

PER_MINUTE: Final = 60
BURST: Final = 40
MOST_KNOWN: Final = 20_000


@dataclass
class Bucket:
    """What is left of an allowance, and when that was."""

    left: float
    at: float


_guard = threading.Lock()
_buckets: dict[str, Bucket] = {}


def count(address: str) -> None:
    """Take one request from the bucket of an address. Raises TooMany("too_often") when it is empty."""
    who, now = throttling.who("address", address), time.monotonic()
    with _guard:
        if len(_buckets) >= MOST_KNOWN:
            _buckets.clear()  # so many at once: everybody begins anew rather than filling the memory
        bucket = _buckets.setdefault(who, Bucket(BURST, now))
        bucket.left = min(BURST, bucket.left + (now - bucket.at) * PER_MINUTE / 60)
        bucket.at = now
        if bucket.left < 1:
            raise TooMany("too_often", retry_after=max(1, round((1 - bucket.left) * 60 / PER_MINUTE)))
        bucket.left -= 1


def forget() -> None:
    """Fill every bucket again (a test begins)."""
    with _guard:
        _buckets.clear()
