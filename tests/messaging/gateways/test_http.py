"""A gateway over HTTP against a vendor on this machine (R063, issue 4: senders)."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from tests.messaging.gateways.conftest import http, message, options
from tests.servers.vendor import Told, Vendor
from yinuo.messaging import senders
from yinuo.messaging.senders.http import presets
from yinuo.messaging.senders.http.options import HttpOptions


def refused(sender: senders.Sender, sent: senders.Outgoing | None = None) -> senders.SendFailure:
    """Why it was not sent."""
    with pytest.raises(senders.SendFailure) as failure:
        sender.send(sent or message())
    return failure.value


@pytest.fixture
def sender(vendor: Vendor) -> Iterator[senders.Sender]:
    """Plain JSON."""
    made = http(vendor.url)
    yield made
    senders.close(made)


def test_a_message_is_handed_over_with_its_key(vendor: Vendor, sender: senders.Sender) -> None:
    """R063: the key goes along, so that a repeat can be known."""
    assert sender.send(message()) == senders.Accepted("m-1")
    (asked,) = vendor.asked
    assert asked.method == "POST"
    assert asked.data == {
        "phone": "13905270001",
        "text": "【启程货运】110310284尚未提，请速处理。8011",
        "id": "key-1",
    }


@pytest.mark.parametrize(
    ("told", "code", "permanent", "wait"),
    [
        (Told({"code": "NO_SUCH_NUMBER", "message": "空号"}), "message_refused", True, None),
        (Told({"code": "SLOW"}), "gateway_throttled", False, 30),
        (Told("", 429, {"Retry-After": "7"}), "gateway_throttled", False, 7),
        (Told("", 429), "gateway_throttled", False, 30),
        (Told({"code": "BAD_SIGN"}), "gateway_denied", False, None),
        (Told("<html>401</html>", 401), "gateway_denied", False, None),
        (Told({"code": "WHATEVER"}), "gateway_refused", False, None),
        (Told("<html>oops</html>", 502), "gateway_error", False, None),
        (Told({"nothing": 1}, 302, {"Location": "http://127.0.0.1:1/"}), "gateway_error", False, None),
    ],
)
def test_what_the_vendor_says_decides(
    vendor: Vendor, sender: senders.Sender, told: Told, code: str, permanent: bool, wait: float | None
) -> None:
    """R063: for good, for now, or wait so long; a redirection is not followed."""
    vendor.answers = [told]
    failure = refused(sender)
    assert (failure.code, failure.permanent, failure.wait) == (code, permanent, wait)
    assert failure.handed == "answered"
    assert len(vendor.asked) == 1


def test_what_a_proxy_did_not_wait_for_may_have_been_taken(vendor: Vendor, sender: senders.Sender) -> None:
    """504: nobody else sends it."""
    vendor.answers = [Told("<html>timeout</html>", 504)]
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_error", "unanswered")


def test_a_success_nobody_can_read_is_not_sent_elsewhere(vendor: Vendor, sender: senders.Sender) -> None:
    """It may have been taken: whoever sends it by another gateway may send it twice."""
    vendor.answers = [Told("OK 13905270001")]
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_unreadable", "unanswered")
    assert failure.said == "OK …"


def test_what_the_vendor_said_holds_no_number_and_no_text(vendor: Vendor, sender: senders.Sender) -> None:
    """B5: what is shown and logged of an answer is without personal data."""
    echo = f"{message().text} to 13905270001 by 王强 and 13800000000"
    vendor.answers = [Told({"code": "WHATEVER", "message": echo})]
    failure = refused(sender, message(values={"driver": "王强"}))
    assert failure.said == "WHATEVER … to … by … and …"


def test_no_answer_in_time(vendor: Vendor, sender: senders.Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips is none either: the whole exchange has one deadline."""
    monkeypatch.setattr("yinuo.messaging.senders.http.DEADLINE", 0.3)
    vendor.answers = [Told({"code": 0, "id": "m-1"}, drip=0.1)]
    failure = refused(sender)
    assert (failure.code, failure.handed, failure.permanent) == ("gateway_timeout", "unanswered", False)


def test_a_line_that_breaks(vendor: Vendor, sender: senders.Sender) -> None:
    vendor.answers = [Told(drops=True)]
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_broken", "unanswered")


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    sender = http(f"http://127.0.0.1:{port}/send")
    failure = refused(sender)
    assert (failure.code, failure.handed) == ("gateway_down", "unreached")
    senders.close(sender)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://no-such-host.invalid/send", "gateway_dns"),
        ("http://169.254.169.254/latest/meta-data/", "gateway_forbidden"),
        ("http://[::ffff:169.254.169.254]/", "gateway_forbidden"),
        ("http://0.0.0.0:8000/", "gateway_forbidden"),
    ],
)
def test_addresses_at_which_no_gateway_is(url: str, code: str) -> None:
    """Nobody makes the desk ask what a machine tells only itself."""
    sender = http(url)
    failure = refused(sender)
    assert (failure.code, failure.handed) == (code, "unreached")
    senders.close(sender)


def test_tls_where_there_is_none(vendor: Vendor) -> None:
    sender = http(vendor.url.replace("http:", "https:"))
    assert refused(sender).code == "gateway_tls"
    senders.close(sender)


