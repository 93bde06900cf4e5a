"""The checklist, what was found out, the five questions: required, corrected, frozen by an approved offer."""

from typing import Any

import pytest

from tests.complaints import clarifying as make
from tests.complaints.clarifying import at_work
from yinuo.complaints.actions import finding, holding, settling, weighing
from yinuo.complaints.models import Answer, Complaint, Offer, Weighing
from yinuo.complaints.queries import asking
from yinuo.complaints.rules.stages import Stage
from yinuo.core import clock, db
from yinuo.core.errors import Invalid, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.staff.models import Person
from yinuo.tickets.models import Must

__all__ = ["at_work"]
pytestmark = pytest.mark.usefixtures("at_work")
FOUND = {
    "cause_found": "桥北卸货排队，没有提前报备",
    "motive": "客户的客户在等",
    "core_demand": "今天拉走",
    "degree": "MOSTLY",
}
WEIGHED: dict[str, Any] = {
    "has_long_relation": True,
    "may_buy_again": True,
    "word_of_mouth": "同行群里会说",
    "demand": "FAIR",
    "degree": "MOSTLY",
}


def offered(held: Complaint, state: str) -> None:
    Offer.objects.create(complaint=held, round=held.round, state=state, made_at=clock.now())


def test_required_questions_are_answered_before_the_proposal(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, type="DAMAGE")
    finding.answer_question(complaint=held, key="when", text="昨天下午三点", by=agent)
    assert "questions" not in make.done(held)
    finding.answer_question(complaint=held, key="batch", text="B20261101", by=agent)
    assert "questions" in make.done(held)
    assert make.again(held.pk).goods == {"batch": "B20261101"}
    assert Event.objects.filter(kind="complaint.answered").count() == 2


