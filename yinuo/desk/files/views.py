"""My files: what was asked for, how far it is, and the file, as long as it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import jobs
from yinuo.core.models import Job
from yinuo.desk.access import DeskRequest, signed_in
from yinuo.ui import faults, regions

NEWEST: Final = 50
STATES: Final = {
    Job.State.QUEUED: (gettext_noop("等待"), "info"),
    Job.State.DONE: (gettext_noop("完成"), "ok"),
    Job.State.FAILED: (gettext_noop("失败"), "bad"),
}
GONE: Final = (gettext_noop("已过期"), "")
AT_WORK: Final = (gettext_noop("在做"), "info")


@dataclass(frozen=True)
class Row:
    """One job in the list; `until` is when its file will be deleted."""

    job: Job
    name: str
    state: str
    tone: str
    trouble: str
    has_file: bool
    until: datetime | None


@signed_in
def files(request: DeskRequest) -> HttpResponse:
    """What I asked for, the newest first."""
    context = {
        "rows": [_row(job) for job in jobs.asked_by(request.user.pk)[:NEWEST]],
        "signal": signal(request.user.pk),
        "days": f"{settings.YINUO_FILE_DAYS:g}",
        "here": request.path,
    }
    return regions.render(request, "desk/files/list.html", context, regions=("files",))


@signed_in
def file(request: DeskRequest, pk: int) -> HttpResponseBase:
    """One of my files, as an attachment. Nobody else's: 404."""
    return attachment(jobs.one_of(request.user.pk, pk))


def attachment(job: Job) -> FileResponse:
    """The file of a job, to be kept by the browser and never shown in it. Raises NotFound("file_gone")."""
    path = jobs.path_of(job)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=job.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def signal(person_id: int) -> str:
    """The live signal that says that one of this person's jobs has ended."""
    return f"jobs-{person_id}"


def _row(job: Job) -> Row:
    has_file = jobs.has_file(job)
    state, tone = STATES[Job.State(job.state)]
    if job.state == Job.State.QUEUED and job.claimed_until is not None:
        state, tone = AT_WORK
    elif job.state == Job.State.DONE and not has_file:
        state, tone = GONE
    kept = timedelta(days=settings.YINUO_FILE_DAYS)
    return Row(
        job=job,
        name=job.file_name or jobs.label_of(job),
        state=_(state),
        tone=tone,
        trouble=faults.text(job.error, job.result) if job.error else "",
        has_file=has_file,
        until=job.ended_at + kept if job.ended_at and has_file else None,
    )
