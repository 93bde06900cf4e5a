"""Receipts and replies that a vendor pushes: proved first, then read (R064)."""

import json
from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from tests.frozen import Frozen
from tests.messaging.gateways.conftest import http
from tests.servers.vendor import signed
from yinuo.core.errors import DeskError
from yinuo.messaging import senders
from yinuo.messaging.senders.http import presets

RECEIPTS = {
    "many": "data.list",
    "id": "id",
    "state": "st",
    "delivered": ["DELIVRD"],
    "waiting": ["ACCEPTD"],
    "code": "err",
    "at": "at",
    "answer": '{"code": 0}',
}
REPLIES = {"phone": "mobile", "text": "content", "at": "t", "answer": "ok"}
URL = "https://sms.example.com/send"
AT = datetime(2026, 11, 20, 2, 3, 4, tzinfo=UTC)


def push(
    what: Literal["receipts", "replies"], body: Any, address: str = "10.0.0.9", **query: str
) -> senders.Push:
    """A request as it arrives."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return senders.Push(what, data, {}, query, address)


def read(sender: senders.Sender, given: senders.Push) -> senders.Heard:
    """What is in it."""
    assert isinstance(sender, senders.Pushed)
    heard = sender.read(given)
    senders.close(sender)
    return heard


def refusal(sender: senders.Sender, given: senders.Push) -> DeskError:
    """Why nothing is read."""
    with pytest.raises(DeskError) as refused:
        read(sender, given)
    return refused.value


def test_many_receipts() -> None:
    """R064: delivered, lost and why, still waiting."""
    sender = http(URL, {"push_secret": "s3"}, receipts=RECEIPTS)
    entries = [
        {"id": "1", "st": "DELIVRD", "at": "2026-11-20 10:03:04"},
        {"id": 2, "st": "UNDELIV", "err": "MK:0001", "at": "20261120100304"},
        {"id": "3", "st": "ACCEPTD", "at": 1795140184},
    ]
    heard = read(sender, push("receipts", {"data": {"list": entries}}, token="s3"))
    assert heard.receipts == (
        senders.Receipt("1", "delivered", "", AT),
        senders.Receipt("2", "lost", "MK:0001", AT),
        senders.Receipt("3", "waiting", "ACCEPTD", datetime(2026, 11, 20, 2, 3, 4, tzinfo=UTC)),
    )
    assert (heard.answer, heard.media) == ('{"code": 0}', "application/json")


def test_half_an_emoji_spoils_no_other_reply() -> None:
    """R093: what no column can hold becomes a space."""
    sender = http(URL, {"push_secret": "s3"}, replies=REPLIES | {"many": "list"})
    entries = [{"mobile": "13905270001", "content": f"{said}", "t": 1795140184} for said in ("1\ud83d", "2")]
    heard = read(sender, push("replies", {"list": entries}, token="s3"))
    assert [reply.text for reply in heard.replies] == ["1 ", "2"]


def test_one_reply_as_a_form() -> None:
    """The same content comes twice under the same name."""
    replies = REPLIES | {"format": "form"}
    body = b"mobile=13905270001&content=1&t=1795140184000"
    heard = read(http(URL, {"push_secret": "s3"}, replies=replies), push("replies", body, token="s3"))
    (reply,) = heard.replies
    assert (reply.address, reply.text, reply.at) == ("13905270001", "1", AT)
    assert (heard.answer, heard.media) == ("ok", "text/plain; charset=utf-8")
    again = read(http(URL, {"push_secret": "s3"}, replies=replies), push("replies", body, token="s3"))
    assert again.replies == heard.replies


def test_a_reply_without_a_time_came_now(frozen: Frozen) -> None:
    sender = http(URL, {"push_secret": "s3"}, replies=REPLIES)
    body = {"mobile": "13905270001", "content": "好的", "t": "gestern"}
    assert read(sender, push("replies", body, token="s3")).replies[0].at == frozen.at


def test_a_reply_in_the_address() -> None:
    """Some vendors push by GET."""
    sender = http(URL, {"push_secret": "s3"}, replies=REPLIES | {"format": "form"})
    heard = read(sender, push("replies", b"", token="s3", mobile="13905270001", content="2"))
    assert heard.replies[0].text == "2"


@pytest.mark.parametrize("query", [{}, {"token": ""}, {"token": "S3"}, {"token": "s3 "}])
def test_without_the_token_nothing_is_read(query: dict[str, str]) -> None:
    given = push("receipts", {"data": {"list": []}}, **query)
    refused = refusal(http(URL, {"push_secret": "s3"}, receipts=RECEIPTS), given)
    assert isinstance(refused, senders.BadSignature)
    assert (refused.code, refused.status) == ("push_not_signed", 403)


def test_without_a_secret_nobody_is_let_in() -> None:
    """A gateway whose secret was never set takes no push, not even one with an empty token."""
    refused = refusal(http(URL, receipts=RECEIPTS), push("receipts", {"data": {"list": []}}, token=""))
    assert isinstance(refused, senders.BadSignature)


def test_a_token_in_a_header() -> None:
    wanted = {"kind": "token", "name": "Authorization"}
    given = senders.Push("receipts", b'{"data": {"list": []}}', {"authorization": "Bearer s3"})
    assert read(http(URL, {"push_secret": "s3"}, push=wanted, receipts=RECEIPTS), given).receipts == ()


@pytest.mark.parametrize(("secret", "is_good"), [("s3", True), ("s4", False)])
def test_a_signed_body(secret: str, is_good: bool) -> None:
    sender = http(
        URL, {"push_secret": "s3"}, push={"kind": "hmac_sha256", "name": "X-Signature"}, receipts=RECEIPTS
    )
    body = b'{"data": {"list": [{"id": "1", "st": "DELIVRD"}]}}'
    given = senders.Push("receipts", body, signed(body, secret))
    if is_good:
        assert read(sender, given).receipts[0].state == "delivered"
    else:
        assert isinstance(refusal(sender, given), senders.BadSignature)


@pytest.mark.parametrize(
    ("address", "is_good"), [("10.0.0.9", True), ("10.0.1.9", False), ("", False), ("2001:db8::7", True)]
)
def test_only_from_where_the_vendor_is(address: str, is_good: bool) -> None:
    wanted = {"ips": ["10.0.0.0/24", "2001:db8::/64"]}
    sender = http(URL, {"push_secret": "s3"}, push=wanted, receipts=RECEIPTS)
    given = push("receipts", {"data": {"list": []}}, address=address, token="s3")
    if is_good:
        assert read(sender, given).receipts == ()
    else:
        assert isinstance(refusal(sender, given), senders.BadSignature)


@pytest.mark.parametrize(
    "body",
    [b"", b"<xml/>", b"[]", {"data": {"list": [{"st": "DELIVRD"}]}}, {"data": {"list": ["x"]}}, b"\xff"],
)
def test_what_has_not_the_agreed_form(body: Any) -> None:
    refused = refusal(http(URL, {"push_secret": "s3"}, receipts=RECEIPTS), push("receipts", body, token="s3"))
    assert (refused.code, refused.status) == ("push_unreadable", 422)


def test_a_gateway_that_pushes_no_replies() -> None:
    refused = refusal(http(URL, {"push_secret": "s3"}, receipts=RECEIPTS), push("replies", {}, token="s3"))
    assert refused.code == "push_unreadable"


def test_the_pushes_of_the_presets() -> None:
    """What the vendors' documents show is read."""
    aliyun = {
        "phone_number": "13905270001",
        "send_time": "2026-11-20 10:00:00",
        "report_time": "2026-11-20 10:03:04",
        "success": True,
        "err_code": "DELIVERED",
        "biz_id": "biz-1",
        "out_id": "key-1",
    }
    tencent = {
        "user_receive_time": "2026-11-20 10:03:04",
        "nationcode": "86",
        "mobile": "13905270001",
        "report_status": "FAIL",
        "errmsg": "MK:0001",
        "sid": "sn-1",
    }
    reply = {"nationcode": "86", "mobile": "13905270001", "text": "1", "sign": "启程", "time": 1795140184}
    assert _by("aliyun", "receipts", [aliyun]).receipts == (senders.Receipt("biz-1", "delivered", "", AT),)
    assert (
        _by("aliyun", "receipts", [aliyun | {"success": False, "err_code": "MK:1"}]).receipts[0].code
        == "MK:1"
    )
    assert _by("tencent", "receipts", [tencent]).receipts == (senders.Receipt("sn-1", "lost", "MK:0001", AT),)
    (said,) = _by("tencent", "replies", reply).replies
    assert (said.address, said.text, said.at) == ("13905270001", "1", AT)


def _by(key: str, what: Literal["receipts", "replies"], body: Any) -> senders.Heard:
    found = presets.named(key)
    assert found is not None
    given = senders.Setup("gateway-1", found.options.model_dump(), {"push_secret": "s3"})
    return read(senders.made_of("http", given), push(what, body, token="s3"))
