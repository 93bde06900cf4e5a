"""Whoever leaves the desk hands on what they had promised: nothing is left without an owner."""

from yinuo.promises import actions

TABLE = (
    ("staff.went_off_duty", actions.hand_on_when_gone),
    ("staff.absent", actions.hand_on_when_gone),
)
