"""What is denied, asked, supposed or somebody else's is not taken for said."""

import pytest

from yinuo.complaints.rules import reading

FAULT = "你们的货送晚了两天，运费退给我"


@pytest.mark.parametrize(
    "words",
    [
        "我不会去曝光你们的",
        "我也不想打12315",
        "没报警",
        "不用你们经理出面",
        "没打算起诉",
        "朋友说打12345，我觉得犯不着",
    ],
)
def test_a_threat_that_is_none(words: str) -> None:
    assert reading.read(f"{FAULT}，{words}").escalation == "none"


@pytest.mark.parametrize(
    ("words", "escalation"),
    [
        ("再不退我就去法院起诉", "legal"),
        ("你非要我打12315才处理吗？", "regulator"),
        ("不想闹大，但是不退我只能找记者了", "media"),
        ("别逼我发抖音", "media"),
    ],
)
def test_a_threat_with_a_condition_counts(words: str, escalation: str) -> None:
    assert reading.read(f"{FAULT}，{words}").escalation == escalation


@pytest.mark.parametrize(
    "text",
    [
        "车胎爆了，没有受伤，就是推着走了三公里，要求退费",
        "插头有点发热，没冒烟也没着火，质量太差，要求换一台",
        "货晚到三天，听说别人还有受伤的，我没事，运费退我",
        "烦死了，运费又多收",
    ],
)
def test_a_harm_that_did_not_happen_is_no_crisis(text: str) -> None:
    found = reading.read(text)
    assert found.kind == "complaint"
    assert not found.crisis


@pytest.mark.parametrize(
    "text",
    [
        "请问骨折住院能报销多少，需要什么材料",
        "如果路上碎了怎么赔，要不要买保险",
        "这个充电宝会不会爆炸，能带上飞机吗",
        "给我安排提货，上次摔坏过一箱，这次十箱瓷器发长沙，麻烦加木架",
    ],
)
def test_what_is_only_asked_or_remembered_is_no_crisis(text: str) -> None:
    found = reading.read(text)
    assert (found.kind != "complaint", found.severity) == (True, 1)


def test_a_compliment_that_is_none() -> None:
    """Sarcasm is a complaint."""
    for text in ("你们真行，同城快递走了六天，蜗牛都爬到了", "谢谢啊，骑了五分钟收我三十，开眼了"):
        assert reading.read(text).kind == "complaint"