def test_an_answer_is_replaced_and_the_same_one_is_not_written_twice(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    for text in ("昨天", " 昨天 ", "前天"):
        finding.answer_question(complaint=held, key="when", text=text, by=agent)
    assert Answer.objects.get(complaint=held).text == "前天"
    assert Event.objects.filter(kind="complaint.answered").count() == 2


def test_an_answer_fills_the_wish_where_none_is_known(agent: Person) -> None:
    held = make.case(agent)
    finding.answer_question(complaint=held, key="wish", text="免装卸费", by=agent)
    assert make.again(held.pk).wanted == "免装卸费"
    assert "wanted" in make.done(held)
    other = make.case(agent, wanted="退货")
    finding.answer_question(complaint=other, key="wish", text="免装卸费", by=agent)
    assert make.again(other.pk).wanted == "退货"


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [("when", "  ", "required"), ("when", "长" * 501, "too_long"), ("weather", "雨", "question_unknown")],
)
def test_answers_that_are_none(agent: Person, key: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        finding.answer_question(complaint=make.case(agent), key=key, text=text, by=agent)
    assert refused.value.code == code


def test_another_type_asks_for_more(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    finding.answer_question(complaint=held, key="when", text="昨天", by=agent)
    assert "questions" in make.done(held)
    with db.transaction():
        damaged = holding.hold(held)
        holding.put(damaged, type="DAMAGE")
        settling.settle(damaged, agent)
    assert "questions" not in make.done(held)
    assert asking.unanswered(make.again(held.pk)) == ("批号",)


def test_coverage_counts_what_is_answered(agent: Person) -> None:
    held = make.case(agent, Stage.CLARIFY, type="DAMAGE")
    finding.answer_question(complaint=held, key="wish", text="赔", by=agent)
    found = asking.coverage(asking.checklist(held))
    assert (found.answered, found.asked, found.percent) == (1, 3, 33)
    assert found.required_left == ("发生时间", "批号")
    assert asking.coverage([]).percent == 100


def test_findings_are_written_once_and_corrected(agent: Person, outsider: Person) -> None:
    held = make.case(agent, Stage.CLARIFY)
    for _ in range(2):
        finding.find(complaint=held, **FOUND, responsible="司机王强", cause="DETAIL", by=agent)
    found = make.again(held.pk)
    assert (found.degree, found.cause, found.responsible) == ("MOSTLY", "DETAIL", "司机王强")
    assert "findings" in make.done(held)
    assert [event.data for event in Event.objects.filter(kind="complaint.found")] == [{"degree": "MOSTLY"}]
    finding.find(complaint=held, **{**FOUND, "degree": "FULL"}, by=agent)
    assert (make.again(held.pk).degree, make.again(held.pk).cause) == ("FULL", "DETAIL")
    with pytest.raises(NotPermitted):
        finding.find(complaint=held, **FOUND, by=outsider)


def test_every_finding_but_who_is_required(agent: Person) -> None:
    with pytest.raises(Invalid) as refused:
        finding.find(
            complaint=make.case(agent, Stage.CLARIFY),
            cause_found="",
            motive=" ",
            core_demand="",
            degree="SOME",
            cause="WEATHER",
            by=agent,
        )
    found = {(one.field, one.code) for one in refused.value.faults}
    assert found == {
        ("cause_found", "required"),
        ("motive", "required"),
        ("core_demand", "required"),
        ("degree", "not_a_choice"),
        ("cause", "not_a_choice"),
    }


def test_the_five_questions_are_answered_and_set_right(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    said: dict[str, Any] = {
        "analysis": {"known": "全部清楚", "elsewhere": ""},
        "effects": {"agent_post": "担心扣奖金"},
    }
    for _ in range(2):
        weighing.weigh(complaint=held, **WEIGHED, **said, by=agent)
    row = Weighing.objects.get(complaint=held)
    assert (row.analysis, row.effects) == ({"known": "全部清楚"}, {"agent_post": "担心扣奖金"})
    assert make.done(held) == {"weighed"}
    assert make.again(held.pk).degree == "MOSTLY"
    weighing.weigh(complaint=held, **{**WEIGHED, "degree": "NONE"}, by=agent)
    events = Event.objects.filter(kind="complaint.weighed").order_by("id")
    assert [event.data["degree"] for event in events] == ["MOSTLY", "NONE"]


def test_none_of_the_five_may_be_left_out(agent: Person) -> None:
    with pytest.raises(Invalid) as refused:
        weighing.weigh(
            complaint=make.case(agent, Stage.PROPOSE),
            has_long_relation=None,
            may_buy_again=None,
            word_of_mouth=" ",
            demand="",
            degree="",
            analysis={"weather": "雨"},
            effects={"company_media": "长" * 301},
            by=agent,
        )
    assert {(one.field, one.code) for one in refused.value.faults} == {
        ("has_long_relation", "required"),
        ("may_buy_again", "required"),
        ("word_of_mouth", "required"),
        ("demand", "required"),
        ("degree", "required"),
        ("analysis.weather", "not_a_choice"),
        ("effects.company_media", "too_long"),
    }
    assert not Weighing.objects.exists()


@pytest.mark.parametrize("state", ["DRAFT", "ASKED", "RETURNED", "DECLINED", "REPLACED"])
def test_until_an_offer_is_approved_everything_may_be_set_right(agent: Person, state: str) -> None:
    held = make.case(agent, Stage.PROPOSE)
    weighing.weigh(complaint=held, **WEIGHED, by=agent)
    offered(held, state)
    weighing.weigh(complaint=held, **{**WEIGHED, "demand": "MUCH"}, by=agent)
    finding.find(complaint=held, **FOUND, by=agent)
    assert Weighing.objects.get().demand == "MUCH"


@pytest.mark.parametrize("state", ["APPROVED", "TOLD", "ACCEPTED"])
def test_what_an_approved_offer_rests_on_stands(agent: Person, state: str) -> None:
    held = make.case(agent, Stage.PROPOSE)
    weighing.weigh(complaint=held, **WEIGHED, by=agent)
    offered(held, state)
    for change in (
        lambda: weighing.weigh(complaint=held, **{**WEIGHED, "demand": "MUCH"}, by=agent),
        lambda: finding.find(complaint=held, **FOUND, by=agent),
    ):
        with pytest.raises(NotNow) as refused:
            change()
        assert refused.value.code == "offer_approved_already"
    assert Weighing.objects.get().demand == "FAIR"


def test_another_round_is_weighed_again_by_the_same_words(agent: Person) -> None:
    held = make.case(agent, Stage.PROPOSE)
    weighing.weigh(complaint=held, **WEIGHED, by=agent)
    offered(held, "ACCEPTED")
    Must.objects.filter(ticket_id=held.pk).delete()
    Complaint.objects.filter(pk=held.pk).update(round=2)
    weighing.weigh(complaint=held, **WEIGHED, by=agent)
    assert make.done(held) == {"weighed"}
    weighing.weigh(complaint=held, **{**WEIGHED, "demand": "MUCH"}, by=agent)
    assert Weighing.objects.get().demand == "MUCH"


@pytest.mark.parametrize("stage", [Stage.ACCEPT, Stage.CARRY_OUT, Stage.CALL_BACK, Stage.CLOSED])
def test_weighing_and_finding_have_their_stages(agent: Person, stage: Stage) -> None:
    held = make.case(agent, stage)
    with pytest.raises(NotNow):
        weighing.weigh(complaint=held, **WEIGHED, by=agent)
    with pytest.raises(NotNow):
        finding.find(complaint=held, **FOUND, by=agent)
