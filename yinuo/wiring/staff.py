"""Whoever leaves the desk hands on what they had promised: nothing is left without an owner."""

from yinuo.promises import actions

TABLE = (
    ("staff.went_off_duty", actions.note_leaving),
    ("staff.absent", actions.note_leaving),
    ("staff.person_deactivated", actions.note_leaving),
)
