"""What customers' texts are understood to say: the conventions of the language (R025–R042, R053)."""

from datetime import datetime
from typing import Any

import pytest

from tests.orders.understanding.asking import SETTING
from yinuo.orders.rules import reading, understanding
from yinuo.orders.rules.understanding import Understanding


def heard(text: str) -> Understanding:
    return understanding.understand(text, SETTING)


def values(text: str) -> dict[str, Any]:
    return {one.key: one.value for one in heard(text).elements}


def test_a_telephone_order_without_a_single_comma() -> None:
    """R025 R027–R031 R033–R035 R039 R040: everything that one breath says."""
    said = values(
        "喂你好我要发点货我姓王电话幺三八二五幺六零七三九 是汽车配件十五件大概两百公斤两个方多一点 "
        "从汽配城发到火车站 那边收货的是马先生幺五九零七八八二幺四六 运费他付"
    )
    assert said == {
        "shipper_name": "王",
        "pickup_phone": "13825160739",
        "goods_name": "汽车配件",
        "pieces": 15,
        "weight": 200_000,
        "volume": 2_000_000,
        "pickup_address": "汽配城",
        "delivery_address": "火车站",
        "consignee_name": "马先生",
        "consignee_phone": "15907882146",
        "payment": "COLLECT",
    }


def test_a_form_in_any_order() -> None:
    """R046: labels in any order, over several lines."""
    said = values(
        "收货人：刘芳\n付款方式：到付\n收货电话：159 2883 0417\n货物名称：女装\n件数：46件\n"
        "收货地址：四川省成都市双流区西航港街道长江路三段12号\n重量：920公斤\n体积：6.8方\n"
        "发货人：陈志强\n电话：13805712204\n提货地址：浙江省杭州市余杭区良渚街道网周路99号"
    )
    assert said["shipper_name"] == "陈志强"
    assert said["pickup_phone"] == "13805712204"
    assert (said["consignee_name"], said["consignee_phone"]) == ("刘芳", "15928830417")
    assert said["pickup_address"] == "浙江省杭州市余杭区良渚街道网周路99号"
    assert said["delivery_address"] == "四川省成都市双流区西航港街道长江路三段12号"
    assert (said["goods_name"], said["pieces"]) == ("女装", 46)
    assert (said["weight"], said["volume"], said["payment"]) == (920_000, 6_800_000, "COLLECT")


def test_a_conversation() -> None:
    """R053: what the agent asks says what the answer is."""
    said = values(
        "客服：您好，请问发什么货？\n客户：锯片\n客服：多少件？\n客户：7箱 一箱28公斤\n"
        "客服：收货人电话？\n客户：13579920416 小马\n客服：运费谁付？\n客户：那边付"
    )
    assert (said["goods_name"], said["pieces"], said["weight"]) == ("锯片", 7, 196_000)
    assert (said["consignee_name"], said["consignee_phone"]) == ("小马", "13579920416")
    assert said["payment"] == "COLLECT"


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("五件，不对，六件", "pieces", 6), ("哦不五箱 六箱", "pieces", 6),
        ("件数不是18件是16件", "pieces", 16),
        ("五箱汽车配件", "goods_name", "汽车配件"), ("不是油漆，是油漆刷", "goods_name", "油漆刷"),
        ("电池盒（空壳，没有电池）26箱", "goods_name", "电池盒"),
        ("55寸电视6台", "goods_name", "55寸电视"),
        ("苹果三十箱 核桃八袋", "goods_name", "苹果、核桃"),
        ("苹果三十箱 核桃八袋", "pieces", 38),
        ("家纺四件套，220套装44箱", "pieces", 44), ("每箱20斤3箱", "weight", 30_000),
        ("机器 2件都是1.2×0.8×0.9米", "volume", 1_728_000),
        ("瓷砖胶 2托 40袋/托 20kg/袋", "weight", 1_600_000),
        ("净重540kg 毛重612kg", "weight", 612_000), ("一方货大概三百公斤", "weight", 300_000),
    ],
)  # fmt: skip
def test_goods_and_amounts(text: str, key: str, value: Any) -> None:
    """R028–R031: as the lorry carries them, corrected and denied as they were."""
    assert values(text)[key] == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("运费现付", "PREPAID"),
        ("寄付", "PREPAID"), ("运费我这边先垫着", "PREPAID"),
        ("装完打款", "PREPAID"),
        ("提付", "COLLECT"),
        ("货到付运费", "COLLECT"), ("运费他出", "COLLECT"), ("钱那边给", "COLLECT"),
        ("运费到了人家再给", "COLLECT"), ("寄付月结", "MONTHLY"), ("运费月底跟你们一起算", "MONTHLY"),
        ("凭回单结算", "ON_RECEIPT"), ("回单寄回来我们再打款", "ON_RECEIPT"),
        ("到付，算了改成月结", "MONTHLY"),
    ],
)  # fmt: skip
def test_payment_in_all_its_names(text: str, key: str) -> None:
    """R035: whoever pays, in whatever words."""
    assert values(f"从南京发到成都 {text}")["payment"] == key