def test_values_are_escaped_where_they_stand(vendor: Vendor) -> None:
    """A name with a quote, an ampersand or a line end stays a value."""
    nasty = '"},{"x":"&a=b\r\nX-Evil: 1'
    request = {
        "query": {"q": "{text}"},
        "headers": {"X-Text": "[{text}]"},
        "data": {"deep": [{"text": "<{text}>"}]},
    }
    sender = http(vendor.url, request=request)
    sender.send(message(nasty))
    form = http(vendor.url, request={"form": {"text": "{text}", "sign": "{sign}"}}, sign="启程")
    form.send(message(nasty))
    first, second = vendor.asked
    assert first.query == {"q": nasty}
    assert first.data == {"deep": [{"text": f"<{nasty}>"}]}
    assert "x-evil" not in first.headers
    assert first.headers["x-text"].endswith("&a=b X-Evil: 1]")
    assert second.form == {"text": nasty, "sign": "启程"}
    senders.close(sender)
    senders.close(form)


TEMPLATES: dict[str, Any] = {
    "free_text": False,
    "templates": {"slip": {"id": "SMS_1", "values": {"no": "{serial}", "who": "{shipper}（{phone_of}）"}}},
    "request": {
        "data": {"template": "{template}", "named": "{params}", "map": "{param_map}", "list": "{param_list}"}
    },
}


def test_templates_of_the_vendor(vendor: Vendor) -> None:
    """A4: a notice leaves as the vendor's template with its variables, named or in their order."""
    sender = http(vendor.url, **TEMPLATES)
    values = {"serial": "110310284", "shipper": '王"强', "phone_of": "13800006621"}
    sender.send(message(key="slip", values=values))
    who = '王"强（13800006621）'
    assert vendor.asked[0].data == {
        "template": "SMS_1",
        "named": '{"no": "110310284", "who": "王\\"强（13800006621）"}',
        "map": {"no": "110310284", "who": who},
        "list": ["110310284", who],
    }
    senders.close(sender)


def test_a_notice_without_a_template(vendor: Vendor) -> None:
    """It goes as the template for all others, or not at all at this gateway; the vendor hears nothing."""
    sender = http(vendor.url, **TEMPLATES)
    failure = refused(sender, message(key="chase"))
    assert (failure.code, failure.permanent, failure.elsewhere) == ("template_missing", True, True)
    assert vendor.asked == []
    other = TEMPLATES["templates"] | {"*": {"id": "SMS_9", "values": {"content": "{bare}"}}}
    wide = http(vendor.url, **TEMPLATES | {"templates": other})
    wide.send(message("【启程货运】货已到。8011", key="chase"))
    assert vendor.asked[0].data["map"] == {"content": "货已到。8011"}
    senders.close(sender)
    senders.close(wide)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"request": {"data": {"x": "{nosuch}"}}}, "interface"),
        ({"request": {"form": {"a": "1"}, "data": {}}}, "interface.request"),
        ({"push": {"ips": ["10.0.0.0/33"]}}, "interface.push.ips"),
        ({"signing": {"kind": "rot13"}}, "interface.signing.kind"),
        ({"request": {"method": "DELETE"}}, "interface.request.method"),
        ({"answer": {"wait_seconds": 0}}, "interface.answer.wait_seconds"),
        ({"country": "abc"}, "country"),
        ({"nobody": "reads this"}, "nobody"),
    ],
)
def test_a_fault_in_the_settings_names_its_field(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as faults:
        HttpOptions.model_validate(options("https://sms.example.com/", **changed))
    assert field in [".".join(map(str, fault["loc"])) for fault in faults.value.errors()]


@pytest.mark.parametrize(
    "url", ["ftp://x/", "file:///etc/passwd", "http://a:b@x/", "https://", "//x", "http://{app}/"]
)
def test_only_http_and_https(url: str) -> None:
    with pytest.raises(ValidationError):
        HttpOptions.model_validate(options(url))


def test_the_presets_are_sound() -> None:
    """Every vendor offered on the page has settings that hold."""
    assert [one.key for one in presets.known()] == ["aliyun", "tencent", "json", "form"]
    assert all(one.options.interface.receipts and one.options.interface.replies for one in presets.known())


ASK = {
    "request": {"method": "GET", "query": {"id": "{id}", "day": "{sent_day}", "phone": "{phone}"}},
    "reading": {
        "many": "list",
        "id": "id",
        "state": "st",
        "delivered": ["3"],
        "waiting": ["1"],
        "code": "err",
        "at": "at",
    },
}


@pytest.mark.parametrize(
    ("entry", "receipt"),
    [
        (
            {"id": "m-1", "st": 3, "at": "2026-11-20 10:00:00"},
            senders.Receipt("m-1", "delivered", "", datetime(2026, 11, 20, 2, 0, tzinfo=UTC)),
        ),
        ({"id": "m-1", "st": 2, "err": "MK:0001"}, senders.Receipt("m-1", "lost", "MK:0001")),
        ({"id": "m-1", "st": 1}, senders.Receipt("m-1", "waiting", "1")),
        ({"id": "m-2", "st": 3}, senders.Receipt("m-1", "waiting")),
    ],
)
def test_asking_what_became_of_it(vendor: Vendor, entry: dict[str, Any], receipt: senders.Receipt) -> None:
    """R064: no receipt in time: the gateway is asked, about this message only."""
    sender = http(vendor.url, ask=ASK)
    assert isinstance(sender, senders.Asks)
    assert sender.can_ask
    vendor.answers = [Told({"list": [entry]})]
    assert sender.ask("m-1", "13905270001", datetime(2026, 11, 19, 17, 0, tzinfo=UTC)) == receipt
    assert vendor.asked[0].query == {"id": "m-1", "day": "20261120", "phone": "13905270001"}
    senders.close(sender)


def test_a_vendor_that_cannot_be_asked(sender: senders.Sender) -> None:
    assert isinstance(sender, senders.Asks)
    assert not sender.can_ask
