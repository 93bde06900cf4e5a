"""How often somebody may ask: a bucket for each token, or gateway, in this process, refilled evenly."""

import threading
import time
from dataclasses import dataclass

from django.conf import settings

from yinuo.core.errors import TooMany

BURST_SECONDS = 10


@dataclass
class Bucket:
    """What is left of an allowance, and when that was."""

    left: float
    at: float


_guard = threading.Lock()
_buckets: dict[int | str, Bucket] = {}


def count(who: int | str, per_minute: int | None = None) -> None:
    """Take one request from the bucket of a token (its id) or of whoever else asks; TooMany with
    `Retry-After` when it is empty.

    `per_minute` is `YINUO_API_RATE` unless said otherwise; ten seconds' worth may come at once. 0 means no
    limit.
    """
    rate = (settings.YINUO_API_RATE if per_minute is None else per_minute) / 60
    if rate <= 0:
        return
    most = max(rate * BURST_SECONDS, 1)
    now = time.monotonic()
    with _guard:
        bucket = _buckets.setdefault(who, Bucket(most, now))
        bucket.left = min(most, bucket.left + (now - bucket.at) * rate)
        bucket.at = now
        if bucket.left < 1:
            raise TooMany("rate_limited", retry_after=max(1, round((1 - bucket.left) / rate)))
        bucket.left -= 1


def forget() -> None:
    """Fill every bucket again (a test begins)."""
    with _guard:
        _buckets.clear()
