"""Serial numbers without a gap and without a double, whoever asks at the same moment."""

from datetime import date

from yinuo.core import db
from yinuo.core.models import Serial


def allot(series: str, day: date) -> int:
    """The next serial of `series` on `day`, from 1.

    The serial's row stays locked until the transaction ends, so call it last; a transaction that rolls back
    gives its number back, which is why there are no gaps.
    """
    last = db.count_up(Serial, {"series": series, "day": day}, "last")
    if last is None:
        db.insert_once(Serial(series=series, day=day), "series", "day")
        last = db.count_up(Serial, {"series": series, "day": day}, "last")
    return last or 0


def allot_many(series: str, day: date, count: int) -> range:
    """The next `count` serials at once, for generated tickets."""
    first = allot(series, day)
    Serial.objects.filter(series=series, day=day).update(last=first + count - 1)
    return range(first, first + count)


def given_out(series: str) -> dict[date, int]:
    """How many serials of `series` were given out on each day."""
    return dict(Serial.objects.filter(series=series).values_list("day", "last"))


def number(letter: str, day: date, serial: int) -> str:
    """`yymmdd` + at least three digits, behind the kind's letter: `261120021`, `C261120007` (R044)."""
    return f"{letter}{day:%y%m%d}{serial:03d}"
