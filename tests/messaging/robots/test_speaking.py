"""The loop's step for robots, against platforms that enforce their limits."""

import signal
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import ledger
from tests.frozen import Frozen
from tests.messaging.killed import Worker
from tests.messaging.robots.conftest import Opened, line, speak
from tests.races import Outcome
from yinuo.core import clock
from yinuo.core.models import Event
from yinuo.messaging import actions
from yinuo.messaging.models import Reminder, Robot, RobotLine
from yinuo.messaging.rules import robots
from yinuo.staff.models import Person

KINDS = ["wecom", "dingtalk", "feishu"]
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def waiting() -> int:
    return RobotLine.objects.filter(wake_at__isnull=False).count()


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_is_told(kind: str, opened: Opened, later: Frozen) -> None:
    """R087: claimed, sent, written down."""
    robot, group = opened(kind, secret="" if kind == "wecom" else "SECsecret")
    told = line(robot)
    assert actions.tell_robots(clock.now()) == 1
    told.refresh_from_db()
    robot.refresh_from_db()
    assert group.texts == [f"一诺{told.text}"]
    assert (told.sent_at, told.wake_at, told.claimed_until, told.attempts) == (later.at, None, None, 1)
    assert (robot.last_sent_at, robot.last_error) == (later.at, "")
    assert actions.tell_robots(clock.now()) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_burst_trips_no_limit_and_loses_nothing(kind: str, opened: Opened, later: Frozen) -> None:
    """R093: five hundred events in a minute: the platform never refuses, the group reads them all."""
    robot, group = opened(kind, secret="" if kind == "wecom" else "SECsecret")
    for number in range(500):
        line(
            robot, f"【超时】26112{number:04}：安排车辆，应在 10:30 前", code="promise.broken", is_urgent=True
        )
        if number % 4 == 0:
            later.move(seconds=0.1)
            actions.tell_robots(clock.now())
    speak(later, 300, every=1)
    assert group.trips == 0
    assert waiting() == 0
    read = "\n".join(group.texts)
    assert [number for number in range(500) if f"26112{number:04}" not in read] == []
    assert len(group.taken) < 100
    assert ledger.kinds() == ["robot.added", "robot.activated"]


def test_what_is_not_urgent_is_counted(opened: Opened, later: Frozen) -> None:
    """The urgent in words and first, of the rest as many as one reads; all are accounted for."""
    robot, group = opened("dingtalk")
    for number in range(60):
        line(robot, f"【新业务单】{number}", code="order.confirmed")
    line(robot, "【超时】261120099", code="promise.broken", is_urgent=True)
    speak(later, 5)
    (text,) = group.texts
    rows = text.splitlines()
    assert rows[:2] == ["一诺：61 条提醒", "【超时】261120099"]
    assert rows[-1] == "还有 41 条不急的没有列出（新业务单 41），请到一诺里看。"
    assert waiting() == 0
    assert RobotLine.objects.values("sent_in").distinct().count() == 1


def test_the_rush_of_the_half_hour_is_left_to_others(opened: Opened, frozen: Frozen) -> None:
    """At 10:00:00 only what is urgent leaves; the rest a few seconds later."""
    robot, group = opened()
    line(robot, "【新业务单】1", code="order.confirmed")
    line(robot, "【超时】2", code="promise.broken", is_urgent=True)
    assert actions.tell_robots(clock.now()) == 1
    assert group.texts == ["一诺【超时】2"]
    assert actions.tell_robots(clock.now()) == 0
    end = robots.rush_ends(robot.ref, clock.local(frozen.at))
    assert end is not None
    frozen.to(end)
    assert actions.tell_robots(clock.now()) == 1
    assert group.texts[-1] == "一诺【新业务单】1"


def test_a_block_is_waited_out(opened: Opened, later: Frozen) -> None:
    """Somebody else used up DingTalk's minute: ten minutes of silence, then all in one message."""
    robot, group = opened("dingtalk")
    group.blocked_until = later.at + 10 * MINUTE
    first = line(robot, "【超时】1", is_urgent=True)
    assert actions.tell_robots(clock.now()) == 1
    robot.refresh_from_db()
    first.refresh_from_db()
    assert (robot.blocked_until, robot.last_error) == (later.at + 10 * MINUTE, "robot_too_often")
    assert (first.wake_at, first.attempts, first.error) == (robot.blocked_until, 0, "robot_too_often")
    for number in range(2, 8):
        line(robot, f"【超时】{number}", is_urgent=True)
    speak(later, 590, every=5)
    assert group.asked == 1
    speak(later, 30)
    assert group.trips == 1
    assert group.texts[0].startswith("一诺：7 条提醒\n【超时】1\n")


