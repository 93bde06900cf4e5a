"""A desk and a browser for each worker; every test ends with an empty list of troubles."""

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import Desk, prepare
from tests.browser.tab import WIDE, Tab


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company, made once for all workers."""
    shared = tmp_path_factory.getbasetemp().parent if "gw" in tmp_path_factory.getbasetemp().name else None
    folder = (shared or tmp_path_factory.getbasetemp()) / "demo-template"
    with (folder.parent / "demo-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            prepare(folder)
            (folder / "made").touch()
    return folder


@pytest.fixture(scope="session")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The desk of this worker."""
    served = Desk(template, tmp_path_factory.mktemp("desk") / "data").start()
    yield served
    served.stop()


@pytest.fixture
def own_desk(template: Path, tmp_path: Path, window: Tab) -> Iterator[Desk]:
    """A desk for one test alone, which may stop it or move its clock. The window leaves it before it ends:
    what its last page still asks for must not be a trouble of the next test.
    """
    served = Desk(template, tmp_path / "data").start()
    yield served
    window.leave()
    window.troubles()
    served.stop()


@pytest.fixture(scope="session")
def window(desk: Desk) -> Iterator[Tab]:
    """The browser of this worker."""
    opened = Tab(desk)
    yield opened
    opened.close()


@pytest.fixture
def tab(window: Tab, desk: Desk) -> Iterator[Tab]:
    """A window at desk size, in light colours; what it reports fails the test."""
    window.desk = desk
    window.size(WIDE)
    window.theme("light")
    window.troubles()
    yield window
    found = window.troubles()
    assert not found, "\n" + "\n".join(found)


@pytest.fixture(scope="session")
def cases_desk(template: Path, tmp_path_factory: pytest.TempPathFactory, window: Tab) -> Iterator[Desk]:
    """A desk for the seven complaints alone: what they leave there is no matter of other tests."""
    served = Desk(template, tmp_path_factory.mktemp("cases") / "data").start()
    yield served
    served.stop()


@pytest.fixture
def turns(window: Tab, cases_desk: Desk) -> Iterator[Tab]:
    """A window in which everybody of a case takes turns; what it reports fails the test, but what was typed
    wrong on purpose.
    """
    window.desk = cases_desk
    window.size(WIDE)
    window.theme("light")
    window.troubles()
    yield window
    found = window.troubles(allowed=("422",))
    window.leave()
    window.troubles()
    assert not found, "\n" + "\n".join(found)