@pytest.mark.parametrize(
    ("text", "fees"),
    [
        ("代收货款5860元", {"代收货款": 586_000}), ("帮我收八百块货款", {"代收货款": 80_000}),
        ("卸货费给工人六十", {"卸货费": 6_000}),
        ("另收入仓费30、装卸费150", {"入仓费": 3_000, "装卸费": 15_000}),
        ("保价5000", {}), ("运费350到付", {}),
    ],
)  # fmt: skip
def test_charges(text: str, fees: dict[str, int]) -> None:
    """R036 R041: every charge by its name; the freight and a declared value are none."""
    assert {one.name: one.fen for one in heard(text).fees} == fees


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("从东莞虎门发到成都双流", ("东莞虎门", "成都双流")), ("苏州发西安", ("苏州", "西安")),
        ("德清—江门", ("德清", "江门")), ("到哈密，从福鼎", ("福鼎", "哈密")),
        ("到昆山玉山镇晨丰路88号提货，送到天津武清区杨村", ("昆山玉山镇晨丰路88号", "天津武清区杨村")),
    ],
)  # fmt: skip
def test_from_and_to_in_any_order(text: str, sides: tuple[str, str]) -> None:
    """R033 R034: which end is which, without the verbs."""
    said = values(text)
    assert (said["pickup_address"], said["delivery_address"]) == sides


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("发20箱灯具到成都，提付，明天来拉", "order"), ("刚才佛山到长沙那票，件数改成16件", "amend"),
        ("单号261120021，改成提付", "amend"), ("昨天那单不发了，取消掉吧", "cancel"),
        ("从成都发到昆明两吨半的货要多少钱", "inquiry"), ("查下昨天发湛江的那票货到哪了", "inquiry"),
    ],
)  # fmt: skip
def test_what_the_customer_wants(text: str, intent: str) -> None:
    """R052: to order, to change, to cancel or to ask."""
    assert heard(text).intent == intent


def test_times_of_pickup_and_delivery() -> None:
    """R042: which time is for what."""
    said = {one.key: one for one in heard("明天上午来提货，后天下午三点前必须送到").elements}
    assert said["wished_pickup_at"].said == "明天上午"
    assert said["wished_delivery_at"].said == "后天下午三点前"
    assert isinstance(said["wished_delivery_at"].value, datetime)
    assert said["wished_delivery_at"].value.isoformat() == "2026-11-22T15:00:00+08:00"


def test_bounds_are_a_range_and_not_a_guess() -> None:
    """R029: 七八件 is neither seven nor eight."""
    understood = heard("内衣 七八件 到付")
    assert understood.ranges == {"pieces": (7, 8)}
    assert "pieces" not in {one.key for one in understood.elements}
    assert "pieces" not in understood.missing


def test_what_is_missing_is_asked() -> None:
    """R046 R053: what the manual asks and the text does not say."""
    assert heard("发货，到东莞").missing == (
        "pickup_phone", "goods_name", "pickup_address", "pieces", "volume", "weight", "payment",
        "consignee_phone",
    )  # fmt: skip


