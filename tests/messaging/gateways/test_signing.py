"""Signatures as the vendors' own documents show them, and what a vendor would compute from what arrives."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from tests.messaging.gateways.conftest import http, message
from tests.servers.vendor import Told, Vendor
from yinuo.messaging import senders
from yinuo.messaging.senders.http import filling, presets, signing
from yinuo.messaging.senders.http.options import HttpOptions, Signing


def seal(at: datetime, key_id: str, key_secret: str, nonce: str = "") -> signing.Seal:
    """An account at a moment."""
    return signing.Seal(key_id, key_secret, "", at, nonce)


def test_rpc_as_documented() -> None:
    """Alibaba's document: DescribeRegions signed by testsecret."""
    request = filling.Prepared(
        "GET",
        "https://ecs.aliyuncs.com/",
        query={"Action": "DescribeRegions", "Format": "XML", "Version": "2014-05-26"},
    )
    at = datetime(2016, 2, 23, 12, 46, 24, tzinfo=UTC)
    given = seal(at, "testid", "testsecret", "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf")
    ready = signing.sign(request, Signing(kind="aliyun_rpc"), given)
    assert ready.query["Signature"] == "OLeaidS1JvxuMvnyHOwuJ+uX5qY="
    assert ready.address.endswith("&Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D")


