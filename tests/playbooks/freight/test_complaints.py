"""The chapters on complaints, held against the manuals and against what the code acts on."""

from datetime import timedelta

import pytest

from tests.playbooks.freight.conftest import CHAPTERS
from yinuo.complaints import models
from yinuo.complaints.queries import wording
from yinuo.complaints.rules import stages
from yinuo.complaints.rules.texts import GOODS
from yinuo.playbooks.rules import schema, texts
from yinuo.playbooks.rules.vocabulary import VARIABLES, fields

EXAMPLES = {name: variable.example for name, variable in VARIABLES.items()}
COMPLAINT = EXAMPLES | {"serial": "C261120004"}
TYPES = [value.lower() for value in models.Type.values]
MUSTS = {
    "accept": {"account", "wanted", "restated", "told_wait"},
    "clarify": {"heard", "questions", "findings"},
    "propose": {"weighed", "told", "agreed"},
    "carry_out": {"chores"},
    "call_back": {"rated", "thanked"},
}


def of_complaints(freight: schema.Playbook) -> list[schema.Item]:
    return [item for key in sorted(CHAPTERS) for items in freight.items_of(key).values() for item in items]


@pytest.mark.parametrize("stage", [stage.value.lower() for stage in stages.Stage])
def test_what_the_desk_ticks_is_asked_for_once_in_its_stage(freight: schema.Playbook, stage: str) -> None:
    """R154–R183: a must that no step asks for would never keep anybody from leaving the stage."""
    steps = freight.steps_in("complaint", stage)
    assert steps
    ticked = [must.key for step in steps for must in step.must if must.by == "desk"]
    assert sorted(ticked) == sorted(MUSTS.get(stage, set()))


def test_first_the_mood_then_the_matter(freight: schema.Playbook) -> None:
    """R156 R178 R179: the first thing to do is to calm, and a person says that it is done."""
    (calm, *_rest) = freight.steps_in("complaint", "accept")
    assert [(must.key, must.by) for must in calm.must] == [("calmed", "hand")]


def test_every_stage_of_a_suggestion_says_what_to_do(freight: schema.Playbook) -> None:
    """R130."""
    stages_said = [step.stage for step in freight.steps["suggestion"]]
    assert stages_said == ["open", "thanked", "passed_on"]


def test_every_requirement_of_complaints_is_answered_by_a_rule(freight: schema.Playbook) -> None:
    """R154–R220: what the manuals say of handling is carried by a rule that names it; R175–R177 are the same
    steps counted otherwise.
    """
    said: list[schema.Part] = [*of_complaints(freight)]
    said += [must for step in freight.steps["complaint"] for must in step.must]
    cited = {number for part in said for number in part.requirements}
    headings = {"R175", "R176", "R177"}
    assert {f"R{number}" for number in range(154, 221)} - headings - cited == set()


def test_every_rule_has_its_clause_and_a_number_that_exists(freight: schema.Playbook) -> None:
    """The requirements are R001–R440."""
    for item in of_complaints(freight):
        assert item.clause, item
        assert item.requirements, item
        assert all(1 <= int(number[1:]) <= 440 for number in item.requirements), item


def test_every_phrase_that_a_statement_is_made_of_is_there(freight: schema.Playbook) -> None:
    """R252 R254 R255: without one of them the customer would hear half a sentence."""
    named = [wording.OPENING, wording.AT_FAULT, wording.CHOICE, wording.REFUSAL, wording.CLOSING]
    known = {
        name: EXAMPLES[name] for name in ("serial", "agent", "agent_name", "company", "hotline", "ground")
    }
    for key in (*named, wording.REFUSAL_CLOSING):
        assert texts.gaps(freight.phrase(key).text, known) == (), key


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("calm_remedy", "发生这件事，我觉得十分抱歉，我会马上尽力补救，尽力帮您解决这个问题。"),
        ("offer_choice", "这其实是最好的解决方法，不过如您认为不方便的话，我建议"),
        ("offer_refusal", "请恕我们无法办到，因为运单背面的运输条款。"),
        ("calm_feeling", "我很明白您现在的心情"),
        ("thank_told", "谢谢您提醒，我们会注意的。"),
        ("calm_leader", "我可以请我的上司陈组长跟您谈谈，好吗？"),
        ("wait_told", "我会在15:30之前给您回电话"),
    ],
)
def test_phrases_follow_the_manual(freight: schema.Playbook, key: str, words: str) -> None:
    """R155 R249 R250 R252 R254 R255 R257."""
    assert words in texts.fill(freight.phrase(key).text, COMPLAINT)


