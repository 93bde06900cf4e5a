"""What reports do: keep the facts, make them anew, freeze closed months; leave as files, send themselves."""

from yinuo.reports.actions.asking import note_look, note_question, note_review
from yinuo.reports.actions.exporting import FILE, FILE_SECONDS, export, make_file
from yinuo.reports.actions.exporting import label as file_label
from yinuo.reports.actions.freezing import freeze_due
from yinuo.reports.actions.keeping import keep, note
from yinuo.reports.actions.rebuilding import rebuild
from yinuo.reports.actions.scheduling import (
    Values,
    add_schedule,
    change_schedule,
    note_job,
    note_mail,
    pause_schedule,
    plan_due,
    remove_schedule,
    resume_schedule,
    run_now,
)
from yinuo.reports.actions.voicing import note_grumble, note_voice

__all__ = [
    "FILE",
    "FILE_SECONDS",
    "Values",
    "add_schedule",
    "change_schedule",
    "export",
    "file_label",
    "freeze_due",
    "keep",
    "make_file",
    "note",
    "note_grumble",
    "note_job",
    "note_look",
    "note_mail",
    "note_question",
    "note_review",
    "note_voice",
    "pause_schedule",
    "plan_due",
    "rebuild",
    "remove_schedule",
    "resume_schedule",
    "run_now",
]