def test_v3_as_documented() -> None:
    """Alibaba's document: RunInstances signed by ACS3-HMAC-SHA256."""
    request = filling.Prepared(
        "POST",
        "https://ecs.cn-shanghai.aliyuncs.com/",
        query={
            "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd",
            "RegionId": "cn-shanghai",
        },
        headers={"x-acs-action": "RunInstances", "x-acs-version": "2014-05-26"},
    )
    at = datetime(2023, 10, 26, 10, 22, 32, tzinfo=UTC)
    given = seal(at, "YourAccessKeyId", "YourAccessKeySecret", "3156853299f313e23d1673dc12e1703d")
    ready = signing.sign(request, Signing(kind="aliyun_v3"), given)
    assert ready.headers["authorization"] == (
        "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;"
        "x-acs-date;x-acs-signature-nonce;x-acs-version,"
        "Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    )


def test_tc3_as_documented() -> None:
    """Tencent's document: DescribeInstances signed by TC3-HMAC-SHA256."""
    body = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    request = filling.Prepared(
        "POST",
        "https://cvm.tencentcloudapi.com/",
        headers={"content-type": "application/json; charset=utf-8"},
        body=body,
    )
    at = datetime.fromtimestamp(1551113065, UTC)
    given = seal(at, "AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE", "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE")
    ready = signing.sign(request, Signing(kind="tc3", service="cvm"), given)
    assert ready.headers["authorization"] == (
        "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host, "
        "Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"
    )


@pytest.mark.parametrize(
    ("algorithm", "encoding", "expected"),
    [
        ("md5", "hex", "46f4e00ff883862906380109ae9506af"),
        ("md5", "HEX", "46F4E00FF883862906380109AE9506AF"),
        ("sha256", "hex", "283d6caede245ff6d9e5af384525f55b5d5ba389aaa12a4d184a4c6e10986ead"),
        ("hmac_sha1", "hex", "e82472cdf9a04c28c26d11532e07eb86d7f0ea58"),
        ("hmac_sha256", "base64", "kbx638RRXpa6DwScSixjrx/0M8kshp06dHifuBVyWS0="),
    ],
)
def test_digests_over_a_text(algorithm: Any, encoding: Any, expected: str) -> None:
    """MD5 of account, secret and time, and the others, as openssl makes them."""
    given = seal(datetime(2026, 1, 1, tzinfo=UTC), "acc", "pw")
    wanted = Signing(kind="digest", algorithm=algorithm, encoding=encoding, over="{key_id}{key_secret}{x}")
    assert signing.digest(wanted, {"key_id": "acc", "key_secret": "pw", "x": "20260101"}, given) == expected


def preset(key: str, vendor: Vendor, **account: Any) -> senders.Sender:
    """A vendor's preset, pointed at this machine."""
    found = presets.named(key)
    assert found is not None
    changed = found.options.model_dump() | {"url": vendor.url} | account
    HttpOptions.model_validate(changed)
    given = {"key_secret": "secret-1", "token": "token-1"}
    return senders.made_of("http", senders.Setup("gateway-1", changed, given))


SLIP = {"slip": {"id": "SMS_1", "values": {"no": "{serial}"}}}


def test_the_aliyun_preset_signs_what_arrives(vendor: Vendor) -> None:
    """A vendor that computes the signature from what it received finds it right."""
    sender = preset("aliyun", vendor, key_id="AK1", sign="启程货运", templates=SLIP)
    sender_answer = {"Code": "OK", "BizId": "biz-1", "Message": "OK"}
    vendor.answers = [Told(sender_answer)]
    taken = sender.send(message(key="slip", values={"serial": "110310284"}))
    assert taken == senders.Accepted("biz-1")
    (asked,) = vendor.asked
    assert asked.query["TemplateParam"] == '{"no": "110310284"}'
    assert (asked.query["SignName"], asked.query["OutId"]) == ("启程货运", "key-1")
    proof = asked.headers["authorization"]
    names = proof.split("SignedHeaders=")[1].split(",")[0]
    lines = "".join(f"{name}:{asked.headers[name]}\n" for name in names.split(";"))
    query = urlencode(sorted(asked.query.items()), quote_via=quote, safe="~")
    body = hashlib.sha256(asked.body).hexdigest()
    plain = "\n".join(("POST", "/send", query, lines, names, body))
    over = f"ACS3-HMAC-SHA256\n{hashlib.sha256(plain.encode()).hexdigest()}"
    assert proof.endswith(hmac.new(b"secret-1", over.encode(), hashlib.sha256).hexdigest())
    assert asked.headers["x-acs-action"] == "SendSms"
    senders.close(sender)


def test_the_tencent_preset(vendor: Vendor) -> None:
    """Variables in their order, the number with its country, and the answer's parts."""
    sender = preset("tencent", vendor, key_id="AKID", app="1400", sign="启程货运", templates=SLIP)
    told = {"Response": {"SendStatusSet": [{"SerialNo": "sn-1", "Code": "Ok"}], "RequestId": "r"}}
    denied = {"Response": {"Error": {"Code": "AuthFailure.SignatureFailure", "Message": "bad"}}}
    vendor.answers = [Told(told), Told(denied)]
    slip = message(key="slip", values={"serial": "110310284"})
    assert sender.send(slip) == senders.Accepted("sn-1")
    assert vendor.asked[0].data == {
        "PhoneNumberSet": ["+8613905270001"],
        "SmsSdkAppId": "1400",
        "SignName": "启程货运",
        "TemplateId": "SMS_1",
        "TemplateParamSet": ["110310284"],
        "SessionContext": "key-1",
    }
    assert vendor.asked[0].headers["authorization"].startswith("TC3-HMAC-SHA256 Credential=AKID/")
    with pytest.raises(senders.SendFailure) as failure:
        sender.send(slip)
    assert (failure.value.code, failure.value.said) == (
        "gateway_denied",
        "AuthFailure.SignatureFailure bad",
    )
    senders.close(sender)


def test_the_generic_presets(vendor: Vendor) -> None:
    """A token in a header; an account with an MD5 signature."""
    plain, form = preset("json", vendor), preset("form", vendor, key_id="acc")
    vendor.answers = [Told({"code": "0", "id": "1"}), Told({"status": "0", "msgid": "2"})]
    assert plain.send(message()) == senders.Accepted("1")
    assert form.send(message()) == senders.Accepted("2")
    first, second = vendor.asked
    assert first.headers["authorization"] == "Bearer token-1"
    over = f"accsecret-1{second.form['timestamp']}".encode()
    assert second.form["sign"] == hashlib.md5(over, usedforsecurity=False).hexdigest()
    senders.close(plain)
    senders.close(form)


def test_basic(vendor: Vendor) -> None:
    sender = http(vendor.url, {"key_secret": "pw"}, signing={"kind": "basic"}, key_id="me")
    sender.send(message())
    assert vendor.asked[0].headers["authorization"] == f"Basic {base64.b64encode(b'me:pw').decode()}"
    senders.close(sender)