def test_nothing_that_is_said_has_a_word_that_must_not_be_said(freight: schema.Playbook) -> None:
    """R158 R258–R260: the manual's own sentences on complaints keep to its rules."""
    banned = [word.word for word in freight.words_to_avoid]
    said = {item.key: item.text for item in freight.phrases if item.chapter in CHAPTERS}
    said |= {item.key: item.say for item in freight.remedies}
    said |= {item.key: item.text for item in freight.notices if item.chapter in CHAPTERS}
    found = [(key, word) for key, text in said.items() for word in banned if word in text and len(word) > 1]
    assert found == []


def test_words_hurt_nobody(freight: schema.Playbook) -> None:
    """R158 R259 R260 R261: every word not to be said has another to say instead."""
    words = {word.word: word.instead for word in freight.words_to_avoid if word.chapter == "complaint_words"}
    assert {"你怎么用也不会", "你懂不懂最基本的技巧", "请你再详细讲一次", "但是"} <= set(words)
    assert all(words.values())


def test_remedies_for_every_type_and_of_every_way(freight: schema.Playbook) -> None:
    """R207 R209 R210 R211 R395: exchange, return, free goods, refund, apology, money; discount, gift, honour,
    care; visit, discussion, reward.
    """
    ways = {remedy.way for remedy in freight.remedies}
    manual = (
        "exchange return free_goods refund apology money discount gift honour care visit discussion reward"
    )
    assert ways >= set(manual.split())
    for type_ in TYPES:
        listed = freight.remedies_for(type_)
        assert any(remedy.is_moral for remedy in listed), type_
        assert any(remedy.takes_amount for remedy in listed), type_
    assert {remedy.department for remedy in freight.remedies} >= {
        "warehouse",
        "shipping",
        "marketing",
        "production",
        "finance",
        "drivers",
        "aftersales",
    }


def test_every_kind_of_person_has_a_strategy_of_their_own(freight: schema.Playbook) -> None:
    """R149 R150 R151."""
    nobody: dict[str, object] = dict.fromkeys(fields("complaint")) | {"complaint.round": 1}
    assert freight.strategies_for(nobody) == ()
    for field, choices in (
        ("manner", models.Manner),
        ("temper", models.Temper),
        ("organisation", models.Organisation),
    ):
        for value in choices.values:
            (strategy,) = freight.strategies_for(nobody | {f"complaint.{field}": value.lower()})
            assert strategy.do
            assert strategy.avoid
            assert strategy.say


@pytest.mark.parametrize("type_", TYPES)
def test_the_checklist_of_every_type(freight: schema.Playbook, type_: str) -> None:
    """R144 R145 R187 R311: the course of events and the wish of all; of goods the inspection on receipt."""
    listed = freight.questions_for(type_)
    assert {"account", "wanted"} <= {item.fills for item in listed if item.required}
    assert len(listed) > len(freight.questions_for("")), "questions of its own"
    assert ("goods.inspection" in {item.fills for item in listed}) is (type_ == "damage")


def test_the_product_block_is_asked(freight: schema.Playbook) -> None:
    """R139."""
    filled = {item.fills for type_ in TYPES for item in freight.questions_for(type_)}
    assert {f"goods.{key}" for key in GOODS} <= filled


@pytest.mark.parametrize("type_", TYPES)
def test_the_law_says_by_when_and_where_else_to_turn(freight: schema.Playbook, type_: str) -> None:
    """R155; domain B3, B4: seven days for the answer; 12305, 12315, 12345 and the court."""
    (deadline,) = freight.legal_for("deadline", type_)
    assert (deadline.within, deadline.days_kind) == (timedelta(days=7), "calendar")
    contacts = [body.contact for body in freight.legal_for("body", type_)]
    assert contacts == ["12305", "12315", "12345", "人民法院"]
    bases = [rule.base for rule in freight.legal_for("minimum", type_)]
    assert bases == (["declared_value", "loss"] if type_ == "damage" else [])


