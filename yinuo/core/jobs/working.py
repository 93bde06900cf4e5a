"""The worker's step: claim one job, let a child process do it, record what came of it.

The child ends with the job, so its memory returns. It lives no longer than the worker: its standard input is
a pipe that the worker holds, and when that closes (also by a kill) the child ends itself. The claim is short
and renewed while the child lives: after a kill of the worker another takes the job up within half a minute.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db.models import F, QuerySet

from yinuo.core import clock, db, events
from yinuo.core.jobs import doing, files, kinds
from yinuo.core.models import Job

CLAIM: Final = timedelta(seconds=30)
RENEW_SECONDS: Final = 10.0
LOOK_SECONDS: Final = 0.05
END_SECONDS: Final = 1.0
AGAIN_SECONDS: Final = (10, 60, 300)
MOST_ATTEMPTS: Final = 1 + len(AGAIN_SECONDS)
LET_GO: Final = "let_go"
"""No failure: the worker is ending, or another holds the job by now."""

log = logging.getLogger("yinuo.jobs")


@dataclass(frozen=True)
class Outcome:
    """What came of one try: the kept file and the result, or a short code of what went wrong."""

    result: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    file_name: str = ""
    error: str = ""
    is_final: bool = False


def work_due(now: datetime, stop: threading.Event | None = None) -> int:
    """Do the next job that is due at `now`; returns how many were taken up (0 or 1).

    With `stop` set meanwhile, the child is ended and the job given back. Raises django.db.OperationalError
    when the database does not answer; nothing is lost.
    """
    if not _due(now).exists():
        return 0
    job = _claim(now)
    if job is None:
        return 0
    if job.attempts > MOST_ATTEMPTS:
        _record(job, Outcome(error="job_broke", is_final=True))
        return 1
    folder = files.new_folder(job)
    try:
        _record(job, _tried(job, folder, stop or threading.Event()))
    finally:
        files.throw_away(folder)
    return 1


def _due(now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(wake_at__lte=now).order_by("wake_at", "id")


def _claim(now: datetime) -> Job | None:
    """Take the next due job for this worker alone."""
    until = now + CLAIM
    with db.transaction():
        job = _due(now).select_for_update(skip_locked=True).first()
        if job is None:
            return None
        claimed = Job.objects.filter(pk=job.pk)
        claimed.update(claimed_until=until, wake_at=until, attempts=F("attempts") + 1)
        return claimed.get()


def _tried(job: Job, folder: Path, stop: threading.Event) -> Outcome:
    """Run the child to its end, and read what it left."""
    try:
        limit = kinds.of(job.kind).seconds
    except LookupError:
        return Outcome(error="job_unknown", is_final=True)
    child = _child(job, folder)
    try:
        if error := _waited(job, child, limit, stop):
            return Outcome(error=error, is_final=True)
    finally:
        _end(child)
    if child.returncode not in (doing.DONE, doing.REFUSED):
        log.warning("job %s (%s): its process ended with %s", job.pk, job.kind, child.returncode)
        return Outcome(error="job_broke")
    return _read(folder)


def _child(job: Job, folder: Path) -> "subprocess.Popen[bytes]":
    """`yinuo job run`, in a session of its own: a terminal's Ctrl-C is for the worker to hand on."""
    command = [sys.executable, "-m", "yinuo.cli", "job", "run", str(job.pk), "--folder", str(folder)]
    return subprocess.Popen(
        command,
        env={**os.environ, "YINUO_DATA": str(settings.DATA_DIR)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def _waited(job: Job, child: "subprocess.Popen[bytes]", limit: float, stop: threading.Event) -> str:
    """Wait for the child's end, holding the claim; what ended the wait before it, or nothing."""
    began = renewed = time.monotonic()
    while child.poll() is None:
        if stop.wait(LOOK_SECONDS):
            return LET_GO
        if time.monotonic() - began > limit:
            return "job_too_long"
        if time.monotonic() - renewed > RENEW_SECONDS:
            renewed = time.monotonic()
            if not _hold_on(job):
                return LET_GO
    return ""


def _hold_on(job: Job) -> bool:
    """Renew the claim; whether it was still ours."""
    until = clock.now() + CLAIM
    with db.transaction():
        held = db.change(Job, _under_claim(job), claimed_until=until, wake_at=until)
    if held:
        job.claimed_until = until
    return bool(held)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Whatever it does, it ends now."""
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
    child.wait()
    if child.stdin:
        child.stdin.close()


def _read(folder: Path) -> Outcome:
    """The outcome that the child left; its file is moved to where it stays."""
    said = json.loads((folder / doing.OUTCOME).read_text(encoding="utf-8"))
    if "error" in said:
        return Outcome(result=said["params"], error=said["error"], is_final=True)
    try:
        kept = files.keep(folder / said["file"]) if said["file"] else ""
    except OSError as error:
        log.exception("a job's file cannot be kept")
        is_full = error.errno in doing.FULL
        return Outcome(error="job_disk_full" if is_full else "job_broke", is_final=is_full)
    return Outcome(said["result"], kept, said["file_name"])


def _record(job: Job, outcome: Outcome) -> None:
    """Write down what came of it, unless another worker holds the job by now."""
    if outcome.error == LET_GO:
        _give_back(job)
        return
    now = clock.now()
    tries_again = bool(outcome.error) and not outcome.is_final and job.attempts < MOST_ATTEMPTS
    with db.transaction():
        if tries_again:
            wake_at = now + timedelta(seconds=AGAIN_SECONDS[job.attempts - 1])
            db.change(Job, _under_claim(job), claimed_until=None, wake_at=wake_at, error=outcome.error)
            return
        state = Job.State.FAILED if outcome.error else Job.State.DONE
        is_ours = db.change(
            Job,
            _under_claim(job),
            state=state,
            claimed_until=None,
            wake_at=None,
            ended_at=now,
            result=dict(outcome.result),
            file=outcome.file,
            file_name=outcome.file_name,
            error=outcome.error,
        )
        if is_ours:
            job.refresh_from_db()
            data = {"kind": job.kind, "by": job.by_id, "error": job.error}
            events.record(f"job.{state.lower()}", subject=job, data=data)
    if not is_ours:
        files.discard(outcome.file)


def _give_back(job: Job) -> None:
    """Due at once, as if it had not been tried."""
    with db.transaction():
        back = {"claimed_until": None, "wake_at": clock.now(), "attempts": job.attempts - 1}
        db.change(Job, _under_claim(job), **back)


def _under_claim(job: Job) -> dict[str, Any]:
    """Whether the row is still under the claim that this worker took."""
    return {"id": job.pk, "state": Job.State.QUEUED, "claimed_until": job.claimed_until}
