"""E-mail in the settings: the server, a trial, what left."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.frozen import Frozen
from tests.servers import smtp
from yinuo.core import clock, secrets
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Mail
from yinuo.staff.models import Company, Person

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}
VALUES = {
    "host": "smtp.example.com",
    "port": 465,
    "security": "tls",
    "sender": "一诺 <desk@example.com>",
    "user": "desk@example.com",
    "password": "whispered",
}


def page(answer) -> str:
    return answer.content.decode()


def test_the_server_is_set_up_in_a_dialog(admin: Client, company: Company) -> None:
    """R333: the password is sealed and never shown again."""
    assert "还没有设置邮件服务器" in page(admin.get(reverse("settings-mail")))
    url = reverse("settings-mail-server")
    assert admin.post(url, VALUES).status_code == 302
    shown = page(admin.get(reverse("settings-mail"))) + page(admin.get(url, headers=DIALOG))
    assert "smtp.example.com:465" in shown
    assert "whispered" not in shown
    admin.post(url, VALUES | {"port": 994, "password": ""})
    server = queries.mail_server()
    assert server is not None
    assert (server.port, secrets.unseal(server.secrets)) == (994, {"password": "whispered"})


def test_what_is_wrong_is_said_at_its_field(admin: Client, company: Company) -> None:
    answer = admin.post(reverse("settings-mail-server"), VALUES | {"host": "http://x"}, headers=DIALOG)
    assert answer.status_code == 422
    assert "服务器只填名字" in page(answer)


def test_a_trial_says_what_the_server_says(admin: Client, company: Company) -> None:
    url = reverse("settings-mail-trial")
    with smtp.running() as post:
        given = {"host": post.host, "port": post.port, "security": "none", "user": "", "password": ""}
        admin.post(reverse("settings-mail-server"), VALUES | given)
        post.rcpt["boss@example.com"] = "550 5.1.1 No such user"
        refused = admin.post(url, {"to": "boss@example.com"}, headers=DIALOG)
        assert refused.status_code == 422
        assert "对方的邮箱不存在" in page(refused)
        assert "服务器说：550 5.1.1 No such user" in page(refused)
        shown = page(admin.post(url, {"to": "other@example.com"}, follow=True))
        assert smtp.RECEIPT in shown
        assert post.recipients == ["other@example.com"]
    assert "邮箱地址不对" in page(admin.post(url, {"to": "nobody"}, headers=DIALOG))
    assert "这个端口连不上" in page(admin.post(url, {"to": "a@example.com"}, headers=DIALOG))


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_shows_what_left(
    admin: Client, manager: Person, frozen: Frozen, count: int, django_assert_max_num_queries
) -> None:
    """R332: masked addresses, states and reasons in words; a fixed number of queries."""
    for number in range(count):
        actions.mail(to="zhang@example.com", subject=f"报表 {number}", text="附件", by=manager)
    Mail.objects.filter(subject="报表 0").update(state="GIVEN_UP", error="mail_busy", perhaps_twice=True)
    with django_assert_max_num_queries(11):
        shown = page(admin.get(reverse("settings-mail")))
    assert "zhang@example.com" not in shown
    for words in ("z****@example.com", "报表 0", "未发出", "服务器说现在不行", "可能发了两次"):
        assert words in shown
    part = admin.get(
        reverse("settings-mail"), headers={"HX-Request": "true", "HX-Target": "desk-region#mails"}
    )
    assert page(part).strip().startswith('<desk-region id="mails"')


def test_the_log_goes_on(admin: Client, company: Company) -> None:
    """The newest fifty, then the older ones by their cursor."""
    now = clock.now()
    Mail.objects.bulk_create(
        Mail(address="a@example.com", subject=f"第 {n} 封", text="x", message_id=f"<{n}@x>", queued_at=now)
        for n in range(53)
    )
    first = page(admin.get(reverse("settings-mail")))
    assert "第 52 封" in first
    assert "第 2 封" not in first
    cursor = queries.mails().next_cursor
    older = page(admin.get(f"{reverse('settings-mail')}?cursor={cursor}"))
    assert "第 2 封" in older
    assert "第 52 封" not in older
