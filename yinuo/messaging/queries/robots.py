"""Reads about group robots: which there are, which are told of what, what waits, where a ticket's page is."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from yinuo.core.errors import NotFound
from yinuo.core.kept import Kept
from yinuo.messaging.models import Robot, RobotLine
from yinuo.staff import queries as staff

REREAD_SECONDS = 5.0


@dataclass(frozen=True)
class Hearing:
    """A robot that is told of something: which, and of which team; of every team without one."""

    robot_id: int
    team_id: int | None


def robots() -> list[Robot]:
    """All of them with their teams, those in use first; each knows how many lines wait (`waiting`)."""
    waiting = Count("lines", filter=Q(lines__wake_at__isnull=False))
    rows = Robot.objects.select_related("team").annotate(waiting=waiting)
    return list(rows.order_by("-is_active", "name", "id"))


def robot(ref: str) -> Robot:
    """The robot with this ref. Raises NotFound."""
    found = Robot.objects.select_related("team").filter(ref=ref).first()
    if found is None:
        raise NotFound("not_found")
    return found


def last_lines(of: Robot, size: int = 20) -> list[RobotLine]:
    """What was said last and what waits, newest first."""
    return list(of.lines.select_related("ticket").order_by("-id")[:size])


def hearing(code: str, team_id: int | None) -> list[Hearing]:
    """The robots in use that are told of `code` when it happens to a ticket of this team.

    Kept per process: every event asks, and hardly anybody changes it.
    """
    return [one for one in _hearing.get().get(code, ()) if one.team_id in (None, team_id)]


def forget_robots() -> None:
    """Read again who is told of what (said right after a change)."""
    _hearing.forget()


def speaking(now: datetime) -> list[Robot]:
    """The robots for which something is due at `now` and which no platform has asked to keep still.

    Each knows whether anything urgent is among it (`has_urgent`).
    """
    due = RobotLine.objects.filter(robot=OuterRef("pk"), wake_at__lte=now)
    rows = Robot.objects.filter(Q(blocked_until__isnull=True) | Q(blocked_until__lte=now), is_active=True)
    return list(
        rows.filter(Exists(due)).annotate(has_urgent=Exists(due.filter(is_urgent=True))).order_by("id")
    )


def provide_path(path_of: Callable[[str], str]) -> None:
    """Say at which path of the desk the ticket with a ref is shown."""
    global _path_of
    _path_of = path_of


def link(ref: str) -> str:
    """The address of a ticket's page, for messages that leave the desk; empty while none is set up."""
    site, path = staff.company().site.rstrip("/"), _path_of(ref)
    return f"{site}{path}" if site and path else ""


def _nowhere(ref: str) -> str:
    return ""


_path_of: Callable[[str], str] = _nowhere


def _read_hearing() -> dict[str, list[Hearing]]:
    found: dict[str, list[Hearing]] = defaultdict(list)
    for row in Robot.objects.filter(is_active=True).order_by("id").only("id", "team_id", "events"):
        for code in row.events:
            found[code].append(Hearing(row.pk, row.team_id))
    return dict(found)


_hearing = Kept(_read_hearing, REREAD_SECONDS)
