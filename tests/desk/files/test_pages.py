"""My files: mine alone, with their state, as attachments, as long as they are kept."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.desk.conftest import Browse
from tests.desk.tickets import parts
from tests.factories import documents as make_documents
from tests.factories import jobs as make_jobs
from tests.frozen import Frozen
from yinuo.core import clock, jobs
from yinuo.core.models import Job
from yinuo.reports import actions
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


def asked(by: Person) -> Job:
    return actions.export("pickups", make_documents.OCTOBER, by=by, format="xlsx")


def test_what_i_asked_for_and_how_far_it_is(desk: Frozen, manager: Person, browse: Browse) -> None:
    """R402: waiting, being made, done with a button, failed with its reason."""
    client, job = browse(manager), asked(manager)
    page = parts.text(client.get(reverse("files")))
    assert "及时提货率 2026 年 10 月" in page
    assert "等待" in page
    Job.objects.filter(pk=job.pk).update(claimed_until=clock.now())
    assert "在做" in parts.text(client.get(reverse("files")))
    Job.objects.filter(pk=job.pk).update(claimed_until=None)
    make_jobs.done(Job.objects.get(pk=job.pk))
    page = client.get(reverse("files")).content.decode()
    assert "及时提货率 2026 年 10 月.xlsx" in page
    assert reverse("file", args=[job.pk]) in page
    failed = asked(manager)
    Job.objects.filter(pk=failed.pk).update(state=Job.State.FAILED, error="job_too_long")
    assert "做得太久" in parts.text(client.get(reverse("files")))


def test_a_file_is_downloaded_as_an_attachment(desk: Frozen, manager: Person, browse: Browse) -> None:
    """Never shown in the browser, never kept by a proxy."""
    job = make_jobs.done(asked(manager))
    answer = browse(manager).get(reverse("file", args=[job.pk]))
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "private" in answer["Cache-Control"]
    assert b"".join(answer.streaming_content) == jobs.path_of(job).read_bytes()
    answer.close()


def test_nobody_elses(desk: Frozen, manager: Person, administrator: Person, browse: Browse) -> None:
    """Another's job is not found, also by an administrator; a stranger signs in first."""
    job = make_jobs.done(asked(manager))
    assert browse(administrator).get(reverse("file", args=[job.pk])).status_code == 404
    assert "及时提货率" not in parts.text(browse(administrator).get(reverse("files")))


def test_an_old_file_is_gone_and_says_so(desk: Frozen, manager: Person, browse: Browse) -> None:
    """After the days of the setting."""
    job = make_jobs.done(asked(manager))
    desk.move(days=31)
    assert jobs.forget_files(clock.now()) == 1
    client = browse(manager)
    assert "已过期" in parts.text(client.get(reverse("files")))
    assert client.get(reverse("file", args=[job.pk])).status_code == 404


def test_the_list_asks_for_itself_when_a_job_ends(desk: Frozen, manager: Person, browse: Browse) -> None:
    """The region listens to the person's own signal."""
    page = browse(manager).get(reverse("files")).content.decode()
    assert f'on="jobs-{manager.pk}"' in page
    part = {"HX-Request": "true", "HX-Target": "desk-region#files"}
    assert parts.text(browse(manager).get(reverse("files"), headers=part)).lstrip().startswith("<desk-region")


@pytest.mark.parametrize("days", [0, 29])
def test_a_file_is_kept_for_its_days(desk: Frozen, manager: Person, days: int) -> None:
    job = make_jobs.done(asked(manager))
    desk.move(days=days)
    assert jobs.forget_files(clock.now()) == 0
    assert jobs.has_file(job)
    assert job.ended_at is not None
    assert clock.now() - job.ended_at == timedelta(days=days)
