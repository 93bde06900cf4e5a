"""Gateways for short messages on their pages: whole, in parts, for outsiders; nothing secret is shown."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import ledger
from tests.desk.conftest import Browse
from tests.factories import gateways as make
from tests.servers.stern import stern
from tests.servers.vendor import Told, vendor
from yinuo.messaging import senders
from yinuo.messaging.actions import gateways as actions
from yinuo.messaging.models import Gateway
from yinuo.messaging.senders.http import presets
from yinuo.staff.models import Person

LIST = "settings-gateways"
DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}
REGION = {"HX-Request": "true", "HX-Target": "desk-region#gateways"}


def page(answer):
    return answer.content.decode()


def typed(client: Client, url: str) -> dict[str, str]:
    """What a browser would send back of a form it was shown."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: str(value) for name, value in values.items() if value is not None and value is not False}


def test_without_a_gateway_the_page_says_so(admin: Client, company: object) -> None:
    """Nobody believes that messages leave while they only show in the page."""
    shown = page(admin.get(reverse(LIST)))
    assert "没有启用的短信网关：短信只显示在演练手机上" in shown
    assert "还没有短信网关" in shown
    make.in_use(make.http())
    assert "只显示在演练手机上" not in page(admin.get(reverse(LIST)))


def test_the_list(admin: Client, django_assert_num_queries) -> None:
    """In their order, with state and the last trouble in words; as many queries for many as for one."""
    make.in_use(make.http("甲网关", part_price=45))
    make.smpp("乙网关")
    Gateway.objects.filter(name="甲网关").update(
        last_error="gateway_denied", last_failed_at="2026-11-20T02:00Z", failures=1
    )
    shown = page(admin.get(reverse(LIST)))
    assert shown.index("甲网关") < shown.index("乙网关")
    assert "不稳定" in shown
    assert "0.045" in shown
    assert "短信网关不认账号" in shown
    part = page(admin.get(reverse(LIST), headers=REGION))
    assert 'id="gateways"' in part
    assert "<html" not in part


def test_as_many_queries_for_three_as_for_one(admin: Client, django_assert_max_num_queries) -> None:
    make.http()
    admin.get(reverse(LIST))
    with django_assert_max_num_queries(30) as one:
        admin.get(reverse(LIST))
    make.http("二"), make.smpp("三")
    with django_assert_max_num_queries(30) as three:
        admin.get(reverse(LIST))
    assert len(three) == len(one)


def test_it_rests(admin: Client, frozen) -> None:
    one = make.in_use(make.http())
    Gateway.objects.update(resting_until=frozen.at.replace(minute=59, second=5))
    assert "休息到" in page(admin.get(reverse(LIST)))
    assert one.is_active


@pytest.mark.parametrize("preset", ["aliyun", "tencent", "json", "form", "smpp"])
def test_every_kind_is_offered_and_saved_as_it_is_shown(admin: Client, preset: str) -> None:
    """One page to set each up; what is shown can be sent back."""
    assert reverse("settings-gateway-new", args=[preset]) in page(
        admin.get(reverse("settings-gateway-choose"))
    )
    url = reverse("settings-gateway-new", args=[preset])
    values = typed(admin, url) | {
        "name": "新网关",
        "per_second": "10",
        "price": "0.045",
        "receipt_minutes": "10",
    }
    if preset == "smpp":
        values |= {"host": "smsc.example.com", "system_id": "yinuo", "password": "pw-never"}
    else:
        assert admin.post(url, values).status_code == 422
        values |= {"key_id": "AK", "app": "1400", "sign": "启程货运", "token": "t", "key_secret": "key-never"}
        values |= {"templates": "slip = SMS_1 no={serial} who={shipper}（急）\n"}
    answer = admin.post(url, values)
    one = Gateway.objects.get()
    assert answer["Location"] == reverse("settings-gateway", args=[one.ref])
    assert (one.name, one.part_price, one.per_second, one.receipt_seconds) == ("新网关", 45, 10, 600)
    assert not one.is_active
    assert ledger.kinds()[-1] == "gateway.added"
    if preset == "smpp":
        assert senders.setup(one).secrets == {"password": "pw-never"}
        return
    known = presets.named(preset)
    assert known is not None
    assert one.options["interface"] == known.options.interface.model_dump(mode="json", exclude_none=True)
    assert one.options["templates"] == {
        "slip": {"id": "SMS_1", "values": {"no": "{serial}", "who": "{shipper}（急）"}}
    }


