"""What a manual says of complaints: remedies, strategies, questions, the law."""

from typing import get_args

import pytest

from tests.factories import playbooks as make
from yinuo.complaints import models
from yinuo.complaints.rules import stages
from yinuo.playbooks.rules import comparing, loading, schema, vocabulary
from yinuo.playbooks.rules.faults import render
from yinuo.playbooks.rules.vocabulary import complaints, fields

MORE = """chapter: more
title: 投诉
departments:
  - {key: finance, label: 财务部, from: R204}
remedies:
  - {key: sorry, label: 道歉, way: apology, is_moral: true, from: R207}
  - {key: refund, label: 退款, way: refund, types: charges, takes_amount: true, cost_percent: 60,
     department: finance, task: 退款, within: 8h, say: "退还{amount}。", from: R207}
  - {key: gift, label: 礼物, way: gift, types: [time, charges], cost: 30.5, from: R209}
strategies:
  - {key: hot, label: 易怒, when: "complaint.temper == 'irritable'", tone: 慢,
     say: greeting, from: R150}
  - {key: known, label: 老客户, when: "customer.is_key and complaint.level > 0", tone: 诚恳, from: R149}
questions:
  - {key: wish, label: 要求, ask: 您希望怎么处理？, required: true, fills: wanted, from: R145}
  - {key: fee, label: 费用, ask: 哪一项？, types: charges, from: R125}
legal:
  - {key: days, label: 期限, law: 条例, about: deadline, text: 七天, within: 7d, from: R155}
  - {key: worth, label: 赔偿, law: 法律, about: minimum, types: damage, text: 照价, base: loss, percent: 50,
     at_least: 500, from: R207}
  - {key: outside, label: 热线, law: 法律, about: body, text: 可以打, contact: "12345", from: R161}
"""


QUESTIONS = ("  - {key: wish", "  - {key: fee")


def playbook(more: str = MORE) -> schema.Playbook:
    loaded = loading.load(make.small(more=more))
    assert loaded.playbook is not None, [render(fault) for fault in loaded.faults]
    return loaded.playbook


def keys(items: tuple[schema.Remedy | schema.Question | schema.LegalRule, ...]) -> list[str]:
    return [item.key for item in items]


def test_what_is_for_a_type_and_what_is_for_all() -> None:
    """R160: measures by the type of complaint."""
    found = playbook()
    assert keys(found.remedies_for("charges")) == ["sorry", "refund", "gift"]
    assert keys(found.remedies_for("time")) == ["sorry", "gift"]
    assert keys(found.questions_for("charges")) == ["wish", "fee"]
    assert keys(found.questions_for("other")) == ["wish"]
    assert keys(found.legal_for("minimum", "damage")) == ["worth"]
    assert keys(found.legal_for("minimum", "time")) == []
    assert keys(found.legal_for("deadline", "time")) == ["days"]
    with pytest.raises(KeyError):
        found.remedy("nothing")


def test_what_a_remedy_costs_the_company() -> None:
    """R214: the cost is seen by who approves; a started fen is a whole one."""
    found = playbook()
    assert [found.remedy("refund").cost_of(fen) for fen in (0, 1, 100, 10_001)] == [0, 1, 60, 6001]
    assert found.remedy("gift").cost_of(10_000) == 3050
    assert found.remedy("sorry").cost_of(10_000) == 0


def test_what_the_law_gives_at_the_least() -> None:
    (rule,) = playbook().legal_for("minimum", "damage")
    assert [rule.amount_of(fen) for fen in (0, 100_000, 200_001)] == [50_000, 50_000, 100_001]


def test_every_strategy_counts_that_fits() -> None:
    """R149, R150, R151."""
    nobody: dict[str, object] = dict.fromkeys(fields("complaint"))
    found = playbook()
    assert found.strategies_for(nobody) == ()
    hot = nobody | {"complaint.temper": "irritable"}
    assert [rule.key for rule in found.strategies_for(hot)] == ["hot"]
    both = hot | {"customer.is_key": True, "complaint.level": 1}
    assert [rule.key for rule in found.strategies_for(both)] == ["hot", "known"]


def test_what_is_stored_reads_back_the_same() -> None:
    found = playbook()
    content = found.model_dump(mode="json", by_alias=True)
    assert schema.Playbook.model_validate(content, context={schema.STORED: True}) == found