def test_a_passing_failure_is_tried_again(opened: Opened, later: Frozen) -> None:
    """With growing waits, in which the platform is left alone; then everything at once."""
    robot, group = opened()
    group.scripted = [(502, b"")] * 3
    told = line(robot)
    asked = []
    for wait in (10, 30, 60):
        assert actions.tell_robots(clock.now()) == 1
        asked.append(group.asked)
        told.refresh_from_db()
        assert (told.wake_at, told.error) == (later.at + timedelta(seconds=wait), "robot_platform_down")
        speak(later, wait - 1)
        later.move(seconds=1)
    assert asked == [1, 2, 3]
    speak(later, 10)
    assert len(group.texts) == 1


def test_given_up_in_public(opened: Opened, later: Frozen, administrator: Person, agent: Person) -> None:
    """After about forty minutes: an event, and a reminder to the administrators."""
    robot, group = opened()
    group.scripted = [(502, b"")] * 50
    told = line(robot)
    speak(later, 3000, every=5)
    told.refresh_from_db()
    assert (told.wake_at, told.sent_at, told.error) == (None, None, "robot_platform_down")
    event = Event.objects.get(kind="robot.gave_up")
    assert event.data == {"robot": robot.pk, "error": "robot_platform_down", "lines": 1}
    reminder = Reminder.objects.get()
    assert (reminder.person, reminder.is_urgent) == (administrator, True)
    assert reminder.lines[0]["code"] == "robot.gave_up"
    assert Robot.objects.get().is_active


def test_a_robot_that_is_gone_stops(opened: Opened, later: Frozen, administrator: Person) -> None:
    """A wrong key is not tried for ever: out of use, what waits says why, the administrators are told."""
    robot, group = opened("feishu", secret="SECsecret")
    group.secret = "another"
    for _ in range(3):
        line(robot)
    assert actions.tell_robots(clock.now()) == 1
    robot.refresh_from_db()
    assert (robot.is_active, robot.last_error) == (False, "robot_signature")
    assert waiting() == 0
    assert set(RobotLine.objects.values_list("error", flat=True)) == {"robot_signature"}
    assert Event.objects.get(kind="robot.stopped").data["lines"] == 3
    assert Reminder.objects.get().lines[0]["code"] == "robot.stopped"
    speak(later, 60)
    assert group.asked == 1


def test_a_message_that_is_refused_is_not_in_the_way(
    opened: Opened, later: Frozen, administrator: Person
) -> None:
    robot, group = opened("dingtalk")
    group.scripted = [(200, b'{"errcode": 430102, "errmsg": "inappropriate"}')]
    refused, fine = line(robot), line(robot, "【快到期】2")
    speak(later, 5)
    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.wake_at, refused.error) == (None, "robot_message_refused")
    assert fine.sent_at is not None
    assert "robot.gave_up" in ledger.kinds()


@pytest.mark.django_db(transaction=True)
def test_killed_between_sending_and_recording(opened: Opened, later: Frozen) -> None:
    """R063: the claim passes, the line is told again; a group may read it twice, but never not at all."""
    robot, group = opened()
    told = line(robot, code="promise.broken", is_urgent=True)
    later.to(clock.real_now())
    worker = Worker("tell_robots")
    group.while_answering = worker.kill
    assert worker.ended() == -signal.SIGKILL
    group.while_answering = lambda: None
    told.refresh_from_db()
    assert (len(group.texts), told.sent_at) == (1, None)
    assert told.claimed_until is not None
    later.to(told.claimed_until - timedelta(seconds=1))
    assert actions.tell_robots(clock.now()) == 0
    later.to(told.claimed_until)
    assert actions.tell_robots(clock.now()) == 1
    told.refresh_from_db()
    assert (told.sent_at, told.attempts) == (later.at, 2)
    assert len(group.texts) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["wecom", "feishu"])
def test_two_workers_share_one_bucket(
    kind: str, opened: Opened, later: Frozen, together: Callable[..., list[Outcome]]
) -> None:
    """Four workers at the same moment send what one bucket holds, and no line twice."""
    robot, group = opened(kind)
    for number in range(40):
        line(robot, f"【超时】26112{number:04}", code="promise.broken", is_urgent=True)

    def work() -> int:
        return sum(actions.tell_robots(clock.now()) for _ in range(30))

    outcomes = together(work, work, work, work)
    assert [outcome.error for outcome in outcomes] == [None] * 4
    assert len(group.taken) <= robots.PACES[kind].burst
    speak(later, 120)
    assert group.trips == 0
    assert waiting() == 0
    read = "\n".join(group.texts)
    assert all(read.count(f"26112{number:04}") == 1 for number in range(40))


def test_one_silent_platform_does_not_silence_the_others(opened: Opened, later: Frozen) -> None:
    first, slow = opened("wecom")
    second, fine = opened("feishu")
    slow.scripted = [(503, b"")]
    for robot in (first, second):
        line(robot)
    assert actions.tell_robots(clock.now()) == 2
    assert (slow.texts, len(fine.texts)) == ([], 1)
