"""`yinuo job`: work too long for a page. The worker starts `run` for each; a person may look at the list."""

import os
import sys
import threading
from datetime import datetime
from pathlib import Path

import click

from yinuo.core import clock, events, jobs
from yinuo.core.jobs import doing
from yinuo.core.models import Job

MOST = 50


@click.group(name="job")
def command() -> None:
    """Exports and other long work."""


@command.command(name="list")
def list_() -> None:
    """List the newest jobs: id, kind, state, tries, when asked, when ended, error."""
    for job in Job.objects.order_by("-id")[:MOST]:
        asked, ended = _said(job.asked_at), _said(job.ended_at)
        click.echo(f"{job.pk}\t{job.kind}\t{job.state}\t{job.attempts}\t{asked}\t{ended}\t{job.error or '-'}")


@command.command(hidden=True)
@click.argument("job_id", type=int)
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
def run(job_id: int, folder: Path) -> None:
    """Do the work of one job in a folder; the worker that started this process records it.

    Ends when its standard input closes: so dies the child of a worker that was killed.
    """
    job = Job.objects.filter(pk=job_id).first()
    if job is None:
        raise click.ClickException(f"there is no job {job_id}; `yinuo job list` shows the newest")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with events.entered_by("worker"):
        sys.exit(jobs.do(job, folder))


def _said(at: datetime | None) -> str:
    return clock.local(at).isoformat("T", "seconds") if at else "-"


def _end_with_parent() -> None:
    """Nobody is left to record the work: leave it, another worker takes it up."""
    os.read(0, 1)  # unbuffered: a reader that holds a lock would stop the interpreter from ending
    os._exit(doing.BROKE)
