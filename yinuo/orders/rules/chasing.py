"""How late an order is, counted by the desk from what was promised (R092, R097)."""

from datetime import datetime, timedelta
from typing import Final

NOT_LATE: Final = timedelta(0)


def overdue(promised_at: datetime | None, delivered_at: datetime | None, now: datetime) -> timedelta:
    """How long the delivery is (or was) beyond the promised time; zero when it is not."""
    if promised_at is None:
        return NOT_LATE
    return max((delivered_at or now) - promised_at, NOT_LATE)