def test_a_fraud_is_three_times_the_price_and_five_hundred_at_least(freight: schema.Playbook) -> None:
    """消费者权益保护法 55."""
    (fraud,) = [rule for rule in freight.legal_for("right", "charges") if rule.key == "fraud"]
    assert [fraud.amount_of(fen) for fen in (10_000, 20_000)] == [50_000, 60_000]


@pytest.mark.parametrize(
    ("role", "given", "asked"),
    [
        ("agent", {"amount": 100}, None),
        ("agent", {"amount": 101}, "team_leader"),
        ("agent", {"amount": 10, "cost": 101}, "team_leader"),
        ("agent", {"amount": 10, "is_unusual": True}, "team_leader"),
        ("agent", {"amount": 10, "is_raised": True}, "team_leader"),
        ("agent", {"amount": 10, "round": 2}, "team_leader"),
        ("agent", {"amount": 501}, "manager"),
        ("agent", {"amount": 0, "is_crisis": True}, "manager"),
        ("dispatcher", {"amount": 101}, "team_leader"),
        ("team_leader", {"amount": 500}, None),
        ("team_leader", {"amount": 10, "is_unusual": True}, "manager"),
        ("team_leader", {"amount": 501}, "manager"),
        ("manager", {"amount": 90_000, "is_unusual": True, "is_crisis": True}, None),
    ],
)
def test_who_agrees_to_a_remedy(
    freight: schema.Playbook, role: str, given: dict[str, int], asked: str | None
) -> None:
    """R200 R208 R214: by amount and cost, by what is usual, by crisis and round."""
    values = approval_values(freight, role)
    yuan = {name: given.get(name, 0) * 100 for name in ("amount", "cost")}
    values |= {f"remedy.{name}": fen for name, fen in yuan.items()}
    values |= {f"remedy.{name}": given.get(name, False) for name in ("is_unusual", "is_raised")}
    values |= {"complaint.is_crisis": given.get("is_crisis", False), "complaint.round": given.get("round", 1)}
    needed = freight.approval_for("remedy", values)
    assert (needed.by if needed else None) == asked


@pytest.mark.parametrize(
    ("role", "severity", "asked"),
    [
        ("agent", 1, "team_leader"),
        ("agent", 3, "manager"),
        ("team_leader", 1, "manager"),
        ("manager", 4, None),
    ],
)
def test_nobody_says_no_alone(freight: schema.Playbook, role: str, severity: int, asked: str | None) -> None:
    """R197 R198 R200: a no has a second pair of eyes up to the manager."""
    values = approval_values(freight, role) | {"complaint.severity": severity, "complaint.round": 1}
    needed = freight.approval_for("refusal", values)
    assert (needed.by if needed else None) == asked


def approval_values(freight: schema.Playbook, role: str) -> dict[str, object]:
    values: dict[str, object] = dict.fromkeys(fields("approval"))
    for limit in (one for one in freight.limits if one.about == "remedy"):
        values[f"limits.{limit.role}.amount"] = limit.amount
    own = freight.limit(role, "remedy")
    return values | {"person.role": role, "limit.amount": own and own.amount}


def test_every_reason_is_there_with_another_in_own_words(freight: schema.Playbook) -> None:
    groups = ["override", "waive", "refuse", "transfer", "withdraw", "unusual", "drop"]
    assert {group for group in freight.reasons if group.startswith("complaint_")} == {
        f"complaint_{group}" for group in groups
    }
    for group in groups:
        assert freight.reason(f"complaint_{group}", "other").note_required


def test_the_companys_rules_of_following(freight: schema.Playbook) -> None:
    """R163 R220 R394: how often to try, how long to come back, when a cause has come too often."""
    rules = freight.settings
    assert (rules.customer_word, rules.reopen_days, rules.call_back_tries) == ("客户", 30, 3)
    assert (rules.try_gap_minutes, rules.repeat_count, rules.repeat_days) == (120, 3, 30)
