"""The pattern orders: played by the actions that people use, in one week two years ago and today."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from yinuo.cli.demo import playing
from yinuo.cli.demo.history import invented, people, placing
from yinuo.core import clock
from yinuo.customers import queries as customers
from yinuo.staff.models import Person, Role
from yinuo.tickets.models import Ticket

FORM_KEY: Final = "history-"
_CLOSED: Final = FORM_KEY + "closed-"
OPEN: Final = FORM_KEY + "open-"
_TODAY: Final = timedelta(hours=4)
_BEGIN: Final = (
    time(8, 40),
    time(9, 30),
    time(10, 20),
    time(11, 10),
    time(13),
    time(14),
    time(15),
    time(15, 50),
)
_LATE, _ASKED, _CANCELLED = 3, 5, 6
"""On each day the fourth order is collected late, and chased; the sixth caller of every second day only asks;
the seventh order is cancelled.
"""

_STEPS: Final[playing.Steps] = (
    ("drafted", 0), ("confirmed", 4), ("dispatched", 5), ("called", 6), ("accepted", 9), ("tracked", 14),
    ("picked_up", 20), ("departed", 30), ("arrived", 150), ("out", 155), ("delivered", 190),
    ("collected", 191), ("closed", 192),
)  # fmt: skip
_FAR: Final[playing.Steps] = (
    *_STEPS[:8], ("arrived", 1200), ("out", 1210), ("delivered", 1260), ("collected", 1261), ("closed", 1262),
)  # fmt: skip
_LATE_STEPS: Final[playing.Steps] = (
    *_STEPS[:4], ("accepted", 42), ("tracked", 48), ("picked_up", 66), ("departed", 70),
    *_STEPS[8:],
)  # fmt: skip
_CANCELLED_STEPS: Final[playing.Steps] = (*_STEPS[:4], ("cancelled", 11))
_ASKED_STEPS: Final[playing.Steps] = (("drafted", 0), ("asked_only", 5))
_UNFINISHED: Final = (
    (6, "confirmed"), (24, "called"), (35, "tracked"), (50, "accepted"), (75, "picked_up"), (110, "departed"),
    (170, "out"), (205, "delivered"),
)  # fmt: skip
_ANSWERED: Final[playing.Steps] = (
    *_STEPS[:5],
    ("tracked", 30),
    ("picked_up", 45),
    ("departed", 55),
    *_STEPS[8:],
)


def closed() -> list[Ticket]:
    """The finished patterns."""
    return list(Ticket.objects.filter(form_key__startswith=_CLOSED, closed_at__isnull=False).order_by("id"))


def unfinished() -> list[Ticket]:
    """The patterns of today's work, played a moment ago."""
    played = Ticket.objects.filter(form_key__startswith=OPEN, opened_at__gte=clock.now() - _TODAY)
    return list(played.order_by("id"))


def play_closed(dice: Random, known: Sequence[people.Known], most: int) -> int:
    """Play a week's orders two years ago, `most` at the most, unless that was done; returns how many."""
    if closed() or most <= 0:
        return 0
    begins = [(day, number) for day in placing.pattern_week() for number in range(len(_BEGIN))][:most]
    before = Ticket.objects.filter(form_key__startswith=_CLOSED).count()  # of a week that was interrupted
    playing.play(_week(dice, known, begins, before), clock.now())
    playing.read_reminders(timedelta(days=7))
    return len(begins)


def _week(
    dice: Random, known: Sequence[people.Known], begins: Sequence[tuple[date, int]], before: int
) -> Iterator[playing.Moment]:
    for index, (day, number) in enumerate(begins, before):
        said = invented.order(dice)
        begin = datetime.combine(day, _BEGIN[number], tzinfo=clock.zone())
        call = _call(dice, known, said, f"{_CLOSED}{index}")
        yield from playing.Played(call).moments(begin, _steps(day, number, said), "")


def _steps(day: date, number: int, said: invented.Said) -> playing.Steps:
    """How the order with this number on a day goes."""
    if number == _ASKED and day.weekday() % 2 == 0:
        return _ASKED_STEPS
    return {_LATE: _LATE_STEPS, _CANCELLED: _CANCELLED_STEPS}.get(number, _FAR if said.is_far else _STEPS)


def play_open(dice: Random, known: Sequence[people.Known], most: int) -> int:
    """Play orders of today that are still under way, `most` at the most; returns how many."""
    now = clock.now()
    scenes = _UNFINISHED[: max(most, 0)]
    before = Ticket.objects.filter(form_key__startswith=OPEN).count()
    moments: list[playing.Moment] = []
    for index, (ago, last) in enumerate(scenes):
        call = _call(dice, known, invented.order(dice), f"{OPEN}{before + index}")
        moments += playing.Played(call).moments(now - timedelta(minutes=ago), _ANSWERED, last)
    playing.play(moments, now)
    return len(scenes)


def _call(dice: Random, known: Sequence[people.Known], said: invented.Said, form_key: str) -> playing.Call:
    pair = people.pair(dice, known)
    agents = Person.objects.filter(role=Role.AGENT, is_active=True, on_duty=True).order_by("id")
    typed = {
        "shipper_name": pair.shipper.address_as,
        "pickup_phone": pair.shipper.phone,
        "pickup_address": said.pickup,
        "delivery_address": said.delivery,
        "consignee_name": pair.consignee,
        "consignee_phone": pair.consignee_phone,
        "goods_name": said.goods,
        "pieces": str(said.pieces),
        "weight": str(said.weight_kg),
        "volume": said.volume_m3,
        "packing": "carton",
        "payment": said.payment,
    }
    return playing.Call(
        by=dice.choice(list(agents)),
        customer=customers.by_phone(pair.shipper.phone),
        phone=pair.shipper.phone,
        typed=typed,
        form_key=form_key,
    )