def test_a_version_published_before_complaints_still_reads() -> None:
    """R394: its customers are called customers, and it knows no remedies."""
    content = playbook().model_dump(mode="json", by_alias=True)
    for section in ("remedies", "strategies", "questions", "legal"):
        del content[section]
    content["settings"] = {"receiver": "driver", "from": "R068", "copy_to_market_developer": True}
    old = schema.Playbook.model_validate(content, context={schema.STORED: True})
    assert (old.remedies, old.questions, old.strategies, old.legal) == ((), (), (), ())
    rules = old.settings
    assert (rules.customer_word, rules.reopen_days, rules.call_back_tries) == ("客户", 30, 3)
    assert (rules.try_gap_minutes, rules.repeat_count, rules.repeat_days) == (120, 3, 30)


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "code"),
    [
        ("way: gift", "way: bribe", 9, "remedies[gift].way", "value.not_one_of"),
        ("types: [time, charges]", "types: weather", 9, "remedies[gift].types[1]", "value.not_one_of"),
        ("cost: 30.5", "cost: much", 9, "remedies[gift].cost", "money.wrong"),
        ("cost: 30.5", "cost: 1, takes_amount: true", 9, "remedies[gift]", "remedy.two_costs"),
        ("cost: 30.5", "within: 8h", 9, "remedies[gift]", "remedy.nobody"),
        ("cost: 30.5", "department: finance", 9, "remedies[gift]", "remedy.nobody"),
        ("within: 8h", "within: 1d", 7, "remedies[refund]", "promise.working_days"),
        (
            "department: finance",
            "department: treasury",
            8,
            "remedies[refund].department",
            "reference.unknown",
        ),
        ("退还{amount}", "退还{sum}", 8, "remedies[refund].say", "variable.unknown"),
        ("cost_percent: 60", "cost_percent: 160", 7, "remedies[refund].cost_percent", "value.range"),
        ("say: greeting", "say: hello", 12, "strategies[hot].say[1]", "reference.unknown"),
        ("'irritable'", "'angry'", 11, "strategies[hot].when", "expression.unknown_word"),
        ("complaint.temper ==", "order.weight >", 11, "strategies[hot].when", "expression.unknown_name"),
        ("fills: wanted", "fills: wish", 15, "questions[wish].fills", "value.not_one_of"),
        ("ask: 哪一项？", "ask: ''", 16, "questions[fee].ask", "value.empty"),
        ("key: fee", "key: wish", 16, "questions[wish].key", "key.repeated"),
        (", within: 7d", "", 18, "legal[days]", "legal.no_time"),
        ("base: loss", "base: ''", 19, "legal[worth].text", ""),
        ("percent: 50,\n     at_least: 500", "percent: 50", 19, "legal[worth].text", ""),
        (
            "base: loss, percent: 50,\n     at_least: 500",
            "percent: 50",
            19,
            "legal[worth]",
            "legal.no_amount",
        ),
        (', contact: "12345"', "", 21, "legal[outside]", "legal.no_contact"),
    ],
)
def test_a_fault_names_its_line_and_field(before: str, after: str, line: int, field: str, code: str) -> None:
    assert before in MORE
    loaded = loading.load(make.small(more=MORE.replace(before, after, 1)))
    found = [(fault.line, fault.field, fault.code) for fault in loaded.faults]
    assert ((line, field, code) in found) if code else not found, found
    for fault in loaded.faults:
        assert render(fault).startswith("more.yaml:")
        assert "?" not in render(fault), "a parameter of the sentence is missing"


def test_a_changed_remedy_is_told_in_words() -> None:
    after = playbook(MORE.replace("cost: 30.5", "cost: 50").replace("fills: wanted, ", ""))
    assert [comparing.describe(change) for change in comparing.diff(playbook(), after)] == [
        "改了补救办法 gift 的公司的成本：“30.5 元”→“50 元”（R209）",
        "改了要问清的 wish 的填到哪里：“wanted”→“”（R145）",
    ]


def test_another_order_of_questions_is_a_change() -> None:
    first, second = [
        line for line in MORE.splitlines(keepends=True) if "key: wish" in line or "key: fee" in line
    ]
    (change,) = comparing.diff(playbook(), playbook(MORE.replace(first + second, second + first)))
    assert (change.verb, change.kind, change.before) == ("moved", "questions", "要求、费用")


def test_the_words_of_a_playbook_are_those_of_the_complaints() -> None:
    """What a playbook may name and what a complaint may hold is the same, in lower case."""
    expected = {
        "complaint.type": models.Type,
        "complaint.cause": models.Cause,
        "complaint.manner": models.Manner,
        "complaint.temper": models.Temper,
        "complaint.organisation": models.Organisation,
        "complaint.degree": models.Degree,
        "suggestion.sort": models.Suggestion.Sort,
    }
    known = fields("notice")
    for name, choices in expected.items():
        assert known[name].words == {value.lower() for value in choices.values}, name
    assert vocabulary.STAGES["complaint"] == tuple(stage.value.lower() for stage in stages.Stage)
    assert vocabulary.STAGES["suggestion"] == tuple(stage.value.lower() for stage in stages.Sorted)
    assert set(get_args(complaints.ComplaintType)) == known["complaint.type"].words


@pytest.mark.parametrize("context", ["promise", "late", "notice", "approval", "complaint"])
def test_a_condition_may_ask_about_a_complaint(context: str) -> None:
    assert {"complaint.type", "complaint.severity", "complaint.is_crisis"} <= set(fields(context))
    assert ("remedy.amount" in fields(context)) is (context == "approval")
