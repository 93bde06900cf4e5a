"""A question in the workbench, and its dialogs."""

from datetime import timedelta

import pytest

from tests.desk.orders import browsing
from tests.desk.tickets import parts
from tests.factories import inquiries as make
from tests.factories import orders as orders_make
from yinuo.core import clock
from yinuo.inquiries import actions
from yinuo.inquiries.models import Inquiry
from yinuo.messaging.models import Notice
from yinuo.promises.models import Promise
from yinuo.staff import queries as staff
from yinuo.staff.models import Company

pytestmark = pytest.mark.django_db


def values(page, id: str = "inquiry-form") -> dict[str, str]:
    """What stands in a form; a browser drops the line break at the start of a text area."""
    return {name: value.removeprefix("\n") for name, value in browsing.form(page, id).values.items()}


def press(client, ref: str, noun: str, **typed: str):
    """Open a dialog, fill it in and press its button."""
    address = f"/inquiries/{ref}/{noun}/"
    form = browsing.form(client.get(address, headers=parts.DIALOG), address)
    return client.post(form.action, form.filled(**typed), headers=parts.DIALOG)


def page_of(client, inquiry: Inquiry, query: str = "") -> str:
    return parts.text(client.get(f"/desk/{inquiry.ticket.ref}/{query}"))


def test_the_case_shows_what_is_to_do(desk, agent, browse) -> None:
    """R112, R113: the manual's script stands beside the question."""
    inquiry = make.asked(agent)
    page = page_of(browse(agent), inquiry)
    for words in (
        "待答复",
        "货物状态",
        "当场答复",
        "请把您的运输信息告诉我",
        "客户来问",
        "不好意思，让您久等了。",
    ):
        assert words in page
    details = page_of(browse(agent), inquiry, "?tab=details")
    assert "我的货到哪里了" in details


@pytest.mark.parametrize("noun", ["answer", "promise", "leader", "further", "closing"])
def test_dialogs_stand_as_a_part_and_as_a_page(desk, agent, browse, noun) -> None:
    address = f"/inquiries/{make.asked(agent).ticket.ref}/{noun}/"
    client = browse(agent)
    assert parts.text(client.get(address, headers=parts.DIALOG)).lstrip().startswith('<div id="dialog">')
    assert b"<html" in client.get(address).content


def test_the_answer_is_filled_and_given(desk, agent, browse) -> None:
    order = orders_make.collected(agent)
    inquiry = make.asked(agent, about=order.ticket)
    client = browse(agent)
    address = f"/inquiries/{inquiry.ticket.ref}/answer/"
    assert "发出，现在" in values(client.get(address, headers=parts.DIALOG), address)["text"]
    done = press(client, inquiry.ticket.ref, "answer")
    assert (done.status_code, parts.toast(done)) == (204, "答复已记下。")
    found = make.again(inquiry)
    assert (found.way, found.figures["situation"]) == ("SAID", "on_way")


def test_b_and_three_is_half_an_hour(desk, agent, browse) -> None:
    """R111, R120: two keystrokes."""
    inquiry = make.asked(agent)
    client = browse(agent)
    assert 'data-key="b"' in page_of(client, inquiry)
    address = f"/inquiries/{inquiry.ticket.ref}/promise/"
    dialog = browsing.form(client.get(address, headers=parts.DIALOG), address)
    assert dialog.button(value="30")["data-key"] == "3"
    press(client, inquiry.ticket.ref, "promise", minutes="30")
    assert Promise.objects.get(key="answer_by").due_at == clock.now() + timedelta(minutes=30)
    assert press(client, inquiry.ticket.ref, "promise").status_code == 422


def test_up_to_the_leader_and_back(desk, agent, team_leader, browse) -> None:
    """R117: the leader's box, the answer back in front of the agent."""
    inquiry = make.asked(agent, type="OTHER", question="能开专票吗")
    press(browse(agent), inquiry.ticket.ref, "leader", note="客户要专票")
    assert "交回坐席" not in page_of(browse(agent), inquiry)
    leader = browse(team_leader)
    assert "交回坐席" in page_of(leader, inquiry)
    assert press(leader, inquiry.ticket.ref, "check", answer="能开").status_code == 204
    page = page_of(browse(agent), inquiry)
    assert "查实：" in page
    assert "能开" in page
    client = browse(agent)
    address = f"/inquiries/{inquiry.ticket.ref}/answer/"
    filled = values(client.get(address, headers=parts.DIALOG), address)
    assert (filled["text"], filled["way"]) == ("能开", "CALLED")
    press(client, inquiry.ticket.ref, "answer")
    assert make.again(inquiry).answer == "能开"


def test_an_agent_does_not_check_for_the_leader(desk, agent, mate, browse) -> None:
    inquiry = actions.pass_up(inquiry=make.asked(agent), by=agent)
    assert browse(mate).get(f"/inquiries/{inquiry.ticket.ref}/check/").status_code == 403


def test_after_the_answer_the_link_is_offered(desk, agent, browse) -> None:
    """R109, R115."""
    Company.objects.update(site="https://qc56.cn")
    staff.forget()
    order = orders_make.collected(agent)
    inquiry = make.answered(agent, about=order.ticket)
    client = browse(agent)
    assert "发查货链接" in page_of(client, inquiry)
    assert press(client, inquiry.ticket.ref, "link").status_code == 204
    assert order.ticket.ref in Notice.objects.get(key="inquiry_link").text
    assert f"/inquiries/{inquiry.ticket.ref}/link/" not in page_of(client, inquiry)


def test_a_wrong_answer_is_put_right(desk, agent, browse) -> None:
    """R121: the old answer stays in sight on the correction."""
    inquiry = make.answered(agent, "今天到")
    client = browse(agent)
    press(client, inquiry.ticket.ref, "correction", right="明天到")
    correction = Inquiry.objects.get(wrong_of=inquiry)
    page = page_of(client, correction)
    assert "前面答错了：" in page
    assert "今天到" in page


def test_numbers_are_masked_for_who_does_not_own_it(desk, agent, mate, browse) -> None:
    inquiry = make.asked(agent, question="请打13800006621")
    shown = page_of(browse(mate), inquiry, "?tab=details") + page_of(browse(mate), inquiry)
    assert "13800006621" not in shown
    assert "13800006621" in page_of(browse(agent), inquiry, "?tab=details")
    dialog = parts.text(browse(mate).get(f"/inquiries/{inquiry.ticket.ref}/answer/", headers=parts.DIALOG))
    assert "13800006621" not in dialog


def test_closing_without_an_answer_says_why(desk, agent, browse) -> None:
    inquiry = make.asked(agent)
    assert press(browse(agent), inquiry.ticket.ref, "closing").status_code == 422
    assert press(browse(agent), inquiry.ticket.ref, "closing", reason="打错了").status_code == 204
    assert make.ticket(inquiry).stage == "CLOSED"


def test_the_queue_shows_a_question_by_its_stage(desk, agent, browse) -> None:
    inquiry = make.asked(agent)
    page = parts.text(browse(agent).get("/desk/", headers=parts.QUEUE))
    assert str(inquiry.ticket.number) in page
    assert "待答复" in page
