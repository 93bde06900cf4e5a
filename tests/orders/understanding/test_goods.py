"""Which words of a text are the goods, and that the form takes all that a text fills in (R028, R045)."""

import pytest

from bench.language import sets
from tests.orders.understanding.asking import SETTING
from yinuo.orders.rules import reading, understanding

TYPES = {
    "shipper_name": "person", "pickup_phone": "phone", "consignee_name": "person", "consignee_phone": "phone",
    "pieces": "pieces", "weight": "weight", "volume": "volume", "payment": "payment",
    "cash_on_delivery": "money", "handling_fee": "money", "pickup_fee": "money", "delivery_fee": "money",
    "insured_value": "money", "wished_pickup_at": "time", "wished_delivery_at": "time",
}  # fmt: skip
PASSED = "time_has_passed"


@pytest.mark.parametrize(
    ("text", "goods"),
    [
        ("货名是减速电机，五台，从德州发宿迁", "减速电机"),
        ("硅胶原料 二十五公斤一件 四十件", "硅胶原料"),
        ("货是体温计，十箱", "体温计"),
        ("发3D打印机2台到芜湖", "3D打印机"),
        ("三箱茅台酒发贵阳到成都", "茅台酒"),
        ("不锈钢水槽，单槽20个双槽15个，都用纸箱包好，中山到长沙", "不锈钢水槽"),
        ("货：陶瓷花瓶（易碎），30箱，发苏州", "陶瓷花瓶"),
        ("面料 蓝色32匹 灰色18匹", "面料"),
        ("路灯杆 15根 每根8米 4吨半", "路灯杆"),
        ("货物：机床 1台，附件 2箱\n重量：4.3吨", "机床、附件"),
        ("货物：PVC管 DN110，200根", "PVC管"),
        ("实木床垫组合，床8件床垫8件", "床、床垫"),
        ("家电三箱、五金两箱", "家电、五金"),
        ("麦冬 三七 当归 一共29袋", "麦冬、三七、当归"),
        ("电商退货3箱，都是童装", "童装"),
        ("三件是打印机 五件是墨盒", "打印机、墨盒"),
        ("我这有几箱药材 具体是金银花 四箱", "金银花"),
        ("药品，阴凉储存，35箱", "药品"),
        ("塑料筐 20个 到潍坊", "塑料筐"),
        ("大米装在塑料筐里 20筐", "大米"),
    ],
)
def test_goods_are_named_in_full_and_nothing_else_is(text: str, goods: str) -> None:
    """R028: the name as said, without packing, state, sort, model or measure."""
    said = {one.key: one.value for one in understanding.understand(text, SETTING).elements}
    assert said["goods_name"] == goods


def test_the_form_takes_what_a_text_fills_in() -> None:
    """R045: of all texts to tune on nothing typed is refused but times that have passed."""
    for row in sets.texts(sets.TUNE):
        setting = understanding.Setting(row.now, "025")
        understood = understanding.understand(row.text, setting)
        typed = understood.typed()
        asked = [reading.Field(key, TYPES.get(key, "text")) for key in typed]
        read = reading.read(asked, typed, setting)
        assert [one for one in read.faults if one.code != PASSED] == [], row.key
        said = {one.key: one.value for one in understood.elements}
        assert read.values == {key: said[key] for key in read.values}, row.key


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [("二十来件灯具发成都", "pieces", 20), ("卷板 重一百五十四吨", "weight", 154_000_000)],
)
def test_what_the_form_would_refuse_is_shown_and_not_typed(text: str, key: str, value: int) -> None:
    """R029 R030: about so many pieces, and more than an order may be of, stay visible to be asked."""
    understood = understanding.understand(text, SETTING)
    assert {one.key: one.value for one in understood.elements}[key] == value
    assert key not in understood.typed()
