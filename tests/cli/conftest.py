"""The command line, as an operator types it."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from tests.processes import folder, served, small_disk, template
from yinuo import cli

__all__ = ["folder", "served", "small_disk", "template"]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Says a line to `yinuo`; `typed` is what is typed when it asks."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def run(*arguments: object, typed: str | bytes = "", **environment: str) -> Result:
        return CliRunner().invoke(
            cli.words, [str(word) for word in arguments], input=typed, env=environment or None
        )

    return run
