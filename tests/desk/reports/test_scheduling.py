"""Pages of exports and of reports that send themselves."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.desk.conftest import Browse
from tests.desk.tickets import parts
from tests.factories import jobs as make_jobs
from tests.frozen import Frozen
from yinuo.core.models import Event, Job
from yinuo.messaging import actions as messaging
from yinuo.reports import actions
from yinuo.reports.models import Delivery, Run, Schedule
from yinuo.staff.models import Person, Region

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "每月提货率", "report": "pickups", "format": "pdf", "cadence": "MONTHLY", "weekday": "1",
    "monthday": "3", "at": "08:30", "addresses": "boss@example.com", "form_key": "k",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The desk's folder, for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def scheduled(desk: Frozen, manager: Person) -> Schedule:
    """A monthly report of the manager's."""
    said = actions.Values("每月提货率", "pickups", "MONTHLY", addresses=["boss@example.com"])
    return actions.add_schedule(said, by=manager)


def test_a_report_is_exported_from_its_page(desk: Frozen, manager: Person, browse: Browse) -> None:
    """R402: both buttons; as it is narrowed on the page; pressed twice it is one job."""
    client = browse(manager)
    query = {"start": "2026-11-01", "end": "2026-11-10", "by": "region"}
    page = client.get(reverse("report", args=["pickups"]), query).content.decode()
    assert "导出表格" in page
    assert "导出 PDF" in page
    form = page.split(f'action="{reverse("report-files", args=["pickups"])}"')[1].split("</form>")[0]
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert {name: hidden[name] for name in query} == query
    for _ in range(2):
        answer = client.post(reverse("report-files", args=["pickups"]), {**query, "format": "xlsx"})
        assert answer.url == reverse("files")
    job = Job.objects.get()
    assert (job.params["start"], job.params["end"], job.params["by"]) == (
        "2026-11-01",
        "2026-11-10",
        "region",
    )
    make_jobs.done(job)
    client.post(reverse("report-files", args=["pickups"]), {**query, "format": "xlsx"})
    assert Job.objects.count() == 2


def test_who_only_reads_has_no_buttons(desk: Frozen, auditor: Person, browse: Browse) -> None:
    client = browse(auditor)
    assert "导出" not in parts.text(client.get(reverse("report", args=["pickups"])))
    assert client.post(reverse("report-files", args=["pickups"]), {"format": "pdf"}).status_code == 403
    assert client.get(reverse("schedule-new")).status_code == 403
    assert client.get(reverse("schedules")).status_code == 200


def test_agents_have_no_reports(desk: Frozen, agent: Person, browse: Browse) -> None:
    for name in ("schedules", "schedule-new"):
        assert browse(agent).get(reverse(name)).status_code == 403


def test_a_schedule_is_set_up_on_the_page(desk: Frozen, manager: Person, browse: Browse) -> None:
    """R402: the dialog begins with what the page shows; sent twice it is one."""
    client = browse(manager)
    asked = {"report": "pickups", "by": "driver"}
    dialog = client.get(reverse("schedule-new"), asked).content.decode()
    assert '<option value="pickups" selected>' in dialog
    for _ in range(2):
        assert client.post(reverse("schedule-new"), {**FILLED, "by": "driver"}).url == reverse("schedules")
    made = Schedule.objects.get()
    assert (made.report, made.by, made.format, made.monthday) == ("pickups", "driver", "pdf", 3)
    page = parts.text(client.get(reverse("schedules")))
    assert "每月提货率" in page
    assert "每月 3 日 08:30，上个月的" in page
    assert "还没有设邮件服务器" in page


def test_what_is_wrong_is_said_at_its_field(desk: Frozen, manager: Person, browse: Browse) -> None:
    answer = browse(manager).post(reverse("schedule-new"), {**FILLED, "addresses": "nobody"})
    assert answer.status_code == 422
    assert "不像邮箱地址" in parts.text(answer)
    answer = browse(manager).post(reverse("schedule-new"), {**FILLED, "addresses": ""})
    assert "请至少选一位收件人" in parts.text(answer)


