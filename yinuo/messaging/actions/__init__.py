"""What can be done with messages and reminders, by the part of their life.

`outbox` puts a notice in, takes it back, sends it again; `sending` is the loop's one step and `recording`
what came of it; `reminding` tells our own people; `reacting` is what follows from events; `robots` sets up
the group robots and lets them speak.
"""

from yinuo.messaging.actions.mailing import change_mail_server, mail, send_mail_due, try_mail
from yinuo.messaging.actions.outbox import queue, send_again, withdraw, write
from yinuo.messaging.actions.reacting import react
from yinuo.messaging.actions.recording import note_delivered
from yinuo.messaging.actions.reminding import mark_read, remind
from yinuo.messaging.actions.robots import (
    activate_robot,
    add_robot,
    announce,
    change_robot,
    deactivate_robot,
    remove_robot,
    tell,
    tell_robots,
    try_robot,
)
from yinuo.messaging.actions.sending import send_due
from yinuo.messaging.queries import compose

__all__ = [
    "activate_robot",
    "add_robot",
    "announce",
    "change_mail_server",
    "change_robot",
    "compose",
    "deactivate_robot",
    "mail",
    "mark_read",
    "note_delivered",
    "queue",
    "react",
    "remind",
    "remove_robot",
    "send_again",
    "send_due",
    "send_mail_due",
    "tell",
    "tell_robots",
    "try_mail",
    "try_robot",
    "withdraw",
    "write",
]