def test_what_nobody_understood_stays_visible() -> None:
    """R045: nothing that was said is lost."""
    understood = heard("20箱灯具发成都，蓝色那批先别动呀")
    unread = "".join(understood.text[start:end] for start, end in understood.unread)
    assert "蓝色" in unread
    assert "灯具" not in unread


def test_what_is_typed_is_read_back() -> None:
    """R045: the texts for the form's inputs mean the same to the form's readers."""
    text = "收货人马先生13912345678，灯具20箱，1.2吨，3.5方，月结，代收货款3000，后天下午三点前送到"
    understood = heard(text)
    types = {
        "pieces": "pieces", "weight": "weight", "volume": "volume", "payment": "payment",
        "consignee_phone": "phone", "cash_on_delivery": "money", "wished_delivery_at": "time",
    }  # fmt: skip
    fields = [reading.Field(key, types[key]) for key in types]
    read = reading.read(fields, understood.typed(), SETTING)
    assert not read.faults
    assert read.values == {key: value for key, value in values(text).items() if key in types}


def test_a_guess_is_shown_and_not_typed() -> None:
    """R029: 二十来件 may not stand in the form as if it had been counted."""
    understood = heard("阀门二十来件")
    assert understood.approximate == ("pieces",)
    assert [one.value for one in understood.elements if one.key == "pieces"] == [20]
    assert "pieces" not in understood.typed()


def test_labelled_people_are_sure() -> None:
    """R025 R039: a name under its label needs no second look, one by its place alone does."""
    sure = {one.key: one.sureness for one in heard("收货人马先生13912345678").elements}
    assert min(sure.values()) >= 0.9
    guessed = {one.key: one.sureness for one in heard("石狮到喀什 服装55包 13912345678").elements}
    assert guessed["pickup_phone"] < 0.75


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("五箱酒发滁州 付款方 收货方", "COLLECT"),
        ("五箱酒发滁州，谁付钱：我", "PREPAID"),
        ("五箱酒发滁州 运费寄付 哎不是 运费到付", "COLLECT"),
        ("五箱酒发滁州 收货的安姐 13912345678 月底前要到 钱她付", "COLLECT"),
        ("五箱酒发滁州 运费等那边签了回单你们再来收", "ON_RECEIPT"),
    ],
)
def test_who_pays_is_said_apart(text: str, key: str) -> None:
    """R035: who pays, beside its label, corrected, or of one named before."""
    assert values(text)["payment"] == key


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("五箱酒发滁州 收货仓的联系人小谷 13912345678", "小谷"),
        ("五箱酒发滁州 收货人电话我只有座机 0550-3991234 找孟姐", "孟姐"),
        ("五个柜子发滁州，安装师傅收，姓郎，13912345678", "郎"),
        ("五箱酒发滁州 13912345678 孟姨 她收", "孟姨"),
        ("我是收货的，姓柴，13912345678，发货那边是老黎13812345678，五箱酒到滁州", "柴"),
        ("收件人朵朵 13912345678 五箱酒发滁州", "朵朵"),
    ],
)
def test_who_receives_after_other_words(text: str, name: str) -> None:
    """R039 R040: who receives, after a post, by a surname, or as the one who calls."""
    said = values(text)
    assert said["consignee_name"] == name
    assert "consignee_phone" in said


def test_times_that_are_no_deadline() -> None:
    """R042: when somebody is to be called is no deadline, nor is the day of an order a pickup."""
    assert "wished_delivery_at" not in values("五箱酒发滁州，送货前一小时打电话")
    assert "wished_pickup_at" not in values("取消订单：12月13日提交的，从苏州到滁州五箱酒")


def test_a_bare_sum_behind_its_fee() -> None:
    """R036: a sum without a unit is of the fee before it."""
    assert [(one.name, one.fen) for one in heard("五箱酒发滁州 货款9800请代收").fees] == [
        ("代收货款", 980_000)
    ]