@pytest.mark.parametrize("kind", [make.http, make.smpp])
def test_a_gateway_is_changed_without_seeing_its_secrets(admin: Client, kind) -> None:
    """An empty secret stays; none is ever on a page."""
    one = kind()
    url = reverse("settings-gateway", args=[one.ref])
    for shown in (page(admin.get(url)), page(admin.get(reverse(LIST)))):
        assert not [secret for secret in (*make.SECRETS.values(), *make.PASSWORD.values()) if secret in shown]
    assert admin.post(url, typed(admin, url) | {"name": "改了名", "per_second": "7"}).status_code == 302
    changed = Gateway.objects.get()
    assert (changed.name, changed.per_second, changed.version) == ("改了名", 7, 2)
    assert changed.options == one.options
    assert senders.setup(changed).secrets == senders.setup(one).secrets
    assert ledger.last("gateway.changed").data["fields"] == ["name", "per_second"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"url": "ftp://x/"}, "地址要以 http:// 或 https:// 开头"),
        ({"interface": "request: {data: {x: '{nosuch}'}}"}, "没有这样的变量：nosuch"),
        ({"interface": "request: [\n"}, "行不是 YAML"),
        ({"interface": "request: {}\ncolour: red"}, "没有 interface.colour 这一项"),
        ({"interface": "signing: {kind: none}"}, "缺少 interface.request"),
        ({"templates": "slip SMS_1"}, "第 1 行看不懂"),
        ({"name": ""}, "这个字段是必填项"),
        ({"key_secret": "a\nb"}, "密钥里有不能用的字符"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(admin: Client, changed: dict[str, str], words: str) -> None:
    one = make.http()
    url = reverse("settings-gateway", args=[one.ref])
    answer = admin.post(url, typed(admin, url) | {"sign": "留着"} | changed)
    assert answer.status_code == 422
    assert words in page(answer)
    assert 'value="留着"' in page(answer)
    assert Gateway.objects.get().version == 1


def test_two_who_change_the_same(admin: Client) -> None:
    one = make.http()
    url = reverse("settings-gateway", args=[one.ref])
    values = typed(admin, url)
    actions.change_gateway(one, name="别人", options=one.options, version=1, by=None)
    answer = admin.post(url, values | {"name": "我"})
    assert answer.status_code == 422
    assert "别人刚刚改过" in page(answer)
    assert Gateway.objects.get().name == "别人"


def test_in_use_in_order_and_away(admin: Client) -> None:
    one, two = make.http("甲网关"), make.smpp("乙网关")
    admin.post(reverse("settings-gateway-activation", args=[two.ref]), {"active": "on"})
    admin.post(reverse("settings-gateway-rank", args=[two.ref]), {"to": "up"})
    assert list(Gateway.objects.order_by("rank").values_list("name", "is_active")) == [
        ("乙网关", True),
        ("甲网关", False),
    ]
    removal = reverse("settings-gateway-removal", args=[two.ref])
    assert "还在用" in page(admin.post(removal))
    admin.post(reverse("settings-gateway-activation", args=[two.ref]), {"active": "off"})
    assert admin.post(removal).status_code == 302
    assert list(Gateway.objects.all()) == [one]


def test_a_trial_says_that_it_arrived(admin: Client, administrator: Person) -> None:
    """Issue 4: the page sends a test, and says in words what is wrong."""
    with vendor() as server:
        one = make.http(url=server.url)
        url = reverse("settings-gateway-trial", args=[one.ref])
        asked = page(admin.get(url, headers=DIALOG))
        assert 'name="phone"' in asked
        assert "<html" not in asked
        shown = page(admin.post(url, {"phone": "13905270001"}, headers=DIALOG))
        assert "已经接收" in shown
        assert "m-1" in shown
        server.answers = [
            Told({"code": "BAD_SIGN", "message": "签名不对 13905270001"}),
            Told("", 500),
            Told("<p>"),
        ]
        said = [page(admin.post(url, {"phone": "13905270001"}, headers=DIALOG)) for _ in range(3)]
    assert "短信网关不认账号" in said[0]
    assert "BAD_SIGN 签名不对 …" in said[0]
    assert "服务器出错" in said[1]
    assert "回答看不懂" in said[2]
    assert [asked.data["phone"] for asked in server.asked] == ["13905270001"] * 4


def test_a_trial_by_smpp_with_a_wrong_password(admin: Client) -> None:
    with stern() as strict:
        strict.binds = [0x0E] * 9
        one = make.smpp(port=strict.port)
        shown = page(admin.post(reverse("settings-gateway-trial", args=[one.ref]), {"phone": "13905270001"}))
    assert "短信网关不认账号" in shown
    assert "ESME_RINVPASWD" in shown


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://no-such-host.invalid/", "找不到短信网关的服务器"),
        ("http://127.0.0.1:9/", "服务器拒绝连接"),
        ("http://169.254.169.254/", "这个地址是本机内部地址"),
    ],
)
def test_a_trial_that_reaches_nobody(admin: Client, url: str, words: str) -> None:
    one = make.http(url=url)
    assert words in page(
        admin.post(reverse("settings-gateway-trial", args=[one.ref]), {"phone": "13905270001"})
    )


