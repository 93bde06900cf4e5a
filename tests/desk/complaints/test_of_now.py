"""What the page offers is of the plan that binds now: its agreement, its approval, the customer's wish, the
loss that the law asks for, the SMS that asks for a rating.
"""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.desk.complaints.test_case_walk import (
    OFFER,
    WEIGHED,
    agree,
    agreed,
    carried_out,
    found_out,
    taken,
)
from tests.desk.complaints.walking import do, newest, page, press, said, shown, stage, url
from tests.desk.tickets import parts
from tests.factories import complaints as make
from tests.factories import pictures
from tests.factories import staff as make_staff
from yinuo.complaints.models import Agreement, Complaint
from yinuo.messaging.models import Notice
from yinuo.orders.models import Order
from yinuo.staff.models import Person, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
FREIGHT = "refund_freight-fen"
DONE = "complaint_done"


def ready(agent: Person, whom: Person, browse: Any, **values: Any) -> tuple[Complaint, Client]:
    """A case that is ready for a proposal, and the agent's browser."""
    case, client = make.registered(agent, respondent=whom, **values), browse(agent)
    taken(client, case)
    found_out(client, case, browse(whom))
    do(client, case, "weighing", **WEIGHED)
    return case, client


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", pictures.picture().read(), "image/jpeg")


def approved(client: Client, case: Complaint, **changed: str) -> int:
    """A proposal within one's own limit; its number."""
    do(client, case, "offer", **{**OFFER, **changed})
    do(client, case, "approval", newest(case))
    assert case.offers.get(pk=newest(case)).state == "APPROVED"
    return newest(case)


def told(client: Client, case: Complaint) -> int:
    """The same, and the customer knows it."""
    made = approved(client, case)
    do(client, case, "telling", made, way="PHONE")
    return made


@pytest.mark.parametrize("is_signed", [False, True])
def test_another_plan_has_its_own_agreement(
    agent: Person, driver: Person, team_leader: Person, browse: Any, is_signed: bool
) -> None:
    """R202: written down and signed for the plan of now; the one before stands below as past."""
    case, client = ready(agent, driver, browse)
    agreed(client, case)
    do(client, case, "agreement")
    if is_signed:
        do(client, case, "signature", name="王先生", file=paper())
    do(client, case, "back", why="客户改了主意，要补发")
    assert not {"agreement/", "signature/"} & shown(client, case)
    agreed(client, case, "40", browse(team_leader))
    before = page(client, case)
    assert ("以前的方案，已签字" if is_signed else "已作废，没有签字") in before
    assert "客户已签字" not in before
    assert "signature/" not in shown(client, case)
    do(client, case, "agreement")
    do(client, case, "signature", name="王先生", file=paper())
    assert Agreement.objects.filter(signed_at__isnull=False).count() == 1 + is_signed
    assert "客户已签字" in page(client, case)


def test_nothing_is_signed_once_it_was_taken_back(agent: Person, driver: Person, browse: Any) -> None:
    case, client = ready(agent, driver, browse)
    agreed(client, case)
    do(client, case, "agreement")
    assert "signature/" in shown(client, case)
    do(client, case, "withdrawal", reason="solved")
    assert not {"agreement/", "signature/"} & shown(client, case)
    assert "已作废，没有签字" in page(client, case)


def test_more_for_one_order_is_asked_for_again(
    agent: Person, driver: Person, team_leader: Person, browse: Any, order: Order
) -> None:
    """R208: two cases of one order, each within the agent's limit; together a leader agrees, by the page."""
    first, client = ready(agent, driver, browse, about=order.ticket)
    other = {"account": "又一件不同的事：司机乱收费", "type": "CHARGES"}
    second, client = ready(agent, driver, browse, about=order.ticket, **other)
    for case in (first, second):
        approved(client, case, **{FREIGHT: "60"})
        assert f"approval/{newest(case)}/" not in shown(client, case)
    do(client, first, "telling", newest(first), way="PHONE")
    assert "要重新提交审批才能告诉客户" in page(client, second)
    assert f"telling/{newest(second)}/" not in shown(client, second)
    do(client, second, "approval", newest(second), note="同一单第二件")
    assert second.offers.get(pk=newest(second)).state == "ASKED"
    agree(browse(team_leader), second)
    do(client, second, "telling", newest(second), way="PHONE")
    assert second.offers.get(pk=newest(second)).state == "TOLD"


