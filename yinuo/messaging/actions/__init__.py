"""What can be done with messages and reminders, by the part of their life.

`outbox` puts a notice in, takes it back, sends it again; `sending` is the loop's one step, `routing` the ways
out, `handing` from one gateway to the next, `recording` what came of it; `receiving` are receipts, `replies`
what people answer; `reminding` tells our own people; `reacting` is what follows from events; `robots` sets up
the group robots and lets them speak; `codes` proves that a phone is in somebody's hand.
"""

from yinuo.messaging.actions.codes import check_code, forget_codes, send_code
from yinuo.messaging.actions.listening import attend
from yinuo.messaging.actions.mailing import change_mail_server, mail, send_mail_due, try_mail
from yinuo.messaging.actions.outbox import queue, send_again, withdraw, write
from yinuo.messaging.actions.reacting import react
from yinuo.messaging.actions.receiving import ask_due, match_early, note_receipts
from yinuo.messaging.actions.reminding import mark_read, remind
from yinuo.messaging.actions.replies import (
    allow_commercial,
    note_replies,
    note_seen,
    put_off_reply,
    refuse_commercial,
    settle_reply,
    take_reply,
)
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
from yinuo.messaging.actions.warning import warn_of_gateway
from yinuo.messaging.queries import compose

__all__ = [
    "activate_robot",
    "add_robot",
    "allow_commercial",
    "announce",
    "ask_due",
    "attend",
    "change_mail_server",
    "change_robot",
    "check_code",
    "compose",
    "deactivate_robot",
    "forget_codes",
    "mail",
    "mark_read",
    "match_early",
    "note_receipts",
    "note_replies",
    "note_seen",
    "put_off_reply",
    "queue",
    "react",
    "refuse_commercial",
    "remind",
    "remove_robot",
    "send_again",
    "send_code",
    "send_due",
    "send_mail_due",
    "settle_reply",
    "take_reply",
    "tell",
    "tell_robots",
    "try_mail",
    "try_robot",
    "warn_of_gateway",
    "withdraw",
    "write",
]