def test_people_and_places_are_scheduled_apart(
    desk: Frozen, manager: Person, region: Region, browse: Browse
) -> None:
    """B10: promises by people, narrowed to a region, could never be counted."""
    said = {**FILLED, "report": "promises", "by": "person", "region": region.pk}
    answer = browse(manager).post(reverse("schedule-new"), said)
    assert answer.status_code == 422
    assert "人员和区域、司机分开计数" in parts.text(answer)
    assert not Schedule.objects.exists()


def test_a_schedule_is_changed_paused_resumed_removed(
    scheduled: Schedule, manager: Person, browse: Browse
) -> None:
    client, ref = browse(manager), [scheduled.ref]
    form = client.get(reverse("schedule-edit", args=ref)).content.decode()
    assert "boss@example.com" in form
    said = {**FILLED, "name": "改过的", "version": "1"}
    assert client.post(reverse("schedule-edit", args=ref), said).url == reverse("schedule", args=ref)
    client.post(reverse("schedule-pause", args=ref))
    assert "已暂停" in parts.text(client.get(reverse("schedule", args=ref)))
    client.post(reverse("schedule-resume", args=ref))
    assert "改过的" in parts.text(client.get(reverse("schedule", args=ref)))
    client.post(reverse("schedule-pause", args=ref))
    client.post(reverse("schedule-remove", args=ref))
    assert not Schedule.objects.exists()


def test_the_log_of_a_run(scheduled: Schedule, manager: Person, browse: Browse) -> None:
    """Period, state, file, recipient, and the server's receipt."""
    client, ref = browse(manager), [scheduled.ref]
    for _ in range(2):
        client.post(reverse("schedule-run", args=ref), {"form_key": "k"})
    run = Run.objects.get()
    make_jobs.all_done()
    Delivery.objects.update(state="SENT", receipt="250 OK queued as 7F")
    page = client.get(reverse("schedule", args=ref))
    said = parts.text(page)
    for words in ("2026 年 10 月", "做好了", "boss@example.com", "已发出", "250 OK queued as 7F", "郑海要的"):
        assert words in said
    file = client.get(reverse("schedule-file", args=[scheduled.ref, run.pk]))
    assert file["Content-Disposition"].startswith("attachment;")
    file.close()


def test_another_teams_schedule_is_not_found(
    scheduled: Schedule, team_leader: Person, auditor: Person, browse: Browse
) -> None:
    """A team leader sees their own; an auditor sees all and changes none."""
    run = actions.run_now(scheduled, by=scheduled.owner, form_key="k")
    make_jobs.all_done()
    for name in ("schedule", "schedule-edit"):
        assert browse(team_leader).get(reverse(name, args=[scheduled.ref])).status_code == 404
    assert browse(team_leader).post(reverse("schedule-run", args=[scheduled.ref])).status_code == 404
    reader = browse(auditor)
    assert reader.get(reverse("schedule", args=[scheduled.ref])).status_code == 200
    for name in ("schedule-pause", "schedule-resume", "schedule-run"):
        assert reader.post(reverse(name, args=[scheduled.ref])).status_code == 403
    assert reader.get(reverse("schedule-edit", args=[scheduled.ref])).status_code == 403
    assert reader.get(reverse("schedule-file", args=[scheduled.ref, run.pk])).status_code == 403


def test_the_pages_cost_the_same_with_three_rows(
    desk: Frozen, manager: Person, browse: Browse, django_assert_max_num_queries: Any
) -> None:
    """A fixed number of statements, whatever the rows."""
    client = browse(manager)
    client.get(reverse("schedules"))

    def statements() -> int:
        with django_assert_max_num_queries(60) as counted:
            client.get(reverse("schedules"))
        return len(counted)

    for number in range(2):
        said = actions.Values(f"n{number}", "slips", "DAILY", addresses=["a@example.com"])
        actions.add_schedule(said, by=manager)
    two = statements()
    for number in range(3):
        said = actions.Values(f"m{number}", "slips", "DAILY", addresses=["a@example.com"])
        actions.add_schedule(said, by=manager)
    assert statements() == two


def test_with_a_mail_server_nothing_is_missing(scheduled: Schedule, manager: Person, browse: Browse) -> None:
    messaging.change_mail_server(host="mail.example.com", port=465, security="tls", sender="a@b.cn", by=None)
    assert "还没有设邮件服务器" not in parts.text(browse(manager).get(reverse("schedules")))
    assert Event.objects.filter(kind="mailserver.changed").exists()
