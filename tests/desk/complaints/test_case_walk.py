"""A complaint from its registration to its end by the freight manual, through the page's own forms alone."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.desk.complaints.walking import (
    answer_all,
    ask,
    at,
    do,
    newest,
    page,
    press,
    send,
    shown,
    stage,
    url,
)
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import pictures
from yinuo.complaints.models import Agreement, Complaint, Lesson, OfferItem, Payment
from yinuo.core.models import Event
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
FOUND: dict[str, Any] = {
    "cause_found": "排队没报备",
    "motive": "急着装车",
    "core_demand": "今天提走",
    "degree": "MOSTLY",
}
WEIGHED: dict[str, Any] = {
    "has_long_relation": "1",
    "may_buy_again": "1",
    "word_of_mouth": "汽配城里都认识",
    "demand": "FAIR",
    "degree": "MOSTLY",
}
OFFER: dict[str, Any] = {
    "apology": "on",
    "refund_freight": "on",
    "refund_freight-fen": "50",
    "opinion": "道歉并退 50 元",
}
SPOT: dict[str, Any] = {
    **OFFER, **FOUND, **WEIGHED, "did-calmed": "on", "ask-agreed_time": "下午四点", "has_agreed": "on",
    "pay_way": "WECHAT", "receipt": "W1", "done": "司机已提走", "overall": "5",
}  # fmt: skip


def taken(client: Client, case: Complaint) -> None:
    """Calmed, restated, told how long it takes, and on."""
    must = f"/desk/{case.ticket.ref}/musts/"
    assert send(client, case, must, "calmed", done="1").status_code == 204
    do(client, case, "restate", is_confirmed="on")
    do(client, case, "wait", due_at=at(3))
    do(client, case, "acknowledge")
    do(client, case, "onward")


def found_out(client: Client, case: Complaint, driver: Client) -> None:
    """The driver heard, everything asked, the cause found, and on."""
    do(client, case, "statement")
    asked = case.statements.get()
    form = {"said": "桥北卸货排队，没有报备"}
    assert driver.post(f"/statements/{asked.pk}/", form).status_code == 302
    answer_all(client, case)
    do(client, case, "findings", **FOUND)
    do(client, case, "onward")


def agree(leader: Client, case: Complaint) -> None:
    """Whoever is asked agrees, by the button of their list."""
    waiting = case.ticket.approvals.get(state="ASKED")
    address = f"/approvals/{waiting.pk}/approval/"
    assert address in leader.get("/approvals/").content.decode()
    assert leader.post(address).status_code == 302


def agreed(client: Client, case: Complaint, fen: str = "50", leader: Client | None = None) -> None:
    """Weighed, offered, told, agreed to; within the agent's own limit unless a leader has to agree."""
    if "weighing/" in shown(client, case):
        do(client, case, "weighing", **WEIGHED)
    do(client, case, "offer", **{**OFFER, "refund_freight-fen": fen})
    do(client, case, "approval", newest(case))
    if leader:
        agree(leader, case)
    do(client, case, "telling", newest(case), way="PHONE")
    do(client, case, "acceptance", newest(case), way="PHONE", words="行")


def carried_out(client: Client, case: Complaint) -> None:
    """What the departments do, checked, and the money paid."""
    chores = case.chores.exclude(state="CHECKED")
    for chore in chores:
        do(client, case, "chore-received", chore.pk)
        assert f"chore-done/{chore.pk}/" not in shown(client, case)
    paid = OfferItem.objects.filter(offer__complaint=case, payment=None, remedy="refund_freight").latest("pk")
    do(client, case, "payment", paid.pk, way="WECHAT", receipt="W1")
    for chore in chores:
        do(client, case, "chore-checked", chore.pk)


