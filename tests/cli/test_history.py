"""`yinuo demo --tickets K`: generated tickets that are as if people had worked for two years."""

from pathlib import Path

import pytest

from tests.processes import run_python, say

COUNT = 300
COUNTED = "from yinuo.tickets.models import Ticket; print(Ticket.objects.count())"


@pytest.fixture
def grown(folder: Path) -> Path:
    """A demo with its day and generated tickets."""
    done = say(folder, "demo", "--prepare", "--tickets", COUNT)
    assert done.returncode == 0, done.stderr
    return folder


def test_they_are_what_actions_leave(grown: Path) -> None:
    """R044: rows, events, promises and messages fit each other; numbers go on after them; pages and searches
    know them."""
    run_python(grown, f"from tests.cli import generated; generated.check({COUNT})")


def test_said_twice_made_once(grown: Path) -> None:
    """The same number adds nothing, a larger one adds what is missing."""
    before = int(run_python(grown, COUNTED))
    assert say(grown, "demo", "--prepare", "--tickets", COUNT).returncode == 0
    assert int(run_python(grown, COUNTED)) == before
    assert say(grown, "demo", "--prepare", "--tickets", COUNT + 40).returncode == 0
    assert int(run_python(grown, COUNTED)) == before + 40
    assert run_python(grown, "from tests import invariants; print(invariants.faults())") == "[]\n"


@pytest.mark.parametrize("few", [1, 7])
def test_a_few(few: int, folder: Path) -> None:
    """Fewer than there are patterns."""
    before = int(run_python(folder, COUNTED))
    assert say(folder, "demo", "--prepare", "--tickets", few).returncode == 0
    assert int(run_python(folder, COUNTED)) == before + few


def test_less_than_nothing(folder: Path) -> None:
    done = say(folder, "demo", "--prepare", "--tickets", -1)
    assert done.returncode == 2
    assert "--tickets" in done.stderr
