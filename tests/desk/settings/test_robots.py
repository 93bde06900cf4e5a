"""Group robots in the settings: whole page, fragment, what is said, what is never shown."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.frozen import Frozen
from tests.servers import robots as servers
from yinuo.core import clock, secrets
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Robot, RobotLine
from yinuo.staff.models import Company, Team

DIALOG = {"HX-Request": "true", "HX-Target": "div#dialog"}
ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=telling"


@pytest.fixture
def platforms(frozen: Frozen) -> Iterator[servers.Platforms]:
    frozen.move(minutes=10)
    with servers.running(clock.now) as running:
        yield running


@pytest.fixture
def robot(company: Company) -> Robot:
    return actions.add_robot(name="调度群", kind="wecom", address=ADDRESS, secret="whispered", by=None)


def page(answer) -> str:
    return answer.content.decode()


def test_a_robot_is_set_up_in_a_dialog(admin: Client, team: Team) -> None:
    """R333: the platform, the address, the team and what it is told of."""
    url = reverse("settings-robot-new")
    dialog = page(admin.get(url, headers=DIALOG))
    assert "<html" not in dialog
    assert dialog.count(" checked") == 5
    values = {"kind": "wecom", "name": "调度群", "address": ADDRESS, "team": team.pk}
    values |= {"events": ["promise.broken", "order.declined"]}
    assert admin.post(url, values).status_code == 302
    robot = Robot.objects.get()
    assert (robot.team, robot.events, robot.is_active) == (team, ["promise.broken", "order.declined"], False)
    shown = page(admin.get(reverse("settings-robots")))
    assert "企业微信" in shown
    assert "超时、司机不接" in shown
    assert "telling" not in shown


def test_what_is_wrong_is_said_at_its_field(admin: Client, company: Company) -> None:
    values = {"kind": "dingtalk", "name": "调度群", "address": ADDRESS, "events": ["promise.broken"]}
    answer = admin.post(reverse("settings-robot-new"), values, headers=DIALOG)
    assert answer.status_code == 422
    assert "这是另一个平台的地址" in page(answer)
    assert "telling" not in page(answer)


def test_secrets_are_never_shown_again(admin: Client, robot: Robot) -> None:
    """An empty field keeps what is stored."""
    url = reverse("settings-robot-edit", args=[robot.ref])
    shown = page(admin.get(url)) + page(admin.get(reverse("settings-robot", args=[robot.ref])))
    assert "telling" not in shown
    assert "whispered" not in shown
    assert robot.secrets not in shown
    admin.post(url, {"name": "夜班群", "events": ["promise.broken"]})
    changed = queries.robot(robot.ref)
    assert changed.name == "夜班群"
    assert secrets.unseal(changed.secrets) == {"address": ADDRESS, "secret": "whispered"}


def test_try_it_then_use_it(admin: Client, platforms: servers.Platforms, company: Company) -> None:
    group = platforms.group("dingtalk", secret="SECright")
    robot = actions.add_robot(name="群", kind="dingtalk", address=group.address, secret="SECwrong", by=None)
    trial = reverse("settings-robot-trial", args=[robot.ref])
    shown = page(admin.post(trial, follow=True))
    assert "平台说签名不对" in shown
    values = {"name": "群", "secret": "SECright", "events": robot.events}
    admin.post(reverse("settings-robot-edit", args=[robot.ref]), values)
    assert "测试消息已发出" in page(admin.post(trial, follow=True))
    assert len(group.texts) == 1
    shown = page(admin.post(reverse("settings-robot-activation", args=[robot.ref]), follow=True))
    assert "在用" in shown
    assert queries.robot(robot.ref).is_active
    refused = admin.post(reverse("settings-robot-removal", args=[robot.ref]), headers=DIALOG)
    assert refused.status_code == 422
    assert "请先停用" in page(refused)
    admin.post(reverse("settings-robot-deactivation", args=[robot.ref]))
    assert admin.post(reverse("settings-robot-removal", args=[robot.ref])).status_code == 302
    assert not Robot.objects.exists()


def test_the_page_says_what_was_said_and_what_waits(
    admin: Client, robot: Robot, frozen: Frozen, django_assert_num_queries
) -> None:
    now = clock.now()
    given = {"robot": robot, "code": "promise.broken", "queued_at": now}
    RobotLine.objects.create(text="【超时】一", sent_at=now, **given)
    RobotLine.objects.create(text="【超时】二", wake_at=now, error="robot_platform_down", **given)
    RobotLine.objects.create(text="【超时】三", error="robot_unknown", **given)
    url = reverse("settings-robot", args=[robot.ref])
    shown = page(admin.get(url))
    for words in ("【超时】一", "已发", "等着发", "平台出错了", "没有发", "平台说没有这个机器人"):
        assert words in shown
    part = admin.get(url, headers={"HX-Request": "true", "HX-Target": "desk-region#said"})
    assert page(part).strip().startswith('<desk-region id="said"')
    rows = admin.get(
        reverse("settings-robots"), headers={"HX-Request": "true", "HX-Target": "desk-region#robots"}
    )
    assert page(rows).strip().startswith('<desk-region id="robots"')


def test_a_robot_that_is_not_there(admin: Client, company: Company) -> None:
    assert admin.get(reverse("settings-robot", args=["nobody"])).status_code == 404


def test_links_need_the_desks_address(admin: Client, robot: Robot) -> None:
    """The list says what is missing, and the company's form takes it."""
    assert "还没有填一诺的网址" in page(admin.get(reverse("settings-robots")))
    values = {"name": "启程货运有限公司", "short_name": "启程货运", "site": "https://desk.example.com/"}
    assert admin.post(reverse("settings-company"), values).status_code == 302
    assert queries.link("abc") == "https://desk.example.com/desk/abc/"
    assert "还没有填一诺的网址" not in page(admin.get(reverse("settings-robots")))
    refused = admin.post(reverse("settings-company"), values | {"site": "javascript:alert(1)"})
    assert refused.status_code == 422
