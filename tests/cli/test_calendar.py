"""`yinuo calendar due`: when something is due, and on the second line why."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.processes import say as say_in
from yinuo.core.calendar import actions
from yinuo.staff.models import Team

Say = Callable[..., Result]


@pytest.mark.parametrize(
    ("start", "within", "which", "due"),
    [
        ("2026-09-30T17:20", "30m", "working", "2026-10-08T08:50:00+08:00"),
        ("2026-11-20T10:00", "30m", "working", "2026-11-20T10:30:00+08:00"),
        ("2026-11-20T17:20", "30m", "working", "2026-11-23T08:50:00+08:00"),
        ("2026-11-20T17:20", "30m", "elapsed", "2026-11-20T17:50:00+08:00"),
        ("2026-11-20T09:20Z", "30m", "working", "2026-11-23T08:50:00+08:00"),
        ("2026-10-10T17:00", "1h", "working", "2026-10-12T09:00:00+08:00"),
    ],
)
def test_due_without_any_desk(start: str, within: str, which: str, due: str, tmp_path: Path) -> None:
    """R087: 08:30–17:30 on working days of the official calendar, in Shanghai; two lines, nothing is made."""
    done = say_in(tmp_path / "none", "calendar", "due", "--from", start, "--within", within, "--clock", which)
    assert done.returncode == 0, done.stderr
    first, second = done.stdout.splitlines()
    assert first == due
    assert second.startswith("从 ")
    assert not (tmp_path / "none").exists()


def test_working_time_unless_said_otherwise(say: Say) -> None:
    """The explanation says what was skipped."""
    lines = say("calendar", "due", "--from", "2026-09-30T17:20", "--within", "30m").output.splitlines()
    assert lines[0] == "2026-10-08T08:50:00+08:00"
    assert "国庆节" in lines[1]


@pytest.mark.django_db
def test_the_hours_of_a_team(say: Say, team: Team) -> None:
    """R087: a team that works in the evening too."""
    actions.set_hours(team_id=team.pk, week={"5": [("08:30", "21:00")]}, by=None)
    done = say("calendar", "due", "--from", "2026-11-20T17:20", "--within", "30m", "--team", team.key)
    assert done.output.splitlines()[0] == "2026-11-20T17:50:00+08:00"


@pytest.mark.django_db
def test_no_such_team(say: Say, team: Team) -> None:
    done = say("calendar", "due", "--from", "2026-11-20T17:20", "--within", "30m", "--team", "nobody")
    assert (done.exit_code, done.output) == (1, f"Error: there is no team 'nobody'; there are {team.key}\n")


def test_a_team_of_no_desk(tmp_path: Path) -> None:
    words = ("calendar", "due", "--from", "2026-11-20T17:20", "--within", "30m", "--team", "first")
    done = say_in(tmp_path / "none", *words)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: there is no desk in {tmp_path / 'none'}")


@pytest.mark.parametrize(
    ("start", "within", "word"),
    [
        ("soon", "30m", "soon"),
        ("2026-11-20", "thirty", "thirty"),
        ("2026-02-30T10:00", "30m", "2026-02-30"),
        ("9999-12-31T17:20", "9999d", "calendar"),
    ],
)
def test_what_cannot_be_read(start: str, within: str, word: str, say: Say) -> None:
    """A sentence that names it."""
    done = say("calendar", "due", "--from", start, "--within", within)
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert word in done.output
