"""What was asked is read back on the page: the register (R135, R139, R146), the analysis (R190), the effects
(R152); also when the case is closed, and by whoever only reads.
"""

import re
from typing import Any

import pytest

from tests.desk.complaints.test_case_walk import WEIGHED
from tests.desk.complaints.walking import ask, do, page, stage, url
from tests.factories import complaints as make
from yinuo.complaints.actions import ending
from yinuo.complaints.models import Complaint
from yinuo.complaints.rules.stages import Stage
from yinuo.complaints.rules.weighing import ANALYSIS, EFFECTS
from yinuo.staff.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("desk")]
ADDRESS = "江苏省南京市江宁区科学园天元路12号A栋301室"
GOODS = {
    "name": "刹车片", "specification": "前轮 4 片装", "made_on": "2026-08", "batch": "B2608",
    "used_at": "11 月 18 日装车", "symptoms": "刹车时有异响", "brand_before": "用别的牌子没有响过",
    "recent_use": "只跑了两天", "declared_value": 60000, "loss": 120050,
    "inspection": f"外箱破了，当面打 {make.PHONE} 说过",
}  # fmt: skip
TOLD = ("刹车片", "前轮 4 片装", "2026-08", "B2608", "11 月 18 日装车", "刹车时有异响", "用别的牌子没有响过",
        "只跑了两天", "600 元", "1200.50 元", "外箱破了")  # fmt: skip


def card(whole: str) -> dict[str, str]:
    """What stands in the card of the customer's words, by its label."""
    text = whole.split("<h2>客户怎么说</h2>")[1].split("</section>")[0]
    return _pairs(text)


def side(whole: str) -> dict[str, str]:
    """What stands beside the work, by its label."""
    return _pairs(whole.split("<aside")[-1])


def thought(whole: str) -> dict[str, str]:
    """What stands in the card of the five questions, by its label."""
    return _pairs(whole.split("<h2>判断</h2>")[1].split("</section>")[0])


def _pairs(text: str) -> dict[str, str]:
    found = re.findall(r"<dt[^>]*>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", text, re.DOTALL)
    return {label: re.sub(r"<[^>]*>", "", said).strip() for label, said in found}


def full(by: Person, **said: Any) -> Complaint:
    """A case of which everything was written down."""
    given = {"contact_address": ADDRESS, "contact_company": "宏远汽配", "cause": "QUALITY", "goods": GOODS}
    return make.registered(by, **{**given, "may_tell": True, **said})


def test_all_of_the_register_is_read_back(agent: Person, browse: Any) -> None:
    """R135, R139, R146, R149–R151: to its owner in full, the sums as money."""
    classed = {"manner": "OPINION", "temper": "ANALYTICAL", "organisation": "RESELLER"}
    said = card(page(browse(agent), full(agent, **classed)))
    assert (said["地址"], said["原因"]) == (ADDRESS, "产品质量")
    assert (said["投诉者类型"], said["性格"], said["单位类型"]) == ("意见型", "分析型", "中间商")
    assert said["被投诉人"] == "可以知道是谁投诉的"
    assert (said["声明价值"], said["实际损失"]) == ("600 元", "1200.50 元")
    assert said["收货时查验的情况"] == GOODS["inspection"]
    assert {words for words in TOLD if words in said.values()} == {*TOLD} - {"外箱破了"}


def test_what_nobody_asked_takes_no_room(agent: Person, browse: Any) -> None:
    """Of a case without goods, address and class only what there is; a sum of nothing is one."""
    client = browse(agent)
    assert set(card(page(client, make.registered(agent)))) == {"客户要什么", "复述确认"}
    said = card(page(client, make.registered(agent, account="货少了", goods={"declared_value": 0})))
    assert said == {"客户要什么": make.WANTED, "复述确认": "还没有", "声明价值": "0 元"}


@pytest.mark.parametrize(
    ("whom", "words"),
    [
        ({"respondent_department": "车队"}, "车队"),
        ({"respondent_name": "张师傅", "respondent_department": "车队"}, "张师傅 · 车队"),
        ({"respondent_name": "张师傅"}, "张师傅"),
    ],
)
def test_whom_it_is_about_is_named_as_it_was_said(
    agent: Person, browse: Any, whom: dict[str, str], words: str
) -> None:
    """R171: a department alone is complained about too; and they may not be told."""
    whole = page(browse(agent), make.registered(agent, **whom))
    assert side(whole)["被投诉"] == words
    assert card(whole)["被投诉人"] == "不能知道是谁投诉的"


def test_a_driver_is_named_with_the_department(agent: Person, driver: Person, browse: Any) -> None:
    case = make.registered(agent, respondent=driver, respondent_department="车队")
    assert side(page(browse(agent), case))["被投诉"] == f"{driver.name} · 车队"


def test_a_closed_case_still_says_it(agent: Person, auditor: Person, browse: Any) -> None:
    """The dialog is gone with the end; the page is what is left, for the auditor too."""
    case = full(agent, respondent_department="车队")
    ending.withdraw(complaint=case, by=agent, reason="changed_mind")
    assert stage(case) == Stage.CLOSED
    for person in (agent, auditor):
        whole = page(browse(person), case)
        said = card(whole)
        assert (said["声明价值"], said["批号"], said["原因"]) == ("600 元", "B2608", "产品质量")
        assert side(whole)["被投诉"] == "车队"
        assert url(case, "details") not in whole


def test_who_does_not_see_in_full_reads_it_masked(
    agent: Person, mate: Person, auditor: Person, browse: Any
) -> None:
    """The address down to the street, no number in the words; the goods themselves are no secret."""
    case = full(agent)
    for person in (mate, auditor):
        whole = page(browse(person), case)
        said = card(whole)
        assert "12号" not in whole
        assert said["地址"] == "江苏省南京市江宁区科学园天元路****"
        assert make.PHONE not in whole
        assert said["收货时查验的情况"] == "外箱破了，当面打 138****6621 说过"
        assert said["实际损失"] == "1200.50 元"


def test_hostile_words_stay_words_there_too(agent: Person, browse: Any) -> None:
    words = "<script>alert(1)</script>"
    case = full(agent, contact_address=words, respondent_department=words, goods={"name": words})
    assert "<script>alert" not in page(browse(agent), case)


def test_the_analysis_and_the_effects_are_read_back(agent: Person, auditor: Person, browse: Any) -> None:
    """R190, R152: each under its question, what was left empty is not there; masked, and after the end."""
    case, client = make.at(Stage.PROPOSE, agent), browse(agent)
    said = {"elsewhere": f"问收货人 {make.PHONE}", "besides_money": "要一个说法", "customer_mind": "很着急"}
    do(client, case, "weighing", **WEIGHED, **said)
    labels = {**ANALYSIS, **EFFECTS}
    shows = thought(page(client, case))
    assert {labels[key]: text for key, text in said.items()}.items() <= shows.items()
    assert not {labels[key] for key in labels if key not in said} & shows.keys()
    assert ask(client, url(case, "weighing")).values["besides_money"] == "要一个说法"
    ending.withdraw(complaint=make.again(case), by=agent, reason="changed_mind")
    for person, number in ((agent, make.PHONE), (auditor, "138****6621")):
        shows = thought(page(browse(person), case))
        assert shows[ANALYSIS["elsewhere"]] == f"问收货人 {number}"
        assert shows[EFFECTS["customer_mind"]] == "很着急"


def test_before_it_is_weighed_nothing_is_listed(agent: Person, browse: Any) -> None:
    assert thought(page(browse(agent), make.at(Stage.PROPOSE, agent))) == {}
