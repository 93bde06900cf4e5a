"""Lessons and corrective actions at the desk: page, fragment, outsider, and from the plan to its effect."""

from datetime import timedelta

import pytest

from tests.desk.tickets import parts
from tests.factories import complaints as make
from yinuo.complaints.models import Corrective, Lesson
from yinuo.core import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manual")]
LIST = "/complaints/correctives/"
LESSONS = "/complaints/lessons/"


def part(name: str) -> dict[str, str]:
    return {"HX-Request": "true", "HX-Target": f"desk-region#{name}"}


def corrective(**said: object) -> Corrective:
    kept = {"type": "TIME", "cause": "DUTY", "count": 4, "opened_at": clock.now(), "changed_at": clock.now()}
    return Corrective.objects.create(**{**kept, **said})


def test_the_list_stands_whole_and_as_a_part_and_names_what_is_late(agent, team_leader, browse) -> None:
    late = clock.today() - timedelta(days=2)
    row = corrective(what="排队先报备", owner=agent, due_on=late)
    client = browse(team_leader)
    page = parts.text(client.get(LIST))
    for shown in (
        "<html",
        "时效 · 义务缺失",
        "排队先报备",
        "逾期",
        f"{LIST}{row.pk}/",
        'aria-current="page"',
    ):
        assert shown in page
    fragment = parts.text(client.get(f"{LIST}?cut=worked", headers=part("correctives")))
    assert fragment.lstrip().startswith("<desk-region")
    assert "排队先报备" not in fragment


def test_others_see_what_is_theirs_to_do_and_drivers_no_lesson(agent, mate, driver, browse) -> None:
    own, other = corrective(owner=agent), corrective(cause="DETAIL", owner=mate)
    page = parts.text(browse(agent).get(LIST))
    assert f"{LIST}{own.pk}/" in page
    assert f"{LIST}{other.pk}/" not in page
    assert browse(agent).get(f"{LIST}{other.pk}/").status_code == 404
    assert f"{LIST}{own.pk}/" not in parts.text(browse(driver).get(LIST))
    assert browse(driver).get(LESSONS).status_code == 403


def test_one_is_planned_followed_done_and_seen_to_work_by_somebody_else(agent, team_leader, browse) -> None:
    row, case = corrective(), make.registered(agent, cause="DUTY")
    leads, does = browse(team_leader), browse(agent)
    page = parts.text(leads.get(f"{LIST}{row.pk}/"))
    assert "还没有定" in page
    assert str(make.ticket(case)) in page
    due = (clock.today() + timedelta(days=7)).isoformat()
    plan = {"what": "排队先报备", "owner": agent.pk, "due_on": due}
    assert leads.post(f"{LIST}{row.pk}/plan/", {**plan, "what": " "}).status_code == 422
    assert leads.post(f"{LIST}{row.pk}/plan/", plan).status_code == 302
    assert does.post(f"{LIST}{row.pk}/notes/", {"text": "已和车队谈过"}).status_code == 302
    assert does.post(f"{LIST}{row.pk}/done/").status_code == 302
    effect = {"worked": "1", "effect": "一个月没有再来"}
    refused = does.post(f"{LIST}{row.pk}/effect/", effect)
    assert refused.status_code == 403
    assert "验证效果" not in parts.text(does.get(f"{LIST}{row.pk}/"))
    asked = parts.text(leads.get(f"{LIST}{row.pk}/effect/"))
    assert "整改前 4 件，整改完成后又来了 0 件" in asked
    assert leads.post(f"{LIST}{row.pk}/effect/", effect).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.came) == (Corrective.State.WORKED, 0)
    page = parts.text(leads.get(f"{LIST}{row.pk}/", headers=part("corrective")))
    for shown in ("已和车队谈过", "整改有效", "一个月没有再来", "到验证时"):
        assert shown in page
    assert "<html" not in page


def test_lessons_are_looked_up_by_cause_and_lead_to_their_cases(agent, team_leader, browse) -> None:
    case = make.registered(agent, cause="DUTY")
    Lesson.objects.create(
        complaint=case, cause="桥北排队，打13800006621", change="先报车管", owner=team_leader,
        due_on=clock.today(), at=clock.now(), by=agent,
    )  # fmt: skip
    client = browse(agent)
    page = parts.text(client.get(LESSONS))
    for shown in ("<html", f"/complaints/{case.ticket.ref}/", "138****6621", "先报车管", "时效 · 义务缺失"):
        assert shown in page
    assert "13800006621" not in page
    fragment = parts.text(client.get(f"{LESSONS}?cause=GIFT", headers=part("lessons")))
    assert fragment.lstrip().startswith("<desk-region")
    assert "没有这样的教训" in fragment
    assert "先报车管" in parts.text(client.get(f"{LESSONS}?type=TIME&cause=DUTY&words=车管"))


def test_a_closed_case_leads_to_what_is_done_about_its_cause(agent, team_leader, browse) -> None:
    row = corrective(what="排队先报备", owner=team_leader)
    case = make.at("CLOSED", agent, cause="DUTY")
    page = parts.text(browse(team_leader).get(f"/complaints/{case.ticket.ref}/"))
    assert f"{LIST}{row.pk}/" in page
    assert f"{LESSONS}?type=TIME&amp;cause=DUTY" in page
    assert f"{LIST}{row.pk}/" not in parts.text(browse(agent).get(f"/complaints/{case.ticket.ref}/"))
