"""An agent whose process is killed: for each line `ORDER LIFE` on stdin, a forked process confirms it, sends
its slip and lets the outbox send.

ORDER is the id, LIFE how many seconds the process lives (`-`: until it is done). Answers each line with its
exit status. The apps must be ready before this is imported.
"""

import os
import signal
import sys
import time

from tests.factories import orders as make
from yinuo.core import clock
from yinuo.messaging import actions as messaging
from yinuo.orders import actions
from yinuo.orders.queries import loading
from yinuo.staff.models import Person


def main() -> None:
    for line in sys.stdin:
        order, life = line.split()
        print(lived(int(order), None if life == "-" else float(life)), flush=True)


def lived(order: int, life: float | None) -> int:
    """Start one, kill it in time, and say how it ended."""
    pid = os.fork()
    if pid == 0:
        work(order)
    if life is not None:
        time.sleep(life)
        os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def work(pk: int) -> None:
    """Do what an agent does after the customer said yes, again if it was done before;
    leave without a word.
    """
    agent = Person.objects.get(staff_number="8011")
    with clock.fixed(make.OPENED_AT):
        order = actions.confirm(order=loading.fresh(pk), by=agent)
        actions.dispatch(order=order, by=agent)
        while messaging.send_due(clock.now(), limit=3):
            pass
    os._exit(0)
