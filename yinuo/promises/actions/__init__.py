"""Every verb on a promise. The row of the ticket is the one lock of all its promises.

`reacting` to what happens on a ticket · `opening` by rule and by word · `ending` kept or taken back ·
`pausing` and moving · `waking` by the loop · `planning` after a change of the calendar · `handing` on when
somebody leaves · `tasks` · `placing` under team, region and driver · `counting` by day.
"""

from yinuo.promises.actions.counting import count_days, note_export, recount
from yinuo.promises.actions.ending import cancel, explain_lateness, keep
from yinuo.promises.actions.handing import hand_on, hand_on_due, note_leaving, pass_on
from yinuo.promises.actions.opening import give_word
from yinuo.promises.actions.pausing import move, pause, resume
from yinuo.promises.actions.placing import follow
from yinuo.promises.actions.planning import replan
from yinuo.promises.actions.reacting import react
from yinuo.promises.actions.tasks import drop_task, finish_task, open_task, return_task
from yinuo.promises.actions.waking import wake_due

__all__ = [
    "cancel",
    "count_days",
    "drop_task",
    "explain_lateness",
    "finish_task",
    "follow",
    "give_word",
    "hand_on",
    "hand_on_due",
    "keep",
    "move",
    "note_export",
    "note_leaving",
    "open_task",
    "pass_on",
    "pause",
    "react",
    "recount",
    "replan",
    "resume",
    "return_task",
    "wake_due",
]
