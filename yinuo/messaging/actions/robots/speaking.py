"""The loop's one step for each robot: claim what is due, commit, send with no lock held, record.

The bucket lies in the robot's row and is taken from under its lock, so any number of workers share it. Killed
between sending and recording, the lines are sent again when the claim has passed: a group may hear a thing
twice, but never not at all.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db.models import F, QuerySet

from yinuo.core import clock, db, secrets
from yinuo.core.errors import NotNow
from yinuo.messaging import may, queries
from yinuo.messaging.actions import reminding
from yinuo.messaging.actions.robots import keeping
from yinuo.messaging.models import Robot, RobotLine
from yinuo.messaging.rules import robots
from yinuo.messaging.senders import robots as platforms
from yinuo.messaging.senders.robots import Means, Refusal
from yinuo.staff import may as staff_may
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role

LOOKED_AT = 200
TRIAL = "【一诺】这是一条测试消息，收到说明机器人设置好了。"

log = logging.getLogger("yinuo.messaging")


@dataclass(frozen=True)
class _Claim:
    """One message of one robot that this worker alone may send; `key` names it on its lines."""

    robot: Robot
    text: str
    key: str


def tell_robots(now: datetime) -> int:
    """Let every robot for which something is due say one message; returns how many messages were tried.

    Raises django.db.OperationalError when the database does not answer; nothing is lost.
    """
    return sum(_speak(robot) for robot in queries.speaking(now) if _can_speak(robot, now))


def try_robot(robot: Robot, *, by: Person) -> Robot:
    """Send a test message at once, also by a robot that is not in use; counts as one of its messages.

    Records robot.tried. Raises NotPermitted; NotNow("robot_waits", seconds=…) when its platform would refuse
    now, else NotNow with the code of what is wrong (`robot_…`), which the robot's row then says too.
    """
    staff_may.require(by, may.manage_robots)
    with db.transaction():
        fresh = keeping.locked(robot)
        seconds = _seconds_to_wait(fresh, clock.now())
        if seconds:
            raise NotNow("robot_waits", seconds=seconds)
        _take_one(fresh, clock.now())
    refusal = _sent(fresh, TRIAL)
    with db.transaction():
        fresh = keeping.locked(fresh)
        if refusal is None:
            fresh.last_sent_at = clock.now()
            fresh.save(update_fields=["last_sent_at"])
        else:
            _failed(fresh, refusal)
        keeping.record("tried", fresh, by=by, error=refusal.code if refusal else "")
    if refusal:
        raise NotNow(refusal.code)
    return fresh


def _can_speak(robot: Robot, now: datetime) -> bool:
    """Whether there is a message in the bucket, and it is not the rush of the half hour (the urgent may)."""
    held = robots.tokens(robots.PACES[robot.kind], robot.tokens, robot.filled_at, now)
    is_urgent: bool = getattr(robot, "has_urgent", True)
    return held >= 1 and (is_urgent or robots.rush_ends(robot.ref, clock.local(now)) is None)


def _seconds_to_wait(robot: Robot, now: datetime) -> int:
    if robot.blocked_until and robot.blocked_until > now:
        return int((robot.blocked_until - now).total_seconds()) + 1
    pace = robots.PACES[robot.kind]
    held = robots.tokens(pace, robot.tokens, robot.filled_at, now)
    return 0 if held >= 1 else robots.seconds_until_one(pace, held)


def _speak(robot: Robot) -> int:
    claim = _claimed(robot, clock.now())
    if claim is None:
        return 0
    _record(claim, _sent(claim.robot, claim.text))
    return 1


def _claimed(robot: Robot, now: datetime) -> _Claim | None:
    """The next message of this robot, taken from its bucket; None when another worker was first."""
    with db.transaction():
        fresh = Robot.objects.select_for_update(skip_locked=True).filter(pk=robot.pk, is_active=True).first()
        if fresh is None or _seconds_to_wait(fresh, now):
            return None
        due = _due(fresh, now)
        lines = list(due.order_by("-is_urgent", "id")[:LOOKED_AT])
        if not lines:
            return None
        left = _take_one(fresh, now)
        waiting = [robots.Waiting(one.pk, one.code, one.text, one.is_urgent) for one in lines]
        in_all = len(lines) if len(lines) < LOOKED_AT else due.count()
        message = robots.message(
            waiting, in_all=in_all, is_scarce=left < 1, room=robots.PACES[fresh.kind].room
        )
        key, until = uuid4().hex, now + robots.CLAIM
        RobotLine.objects.filter(pk__in=message.ids).update(
            sent_in=key, claimed_until=until, wake_at=until, attempts=F("attempts") + 1
        )
        return _Claim(fresh, message.text, key)


def _due(robot: Robot, now: datetime) -> "QuerySet[RobotLine]":
    """What may be said at `now`: in the rush of the half hour only what is urgent."""
    due = RobotLine.objects.filter(robot=robot, wake_at__lte=now)
    return due.filter(is_urgent=True) if robots.rush_ends(robot.ref, clock.local(now)) else due


def _take_one(robot: Robot, now: datetime) -> float:
    """Take one message from the bucket; what is left."""
    robot.tokens = robots.tokens(robots.PACES[robot.kind], robot.tokens, robot.filled_at, now) - 1
    robot.filled_at = now
    robot.save(update_fields=["tokens", "filled_at"])
    return robot.tokens


def _sent(robot: Robot, text: str) -> Refusal | None:
    """Hand the message over; why not, when the platform did not take it."""
    try:
        kept = secrets.unseal(robot.secrets)
        hook = platforms.Hook(kept.get(keeping.ADDRESS, ""), kept.get(keeping.SECRET, ""))
        platforms.send(robot.kind, hook, text)
    except secrets.Unreadable as error:
        return Refusal(error.code, Means.STOP)
    except Refusal as refusal:
        return refusal
    except Exception:
        log.exception("robot %s failed", robot.pk)
        return Refusal("robot_error", Means.AGAIN)
    return None


def _record(claim: _Claim, refusal: Refusal | None) -> None:
    """Write down what came of it; only lines that are still under this claim are touched."""
    now = clock.now()
    with db.transaction():
        robot = Robot.objects.select_for_update().filter(pk=claim.robot.pk).first()
        if robot is None:
            return
        lines = RobotLine.objects.filter(robot=robot, sent_in=claim.key, wake_at__isnull=False)
        if refusal is None:
            lines.update(sent_at=now, wake_at=None, claimed_until=None, error="")
            robot.last_sent_at = now
            robot.save(update_fields=["last_sent_at"])
            return
        _failed(robot, refusal, max(lines.values_list("attempts", flat=True), default=1))
        _settle(robot, lines, refusal, now)


def _failed(robot: Robot, refusal: Refusal, attempts: int = 1) -> None:
    """What a refusal means for the robot itself: a pause, or that it is out of use until a person looks."""
    keeping.note_failure(robot, refusal.code)
    if refusal.means is Means.REST:
        robot.blocked_until, robot.tokens = clock.now() + refusal.rest, 0.0
    elif refusal.means is Means.AGAIN:
        robot.blocked_until = clock.now() + robots.rest_after(attempts)
    elif refusal.means is Means.STOP and robot.is_active:
        robot.is_active = False
        _say(robot, "stopped", refusal.code, keeping.drop_waiting(robot, refusal.code))
    robot.save(update_fields=["blocked_until", "tokens", "is_active"])


def _settle(robot: Robot, lines: "QuerySet[RobotLine]", refusal: Refusal, now: datetime) -> None:
    """What a refusal means for the lines: later, or given up in public."""
    gone = []
    for one in lines:
        one.attempts -= refusal.means is Means.REST  # nobody tried too often but the robot
        is_over = refusal.means is Means.DROP or robots.is_hopeless(one.attempts, one.queued_at, now)
        one.wake_at = None if is_over else robot.blocked_until
        one.claimed_until, one.error = None, refusal.code
        one.save(update_fields=["attempts", "wake_at", "claimed_until", "error"])
        gone += [one.pk] if is_over else []
    if gone:
        _say(robot, "gave_up", refusal.code, len(gone))


def _say(robot: Robot, verb: str, error: str, lost: int) -> None:
    """Say in public that lines were not told: an event, and a reminder to the administrators."""
    keeping.record(verb, robot, error=error, lines=lost)
    line = {"code": f"robot.{verb}", "ticket": "", "number": "", "label": robot.name, "task": "", "due": ""}
    for person in staff.people(role=Role.ADMINISTRATOR).order_by("pk"):
        reminding.remind(person, line, urgent=True)
