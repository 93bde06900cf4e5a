"""What holds for every text: nothing raises, every piece is where it is said to be, order of labels is no
matter (R045).
"""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.orders.understanding.asking import SETTING
from yinuo.orders.rules import understanding

WORDS = st.sampled_from(
    [
        "发",
        "到",
        "从",
        "送",
        "收货人",
        "发货人",
        "电话",
        "13800006621",
        "幺三八零零零零六六二幺",
        "五件",
        "六箱",
        "不对",
        "不是",
        "改成",
        "南京",
        "成都双流",
        "将军大道88号",
        "灯具",
        "汽车配件",
        "到付",
        "月结",
        "运费",
        "他付",
        "明天下午三点前",
        "来提货",
        "代收货款",
        "3000",
        "每箱20斤",
        "1.2×0.8×0.9米",
        "王先生",
        "李姐",
        "张三",
        "收",
        "，",
        "。",
        "：",
        "\n",
        "客服：",
        "客户：",
        "①",
        "（",
        "）",
        "、",
        "的",
        "了",
        "呢",
        "取消",
        "多少钱",
        "那票",
        "—",
        "→",
        "/",
        "8楼",
        "二十来",
        "三四十",
        "半吨",
        "個",
        "貨",
        "ＡＢ",
        "😀",
        "\u200b",
        "发发发",
    ]
)
NAMES = st.sampled_from(["王先生", "李姐", "张建国", "欧阳女士", "老刘", "阿强", "马德福"])
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
PLACES = st.sampled_from(
    [
        "浙江省杭州市余杭区网周路99号",
        "成都双流",
        "广州市荔湾区芳村大道西531号",
        "昆山玉山镇晨丰路88号",
        "乌鲁木齐市沙依巴克区",
    ]
)
GOODS = st.sampled_from(["汽车配件", "灯具", "女装", "55寸电视", "瓷砖", "电池盒", "青岛啤酒"])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map("".join) | st.text(max_size=60))
def test_any_text_is_read_and_every_piece_lies_in_it(text: str) -> None:
    """R045: never a failure; what was understood is a piece of the text, what was not stays visible."""
    understood = understanding.understand(text, SETTING)
    assert understood.text == text
    for one in understood.elements:
        assert 0 <= one.start <= one.end <= len(text)
        assert text[one.start : one.end] == one.said
        assert 0 <= one.sureness <= 1
    for start, end in understood.unread:
        assert 0 <= start < end <= len(text)
    assert understanding.record(understood, ())["intent"] == understood.intent


@settings(max_examples=60, deadline=None)
@given(NAMES, PHONES, NAMES, PHONES, PLACES, PLACES, GOODS, st.integers(1, 999), st.integers(1, 20_000))
def test_what_is_labelled_is_found(
    sender: str,
    rings: str,
    taker: str,
    called: str,
    start: str,
    end: str,
    goods: str,
    pieces: int,
    weight: int,
) -> None:
    """R025–R034 R039 R040: a form that is filled in clearly is read without a loss."""
    text = (
        f"发货人：{sender}\n发货电话：{rings}\n提货地址：{start}\n收货人：{taker}\n收货电话：{called}\n"
        f"收货地址：{end}\n货物名称：{goods}\n件数：{pieces}件\n重量：{weight}公斤\n付款方式：到付"
    )
    said = {one.key: one.value for one in understanding.understand(text, SETTING).elements}
    assert said == {
        "shipper_name": sender, "pickup_phone": rings, "pickup_address": start, "consignee_name": taker,
        "consignee_phone": called, "delivery_address": end, "goods_name": goods, "pieces": pieces,
        "weight": weight * 1000, "payment": "COLLECT",
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(list(permutations(range(6), 6))), st.sampled_from(["\n", "；", "，", " "]))
def test_the_order_of_labels_is_no_matter(order: tuple[int, ...], between: str) -> None:
    """R046: the same fields in another order say the same."""
    fields = [
        "发货人：王建国 13800006621", "收货人：李姐 15928830417", "提货地址：南京市江宁区将军大道88号",
        "收货地址：成都市双流区西航港街道", "货物：灯具 20箱", "付款方式：到付",
    ]  # fmt: skip
    text = between.join(fields[at] for at in order)
    said = {one.key: one.value for one in understanding.understand(text, SETTING).elements}
    assert said == {
        "shipper_name": "王建国", "pickup_phone": "13800006621", "consignee_name": "李姐",
        "consignee_phone": "15928830417", "pickup_address": "南京市江宁区将军大道88号",
        "delivery_address": "成都市双流区西航港街道", "goods_name": "灯具", "pieces": 20,
        "payment": "COLLECT",
    }  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from(
        ["  ", "1", "发", "1x", "从到", "，", "1 ", "三百", "。\n", "王先生", "收：", "到付", "一一"]
    )
)
def test_what_is_repeated_without_end_is_read_to_an_end(piece: str) -> None:
    """R045: a hundred thousand characters of nothing are no order, and end."""
    text = piece * (100_000 // len(piece))
    understood = understanding.understand(text, SETTING)
    assert all(one.end <= len(text) for one in understood.elements)