def test_what_is_typed_is_tried_before_it_is_kept(admin: Client, administrator: Person) -> None:
    """A gateway in use is not broken by a new password: it is tried first, and nothing is kept."""
    one = make.in_use(make.http())
    url = reverse("settings-gateway-check", args=[one.ref])
    with vendor() as server:
        values = typed(admin, reverse("settings-gateway", args=[one.ref])) | {
            "url": server.url,
            "token": "T2",
        }
        assert "你的资料里没有手机号" in page(admin.post(url, values, headers=DIALOG))
        Person.objects.filter(pk=administrator.pk).update(phone="13905270009")
        shown = page(admin.post(url, values, headers=DIALOG))
        assert "已经接收" in shown
        assert "T2" not in shown
        assert server.asked[0].headers["authorization"] == "Bearer T2"
        assert server.asked[0].data["phone"] == "13905270009"
    refused = admin.post(url, values | {"interface": "request: ["}, headers=DIALOG)
    assert refused.status_code == 200
    assert "行不是 YAML" in page(refused)
    kept = Gateway.objects.get()
    assert (kept.version, kept.options) == (2, one.options)
    assert senders.setup(kept).secrets == make.SECRETS


def test_a_trial_needs_a_number(admin: Client) -> None:
    one = make.http()
    answer = admin.post(reverse("settings-gateway-trial", args=[one.ref]), {"phone": "12"}, headers=DIALOG)
    assert answer.status_code == 422


def test_where_the_vendor_pushes(admin: Client) -> None:
    """The addresses are on the page without the secret; a new one is shown once."""
    one = make.http()
    url = reverse("settings-gateway", args=[one.ref])
    shown = page(admin.get(url))
    assert f"http://testserver/api/v1/gateways/{one.ref}/receipts?token=••••••" in shown
    secret_url = reverse("settings-gateway-push-secret", args=[one.ref])
    assert "旧的马上失效" in page(admin.get(secret_url, headers=DIALOG))
    assert senders.setup(Gateway.objects.get()).secrets["push_secret"] == make.SECRETS["push_secret"]
    told = page(admin.post(secret_url, headers=DIALOG))
    secret = senders.setup(Gateway.objects.get()).secrets["push_secret"]
    assert f"/api/v1/gateways/{one.ref}/replies?token={secret}" in told
    assert secret not in page(admin.get(url))


def test_who_only_reads(browse: Browse, manager: Person, auditor: Person, agent: Person) -> None:
    """A manager and an auditor see how it stands; nobody else finds it."""
    one = make.http()
    url = reverse("settings-gateway", args=[one.ref])
    for person in (manager, auditor):
        client = browse(person)
        main = page(client.get(url)).partition("<main")[2].partition("</main>")[0]
        assert "disabled" in main
        assert ">保存<" not in main
        assert client.post(url, {"name": "x"}).status_code == 403
        assert "试发" not in page(client.get(reverse(LIST))).partition("<main")[2]
    outside = browse(agent)
    assert [outside.get(address).status_code for address in (url, reverse(LIST))] == [403, 403]
    assert browse(manager).get(reverse("settings-gateway", args=["nosuch"])).status_code == 404
