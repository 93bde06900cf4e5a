"""Exporting a report: who may, what is recorded, whose figures are in the file."""

from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests import ledger
from tests import papers as reading
from tests.factories import documents as make_documents
from tests.factories import jobs as make_jobs
from tests.factories import orders as make
from tests.frozen import Frozen
from yinuo.core import clock, jobs
from yinuo.core.errors import Invalid, NotFound, NotPermitted
from yinuo.core.models import Event, Job
from yinuo.reports import actions
from yinuo.reports.rules import scopes
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db
OCTOBER = make_documents.OCTOBER


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """The desk's folder, for this test alone."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def today() -> Scope:
    return Scope(clock.today(), clock.today())


def sheet(job: Job, name: str) -> list[list[Any]]:
    with jobs.path_of(job).open("rb") as file:
        return CalamineWorkbook.from_filelike(file).get_sheet_by_name(name).to_python()


def test_a_manager_exports_a_report(desk: Frozen, agent: Person, manager: Person) -> None:
    """R399, R402: the file has the figures, the formulas, who asked and when; the export is on record."""
    make.dispatched(agent)
    job = actions.export("slips", today(), by=manager, format="xlsx")
    event = ledger.last("report.exported")
    assert (event.actor_id, event.subject_id) == (manager.pk, job.pk)
    assert (event.data["report"], event.data["start"]) == ("slips", "2026-11-20")
    job = make_jobs.done(job)
    assert (job.state, job.by_id, job.result) == (Job.State.DONE, manager.pk, {"rows": 1})
    assert job.file_name.endswith("2026-11-20.xlsx")
    rows = sheet(job, job.file_name.rsplit(" ", 1)[0])
    assert (rows[1][0], rows[1][1]) == ("李敏", 1)
    told = {str(line[0]): line[1] for line in sheet(job, "说明")}
    assert told["导出人"] == "郑海 8401"
    assert told["范围"] == "全公司"


def test_the_same_as_a_paper(desk: Frozen, agent: Person, manager: Person) -> None:
    """R402: as PDF, in the reader's language."""
    make.dispatched(agent)
    manager.language = "en"
    manager.save()
    job = make_jobs.done(actions.export("slips", today(), by=manager, format="pdf"))
    pages = reading.pages(jobs.path_of(job))
    assert "郑海 8401" in pages[0]
    assert "李敏" in pages[0]
    assert job.file_name.endswith(".pdf")


def test_asked_twice_is_one_job(desk: Frozen, manager: Person) -> None:
    """One file, one record."""
    first = actions.export("slips", OCTOBER, by=manager, format="xlsx", form_key="k")
    assert actions.export("slips", OCTOBER, by=manager, format="xlsx", form_key="k") == first
    assert Event.objects.filter(kind="report.exported").count() == 1


def test_who_may_not(
    desk: Frozen, agent: Person, auditor: Person, driver: Person, dispatcher: Person, colleague: Person
) -> None:
    """An auditor reads; agents and drivers have no reports at all."""
    for person in (agent, auditor, driver, dispatcher, colleague):
        with pytest.raises(NotPermitted):
            actions.export("slips", OCTOBER, by=person, format="xlsx")
    assert not Job.objects.exists()
    assert "report.exported" not in ledger.kinds()


def test_what_there_is_not(desk: Frozen, manager: Person) -> None:
    """No such report, no such format, no such way to divide it."""
    with pytest.raises(NotFound):
        actions.export("nothing", OCTOBER, by=manager, format="xlsx")
    with pytest.raises(Invalid):
        actions.export("slips", OCTOBER, by=manager, format="docx")
    job = make_jobs.done(actions.export("slips", OCTOBER, by=manager, format="xlsx", grouping="moon"))
    assert (job.state, job.error) == (Job.State.FAILED, "not_found")


def test_a_team_leader_gets_their_own_team(
    desk: Frozen, agent: Person, outsider: Person, team_leader: Person, manager: Person
) -> None:
    """The file has what the page would show them, no more."""
    make.dispatched(agent)
    make.dispatched(outsider)
    files = [actions.export("slips", today(), by=one, format="xlsx") for one in (team_leader, manager)]
    own, everything = (make_jobs.done(job) for job in files)
    assert (own.result, everything.result) == ({"rows": 1}, {"rows": 2})
    told = {str(line[0]): line[1] for line in sheet(own, "说明")}
    assert told["范围"] == str(team_leader.team)


def test_permission_is_asked_again_when_the_work_is_done(desk: Frozen, manager: Person) -> None:
    """Somebody who left meanwhile gets no file."""
    job = actions.export("slips", OCTOBER, by=manager, format="xlsx")
    Person.objects.filter(pk=manager.pk).update(is_active=False)
    assert (make_jobs.done(job).error, job.file) == ("not_permitted", "")


def test_a_scope_survives_the_way_to_the_job(desk: Frozen, manager: Person, region: Any) -> None:
    """Narrowed as it was asked for, and said so in the file."""
    scope = scopes.month_of(clock.today(), Scope(clock.today(), clock.today(), region=region.pk))
    job = make_jobs.done(actions.export("pickups", scope, by=manager, format="xlsx"))
    told = {str(line[0]): line[1] for line in sheet(job, "说明")}
    assert (told["范围"], told["期间"]) == ("江宁", "2026-11-01 至 2026-11-30")
    assert job.file_name == "及时提货率 2026 年 11 月.xlsx"
