"""Jobs that are done in this process, where a test needs no child."""

from yinuo.core.jobs import doing, files, working
from yinuo.core.models import Job


def done(job: Job) -> Job:
    """Do the work here and record it as the worker does; a defect fails the test."""
    folder = files.new_folder(job)
    try:
        assert doing.do(job, folder) in (doing.DONE, doing.REFUSED)
        working._record(job, working._read(folder))
    finally:
        files.throw_away(folder)
    job.refresh_from_db()
    return job


def all_done() -> list[Job]:
    """Do every job that waits, in its turn."""
    return [done(job) for job in Job.objects.filter(state=Job.State.QUEUED).order_by("wake_at", "id")]
