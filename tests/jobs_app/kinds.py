"""Work of a few kinds, for the tests of jobs."""

import logging
import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yinuo.core import jobs
from yinuo.core.errors import NotNow

LONG = 60.0


def write(params: Mapping[str, Any], by_id: int | None, folder: Path) -> jobs.Done:
    """A file with the given words, after so many seconds; tells by a file beside when it has begun."""
    if begun := params.get("begun"):
        Path(begun).write_text(str(os.getpid()))
    print("what a library prints is nobody's result")
    time.sleep(params.get("seconds", 0))
    made = folder / "words.txt"
    made.write_text(params["words"], encoding="utf-8")
    return jobs.Done({"length": len(params["words"]), "by": by_id}, made, f"{params['words']}.txt")


def refuse(params: Mapping[str, Any], by_id: int | None, folder: Path) -> jobs.Done:
    """Something that a person has to mend."""
    raise NotNow("sheet_too_large", limit=5)


def break_(params: Mapping[str, Any], by_id: int | None, folder: Path) -> jobs.Done:
    """A defect."""
    logging.getLogger("yinuo.jobs").setLevel(logging.CRITICAL)
    raise ValueError("a defect")


def die(params: Mapping[str, Any], by_id: int | None, folder: Path) -> jobs.Done:
    """The system ends the process, as when memory runs out; after so many times it goes well."""
    counted = Path(params["counted"])
    times = len(counted.read_text()) if counted.exists() else 0
    counted.write_text("x" * (times + 1))
    if times < params["times"]:
        os.kill(os.getpid(), signal.SIGKILL)
    return jobs.Done({"times": times})


def swallow(params: Mapping[str, Any], by_id: int | None, folder: Path) -> jobs.Done:
    """Takes much memory, and says how much the process held at its most (kilobytes or bytes)."""
    held = bytearray(params["bytes"])
    held[::4096] = b"x" * len(held[::4096])
    return jobs.Done({"held": len(held), "pid": os.getpid(), "python": sys.version_info[0]})


def register() -> None:
    """Make these kinds known in this process."""
    jobs.register("test.write", write, seconds=LONG)
    jobs.register("test.short", write, seconds=1.0)
    jobs.register("test.refuse", refuse)
    jobs.register("test.break", break_)
    jobs.register("test.die", die)
    jobs.register("test.swallow", swallow)
