"""Each platform's request, signature and refusals."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.servers import robots as servers
from yinuo.core import clock
from yinuo.messaging.senders import robots
from yinuo.messaging.senders.robots import Hook, Means, Refusal, dingtalk, feishu, wecom

AT = datetime(2019, 12, 25, 8, 23, 56, 757000, tzinfo=UTC)


def test_dingtalk_signs_in_its_address() -> None:
    """Vector made with openssl dgst -sha256 -hmac."""
    secret = "SEC1577262236757secret"
    assert dingtalk.sign(secret, 1577262236757) == "UPcLufq2PmLgdmTzSyUp50/kzqi3wi7CDVl8AmfJU6g="
    at = datetime.fromtimestamp(1577262236.757, UTC)
    made = dingtalk.request(Hook("https://oapi.dingtalk.com/robot/send?access_token=x", secret), "一诺", at)
    assert made.url.endswith(
        "?access_token=x&timestamp=1577262236757&sign=UPcLufq2PmLgdmTzSyUp50%2Fkzqi3wi7CDVl8AmfJU6g%3D"
    )
    assert made.body == {"msgtype": "text", "text": {"content": "一诺"}, "at": {"isAtAll": False}}


def test_feishu_signs_in_its_body() -> None:
    """Vector made with openssl dgst -sha256 -mac HMAC over nothing."""
    assert feishu.sign("feishu-demo", 1599360473) == "iFQwv4D2DGYLkcXi0JEvFSKIYrmScAD9OpZS+Q3EEIg="
    at = datetime.fromtimestamp(1599360473, UTC)
    made = feishu.request(Hook("https://open.feishu.cn/open-apis/bot/v2/hook/x", "feishu-demo"), "一诺", at)
    assert made.body["timestamp"] == "1599360473"
    assert made.body["sign"] == "iFQwv4D2DGYLkcXi0JEvFSKIYrmScAD9OpZS+Q3EEIg="
    assert made.body["content"] == {"text": "一诺"}


@pytest.mark.parametrize("platform", [wecom, dingtalk, feishu])
def test_without_a_secret_nothing_is_signed(platform: object) -> None:
    made = platform.request(Hook("https://example.com/x"), "一诺", AT)  # type: ignore[attr-defined]
    assert made.url == "https://example.com/x"
    assert "sign" not in made.body


@pytest.mark.parametrize(
    ("kind", "answer", "code", "means"),
    [
        ("wecom", {"errcode": 45009}, "robot_too_often", Means.REST),
        ("wecom", {"errcode": 93000}, "robot_unknown", Means.STOP),
        ("wecom", {"errcode": 40058}, "robot_message_refused", Means.DROP),
        ("wecom", {"errcode": -1}, "robot_refused", Means.AGAIN),
        ("dingtalk", {"errcode": 130101}, "robot_too_often", Means.REST),
        ("dingtalk", {"errcode": 300001}, "robot_unknown", Means.STOP),
        ("dingtalk", {"errcode": 310000, "errmsg": "keywords not in content"}, "robot_keyword", Means.STOP),
        ("dingtalk", {"errcode": 310000, "errmsg": "sign not match"}, "robot_signature", Means.STOP),
        (
            "dingtalk",
            {"errcode": 310000, "errmsg": "ip 192.0.2.7 not in whitelist"},
            "robot_address_not_allowed",
            Means.STOP,
        ),
        ("dingtalk", {"errcode": 430102}, "robot_message_refused", Means.DROP),
        ("feishu", {"code": 11232}, "robot_too_often", Means.REST),
        ("feishu", {"code": 19001}, "robot_unknown", Means.STOP),
        ("feishu", {"code": 19021}, "robot_signature", Means.STOP),
        ("feishu", {"code": 19024}, "robot_keyword", Means.STOP),
        ("feishu", {"code": 9499}, "robot_message_refused", Means.DROP),
        ("feishu", {"code": 77}, "robot_refused", Means.AGAIN),
    ],
)
def test_what_a_refusal_means(kind: str, answer: dict[str, object], code: str, means: Means) -> None:
    with pytest.raises(Refusal) as found:
        robots.PLATFORMS[kind].check(answer)
    assert (found.value.code, found.value.means) == (code, means)


def test_dingtalk_blocks_for_ten_minutes() -> None:
    with pytest.raises(Refusal) as found:
        dingtalk.check({"errcode": 130101})
    assert found.value.rest == timedelta(minutes=10)


@pytest.mark.parametrize(
    ("status", "body", "code", "means"),
    [
        (429, b"", "robot_too_often", Means.REST),
        (502, b"<html>", "robot_platform_down", Means.AGAIN),
        (413, b"", "robot_message_refused", Means.DROP),
        (404, b"not found", "robot_unknown", Means.STOP),
        (302, b"", "robot_unknown", Means.STOP),
        (200, b"<html>portal</html>", "robot_answer_unreadable", Means.AGAIN),
        (200, b"[]", "robot_answer_unreadable", Means.AGAIN),
        (400, json.dumps({"code": 19024}).encode(), "robot_keyword", Means.STOP),
    ],
)
def test_answers_without_words(status: int, body: bytes, code: str, means: Means) -> None:
    """A platform that is down, a wall in between, a page that is no answer."""
    with servers.running(clock.real_now) as platforms:
        group = platforms.group("feishu")
        group.scripted = [(status, body)]
        with pytest.raises(Refusal) as found:
            robots.send("feishu", Hook(group.address), "一诺")
    assert (found.value.code, found.value.means) == (code, means)


def test_nobody_there() -> None:
    """A port at which nobody listens is a passing failure."""
    with servers.running(clock.real_now) as platforms:
        address = platforms.group("wecom").address
    with pytest.raises(Refusal) as found:
        robots.send("wecom", Hook(address), "一诺")
    assert (found.value.code, found.value.means) == ("robot_unreachable", Means.AGAIN)


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu"])
def test_each_platform_takes_a_signed_message(kind: str) -> None:
    """The servers check the signature and the time in it."""
    secret = "" if kind == "wecom" else "SECsecret"
    with servers.running(clock.real_now) as platforms:
        group = platforms.group(kind, secret=secret)
        robots.send(kind, Hook(group.address, secret), "一诺【超时】“引号”\n第二行")
        assert group.texts == ["一诺【超时】“引号”\n第二行"]
        if secret:
            with pytest.raises(Refusal, match="robot_signature"):
                robots.send(kind, Hook(group.address, "another"), "一诺")


@pytest.mark.parametrize(
    ("kind", "address", "code"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=x", ""),
        ("wecom", "https://oapi.dingtalk.com/robot/send?access_token=x", "robot_other_platform"),
        ("dingtalk", "https://dingtalk.example.com/robot/send", ""),
        ("feishu", "http://open.feishu.cn/open-apis/bot/v2/hook/x", "robot_address_insecure"),
        ("feishu", "http://127.0.0.1:8080/x", ""),
        ("feishu", "ftp://open.feishu.cn/x", "robot_address_insecure"),
        ("feishu", "https://user:pass@open.feishu.cn/x", "robot_address_wrong"),
        ("feishu", "open.feishu.cn/x", "robot_address_wrong"),
        ("feishu", "https://[::1", "robot_address_wrong"),
        ("feishu", "https://a b/", "robot_address_wrong"),
    ],
)
def test_what_is_wrong_with_an_address(kind: str, address: str, code: str) -> None:
    assert robots.fault_of(kind, address) == code


def test_neither_address_nor_secret_is_shown() -> None:
    hook = Hook("https://open.feishu.cn/hook/telling", "whispered")
    shown = repr(hook) + repr(feishu.request(hook, "words", AT))
    assert not any(word in shown for word in ("telling", "whispered", "words"))