def test_from_the_first_word_to_the_lesson(agent: Person, driver: Person, browse: Any) -> None:
    """R154–R165, R183, R220."""
    case, client = make.registered(agent, respondent=driver), browse(agent)
    taken(client, case)
    assert stage(case) == "CLARIFY"
    found_out(client, case, browse(driver))
    assert stage(case) == "PROPOSE"
    agreed(client, case)
    assert stage(case) == "CARRY_OUT"
    do(client, case, "agreement")
    form = ask(client, url(case, "signature"))
    for _again in range(2):  # the same form sent twice signs once
        paper = SimpleUploadedFile("a.jpg", pictures.picture().read(), "image/jpeg")
        sent = client.post(form.action, form.filled(name="王先生", file=paper), headers=parts.DIALOG)
        assert sent.status_code == 204
    carried_out(client, case)
    assert stage(case) == "CALL_BACK"
    do(client, case, "call", reached="1", way="PHONE")
    do(client, case, "rating", overall="5", result="5", words="谢谢", way="PHONE")
    do(client, case, "thanks")
    do(client, case, "closing")
    assert stage(case) == "CLOSED"
    do(client, case, "lesson", cause="排队", change="先报备", owner=str(agent.pk), due_on="2026-11-30")
    assert Lesson.objects.get(pk=case.pk).owner == agent
    shows = page(client, case)
    for words in ("客户满意", "先报备", "很满意 5", "已付", "客户已签字"):
        assert words in shows, words
    answer = client.get(url(case).rstrip("/") + f"/agreement/{Agreement.objects.get().pk}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert Event.objects.filter(kind="complaint.closed", ticket_id=case.pk).count() == 1


def test_not_satisfied_another_round_and_open_again(
    agent: Person, driver: Person, team_leader: Person, browse: Any
) -> None:
    """R163–R165: a low mark brings it back to the proposal; after the end the customer may come back."""
    case, client = make.registered(agent, respondent=driver), browse(agent)
    taken(client, case)
    found_out(client, case, browse(driver))
    agreed(client, case)
    carried_out(client, case)
    do(client, case, "rating", overall="2", left="还差 30 元", way="PHONE")
    assert (stage(case), make.again(case).round) == ("PROPOSE", 2)
    assert "第 2 轮" in page(client, case)
    agreed(client, case, "80", browse(team_leader))
    carried_out(client, case)
    do(client, case, "call", reached="1", way="PHONE")
    do(client, case, "rating", overall="4", way="PHONE")
    do(client, case, "thanks")
    do(client, case, "closing")
    do(client, case, "reopening", why="又没来提货")
    assert stage(case) == "PROPOSE"


def test_declined_then_a_reasoned_no(agent: Person, driver: Person, team_leader: Person, browse: Any) -> None:
    """R161: the customer wants something else; a leader agrees to the no, which is told."""
    case, client = make.registered(agent, respondent=driver), browse(agent)
    taken(client, case)
    found_out(client, case, browse(driver))
    do(client, case, "weighing", **WEIGHED)
    do(client, case, "offer", **OFFER)
    do(client, case, "approval", newest(case))
    do(client, case, "telling", newest(case), way="PHONE")
    do(client, case, "declining", newest(case), words="要 5000 元", way="PHONE")
    do(client, case, "refusal", reason="excessive", rule="合同第八条", opinion="超出损失")
    do(client, case, "approval", newest(case), note="请看")
    assert not any(one.startswith("telling/") for one in shown(client, case))
    leader = browse(team_leader)
    assert "对投诉说明理由，不予支持" in leader.get("/approvals/").content.decode()
    agree(leader, case)
    do(client, case, "telling", newest(case), way="PHONE")
    shows = page(client, case)
    for words in ("要 5000 元", "合同第八条", "不予支持"):
        assert words in shows, words


def test_solved_while_the_customer_is_on_the_line(agent: Person, browse: Any) -> None:
    """R169, R177, R182: one dialog leads to the end with the evidence of every stage."""
    case, client = make.registered(agent), browse(agent)
    do(client, case, "spot", **SPOT)
    assert (stage(case), make.again(case).outcome) == ("CLOSED", "SATISFIED")
    assert [one.fen for one in Payment.objects.all()] == [5000]
    kinds = set(Event.objects.filter(ticket_id=case.pk).values_list("kind", flat=True))
    assert {
        f"complaint.{one}" for one in ("restated", "found", "weighed", "offer_told", "paid", "rated")
    } <= kinds


@pytest.mark.usefixtures("manager")
@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"has_agreed": ""}, "请填写这一项。"),
        ({"did-calmed": ""}, "还有没做完的：让客户把话说完"),
        ({"refund_freight-fen": "900"}, "不能当场办结"),
        ({"receipt": ""}, "请填写这一项。"),
    ],
)
def test_on_the_spot_nothing_is_left_out(
    agent: Person, browse: Any, changed: dict[str, str], told: str
) -> None:
    """What is missing is said in the dialog; nothing of it is done."""
    case, client = make.registered(agent), browse(agent)
    refused = press(client, url(case, "spot"), **{**SPOT, **changed})
    assert refused.status_code == 422
    assert told in parts.text(refused)
    assert (stage(case), case.offers.count()) == ("ACCEPT", 0)


def test_on_the_spot_no_stars_are_stored(agent: Person, team_leader: Person, browse: Any) -> None:
    """Whoever sees it masked leads it to its end; what the customer said stands in full."""
    words = f"打 {make.PHONE} 没人接"
    case, client = make.registered(agent, account=words, wanted=words), browse(team_leader)
    assert make.PHONE not in parts.text(client.get(url(case, "spot"), headers=parts.DIALOG))
    typed = {name: text for name, text in SPOT.items() if name != "core_demand"}
    do(client, case, "spot", **typed)
    now = make.again(case)
    assert (now.restated, now.core_demand, now.ticket.stage) == (words, words, "CLOSED")
    assert dict(case.answers.values_list("key", "text")).items() >= {"happened": words, "wish": words}.items()


def test_nobody_is_passed_over_on_the_spot(agent: Person, driver: Person, browse: Any) -> None:
    """R171: whom it is about is heard first."""
    assert "spot/" not in shown(browse(agent), make.registered(agent, respondent=driver))
