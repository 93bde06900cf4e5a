"""Asking for work, and looking after it."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from yinuo.core import clock, db
from yinuo.core.errors import NotFound
from yinuo.core.jobs import kinds
from yinuo.core.models import Job


def ask(kind: str, params: Mapping[str, Any], by_id: int | None, form_key: str | None = None) -> Job:
    """Put work into the queue; with a `form_key` that was used before, the job of that time.

    `params` are plain values (JSON), `by_id` the person who asked, None for the desk itself. Permission is
    the caller's to check. Raises LookupError when nothing is registered for `kind`; NotFound("job_not_found")
    when somebody else used the form key.
    """
    kinds.of(kind)
    now = clock.now()
    job = Job(kind=kind, params=dict(params), by_id=by_id, asked_at=now, wake_at=now, form_key=form_key)
    with db.transaction():
        row, _ = db.insert_once(job, "form_key")
    if row.by_id != by_id:
        raise NotFound("job_not_found")
    return row


def asked_by(person_id: int) -> QuerySet[Job]:
    """What this person asked for, the newest first."""
    return Job.objects.filter(by_id=person_id).order_by("-id")


def label_of(job: Job) -> str:
    """What was asked for, in the reader's language; the kind's own name where nobody knows it any more."""
    try:
        return kinds.of(job.kind).label(job.params)
    except LookupError:
        return job.kind


def one_of(person_id: int, pk: int) -> Job:
    """One job of this person. Raises NotFound("job_not_found")."""
    job = Job.objects.filter(by_id=person_id, pk=pk).first()
    if job is None:
        raise NotFound("job_not_found")
    return job
