"""The worker: everything that happens by itself, and how often, stands in `TABLE`.

Each lane is a thread with its own connection, so a slow SMS gateway keeps no promise waiting. A lane does
its beats in turn and sleeps until something is due, half a second at most. While there is work it rests a
tenth of a second, so that a busy desk's rows are done several at a time, which costs half of one by one.
All state is rows: any number of workers share the work, and a kill at any instant loses nothing. A database
that does not answer is tried again, ever more slowly, and logged.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.sessions.backends.db import SessionStore
from django.db import Error, close_old_connections, connection

from yinuo.core import clock, events, housekeeping, jobs, keeping, throttling
from yinuo.messaging import actions as messaging
from yinuo.orders import actions as orders
from yinuo.orders.actions import driving
from yinuo.promises import actions as promises
from yinuo.promises import queries as due
from yinuo.reports import actions as reports
from yinuo.staff import actions as staff
from yinuo.tickets import actions as tickets

REST_SECONDS: Final = 0.5
SHORTEST_REST: Final = 0.1
LEAST_REST: Final = 0.05
BACK_OFF_SECONDS: Final = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
TOGETHER: Final = 200

log = logging.getLogger("yinuo.worker")
_lane = threading.local()
"""Of each lane's thread, the `stop` by which it will be asked to end: what takes long looks at it too."""


def _wake(now: datetime) -> int:
    return promises.wake_due(now, TOGETHER)


def _hand_on(now: datetime) -> int:
    return promises.hand_on_due()


def _begin_absences(now: datetime) -> int:
    return staff.begin_absences(now, TOGETHER)


def _replan(now: datetime) -> int:
    return promises.replan()


def _send(now: datetime) -> int:
    return messaging.send_due(now)


def _answer_replies(now: datetime) -> int:
    return orders.answer_replies(now)


def _ask_for_receipts(now: datetime) -> int:
    return messaging.ask_due(now)


def _match_receipts(now: datetime) -> int:
    return messaging.match_early(now)


def _keep_sessions(now: datetime) -> int:
    return messaging.attend()


def _do_jobs(now: datetime) -> int:
    return jobs.work_due(now, getattr(_lane, "stop", None))


def _count_days(now: datetime) -> int:
    return promises.count_days(now)


def _freeze_months(now: datetime) -> int:
    return reports.freeze_due(now)


def _tell_robots(now: datetime) -> int:
    return messaging.tell_robots(now)


def _send_mail(now: datetime) -> int:
    return messaging.send_mail_due(now)


def _forget_sessions(now: datetime) -> int:
    SessionStore.clear_expired()
    return 0


@dataclass(frozen=True)
class Beat:
    """Something that repeats: in which lane, every how many seconds, and what. It returns how much it did."""

    lane: str
    every: float
    do: Callable[[datetime], int]


TABLE: Final = (
    Beat("promises", 0.0, _wake),
    Beat("outbox", 0.0, _send),
    Beat("replies", 0.0, _answer_replies),
    Beat("receipts", 1.0, _ask_for_receipts),
    Beat("receipts", 5.0, _match_receipts),
    Beat("receipts", 5.0, _keep_sessions),
    Beat("jobs", 0.0, _do_jobs),
    Beat("robots", 0.0, _tell_robots),
    Beat("mail", 0.0, _send_mail),
    Beat("upkeep", 0.5, _hand_on),
    Beat("upkeep", 1.0, _replan),
    Beat("upkeep", 5.0, _begin_absences),
    Beat("upkeep", 5.0, _count_days),
    Beat("upkeep", 5.0, _freeze_months),
    Beat("upkeep", 5.0, reports.plan_due),
    Beat("upkeep", 5.0, housekeeping.show_life),
    Beat("upkeep", 3600.0, housekeeping.forget_requests),
    Beat("upkeep", 3600.0, _forget_sessions),
    Beat("upkeep", 3600.0, driving.forget_links),
    Beat("upkeep", 60.0, messaging.forget_codes),
    Beat("upkeep", 3600.0, throttling.forget_attempts),
    Beat("upkeep", 3600.0, jobs.forget_files),
    Beat("upkeep", 5.0, keeping.work),
    Beat("upkeep", 5.0, tickets.discard_files),
)
"""Everything that repeats. What may take long (a changed calendar, a shift's end) keeps out of the way."""


def run(stop: threading.Event, table: Sequence[Beat] = TABLE) -> None:
    """Work until `stop` is set; returns when every lane has ended its step."""
    lanes = {beat.lane: [one for one in table if one.lane == beat.lane] for beat in table}
    threads = [
        threading.Thread(target=_follow, args=(lane, beats, stop), name=f"worker-{lane}", daemon=True)
        for lane, beats in lanes.items()
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _follow(lane: str, beats: Sequence[Beat], stop: threading.Event) -> None:
    """One lane: its beats, again and again, whatever fails."""
    last: dict[Beat, float] = {}
    failures, _lane.stop = 0, stop
    with events.entered_by("worker"):
        while not stop.is_set():
            try:
                close_old_connections()
                did = _turn(beats, last)
                rest, failures = (SHORTEST_REST if did else _rest(lane)), 0
            except Error:
                log.warning("lane %s: the database does not answer", lane, exc_info=True)
                rest = BACK_OFF_SECONDS[min(failures, len(BACK_OFF_SECONDS) - 1)]
                failures += 1
                connection.close()
            stop.wait(rest)
    connection.close()


def _turn(beats: Sequence[Beat], last: dict[Beat, float]) -> int:
    """Every beat whose time has come; one that fails leaves the others alone. Raises django.db.Error last."""
    did, away = 0, None
    for beat in beats:
        if time.monotonic() - last.get(beat, float("-inf")) < beat.every:
            continue
        last[beat] = time.monotonic()
        try:
            did += beat.do(clock.now())
        except Error as error:
            away = error
        except Exception:
            log.exception("%s failed", beat.do.__name__)
    if away is not None:
        raise away
    return did


def _rest(lane: str) -> float:
    """Seconds until something is due: half a second, or less where a promise is due before."""
    wake_at = due.next_wake_at() if lane == "promises" else None
    if wake_at is None:
        return REST_SECONDS
    ahead = (wake_at - clock.now()).total_seconds()
    return min(max(ahead, LEAST_REST), REST_SECONDS)
