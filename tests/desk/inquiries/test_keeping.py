"""What the leader found out is kept, and offered to whoever is asked the same (R117)."""

from typing import Any

import pytest

from tests.desk.inquiries.test_case import page_of, press, values
from tests.desk.inquiries.test_new import NEW, REGION
from tests.desk.inquiries.test_new import press as press_new
from tests.desk.tickets import parts
from tests.factories import inquiries as make
from yinuo.inquiries import actions
from yinuo.inquiries.models import Inquiry
from yinuo.knowledge import queries as knowledge
from yinuo.staff.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked(desk: Any, agent: Person, team_leader: Person) -> Inquiry:
    """A question whose answer the leader found out."""
    inquiry = make.asked(agent, type="OTHER", question="我是 13800006621，能不能开专用发票")
    actions.pass_up(inquiry=inquiry, by=agent)
    return actions.check_answer(inquiry=inquiry, answer="能，先付的当天开", by=team_leader)


def keep(client: Any, inquiry: Inquiry) -> Any:
    return press(client, inquiry.ticket.ref, "keep", question="能不能开专用发票")


def test_the_leader_keeps_it(checked: Inquiry, agent: Person, team_leader: Person, browse: Any) -> None:
    """R117: once, in words for everybody, with source and date; the agent has no such button."""
    leader = browse(team_leader)
    address = f"/inquiries/{checked.ticket.ref}/keep/"
    assert address in page_of(leader, checked)
    assert address not in page_of(browse(agent), checked)
    assert browse(agent).get(address).status_code == 403
    assert "13800006621" not in parts.text(leader.get(address, headers=parts.DIALOG))
    for _ in range(2):
        assert keep(leader, checked).status_code == 204
    (kept,) = knowledge.answers().rows
    assert (kept.title, kept.body) == ("能不能开专用发票", "能，先付的当天开")
    assert kept.source == f"{make.ticket(checked).number} 周芳"
    page = parts.text(browse(agent).get("/news/?view=answers"))
    assert "能，先付的当天开" in page
    assert "能，先付的当天开" not in parts.text(browse(agent).get("/news/"))


def test_a_number_is_refused_at_its_field(checked: Inquiry, team_leader: Person, browse: Any) -> None:
    answer = press(browse(team_leader), checked.ticket.ref, "keep", answer="打 13800006621")
    assert answer.status_code == 422
    assert "请不要写电话号码" in parts.text(answer)
    assert not knowledge.answers().rows


def test_what_was_not_checked_is_not_kept(desk: Any, agent: Person, team_leader: Person, browse: Any) -> None:
    inquiry = make.answered(agent)
    assert browse(team_leader).get(f"/inquiries/{inquiry.ticket.ref}/keep/").status_code == 403


def test_the_next_one_who_is_asked_sees_it(
    checked: Inquiry, agent: Person, team_leader: Person, browse: Any
) -> None:
    """R117: while the caller speaks it becomes the answer by one press; of a message it stands above."""
    keep(browse(team_leader), checked)
    client = browse(agent)
    page = press_new(client, client.get(NEW), "type-OTHER")
    page = press_new(client, page, "recall", question="专用发票能开吗")
    assert "以前查实过" in parts.text(page)
    (kept,) = knowledge.answers().rows
    page = press_new(client, page, f"use-{kept.ref}")
    assert values(page)["answer"] == "能，先付的当天开"
    press_new(client, page, "said")
    assert Inquiry.objects.latest("pk").answer == "能，先付的当天开"
    written = make.asked(None, type="OTHER", question="请问能开专用发票吗", channel="WEB")
    assert "以前查实过" in page_of(client, written)
    other = make.asked(None, type="OTHER", question="周末收货吗", channel="WEB")
    assert "以前查实过" not in page_of(client, other)
    forged = client.post(NEW, {"deed": "use-zzzz", "type": "OTHER", "question": "发票"}, headers=REGION)
    assert forged.status_code == 200
