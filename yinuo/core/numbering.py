"""Serial numbers without a gap and without a double, whoever asks at the same moment."""

from datetime import date

from django.db.models import F

from yinuo.core.models import Serial


def allot(series: str, day: date) -> int:
    """The next serial of `series` on `day`, from 1.

    The serial's row stays locked until the transaction ends, so call it last; a transaction that rolls back
    gives its number back, which is why there are no gaps.
    """
    row = Serial.objects.filter(series=series, day=day)
    if not row.update(last=F("last") + 1):
        Serial.objects.bulk_create([Serial(series=series, day=day)], ignore_conflicts=True)
        row.update(last=F("last") + 1)
    return row.values_list("last", flat=True).get()


def allot_many(series: str, day: date, count: int) -> range:
    """The next `count` serials at once, for generated tickets."""
    first = allot(series, day)
    Serial.objects.filter(series=series, day=day).update(last=first + count - 1)
    return range(first, first + count)


def number(letter: str, day: date, serial: int) -> str:
    """`yymmdd` + at least three digits, behind the kind's letter: `261120021`, `C261120007` (R044)."""
    return f"{letter}{day:%y%m%d}{serial:03d}"
