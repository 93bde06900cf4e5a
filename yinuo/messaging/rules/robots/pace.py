"""How often a group robot may speak, and when it is better to wait: pure.

Each platform allows so many messages a minute (domain notes A5). A bucket that holds `burst` and is filled
with `a_minute` lets at most burst + a_minute leave in any minute, and stays within the platform's limit even
where messages that left up to ten seconds apart arrive together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zlib import crc32

CLAIM: Final = timedelta(seconds=60)
OLDEST: Final = timedelta(hours=6)
"""A line that waited longer is news to nobody: it is given up in public."""

BACK_OFF: Final = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 120, 300, 600, 1200))
"""Waits after a passing failure: after about forty minutes a line is given up in public."""

_FIRST_SPREAD: Final = 5
_SPREADS: Final = 41


@dataclass(frozen=True)
class Pace:
    """What a platform bears: messages at once and a minute, and bytes of text in one message.

    Together fewer than the platform's own limit in every minute and in every second.
    """

    burst: int
    a_minute: int
    room: int


PACES: Final[Mapping[str, Pace]] = {
    "wecom": Pace(burst=6, a_minute=12, room=2000),
    "dingtalk": Pace(burst=6, a_minute=12, room=16_000),
    "feishu": Pace(burst=3, a_minute=60, room=16_000),
}
"""WeCom: 20 a minute, 2048 bytes of text. DingTalk: 20 a minute, else ten minutes blocked, 20 kB. Feishu:
100 a minute and 5 a second, 20 kB."""


def tokens(pace: Pace, held: float, filled_at: datetime | None, now: datetime) -> float:
    """How many messages the bucket holds at `now`; a bucket that was never used is full."""
    if filled_at is None:
        return float(pace.burst)
    seconds = max((now - filled_at).total_seconds(), 0.0)
    return min(float(pace.burst), held + seconds * pace.a_minute / 60)


def seconds_until_one(pace: Pace, held: float) -> int:
    """In how many whole seconds the bucket holds one message."""
    return max(1, int((1 - held) * 60 / pace.a_minute) + 1)


def rush_ends(ref: str, local: datetime) -> datetime | None:
    """Until when this robot keeps still after the full and the half hour; None when it need not.

    Everybody's robots speak at :00 and :30, and the platforms ask not to. Each robot waits 5 to 45 seconds
    then, always the same ones for the same `ref`. `local` is in the company's zone.
    """
    boundary = local.replace(minute=local.minute // 30 * 30, second=0, microsecond=0)
    end = boundary + timedelta(seconds=_FIRST_SPREAD + crc32(ref.encode()) % _SPREADS)
    return end if local < end else None


def rest_after(attempts: int) -> timedelta:
    """How long a robot rests after this many passing failures in a row."""
    return BACK_OFF[min(max(attempts, 1), len(BACK_OFF)) - 1]


def is_hopeless(attempts: int, queued_at: datetime, now: datetime) -> bool:
    """Whether a line that failed again is given up: tried often enough, or too old."""
    return attempts > len(BACK_OFF) or now - queued_at > OLDEST
