"""A process that does what each command of `yinuo` does first, and is then forked for each.

A child gets an environment, a folder and standard streams of its own, reads the settings again, and from
there on goes the way of a fresh process. The words of `yinuo` themselves are not imported before the fork.
What lies before it is proved by `tests.processes.Server`, which starts fresh processes.
"""

import gc
import json
import os
import runpy
import select
import shutil
import signal
import socket
import sys
import tempfile

import django
from django.conf import settings
from django.db import connections
from django.template import engines
from django.utils import timezone
from django.utils.functional import empty

LENGTH = 4
"""Bytes of the length before what is asked."""


def main() -> None:
    """Listen until standard input ends; what comes after `_open` happens in the children only."""
    words = _open(sys.argv[1])
    sys.argv = words[1:]
    if words[0] == "-m":
        runpy.run_module(words[1], run_name="__main__")
    else:
        with tempfile.NamedTemporaryFile("w", suffix=".py") as code:
            code.write(words[1])
            code.flush()
            runpy.run_path(code.name, run_name="__main__")


def _open(home: str) -> list[str]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "yinuo.settings"
    django.setup()
    assert engines.templates  # as the apps arranged them, which they do once
    gc.freeze()  # what is shared stays shared
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(socket.AF_UNIX)
    door.bind(f"{home}/new")
    door.listen()
    os.rename(f"{home}/new", f"{home}/line")
    while sys.stdin not in select.select([door, sys.stdin], [], [])[0]:
        line, _ = door.accept()
        if os.fork() == 0:
            door.close()
            return _answer(line)
        line.close()
    shutil.rmtree(home, ignore_errors=True)
    os._exit(0)


def _answer(line: socket.socket) -> list[str]:
    """Read what is asked and fork once more: the child does it, this one tells how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, (out, err), _, _ = socket.recv_fds(line, LENGTH, 2)
    left, asked = int.from_bytes(size, "big"), b""
    while len(asked) < left:
        asked += line.recv(left - len(asked))
    words, known, cwd = json.loads(asked)
    ended, ends = os.pipe()
    if child := os.fork():
        os.close(ends)
        if line in select.select([line, ended], [], [])[0]:
            os.kill(child, signal.SIGKILL)  # nobody waits for it any more
        line.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())
        os._exit(0)
    line.close()
    os.close(ended)
    _become(known, cwd, out, err)
    return list(words)


def _become(known: dict[str, str], cwd: str, out: int, err: int) -> None:
    """A process that knows nothing of the nursery's desk."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for mine, given in enumerate((nothing, out, err)):
        os.dup2(given, mine)
        os.close(given)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(known)
    settings._wrapped = empty
    del sys.modules["yinuo.settings"]
    connections.__dict__.pop("settings", None)
    connections.__init__()  # type: ignore[misc]
    timezone.get_default_timezone.cache_clear()


if __name__ == "__main__":
    main()
