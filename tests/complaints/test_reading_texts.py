"""Reading complaint texts: what is proposed, and that every proposal quotes its words (R123–R151)."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yinuo.complaints.rules import reading

KINDS = {"complaint", "suggestion", "inquiry", "order"}
TYPES = {"时效", "费用", "服务态度", "货损货差", "其他"}
ESCALATIONS = {"none", "regulator", "media", "legal", "leadership"}
PIECES = (
    "投诉 受伤了 没有 不是 曝光 12315 请问 ？ ， 。 建议 司机 骂人 Ａ 蹟 三天了 泄露 "
    "我的照片 发到群里 手 划破 帮我寄 多收 破了 不会 车 冒烟"
)
WORDS = st.sampled_from([*PIECES.split(), "\x00", "\u200b", "ﬁ", "😡", "\n", " "])
SPOKEN = st.lists(WORDS, max_size=30).map("".join)


def words_of(found: reading.Reading, field: str) -> list[str]:
    return [one.words for one in found.reasons if one.field == field]


@pytest.mark.parametrize(
    ("text", "complaint_type"),
    [
        ("约好两点来提货，现在都五点了车还没到", "时效"),
        ("说好三百二，结果多收了我八十块运费", "费用"),
        ("你们的司机态度恶劣，张嘴就骂人", "服务态度"),
        ("收到的纸箱压坏了，里面的杯子碎了两个", "货损货差"),
        ("车锁坏了锁不上，扫了三辆都是坏车", "其他"),
    ],
)
def test_a_complaint_has_its_type_and_shows_why(text: str, complaint_type: str) -> None:
    """R124–R128: the type, with words of the text."""
    found = reading.read(text)
    assert (found.kind, found.complaint_type) == ("complaint", complaint_type)
    assert words_of(found, "complaint_type")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请问发到成都要几天，运费怎么算？", "inquiry"),
        ("不是投诉，就问问今天能不能到", "inquiry"),
        ("周日派不派件", "inquiry"),
        ("帮我把订单里那双鞋取消掉，买重复了", "order"),
        ("怎么投诉快递员？流程是什么", "inquiry"),
        ("帮我安排一辆车，明天上午来提货，二十箱灯具发成都", "order"),
        ("建议你们在东门增设一个站点，方便学生", "suggestion"),
        ("表扬一下今天送货的张师傅，下着雨帮我搬上楼，谢谢", "suggestion"),
    ],
)
def test_what_is_no_complaint_has_no_type(text: str, kind: str) -> None:
    """R130: suggestions, questions and orders have paths of their own."""
    found = reading.read(text)
    assert (found.kind, found.complaint_type, found.severity) == (kind, None, 1)
    assert found.is_praise == text.startswith("表扬")


@pytest.mark.parametrize(
    "text",
    [
        "你们的车刹车失灵，我摔了一跤，膝盖流血了",
        "服务员把汤洒出来，烫到孩子的腿起了水泡",
        "吃完你们的外卖一家人上吐下泻，还在医院挂水",
        "充电宝充着电突然冒烟了",
        "你们把我的电话和住址告诉了陌生人",
        "催收把电话打到我爸妈那里",
        "我真的不想活了，你们再逼我就从楼上跳下去",
        "两百多户业主明天去售楼处拉横幅",
        "后厨的视频我已经发到网上了，三十万播放量",
        "你們的電梯突然墜落，老人被困在裡面",
    ],
)
def test_a_crisis_is_seen(text: str) -> None:
    """Grade 4: injury, safety, privacy, exposure, many people, self-harm; with the words."""
    found = reading.read(text)
    assert (found.severity, found.crisis, found.kind) == (4, True, "complaint")
    assert words_of(found, "severity")
    assert words_of(found, "crisis")


@pytest.mark.parametrize(
    ("text", "escalation"),
    [
        ("再不退钱我就打12315投诉你们，多收了五十", "regulator"),
        ("货都碎了，不赔我就发抖音曝光你们", "media"),
        ("弄丢我的货又不赔，我已经找了律师准备起诉", "legal"),
        ("晚了三天了，叫你们经理给我打电话", "leadership"),
        ("运费多收了二十，退给我", "none"),
        ("打了12345也没用，我已经联系记者了，你们的货碎了不赔", "media"),
    ],
)
def test_whom_the_writer_turns_to(text: str, escalation: str) -> None:
    """R153; of several the first of media, legal, regulator, leadership."""
    found = reading.read(text)
    assert found.escalation == escalation
    assert bool(words_of(found, "escalation")) == (escalation != "none")


def test_the_rest_of_a_reading() -> None:
    """R146, R149–R151: cause, class, temperament, organisation and mood."""
    firm = reading.read("我厂收到的这批原料质量有问题，生产线停产了，限你们今天之内书面答复！！")
    assert (firm.organisation, firm.temperament, firm.mood) == ("industrial", "irritable", 1)
    assert (firm.cause, firm.severity) == ("product_quality", 3)
    rude = reading.read("垃圾公司，你们那个傻逼司机什么态度，必须给我道歉")
    assert (rude.temperament, rude.complainant_class) == ("rude", "attitude")
    assert reading.read("感谢你们，服务很好，非常满意").mood == 5
    assert reading.read("我局采购的打印机坏了，多次报修没人来").organisation == "government"
    assert reading.read("买三斤虾只有两斤半，缺斤短两").cause == "measurement"


def test_nothing_to_go_by_is_a_question() -> None:
    """No words, no reasons."""
    for text in ("", "  \n", "\x00\x00", "\u200b", "。。。", "123"):
        found = reading.read(text)
        assert (found.kind, found.severity, found.escalation, found.reasons) == ("inquiry", 1, "none", ())


@pytest.mark.parametrize("piece", ["1", "一百二十", "司机骂人，"])
def test_of_what_is_too_long_the_beginning_is_read(piece: str) -> None:
    """No text keeps the desk reading: what stands beyond the limit changes nothing, not even a crisis."""
    beginning = (piece * reading.LONGEST)[: reading.LONGEST]
    assert reading.read(beginning + "，我手划破流血了，" + piece * reading.LONGEST) == reading.read(beginning)
    assert reading.read("我手划破流血了，" + beginning).crisis


@given(st.one_of(SPOKEN, st.text(max_size=80)))
@example("ﬁ受伤ﬁ")
@example("㈱起火了㍿")
def test_whatever_is_written_is_read(text: str) -> None:
    """Every value is of its list; every reason quotes the text; grade 4 and the crisis go together."""
    found = reading.read(text)
    assert found.kind in KINDS
    assert (found.complaint_type in TYPES) == (found.kind == "complaint")
    assert found.kind == "complaint" or found.complaint_type is None
    assert found.severity in (1, 2, 3, 4)
    assert found.mood in (1, 2, 3, 4, 5)
    assert found.escalation in ESCALATIONS
    assert found.crisis == (found.severity == 4)
    assert not (found.is_praise and found.kind != "suggestion")
    for reason in found.reasons:
        assert 0 <= reason.start < reason.end <= len(text)
        assert reason.words == text[reason.start : reason.end]
        assert getattr(found, reason.field) == reason.value


@given(SPOKEN)
def test_the_same_text_is_read_the_same(text: str) -> None:
    """Nothing is remembered, and spaces around it say nothing."""
    found = reading.read(text)
    assert reading.read(text) == found
    assert reading.read(f" {text} ").kind == found.kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("你們的司機罵人，態度惡劣，我要投訴", "你们的司机骂人，态度恶劣，我要投诉"),
        ("打１２３１５投诉你们，多收我钱！", "打12315投诉你们,多收我钱!"),
    ],
)
def test_script_and_width_change_nothing(one: str, other: str) -> None:
    """Traditional characters and full width are read as what they say."""
    first, second = reading.read(one), reading.read(other)
    fields = ("kind", "complaint_type", "severity", "escalation", "mood")
    assert [getattr(first, name) for name in fields] == [getattr(second, name) for name in fields]
