"""What is asked and said, held against the manual."""

import pytest

from yinuo.playbooks.rules import schema, texts
from yinuo.playbooks.rules.vocabulary import KNOWN_ELEMENTS, VARIABLES

EXAMPLES = {name: variable.example for name, variable in VARIABLES.items()}


def test_every_rule_names_its_clause_or_requirement(freight: schema.Playbook) -> None:
    sections = [*freight.elements.values(), *freight.steps.values()]
    sections += [freight.phrases, freight.promises, freight.notices, freight.approvals, freight.causes]
    for item in (item for section in sections for item in section):
        assert item.clause or item.requirements, item
        assert len(item.clause) <= 60, item


def test_the_elements_are_asked_in_the_manuals_order(freight: schema.Playbook) -> None:
    """R053: contact, phone, goods, loading and delivery address, packing, pieces, volume, payment."""
    asked = [element.key for element in freight.elements["order"]]
    manual = ["shipper_name", "pickup_phone", "goods_name", "pickup_address", "delivery_address"]
    manual += ["packing", "pieces", "volume", "payment"]
    assert [key for key in asked if key in manual] == manual
    assert asked[: len(manual) - 1] == manual[:-1]


def test_every_field_of_the_order_form_is_asked(freight: schema.Playbook) -> None:
    """R025, R027–R036, R038–R042: nothing of the manual's form is missing, all known to the code."""
    keys = {element.key for element in freight.elements["order"]}
    assert keys == set(KNOWN_ELEMENTS)
    cited = {number for element in freight.elements["order"] for number in element.requirements}
    assert cited >= {f"R{n:03}" for n in (25, *range(27, 37), *range(38, 43))}


def test_what_the_manual_calls_very_important(freight: schema.Playbook) -> None:
    """R027, R033, R034, R035, R036: 很重要."""
    marked = {item.key for item in freight.elements["order"] if item.importance == "very_important"}
    assert marked == {
        "pickup_phone",
        "pickup_address",
        "delivery_address",
        "payment",
        "pickup_fee",
        "delivery_fee",
    }


def test_a_name_is_never_insisted_on(freight: schema.Playbook) -> None:
    """R025, R026: no name given, so the caller learns who will drive."""
    contact = freight.element("order", "shipper_name")
    assert not contact.required
    assert contact.when_declined is not None
    assert contact.when_declined.then == "tell_driver"
    told = texts.fill(contact.when_declined.say, EXAMPLES)
    assert told == "没关系。到时由张师傅来提货，电话13900001101，车牌苏A·7K218，您可以直接找他。"
    before_dispatch = texts.fill(contact.when_declined.say, {})
    assert before_dispatch == "没关系。提货的司机会先打电话和您联系。"


def test_checks_happen_while_asking(freight: schema.Playbook) -> None:
    """R048, R049, R051, R060, R061, R038."""
    checks = {item.key: item.check for item in freight.elements["order"] if item.check}
    assert checks == {
        "goods_name": ("prohibited_goods",),
        "pickup_address": ("served_area", "loading_fee"),
        "delivery_address": ("served_area", "unloading_fee"),
        "packing": ("packing",),
    }


def test_the_read_back_asks_item_by_item(freight: schema.Playbook) -> None:
    """R055: contact, phone, loading address, delivery address, pieces, each with 对吗."""
    spoken = [item.read_back.replace("{value}", "…") for item in freight.elements["order"] if item.read_back]
    assert spoken == [
        "联系人…，对吗？",
        "联系电话…，对吗？",
        "装货地址…，对吗？",
        "送货地址…，对吗？",
        "货物件数…，对吗？",
        "运费…，对吗？",
    ]


def test_an_order_is_confirmed_after_read_back_quote_and_acceptance(freight: schema.Playbook) -> None:
    """R048, R051, R055, R056, R058: what leaving the draft asks for."""
    musts = [must.key for step in freight.steps_in("order", "draft") for must in step.must]
    assert musts == ["goods_screened", "area_checked", "read_back", "quoted", "price_accepted"]


@pytest.mark.parametrize(
    ("key", "spoken"),
    [
        ("order_opening", "为了更好地为您服务，请您回答如下几个问题。"),
        ("read_back_opening", "为确认信息准确，再次与您核对一下相关信息，可以吗？"),
        ("quote", "按照以上所述，汽配城至火车站，2.2方（15件），我们价格是320元，到付，请问可以吗？"),
        ("pickup_promise", "我们的提货人员将会和您的联系人联系，请保持电话畅通。"),
        ("greeting", "您好，很高兴为您服务，请问有什么可以帮到您？"),
        ("back_on_line", "很抱歉让您久等了。"),
        ("no_voice", "对不起，我听不到您的声音，你换一部电话打来好吗？我现在挂机。"),
        ("closing", "8011号谢谢您的来电，再见！"),
        ("closing_weekend", "8011号祝您周末愉快，再见！"),
        ("closing_holiday", "8011号祝您国庆节快乐，再见！"),
        ("vulgar", "王先生，请您使用文明语言，否则很抱歉，我们将结束这次通话。"),
    ],
)
def test_phrases_follow_the_manual(freight: schema.Playbook, key: str, spoken: str) -> None:
    """R052, R054, R057, R059, R231, R233, R235, R243, R244, R247."""
    assert texts.fill(freight.phrase(key).text, EXAMPLES) == spoken


def test_every_phrase_of_the_manual_is_there(freight: schema.Playbook) -> None:
    """R050, R051, R052, R054, R057, R059; R231, R232, R233, R234, R235, R236, R237, R238, R239, R240, R241,
    R242, R243, R244, R245, R246, R247, R248.
    """
    cited = {number for phrase in freight.phrases for number in phrase.requirements}
    assert cited >= {f"R{number}" for number in range(231, 249)} | {
        "R050",
        "R051",
        "R052",
        "R054",
        "R057",
        "R059",
    }


def test_the_calendar_chooses_the_closing(freight: schema.Playbook) -> None:
    """R244: one closing for each kind of day."""
    closings = {
        day: [phrase.key for phrase in freight.phrases if phrase.group == "closing" and day in phrase.days]
        for day in ("workday", "weekend", "holiday")
    }
    assert closings == {
        "workday": ["closing"],
        "weekend": ["closing_weekend"],
        "holiday": ["closing_holiday"],
    }
