"""Setting robots up: works, refused by permission, refused by what is wrong, recorded."""

import pytest

from tests import ledger
from tests.messaging.robots.conftest import Opened, line
from yinuo.core import secrets
from yinuo.core.errors import Invalid, NotFound, NotNow, NotPermitted
from yinuo.core.models import Event
from yinuo.messaging import actions, queries
from yinuo.messaging.models import Robot, RobotLine
from yinuo.messaging.rules import robots
from yinuo.staff.models import Person, Team

ADDRESS = "https://oapi.dingtalk.com/robot/send?access_token=telling"
pytestmark = pytest.mark.django_db


def add(by: Person | None = None, **values: object) -> Robot:
    given = {"name": "调度群", "kind": "dingtalk", "address": ADDRESS, "secret": "SECwhispered"} | values
    return actions.add_robot(by=by, **given)  # type: ignore[arg-type]


def test_an_administrator_sets_a_robot_up(administrator: Person, team: Team) -> None:
    """R333: one event, the secrets sealed, not in use before somebody says so."""
    robot = add(administrator, team=team, events=["order.declined", "promise.broken"])
    assert (robot.is_active, robot.team, robot.events) == (False, team, ["promise.broken", "order.declined"])
    assert "telling" not in robot.secrets
    assert secrets.unseal(robot.secrets) == {"address": ADDRESS, "secret": "SECwhispered"}
    event = Event.objects.get(kind="robot.added")
    assert (event.actor_id, event.subject_id) == (administrator.pk, robot.pk)
    assert "telling" not in str(event.data)


def test_only_an_administrator_may(manager: Person, agent: Person, auditor: Person) -> None:
    """R333."""
    robot = add()
    for by in (manager, agent, auditor):
        with pytest.raises(NotPermitted):
            add(by)
        with pytest.raises(NotPermitted):
            actions.change_robot(robot, name="别的", by=by)
        for act in (
            actions.activate_robot,
            actions.deactivate_robot,
            actions.remove_robot,
            actions.try_robot,
        ):
            with pytest.raises(NotPermitted):
                act(robot, by=by)
    assert ledger.kinds() == ["robot.added"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "名" * 41}, "name"),
        ({"kind": "pigeon"}, "kind"),
        ({"address": ""}, "address"),
        ({"address": "https://open.feishu.cn/hook"}, "address"),
        ({"events": ["staff.born"]}, "events"),
    ],
)
def test_what_cannot_be_is_refused(company: object, wrong: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as found:
        add(**wrong)
    assert [fault.field for fault in found.value.faults] == [field]
    assert not Robot.objects.exists()


def test_an_empty_secret_keeps_the_one_it_has(administrator: Person, team: Team) -> None:
    robot = add()
    kept = robot.secrets
    changed = actions.change_robot(robot, name="新名字", team=team, by=administrator)
    assert (changed.name, changed.team_id, changed.secrets, changed.version) == ("新名字", team.pk, kept, 2)
    assert Event.objects.get(kind="robot.changed").data["fields"] == ["name", "team"]
    other = ADDRESS + "2"
    changed = actions.change_robot(changed, name="新名字", team=team, address=other, by=administrator)
    assert secrets.unseal(changed.secrets) == {"address": other, "secret": "SECwhispered"}
    changed = actions.change_robot(changed, name="新名字", team=team, is_unsigned=True, by=administrator)
    assert secrets.unseal(changed.secrets) == {"address": other}
    assert len(ledger.kinds()) == 4
    actions.change_robot(changed, name="新名字", team=team, by=administrator)
    assert len(ledger.kinds()) == 4


def test_what_cannot_be_read_any_more_is_entered_again(
    administrator: Person, settings: "pytest.FixtureRequest"
) -> None:
    """After the desk's key changed, address and secret are entered anew; neither alone is enough."""
    robot = add()
    settings.SECRET_KEY = "another-key-of-the-desk"  # type: ignore[attr-defined]
    with pytest.raises(secrets.Unreadable):
        actions.change_robot(robot, name="调度群", secret="SECnew", by=administrator)
    changed = actions.change_robot(robot, name="调度群", address=ADDRESS, secret="SECnew", by=administrator)
    assert secrets.unseal(changed.secrets)["secret"] == "SECnew"


def test_in_use_and_out_of_use_again(administrator: Person) -> None:
    """What waited when it fell silent is not told, and says so; said twice changes nothing."""
    robot = actions.activate_robot(add(), by=administrator)
    waiting = line(robot)
    actions.activate_robot(robot, by=administrator)
    with pytest.raises(NotNow, match="robot_in_use"):
        actions.remove_robot(robot, by=administrator)
    for _ in range(2):
        actions.deactivate_robot(robot, by=administrator)
    waiting.refresh_from_db()
    assert (waiting.wake_at, waiting.error) == (None, "robot_off")
    for _ in range(2):
        actions.remove_robot(robot, by=administrator)
    assert not RobotLine.objects.exists()
    assert ledger.kinds() == ["robot.added", "robot.activated", "robot.deactivated", "robot.removed"]
    with pytest.raises(NotFound):
        actions.activate_robot(robot, by=administrator)


def test_a_trial_arrives(opened: Opened, administrator: Person, later: object) -> None:
    """Also by a robot that is not in use; it counts in the bucket."""
    robot, group = opened("feishu", secret="SECwhispered")
    actions.deactivate_robot(robot, by=administrator)
    tried = actions.try_robot(robot, by=administrator)
    assert "测试" in group.texts[0]
    assert tried.last_sent_at is not None
    assert Event.objects.get(kind="robot.tried").data["error"] == ""
    for _ in range(2):
        actions.try_robot(robot, by=administrator)
    with pytest.raises(NotNow, match="robot_waits") as found:
        actions.try_robot(robot, by=administrator)
    assert found.value.params["seconds"] > 0
    assert (len(group.taken), group.trips) == (3, 0)


def test_a_trial_that_fails_says_why(opened: Opened, administrator: Person, later: object) -> None:
    robot, group = opened("dingtalk", secret="SECwhispered")
    group.secret = "another"
    with pytest.raises(NotNow, match="robot_signature"):
        actions.try_robot(robot, by=administrator)
    shown = queries.robot(robot.ref)
    assert (shown.last_error, shown.is_active) == ("robot_signature", False)
    assert Event.objects.get(kind="robot.tried").data["error"] == "robot_signature"


def test_the_usual_events_are_among_those_offered() -> None:
    assert set(robots.USUAL) <= set(robots.TOLD)
    assert {"promise.broken", "promise.escalated", "notice.given_up", "notice.lost"} <= set(robots.USUAL)
    assert set(robots.TOLD) >= robots.URGENT
