"""Reports as they are asked for: run, and the tickets behind each of their figures."""

from yinuo.reports.queries.behind import Case, behind
from yinuo.reports.queries.closing import run, totals
from yinuo.reports.queries.filing import groupings, label, period, place_names, reports_for, whose
from yinuo.reports.queries.naming import label_of
from yinuo.reports.queries.schedules import readers, run_of, runs, schedule, schedules

__all__ = [
    "Case",
    "behind",
    "groupings",
    "label",
    "label_of",
    "period",
    "place_names",
    "readers",
    "reports_for",
    "run",
    "run_of",
    "runs",
    "schedule",
    "schedules",
    "totals",
    "whose",
]
