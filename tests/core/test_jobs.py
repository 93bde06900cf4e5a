"""Work in a child process: done, refused, broken, killed, given back; its file kept and forgotten."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.jobs_app import kinds
from yinuo.core import clock, jobs
from yinuo.core.errors import NotFound
from yinuo.core.jobs import files, working
from yinuo.core.models import Event, Job

pytestmark = pytest.mark.django_db(transaction=True)
WORKER = """
import django; django.setup()
from yinuo.core import clock, jobs
while True: jobs.work_due(clock.now())
"""


@pytest.fixture(autouse=True)
def desk(transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk's folder and a database that child processes can reach, with the tests' kinds of work."""
    kinds.register()
    monkeypatch.setenv("DATABASE_URL", processes.database_address())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.jobs_app.settings")
    monkeypatch.setenv("PYTHONPATH", str(processes.ROOT))
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def other_worker(desk: Path) -> Iterator[Callable[[], "subprocess.Popen[bytes]"]]:
    """Starts a process that works on jobs until it is killed."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        environment = {**os.environ, "YINUO_DATA": str(desk)}
        begun.append(subprocess.Popen([sys.executable, "-c", WORKER], env=environment))
        return begun[-1]

    yield begin
    for process in begun:
        process.kill()
        process.wait()


def work(job: Job, stop: threading.Event | None = None) -> Job:
    """Let a worker do what is due, and see what became of it."""
    assert jobs.work_due(clock.now(), stop) == 1
    job.refresh_from_db()
    return job


def again(job: Job) -> None:
    """The time of the next try has come."""
    Job.objects.filter(pk=job.pk).update(wake_at=clock.now())


def test_work_is_done_in_a_child_and_its_file_is_kept(desk: Path) -> None:
    """R402: what was asked for is made, stays under a name nobody guesses, and its end is an event."""
    job = work(jobs.ask("test.write", {"words": "报表"}, 7))
    assert (job.state, job.result, job.file_name) == (Job.State.DONE, {"length": 2, "by": 7}, "报表.txt")
    assert (job.wake_at, job.claimed_until, job.error) == (None, None, "")
    path = jobs.path_of(job)
    assert path.read_text(encoding="utf-8") == "报表"
    assert path.parent == desk / "files" / f"{clock.today():%Y%m}"
    assert path.stat().st_mode & 0o077 == 0
    assert list((desk / "files" / files.MAKING).iterdir()) == []
    event = Event.objects.get(kind="job.done", subject_id=job.pk)
    assert event.data == {"kind": "test.write", "by": 7, "error": ""}


def test_asked_twice_is_asked_once() -> None:
    """The same form sent again gives the first job; another person's form key gives nothing."""
    first = jobs.ask("test.write", {"words": "a"}, 7, "key")
    assert jobs.ask("test.write", {"words": "b"}, 7, "key").pk == first.pk
    assert Job.objects.count() == 1
    with pytest.raises(NotFound):
        jobs.ask("test.write", {"words": "a"}, 8, "key")


def test_what_nobody_registered_cannot_be_asked_for() -> None:
    """A misspelt kind is a defect at once, not a job that waits for ever."""
    with pytest.raises(LookupError):
        jobs.ask("test.wriet", {}, 7)
    unknown = Job.objects.create(kind="gone", asked_at=clock.now(), wake_at=clock.now())
    assert work(unknown).error == "job_unknown"


def test_ones_own_jobs() -> None:
    """Nobody sees another's."""
    job = jobs.ask("test.write", {"words": "a"}, 7)
    assert jobs.one_of(7, job.pk) == job
    assert list(jobs.asked_by(8)) == []
    with pytest.raises(NotFound):
        jobs.one_of(8, job.pk)


def test_what_is_refused_is_not_tried_again() -> None:
    """The code and its figures stay with the job."""
    job = work(jobs.ask("test.refuse", {}, 7))
    assert (job.state, job.error, job.result) == (Job.State.FAILED, "sheet_too_large", {"limit": "5"})
    assert (job.wake_at, job.attempts) == (None, 1)
    assert Event.objects.filter(kind="job.failed", subject_id=job.pk).count() == 1


def test_a_defect_is_tried_a_few_times_and_then_given_up() -> None:
    """Later each time, and never for ever."""
    job = jobs.ask("test.break", {}, 7)
    for number, seconds in enumerate(working.AGAIN_SECONDS, start=1):
        before = clock.now()
        work(job)
        assert (job.state, job.attempts, job.error) == (Job.State.QUEUED, number, "job_broke")
        assert job.wake_at is not None
        assert job.wake_at >= before + timedelta(seconds=seconds)
        assert jobs.work_due(clock.now()) == 0
        again(job)
    assert (work(job).state, job.error) == (Job.State.FAILED, "job_broke")


def test_a_child_that_the_system_ends_is_begun_anew(tmp_path: Path) -> None:
    """As when memory runs out once."""
    job = work(jobs.ask("test.die", {"counted": str(tmp_path / "counted"), "times": 1}, 7))
    assert job.state == Job.State.QUEUED
    again(job)
    assert (work(job).state, job.result) == (Job.State.DONE, {"times": 1})


def test_what_takes_too_long_is_ended() -> None:
    """And not begun anew: it would take too long again."""
    job = work(jobs.ask("test.short", {"words": "a", "seconds": 30}, 7))
    assert (job.state, job.error) == (Job.State.FAILED, "job_too_long")


