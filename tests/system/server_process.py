"""Desks that are killed: for each line on stdin a forked process serves (`start`), or that one dies (`kill`).

`start` is answered by the port at which it answers, `kill` by the status with which it ended. Everything is
imported before the first fork, so a life begins at once. The apps must be ready before this is imported.
"""

import importlib
import os
import signal
import sys

from django.conf import settings

from yinuo import serve


def main() -> None:
    serve.collect_statics()
    importlib.import_module(settings.ROOT_URLCONF)
    pid = 0
    for line in sys.stdin:
        if line == "start\n":
            pid = started()
        else:
            os.kill(pid, signal.SIGKILL)
            print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)


def started() -> int:
    """Web and worker in one process, as `yinuo serve` runs them."""
    pid = os.fork()
    if pid == 0:
        held = serve.take_port("127.0.0.1", 0)
        serve.web_and_worker(held, on_ready=lambda port: print(port, flush=True))
        os._exit(0)
    return pid
