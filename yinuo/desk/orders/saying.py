"""Where a vehicle is and when goods are expected, in words: on an order's page and on the board (R090)."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock
from yinuo.orders.queries.arrival import Arrival, Basis, Ground
from yinuo.orders.queries.positions import Where
from yinuo.orders.rules.arriving import Lateness
from yinuo.ui import moments

LATE: Final = {
    Lateness.NONE: ("", ""),
    Lateness.MAY_BE: (gettext_noop("可能晚"), "warn"),
    Lateness.WILL_BE: (gettext_noop("会晚"), "bad"),
    Lateness.IS: (gettext_noop("已晚"), "bad"),
}
ESTIMATES: Final = {
    Ground.PAST: gettext_noop("按这条线 %(hour)s 点提货的最近 %(n)s 次推算"),
    Ground.TABLE: gettext_noop("按时效表 %(hours)s 小时推算"),
    Ground.DISTANCE: gettext_noop("按车离收货地约 %(km)s 公里推算"),
}


def place(where: Where) -> str:
    """Where a vehicle is: the nearest place of the tables, else its degrees."""
    return where.place or f"{where.lat:.3f}, {where.lon:.3f}"


def age(span: timedelta) -> str:
    """How old a position is."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("刚刚")
    if minutes < 120:
        return _("%(n)s 分钟前") % {"n": minutes}
    return _("%(n)s 小时前") % {"n": minutes // 60}


def expected(arrival: Arrival) -> str:
    """Between when and when; one moment where both are the same."""
    now, first, last = clock.now(), arrival.earliest, arrival.latest
    begins = moments.short(first, now)
    if moments.clock_time(first) == moments.clock_time(last) and last - first < timedelta(minutes=1):
        return begins
    same_day = clock.local(first).date() == clock.local(last).date()
    return f"{begins}–{moments.clock_time(last) if same_day else moments.short(last, now)}"


def late(lateness: Lateness) -> tuple[str, str]:
    """Whether something is late or will be, and the tone; empty when it is not."""
    said, tone = LATE[lateness]
    return (_(said) if said else "", tone)


def lateness(arrival: Arrival) -> tuple[str, str]:
    """Whether an arrival is late or will be, and the tone."""
    return late(arrival.lateness)


def estimated(basis: Basis) -> str:
    """What an estimate rests on."""
    return _(ESTIMATES[basis.ground]) % {
        "hour": basis.hour,
        "n": basis.count,
        "hours": basis.hours,
        "km": kilometres(basis.metres or 0),
    }


def kilometres(metres: int) -> str:
    """Metres in kilometres, short ones with a tenth."""
    return f"{metres / 1000:.0f}" if metres >= 10_000 else f"{metres / 1000:.1f}"