def test_memory_returns() -> None:
    """What the work held belonged to the child."""
    job = work(jobs.ask("test.swallow", {"bytes": 100_000_000}, 7))
    assert job.result["held"] == 100_000_000
    assert job.result["pid"] != os.getpid()
    assert not Path(f"/proc/{job.result['pid']}").exists()


def test_at_the_workers_end_the_job_is_given_back(tmp_path: Path) -> None:
    """The child is ended at once; the job is due as if it had not been tried."""
    stop, begun = threading.Event(), tmp_path / "begun"
    job = jobs.ask("test.write", {"words": "a", "seconds": 30, "begun": str(begun)}, 7)
    threading.Thread(target=lambda: (processes.wait_for(begun.exists), stop.set())).start()
    began = time.monotonic()
    work(job, stop)
    assert time.monotonic() - began < 25
    assert (job.state, job.attempts, job.claimed_until) == (Job.State.QUEUED, 0, None)
    assert not is_alive(begun)


def test_a_killed_worker_leaves_the_job_and_no_child(
    tmp_path: Path, other_worker: Callable[[], "subprocess.Popen[bytes]"]
) -> None:
    """kill -9 in the middle: the child ends itself, the claim passes, another worker does the job."""
    begun = tmp_path / "begun"
    job = jobs.ask("test.write", {"words": "a", "seconds": 20, "begun": str(begun)}, 7)
    process = other_worker()
    processes.wait_for(begun.exists)
    os.kill(process.pid, signal.SIGKILL)
    processes.wait_for(lambda: not is_alive(begun))
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 1)
    assert job.claimed_until is not None
    assert job.claimed_until <= clock.now() + working.CLAIM
    assert jobs.work_due(clock.now()) == 0
    Job.objects.filter(pk=job.pk).update(wake_at=clock.now(), params={"words": "a"})
    assert (work(job).state, job.attempts) == (Job.State.DONE, 2)


def test_a_job_that_always_kills_its_worker_is_given_up() -> None:
    """After the last try it is not begun any more."""
    job = jobs.ask("test.write", {"words": "a"}, 7)
    Job.objects.filter(pk=job.pk).update(attempts=working.MOST_ATTEMPTS)
    assert (work(job).state, job.error) == (Job.State.FAILED, "job_broke")


def test_two_workers_do_each_job_once(other_worker: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    """Six jobs, two processes."""
    asked = [jobs.ask("test.write", {"words": str(number)}, 7) for number in range(6)]
    other_worker()
    other_worker()
    processes.wait_for(lambda: Job.objects.filter(state=Job.State.DONE).count() == 6)
    assert Event.objects.filter(kind="job.done").count() == 6
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    assert len({job.file for job in Job.objects.filter(pk__in=[one.pk for one in asked])}) == 6


def test_a_lapsed_claim_counts_for_nothing(desk: Path) -> None:
    """A worker that slept through its claim records nothing over the other's result, and keeps no file."""
    job = jobs.ask("test.write", {"words": "a"}, 7)
    slept = working._claim(clock.now())
    assert slept is not None
    Job.objects.filter(pk=job.pk).update(wake_at=clock.now())
    kept = work(job).file
    late = desk / "files" / "late.txt"
    late.write_text("late")
    working._record(slept, working.Outcome({}, "files/late.txt", "late.txt"))
    job.refresh_from_db()
    assert (job.file, late.exists()) == (kept, False)
    assert Event.objects.filter(kind="job.done").count() == 1


def test_old_files_are_deleted(desk: Path, settings: Any) -> None:
    """After the days of the setting; the row stays and says that the file is gone."""
    settings.YINUO_FILE_DAYS = 30
    old, fresh = (work(jobs.ask("test.write", {"words": word}, 7)) for word in ("old", "fresh"))
    Job.objects.filter(pk=old.pk).update(ended_at=clock.now() - timedelta(days=31))
    path = jobs.path_of(old)
    assert jobs.forget_files(clock.now()) == 1
    assert not path.exists()
    old.refresh_from_db()
    assert (old.state, jobs.has_file(old), jobs.has_file(fresh)) == (Job.State.DONE, False, True)
    with pytest.raises(NotFound):
        jobs.path_of(old)


def test_what_no_row_speaks_of_is_deleted_after_a_day(desk: Path) -> None:
    """Half-made folders and files of a worker that was killed at the wrong instant."""
    kept = jobs.path_of(work(jobs.ask("test.write", {"words": "a"}, 7)))
    half, orphan = desk / "files" / files.MAKING / "9-half", kept.with_name("orphan.txt")
    half.mkdir()
    orphan.write_text("nobody's")
    jobs.forget_files(clock.now())
    assert (half.exists(), orphan.exists()) == (True, True)
    before = time.time() - files.ABANDONED_SECONDS - 60
    for path in (half, orphan, kept):
        os.utime(path, (before, before))
    jobs.forget_files(clock.now())
    assert (half.exists(), orphan.exists(), kept.exists()) == (False, False, True)


def is_alive(begun: Path) -> bool:
    """Whether the child that wrote its number there still runs."""
    status = Path(f"/proc/{begun.read_text()}/stat")
    return status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] != "Z"
