"""Reports that are sent by themselves: `keeping` sets them up, `planning` begins what is due, `delivering`
sends what was made and writes down the receipts.
"""

from yinuo.reports.actions.scheduling.delivering import note_job, note_mail
from yinuo.reports.actions.scheduling.keeping import (
    Values,
    add_schedule,
    change_schedule,
    pause_schedule,
    remove_schedule,
    resume_schedule,
    run_now,
)
from yinuo.reports.actions.scheduling.planning import plan_due

__all__ = [
    "Values",
    "add_schedule",
    "change_schedule",
    "note_job",
    "note_mail",
    "pause_schedule",
    "plan_due",
    "remove_schedule",
    "resume_schedule",
    "run_now",
]