def test_nobody_is_asked_in_vain(agent: Person, manager: Person, browse: Any) -> None:
    """R200: the one who could agree is complained about: it is said who is missing, nothing waits."""
    case, client = ready(agent, manager, browse)
    do(client, case, "offer", **{**OFFER, FREIGHT: "900"})
    refused = press(client, url(case, "approval", newest(case)), note="请批")
    assert refused.status_code == 422
    assert "没有人能批这个方案" in said(refused)[0]
    assert "请先让管理员添加一位经理" in said(refused)[0]
    assert case.offers.get(pk=newest(case)).state == "DRAFT"
    assert not case.ticket.approvals.exists()
    other = make_staff.person(Role.MANAGER, staff_number="8402", branch=manager.branch)
    do(client, case, "approval", newest(case))
    agree(browse(other), case)
    assert case.offers.get(pk=newest(case)).state == "APPROVED"


def test_the_wish_of_now_stands_beside_the_remedies(agent: Person, driver: Person, browse: Any) -> None:
    """R217 R219: what the customer wanted at the last answer, after what they wanted at first."""
    case, client = ready(agent, driver, browse)

    def beside() -> str:
        return parts.text(client.get(url(case, "offer"), headers=parts.DIALOG))

    assert "现在要：" not in beside()
    do(client, case, "declining", told(client, case), words="不要退运费，要换一个司机送", way="PHONE")
    assert "现在要：不要退运费，要换一个司机送" in beside()
    do(client, case, "acceptance", told(client, case), way="PHONE", words="行")
    carried_out(client, case)
    do(client, case, "rating", overall="2", left=f"还差等待费三十，打 {make.PHONE}", way="PHONE")
    assert "现在要：还差等待费三十" in beside()
    assert case.wanted in beside()


def test_the_loss_of_insured_goods_is_asked_for(agent: Person, driver: Person, browse: Any) -> None:
    """快递暂行条例 28: one box scratched of goods declared at 5000: the loss is written down, then paid."""
    case, client = ready(agent, driver, browse, type="DAMAGE", goods={"declared_value": 500_000})
    asked = parts.text(client.get(url(case, "offer"), headers=parts.DIALOG))
    assert "请先在补登记里填实际损失" in asked
    assert "法律规定至少" not in asked
    paid = {"goods_loss": "on", "goods_loss-fen": "90", "opinion": "一箱擦伤"}
    refused = press(client, url(case, "offer"), **paid)
    assert refused.status_code == 422
    assert "请先在补登记里填实际损失" in "".join(said(refused))
    do(client, case, "details", **{"goods.loss": "90"})
    asked = parts.text(client.get(url(case, "offer"), headers=parts.DIALOG))
    assert "法律规定至少" in asked
    assert "请先在补登记里填实际损失" not in asked
    do(client, case, "offer", **paid)
    assert case.offers.get().amount == 9_000


@pytest.mark.parametrize("is_paid", [False, True])
def test_a_rating_is_asked_for_once_whatever_was_agreed(
    agent: Person, driver: Person, browse: Any, is_paid: bool
) -> None:
    """R164 R165: after an apology alone too, where nothing is left to carry out."""
    case, client = ready(agent, driver, browse)
    do(client, case, "offer", **({**OFFER} if is_paid else {"apology": "on", "opinion": "道歉"}))
    do(client, case, "approval", newest(case))
    do(client, case, "telling", newest(case), way="PHONE")
    do(client, case, "acceptance", newest(case), way="PHONE", words="行")
    sent = Notice.objects.filter(ticket=case.pk, key=DONE)
    assert sent.exists() is not is_paid
    if is_paid:
        carried_out(client, case)
    assert (stage(case), sent.count()) == ("CALL_BACK", 1)
    assert "已经办完" in sent.get().text


def test_no_rating_is_asked_for_after_a_no(
    agent: Person, driver: Person, team_leader: Person, browse: Any
) -> None:
    case, client = ready(agent, driver, browse)
    do(client, case, "refusal", reason="excessive", rule="合同第八条", opinion="超出损失")
    do(client, case, "approval", newest(case), note="请看")
    agree(browse(team_leader), case)
    do(client, case, "telling", newest(case), way="PHONE")
    assert stage(case) == "CALL_BACK"
    assert not Notice.objects.filter(ticket=case.pk, key=DONE).exists()
