"""The freight pack's own notices against the manual's samples."""

from pathlib import Path

import pytest

import yinuo
from yinuo.messaging import rules
from yinuo.playbooks.rules import loading, schema, vocabulary

PLAYBOOK = Path(yinuo.__file__).parent / "packs" / "freight" / "playbook"
SAMPLE = {
    "serial": "110310221",
    "shipper_name": "王先生",
    "shipper_short": "王先",
    "shipper_surname": "王",
    "shipper_phone": "13800006621",
    "goods": "配件",
    "pieces": "15件",
    "weight": "200公斤",
    "volume": "2.2方",
    "origin": "汽配城",
    "destination": "火车站",
    "consignee_name": "马先生",
    "consignee_short": "马先",
    "consignee_surname": "马",
    "consignee_phone": "84567788",
    "payment": "到付",
    "fees": "装卸费100",
    "reminder": "15点前送达",
    "agent": "8011",
}


@pytest.fixture(scope="module")
def playbook() -> schema.Playbook:
    """The pack as it is published."""
    loaded = loading.load(loading.read_folder(PLAYBOOK))
    assert loaded.playbook is not None
    return loaded.playbook


def test_the_slip_of_the_manual(playbook: schema.Playbook) -> None:
    """R071, R072: the sample word for word, the parts it leaves out left out."""
    printed = {"shipper_phone": "…", "goods": "件", "consignee_phone": "…", "payment": "付"}
    printed |= {"shipper_name": "王先", "consignee_name": "马先"}
    composed = rules.compose(playbook.notice("slip"), {**SAMPLE, **printed})
    assert composed.text == (
        "110310221客王先…件15件200公斤2.2方汽配城往火车站 收货马先…付。加装卸费100，15点前送达。8011"
    )
    assert composed.fits
    assert composed.shortened == ()


def test_with_both_numbers_in_full_a_shorter_slip_leaves(playbook: schema.Playbook) -> None:
    """R070, R072: with full numbers the sample is over 70; the shorter words keep what the driver needs."""
    composed = rules.compose(playbook.notice("slip"), SAMPLE)
    assert composed.fits
    assert composed.shortened
    assert composed.measure.units <= 70
    for kept in ("serial", "shipper_phone", "consignee_phone", "payment", "agent"):
        assert SAMPLE[kept] in composed.text


def test_the_slip_keeps_the_manuals_order(playbook: schema.Playbook) -> None:
    """R071: the contents in the manual's order, in full and however much of it is shortened."""
    order = [
        ("serial",),
        ("shipper_name",),
        ("shipper_phone",),
        ("goods",),
        ("pieces",),
        ("weight",),
        ("volume",),
        ("destination",),
        ("consignee_name",),
        ("consignee_phone",),
        ("payment",),
        ("fees",),
        ("reminder",),
        ("agent",),
    ]
    values = {name: f"<{name}>" for name in vocabulary.variables("notice")}
    slip = playbook.notice("slip")
    for steps in range(len(slip.shorten) + 1):
        filled = slip.model_copy(update={"shorten": slip.shorten[:steps]})
        found = [piece.variable for piece in rules.compose(filled, values, "parts").pieces if piece.variable]
        places = [next(found.index(name) for name in names if name in found) for names in order]
        assert places == sorted(places)
    assert not any(step.text for step in slip.shorten)


def test_the_overdue_message_of_the_manual(playbook: schema.Playbook) -> None:
    """R096, R097: serial, waybill, whole hours overdue, the agent's number."""
    values = {"serial": "110310284", "waybill": "7550026790", "hours_overdue": "2", "agent": "8011"}
    composed = rules.compose(playbook.notice("overdue_delivery"), values)
    assert composed.text == "110310284单号7550026790，货物已超过配送时效2小时，请速处理。8011"


def test_the_complaint_message_of_the_manual(playbook: schema.Playbook) -> None:
    """R174: who waits for what, and that the customer has rung."""
    values = {"serial": "110310284", "shipper": "王先生", "pieces": "15件", "goods": "配件", "agent": "8011"}
    assert rules.compose(playbook.notice("customer_urges"), values).text == (
        "110310284王先生15件配件尚未提，已超时效，客户已来电催提货，请速处理。8011"
    )


@pytest.mark.parametrize("key", ["overdue_delivery", "customer_urges", "chase_pickup"])
def test_the_chasing_messages_fit_with_any_waybill_goods_and_signature(
    playbook: schema.Playbook, key: str
) -> None:
    """R096 R174: within 70 with the signature, by the same shortenings; serial, hours and agent stay."""
    values = {
        "serial": "110310284", "waybill": "SF" + "7550026790" * 4, "hours_overdue": "102",
        "shipper": "欧阳建国经理", "shipper_short": "欧阳经", "pieces": "1500件", "agent": "8011",
        "goods": "不锈钢厨房设备配套件、阀门、管件和全套密封件等附件", "goods_brief": "厨房设备等",
    }  # fmt: skip
    composed = rules.compose(playbook.notice(key), values, signature="【启程货运有限公司】")
    assert composed.fits
    assert composed.shortened
    assert composed.text.startswith("【启程货运有限公司】110310284")
    assert composed.text.endswith("8011")
    assert key != "overdue_delivery" or "102小时" in composed.text


def test_every_notice_of_the_pack_fits_with_ordinary_values(playbook: schema.Playbook) -> None:
    """R070: with the vocabulary's examples nothing of the pack is refused."""
    examples = {name: variable.example for name, variable in vocabulary.variables("notice").items()}
    for notice in playbook.notices:
        composed = rules.compose(notice, examples)
        assert composed.fits, (notice.key, composed.measure.units)
        assert not set("{}[]|") & set(composed.text)
