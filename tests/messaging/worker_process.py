"""A worker that is killed: for each line `AHEAD LIFE` on stdin, a forked process runs the outbox loop.

AHEAD is how many seconds its clock runs ahead of the messages' time, LIFE how long it lives (`-`: until
nothing is due). Answers each line with the exit status of that process. The apps must be ready before this
is imported.
"""

import os
import signal
import sys
import time
from datetime import timedelta

from tests.factories.messaging import QUEUED_AT
from yinuo.core import clock
from yinuo.messaging import actions


def main() -> None:
    for line in sys.stdin:
        ahead, life = line.split()
        print(lived(float(ahead), None if life == "-" else float(life)), flush=True)


def lived(ahead: float, life: float | None) -> int:
    """Start one, kill it in time, and say how it ended."""
    pid = os.fork()
    if pid == 0:
        send_all(ahead)
    if life is not None:
        time.sleep(life)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def send_all(ahead: float) -> None:
    """Send until nothing is due, then leave without a word."""
    with clock.fixed(QUEUED_AT + timedelta(seconds=ahead)):
        while actions.send_due(clock.now(), limit=3):
            pass
    os._exit(0)
