"""Workers that are killed: for each line `COUNT LIFE` on stdin, so many forked processes run the worker.

LIFE is how many seconds they live (`-`: until nothing is due). Answers each line with their exit statuses.
"""

import os
import signal
import sys
import threading
import time
from datetime import timedelta

from django.db import connection

from yinuo import worker
from yinuo.core import clock
from yinuo.promises.models import Promise


def main() -> None:
    for line in sys.stdin:
        count, life = line.split()
        print(*lived(int(count), None if life == "-" else float(life)), flush=True)


def lived(count: int, life: float | None) -> list[int]:
    """Start them, kill them in time, and say how they ended."""
    pids = [started() for _ in range(count)]
    if life is not None:
        time.sleep(life)
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]


def started() -> int:
    pid = os.fork()
    if pid == 0:
        work()
    return pid


def work() -> None:
    """Run the worker until nothing is due, then leave without a word."""
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(stop,))
    thread.start()
    while Promise.objects.filter(wake_at__lte=clock.now() + timedelta(seconds=1)).exists():
        time.sleep(0.02)
    connection.close()
    stop.set()
    thread.join()
    os._exit(0)
