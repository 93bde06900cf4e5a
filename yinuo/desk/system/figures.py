"""Figures of the whole desk for Prometheus, read from the database when they are asked for.

So every web process answers the same, wherever the worker runs. What a process counts itself (requests) is
its own.
"""

from typing import Final

from django.db import Error
from prometheus_client import Gauge

from yinuo.core import clock, live
from yinuo.messaging import queries as messaging
from yinuo.promises import queries as promises

UP: Final = Gauge("yinuo_database_up", "Whether the database answered; if not, the figures below are old")
OPEN: Final = Gauge("yinuo_promises_open", "Promises that are open")
LATE: Final = Gauge("yinuo_promises_late", "Open promises past their due time")
LAG: Final = Gauge("yinuo_promises_lag_seconds", "How long the next thing due has been waiting")
AGE: Final = Gauge("yinuo_outbox_age_seconds", "Age of the oldest unsent notice")

Gauge("yinuo_live_streams", "Live streams open in this process").set_function(live.listening)


def read() -> None:
    """Bring the figures up to date, as far as the database answers."""
    try:
        now = clock.now()
        figures = promises.figures(now)
        age = messaging.oldest_waiting_age(now)
    except Error:
        UP.set(0)
        return
    UP.set(1)
    OPEN.set(figures.open)
    LATE.set(figures.late)
    LAG.set(figures.lag.total_seconds())
    AGE.set(age.total_seconds())
