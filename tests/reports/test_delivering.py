"""A report that sends itself, from its job to the receipt: once, and told when it fails."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests import papers, processes, races
from tests.factories import jobs as make_jobs
from tests.frozen import Frozen
from tests.servers import smtp
from yinuo.core import clock, jobs
from yinuo.core.models import Event, Job
from yinuo.messaging import actions as messaging
from yinuo.messaging.models import Mail, Reminder
from yinuo.reports import actions
from yinuo.reports.actions import Values
from yinuo.reports.models import Delivery, Run, Schedule
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The desk's folder, for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def reader(manager: Person) -> Person:
    """8401 郑海, who has an address."""
    manager.email = "zheng@example.com"
    manager.save(update_fields=["email"])
    return manager


@pytest.fixture
def post() -> Iterator[smtp.Post]:
    """A mail server that takes everything."""
    with smtp.running() as server:
        yield server


def values(reader: Person, **more: Any) -> Values:
    return Values(**{"name": "每日短信", "report": "slips", "cadence": "DAILY", "people": [reader], **more})


def set_up(post: smtp.Post) -> None:
    messaging.change_mail_server(
        host=post.host, port=post.port, security="none", sender="desk@example.com", by=None
    )


def periods(schedule: Schedule) -> list[tuple[date, date]]:
    return list(schedule.runs.order_by("id").values_list("start", "end"))


def test_from_the_schedule_to_the_receipt(desk: Frozen, reader: Person, post: smtp.Post) -> None:
    """R402: schedule → PDF → e-mail with the file → the server's receipt in the log."""
    set_up(post)
    more = {"format": "pdf", "addresses": ["boss@example.com"]}
    schedule = actions.add_schedule(values(reader, **more), by=reader)
    desk.to(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 1
    (job,) = make_jobs.all_done()
    run = Run.objects.get()
    assert (run.state, run.job, job.state) == (Run.State.MADE, job, Job.State.DONE)
    assert messaging.send_mail_due(clock.now()) == 2
    assert sorted(post.recipients) == ["boss@example.com", "zheng@example.com"]
    (attached,) = post.taken[0].iter_attachments()
    assert attached.get_filename() == job.file_name
    assert attached.get_content() == jobs.path_of(job).read_bytes()
    assert "郑海 8401" in papers.pages(jobs.path_of(job))[0]
    assert post.taken[0]["Subject"] == "每日短信：2026-11-20 至 2026-11-22"
    for delivery in Delivery.objects.filter(run__schedule=schedule):
        assert (delivery.state, delivery.receipt) == (Delivery.State.SENT, smtp.RECEIPT)
        assert delivery.at == clock.now()


def test_a_report_that_cannot_be_made_is_told(desk: Frozen, reader: Person, manager: Person) -> None:
    """The owner may not see reports any more: failed in words, stopped, and they are reminded."""
    schedule = actions.add_schedule(values(reader), by=reader)
    actions.run_now(schedule, by=reader, form_key="k")
    Person.objects.filter(pk=reader.pk).update(role="AGENT")
    make_jobs.all_done()
    run = Run.objects.get()
    assert (run.state, run.error) == (Run.State.FAILED, "not_permitted")
    assert not Mail.objects.exists()
    reminder = Reminder.objects.get(person=reader)
    assert (reminder.lines[0]["code"], reminder.lines[0]["label"]) == ("report.stopped", "每日短信")
    assert not Schedule.objects.get().is_active


def test_who_left_has_their_schedule_stopped(
    desk: Frozen, reader: Person, administrator: Person, agent: Person
) -> None:
    """R402: every run would fail, so it is paused, on record; the administrators are told, once."""
    schedule = actions.add_schedule(values(reader), by=reader)
    Person.objects.filter(pk=reader.pk).update(is_active=False)
    desk.to(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    assert actions.plan_due(clock.now()) == 1
    make_jobs.all_done()
    schedule.refresh_from_db()
    assert not schedule.is_active
    paused = Event.objects.get(kind="report.schedule_paused")
    assert (paused.actor_id, paused.data) == (None, {"report": "slips"})
    reminder = Reminder.objects.get()
    assert reminder.person == administrator
    assert (reminder.lines[0]["code"], reminder.lines[0]["label"]) == ("report.stopped", "每日短信")
    desk.move(days=1)
    assert actions.plan_due(clock.now()) == 0


def test_a_run_that_fails_otherwise_goes_on(desk: Frozen, reader: Person, administrator: Person) -> None:
    """The owner may still see it: told alone, and the next day's report is made."""
    schedule = actions.add_schedule(values(reader), by=reader)
    actions.run_now(schedule, by=reader, form_key="k")
    Job.objects.update(params={**Job.objects.get().params, "report": "nothing"})
    make_jobs.all_done()
    schedule.refresh_from_db()
    assert schedule.is_active
    reminder = Reminder.objects.get()
    assert (reminder.person, reminder.lines[0]["code"]) == (reader, "report.failed")


def test_a_mail_that_is_refused_is_told(desk: Frozen, reader: Person, post: smtp.Post) -> None:
    """The log says why, and the owner is reminded; the others have theirs."""
    set_up(post)
    post.rcpt["gone@example.com"] = "550 5.1.1 No such user"
    schedule = actions.add_schedule(values(reader, addresses=["gone@example.com"]), by=reader)
    actions.run_now(schedule, by=reader, form_key="k")
    make_jobs.all_done()
    messaging.send_mail_due(clock.now())
    states = dict(Delivery.objects.values_list("address", "state"))
    assert states == {"zheng@example.com": "SENT", "gone@example.com": "GIVEN_UP"}
    assert Delivery.objects.get(address="gone@example.com").error
    assert Reminder.objects.filter(person=reader).exists()


def test_who_left_gets_nothing(desk: Frozen, reader: Person, administrator: Person) -> None:
    """Their delivery says that there is no address."""
    administrator.email = "he@example.com"
    administrator.save(update_fields=["email"])
    schedule = actions.add_schedule(values(reader, people=[reader, administrator]), by=reader)
    Person.objects.filter(pk=administrator.pk).update(is_active=False)
    actions.run_now(schedule, by=reader, form_key="k")
    make_jobs.all_done()
    assert list(Mail.objects.values_list("address", flat=True)) == ["zheng@example.com"]
    assert Delivery.objects.get(address="").error == "mail_address_wrong"


def test_a_job_recorded_once_is_sent_once(desk: Frozen, reader: Person) -> None:
    """The event may come again, the e-mails do not."""
    schedule = actions.add_schedule(values(reader), by=reader)
    actions.run_now(schedule, by=reader, form_key="k")
    (job,) = make_jobs.all_done()
    deed = type("Deed", (), {"subject": job, "kind": "job.done"})()
    actions.note_job(deed)
    assert Mail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_begin_each_run_once(
    desk: Frozen, reader: Person, together: Callable[..., list[races.Outcome]]
) -> None:
    """Both see the same schedule at the same moment."""
    schedule = actions.add_schedule(values(reader), by=reader)
    desk.to(datetime(2026, 11, 23, 1, 0, tzinfo=UTC))
    for outcome in together(*[lambda: actions.plan_due(clock.now())] * 4):
        assert outcome.error is None
    assert periods(schedule) == [(date(2026, 11, 20), date(2026, 11, 22))]
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_all_of_it(
    desk: Frozen, reader: Person, monkeypatch: pytest.MonkeyPatch, post: smtp.Post
) -> None:
    """R402: with a real child process; the e-mails are queued with the job's end, in one transaction."""
    monkeypatch.setenv("DATABASE_URL", processes.database_address())
    monkeypatch.setenv("PYTHONPATH", str(processes.ROOT))
    set_up(post)
    actions.run_now(actions.add_schedule(values(reader), by=reader), by=reader, form_key="k")
    assert jobs.work_due(clock.now()) == 1
    assert Run.objects.get().state == Run.State.MADE
    assert messaging.send_mail_due(clock.now()) == 1
    assert Delivery.objects.get().receipt == smtp.RECEIPT
