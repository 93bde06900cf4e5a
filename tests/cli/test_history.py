"""`yinuo demo --tickets K`: generated tickets that are as if people had worked for two years."""

import subprocess
from pathlib import Path

import pytest

from tests.processes import ROOT, command, environment, run_python, say, wait_for

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


def test_killed_and_said_again(folder: Path) -> None:
    """Whatever was there when it was killed counts: nothing is made twice, nothing is missing."""
    before = int(run_python(folder, COUNTED))
    line = command("--data", folder, "demo", "--prepare", "--tickets", COUNT)
    process = subprocess.Popen(line, env=environment(), cwd=ROOT, stdout=subprocess.DEVNULL)
    wait_for(lambda: int(run_python(folder, COUNTED)) > before + 10 or process.poll() is not None, 300)
    process.kill()
    process.wait()
    assert say(folder, "demo", "--prepare", "--tickets", COUNT).returncode == 0
    assert int(run_python(folder, COUNTED)) == before + COUNT
    assert run_python(folder, "from tests import invariants; print(invariants.faults())") == "[]\n"


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
