"""What is counted by day, of tickets that were written past the actions."""

from collections.abc import Callable
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.promises import actions as promises
from yinuo.reports.models import Frozen

DAYS: Final = 50


def anew(tell: Callable[[str], Any]) -> None:
    """Count every day; closed months are frozen anew by the loop, little by little."""
    tell("counting the days")
    with db.transaction():
        Frozen.objects.all().delete()
    promises.recount()
    while promises.count_days(clock.now(), DAYS):
        pass
