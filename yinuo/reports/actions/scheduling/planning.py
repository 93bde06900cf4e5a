"""The worker's step: begin every run that is due, each period once, whatever was missed meanwhile."""

import hashlib
import logging
from datetime import date, datetime, time
from typing import Final

from django.db import InterfaceError, OperationalError

from yinuo.core import calendar, clock, db
from yinuo.core.calendar import queries as hours
from yinuo.reports.actions import exporting
from yinuo.reports.models import Run, Schedule
from yinuo.reports.queries import closing
from yinuo.reports.rules import scheduling
from yinuo.reports.rules.scheduling import Cadence, Plan
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person

AT_ONCE: Final = 20
FROZEN_BY: Final = time(6, 30)
"""When a month that closes on this day has been frozen by the loop."""
KEY_LENGTH: Final = 40

log = logging.getLogger("yinuo.reports")


def plan_due(now: datetime) -> int:
    """Begin the runs that are due at `now`, the oldest first; returns how many.

    After a standstill every period that was missed is made once, in its order. Of two workers that see the
    same schedule one goes on. A schedule that cannot begin is logged and in no other's way. Raises
    django.db.OperationalError when the database does not answer.
    """
    begun = 0
    due = Schedule.objects.filter(next_at__lte=now).order_by("next_at", "id")
    for schedule in due.select_related("owner"):
        try:
            begun += _begin(schedule, now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("schedule %s could not begin", schedule.ref)
        if begun >= AT_ONCE:
            break
    return begun


def plan_of(schedule: Schedule) -> Plan:
    """The next period of a schedule by today's calendar."""
    return scheduling.next_plan(cadence_of(schedule), schedule.covered_to, works)


def moment_of(schedule: Schedule, plan: Plan) -> datetime:
    """When a plan is carried out: at the schedule's time; a month not before its figures are frozen."""
    at = datetime.combine(plan.made_on, schedule.at, clock.zone())
    if schedule.cadence == scheduling.MONTHLY and at < (closes := closing.closes_at(plan.start)):
        return datetime.combine(clock.local(closes).date(), max(schedule.at, FROZEN_BY), clock.zone())
    return at


def cadence_of(schedule: Schedule) -> Cadence:
    """How often a schedule runs."""
    return Cadence(schedule.cadence, schedule.weekday, schedule.monthday)


def works(day: date) -> bool:
    """Whether the company works on that day."""
    return bool(calendar.plan_of(day, hours.hours_of()).spells)


def begin(
    schedule: Schedule,
    start: date,
    end: date,
    *,
    due_at: datetime,
    asked_by: Person | None = None,
    occasion: str = "",
) -> Run | None:
    """Write the run and ask for its job; None when there is one of this period and occasion already.

    Must be called in a transaction.
    """
    run = Run(
        schedule=schedule,
        cadence=schedule.cadence,
        start=start,
        end=end,
        occasion=occasion,
        due_at=due_at,
        asked_by=asked_by,
    )
    run, is_new = db.insert_once(run, "schedule", "cadence", "start", "occasion")
    if not is_new:
        return None
    scope = Scope(start, end, **schedule.narrow)
    how = {"format": schedule.format, "grouping": schedule.by, "form_key": _key(run)}
    run.job = exporting.ask(schedule.report, scope, owner=schedule.owner, **how)
    run.save(update_fields=["job"])
    return run


def _key(run: Run) -> str:
    """The form key of a run's job: no other run's, not even where a desk that was brought back from a backup
    counts its rows anew.
    """
    said = "-".join([run.schedule.ref, run.cadence, run.start.isoformat(), run.occasion]).rstrip("-")
    return said if len(said) <= KEY_LENGTH else hashlib.sha256(said.encode()).hexdigest()[:KEY_LENGTH]


def _begin(schedule: Schedule, now: datetime) -> int:
    """Begin what this schedule has due, or only put it right where the calendar changed; says how many."""
    plan = plan_of(schedule)
    moment, known = moment_of(schedule, plan), {"id": schedule.pk, "next_at": schedule.next_at}
    if moment > now:
        with db.transaction():
            db.change(Schedule, {**known, "version": schedule.version}, next_at=moment)
        return 0
    schedule.covered_to = plan.end
    after = moment_of(schedule, plan_of(schedule))
    with db.transaction():
        held = {**known, "version": schedule.version}
        if not db.change(Schedule, held, covered_to=plan.end, next_at=after):
            return 0
        return 1 if begin(schedule, plan.start, plan.end, due_at=moment) else 0
