"""The manual in plain words: nothing of the file's own keys is left for readers."""

import re

import pytest

from yinuo.desk.playbooks import conditions, items, vocabulary
from yinuo.playbooks.rules import expressions, loading, packs, schema
from yinuo.playbooks.rules.vocabulary import EVENT_KINDS, ROLES, fields
from yinuo.playbooks.rules.vocabulary import STAGES as STAGES_KNOWN
from yinuo.playbooks.rules.vocabulary.elements import Check, ElementType
from yinuo.playbooks.rules.vocabulary.people import Notified, Recipient

FREIGHT = loading.load(loading.read_folder(packs.playbook_folder("freight"))).playbook
RAW = re.compile(r"[a-z]+[._][a-z]+|\{|\}|None|timedelta")


def cards():
    assert FREIGHT is not None
    for chapter in FREIGHT.chapters:
        for group in items.groups(FREIGHT, chapter.key):
            for card in group.cards:
                yield chapter.key, group.label, card


def test_every_word_a_playbook_may_use_has_a_word_for_readers():
    assert set(vocabulary.EVENTS) >= EVENT_KINDS
    assert set(vocabulary.PEOPLE) >= {*ROLES, *Notified.__args__, *Recipient.__args__}
    assert set(vocabulary.STAGES) >= {stage for stages in STAGES_KNOWN.values() for stage in stages}
    assert set(vocabulary.TYPES) >= set(ElementType.__args__)
    assert set(vocabulary.CHECKS) >= set(Check.__args__)
    named = {name for context in conditions.CONTEXTS for name in fields(context)}
    assert {name for name in named if not name.startswith("limits.")} <= {
        *conditions._NAMES,
        *conditions._YES,
    }
    assert set(items.TELL) == {
        name for name, model in (schema.ITEMS | schema.GROUPED).items() if issubclass(model, schema.Item)
    }


def test_every_item_of_the_freight_manual_stands_on_a_page_with_its_clause():
    """R053 R062 R071 R087 R118 R231: the manual is read where it is carried out, clause by clause."""
    assert FREIGHT is not None
    count = sum(
        len(found) for chapter in FREIGHT.chapters for found in FREIGHT.items_of(chapter.key).values()
    )
    told = list(cards())
    assert len(told) == count + 1, "and the company's default receiver"
    for _chapter, _group, card in told:
        assert card.title
        assert card.clause or card.requirements, card.title


def test_no_key_of_the_file_is_left_in_the_words():
    for chapter, group, card in cards():
        shown = [
            card.title,
            *(text for text, _tone in card.chips),
            *(text for line in card.lines for text in line),
        ]
        shown += [line for _label, listed in card.lists for line in listed] + [
            piece.text for piece in card.text
        ]
        for text in shown:
            assert not RAW.search(text), (chapter, group, card.title, text)


def test_a_promise_is_told_as_one_would_say_it():
    """R062: three minutes for the slip."""
    (card,) = [card for _c, _g, card in cards() if card.title == "发出业务单"]
    lines = dict(card.lines)
    assert lines["从什么时候起"] == "确认下单、司机不接、收回待派"
    assert lines["期限"] == "3 分钟内（不分昼夜）"
    assert lines["怎样算做到"] == "业务单短信发出"
    assert lines["提前提醒"] == "1 分钟"
    ((label, late),) = card.lists
    assert (label, late[0]) == ("超时后", "一超时：提醒负责人、组长；业务单还没发出去，马上派单")
    assert (card.clause, card.requirements) == ("001 三(二)2.2.1", "R062")


def test_a_notice_shows_its_variables_by_what_they_stand_for():
    """R071: the order of the slip's content."""
    (card,) = [card for _c, _g, card in cards() if card.title == "业务单短信" and card.text]
    variables = [piece.text for piece in card.text if piece.variable]
    assert variables[:3] == ["业务单号", "发货人姓名", "发货人电话"]
    assert dict(card.lines)["字数"] == "最多 70 字，超了就不发，先改短"


@pytest.mark.parametrize(
    ("context", "written", "said"),
    [
        ("element", "order.payment != 'monthly'", "付款方式不是月结"),
        ("notice", "customer.has_mobile", "客户有手机号"),
        ("notice", "not order.slip_sent", "业务单短信还没发出"),
        ("late", "ticket.stage == 'accepted'", "状态是已接单"),
        ("promise", "order.weight >= 500 and customer.is_key", "重量不少于500 公斤，并且是重点客户"),
        ("promise", "order.volume > 2.5 or order.freight < 20.5", "体积超过2.5 方，或者运费少于20.5 元"),
        ("promise", "order.wished_pickup_at == none", "没有希望提货时间"),
        ("promise", "customer.is_new == false", "不是新客户"),
        ("promise", "order.payment in ('prepaid', 'collect')", "付款方式是先付、到付"),
        (
            "approval",
            "person.role not in ('manager')"
            " and (discount.amount > limits.team_leader.amount or discount.percent > 15)",
            "申请人角色不是经理，并且（优惠金额超过组长的额度，或者优惠比例超过15%）",
        ),
    ],
)
def test_a_condition_is_told_as_a_sentence(context, written, said):
    """R118: who must agree, and when, is read without knowing the file's language."""
    assert conditions.tell(expressions.compile_expression(written, context)) == said
