"""Where and when a text is read."""

from dataclasses import dataclass
from datetime import datetime

from yinuo.core.calendar import DEFAULT_HOURS, Hours


@dataclass(frozen=True)
class Setting:
    """The local time now, the company's area code for short numbers, and when the company works."""

    now: datetime
    area_code: str = ""
    hours: Hours = DEFAULT_HOURS
