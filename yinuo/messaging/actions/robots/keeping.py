"""Setting up the group robots: an administrator's work."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction as django_transaction

from yinuo.core import clock, db, events, secrets
from yinuo.core.errors import Fault, Invalid, NotFound, NotNow, fault
from yinuo.messaging import may, queries
from yinuo.messaging.models import Robot, RobotLine
from yinuo.messaging.rules import robots
from yinuo.messaging.senders import robots as platforms
from yinuo.staff import may as staff_may
from yinuo.staff.models import Person, Team

LONGEST_NAME = 40
ADDRESS, SECRET = "address", "secret"


def add_robot(
    *,
    name: str,
    kind: str,
    address: str,
    by: Person | None,
    secret: str = "",
    team: Team | None = None,
    events: Collection[str] = robots.USUAL,
) -> Robot:
    """Set up a robot, not in use yet. `address` is what the platform calls its webhook, `secret` its signing
    secret where it has one; `events` what it is told of (`robots.TOLD`), of all teams without a `team`.

    Records robot.added. Raises NotPermitted; Invalid at name, kind, address, events.
    """
    staff_may.require(by, may.manage_robots)
    address = address.strip()
    given = {"name": name.strip(), "events": _ordered(events)}
    kinds = [] if kind in Robot.Kind.values else [fault("kind", "not_a_choice")]
    addresses = [] if kinds else list(_address_faults(kind, address))
    if faults := [*_faults(given, events), *kinds, *addresses]:
        raise Invalid(*faults)
    sealed = secrets.seal({ADDRESS: address, SECRET: secret.strip()})
    with db.transaction():
        robot = Robot.objects.create(kind=kind, team=team, secrets=sealed, **given)
        record("added", robot, by=by)
    return robot


def change_robot(
    robot: Robot,
    *,
    name: str,
    by: Person | None,
    address: str = "",
    secret: str = "",
    is_unsigned: bool = False,
    team: Team | None = None,
    events: Collection[str] = robots.USUAL,
) -> Robot:
    """Change a robot; an empty address or secret keeps the one it has, `is_unsigned` takes the secret away.

    Records robot.changed with the names of what changed. Raises NotPermitted; NotFound when it was removed;
    Invalid at name, address, events.
    """
    staff_may.require(by, may.manage_robots)
    address, secret = address.strip(), secret.strip()
    given: dict[str, Any] = {"name": name.strip(), "events": _ordered(events), "team_id": team and team.pk}
    faults = list(_faults(given, events))
    faults += _address_faults(robot.kind, address) if address else []
    if faults:
        raise Invalid(*faults)
    with db.transaction():
        fresh = locked(robot)
        if address or secret or is_unsigned:
            given["secrets"] = _resealed(fresh, address, secret, is_unsigned=is_unsigned)
        changed = sorted(column for column, value in given.items() if getattr(fresh, column) != value)
        if changed:
            _write(fresh, **{column: given[column] for column in changed})
            record("changed", fresh, by=by, fields=[column.removesuffix("_id") for column in changed])
    return fresh


def activate_robot(robot: Robot, *, by: Person | None) -> Robot:
    """Let it be told from now on; in use already, nothing changes.

    Records robot.activated. Raises NotPermitted, NotFound.
    """
    staff_may.require(by, may.manage_robots)
    with db.transaction():
        fresh = locked(robot)
        if not fresh.is_active:
            _write(fresh, is_active=True, last_error="", last_failed_at=None)
            record("activated", fresh, by=by)
    return fresh


def deactivate_robot(robot: Robot, *, by: Person | None) -> Robot:
    """Let it be silent; what still waits is not told. Out of use already, nothing changes.

    Records robot.deactivated. Raises NotPermitted, NotFound.
    """
    staff_may.require(by, may.manage_robots)
    with db.transaction():
        fresh = locked(robot)
        if fresh.is_active:
            _write(fresh, is_active=False)
            drop_waiting(fresh, "robot_off")
            record("deactivated", fresh, by=by)
    return fresh


def remove_robot(robot: Robot, *, by: Person | None) -> None:
    """Take it away with all its lines. Repeated, it records nothing more.

    Records robot.removed. Raises NotPermitted; NotNow("robot_in_use") while it is in use.
    """
    staff_may.require(by, may.manage_robots)
    with db.transaction():
        fresh = Robot.objects.select_for_update().filter(pk=robot.pk).first()
        if fresh is None:
            return
        if fresh.is_active:
            raise NotNow("robot_in_use")
        record("removed", fresh, by=by)
        RobotLine.objects.filter(robot=fresh).delete()
        Robot.objects.filter(pk=fresh.pk).delete()


def drop_waiting(robot: Robot, error: str) -> int:
    """Everything that waits will not be told, and says why; returns how much that was."""
    waiting = RobotLine.objects.filter(robot=robot, wake_at__isnull=False)
    return waiting.update(wake_at=None, claimed_until=None, error=error)


def record(verb: str, robot: Robot, *, by: Person | None = None, **data: Any) -> None:
    """Write the event robot.`verb`, and let who is told of what be read again."""
    events.record(f"robot.{verb}", subject=robot, by=by, data={"robot": robot.pk, **data})
    queries.forget_robots()
    django_transaction.on_commit(queries.forget_robots, robust=True)


def locked(robot: Robot) -> Robot:
    """The row as it is now, held until the unit of work ends. Raises NotFound."""
    fresh = Robot.objects.select_for_update().filter(pk=robot.pk).first()
    if fresh is None:
        raise NotFound("not_found")
    return fresh


def note_failure(robot: Robot, code: str) -> None:
    """Write down on the robot's row why it could not speak, for the page that lists them."""
    robot.last_error, robot.last_failed_at = code, clock.now()
    robot.save(update_fields=["last_error", "last_failed_at"])


def _write(robot: Robot, **columns: Any) -> None:
    for column, value in columns.items():
        setattr(robot, column, value)
    robot.version += 1
    robot.save(update_fields=[*columns, "version"])


def _resealed(robot: Robot, address: str, secret: str, *, is_unsigned: bool) -> str:
    """The new values beside those kept; one that could not be read must be entered whole."""
    if address and (secret or is_unsigned):
        kept: dict[str, str] = {}
    else:
        kept = secrets.unseal(robot.secrets)
    kept |= {name: value for name, value in ((ADDRESS, address), (SECRET, secret)) if value}
    if is_unsigned:
        kept.pop(SECRET, None)
    return secrets.seal(kept)


def _faults(given: dict[str, Any], told: Collection[str]) -> Iterator[Fault]:
    if not given["name"]:
        yield fault("name", "required")
    if len(given["name"]) > LONGEST_NAME:
        yield fault("name", "too_long", limit=LONGEST_NAME, length=len(given["name"]))
    if not set(told) <= set(robots.TOLD):
        yield fault("events", "not_a_choice")


def _address_faults(kind: str, address: str) -> Iterator[Fault]:
    if not address:
        yield fault("address", "required")
    elif code := platforms.fault_of(kind, address):
        yield fault("address", code)


def _ordered(told: Collection[str]) -> list[str]:
    """In the order in which they are listed, each once."""
    return [code for code in robots.TOLD if code in told]
