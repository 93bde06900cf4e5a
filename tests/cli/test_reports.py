"""`yinuo reports rebuild`: the facts anew, from the rows."""

from collections.abc import Callable

import pytest
from click.testing import Result

pytestmark = pytest.mark.django_db
Say = Callable[..., Result]


def test_an_empty_desk_has_nothing_to_look_at(say: Say) -> None:
    done = say("reports", "rebuild")
    assert (done.exit_code, done.output) == (0, "0 orders and complaints looked at\n")


def test_since_a_day(say: Say) -> None:
    assert say("reports", "rebuild", "--since", "2026-11-20").exit_code == 0
    refused = say("reports", "rebuild", "--since", "yesterday")
    assert refused.exit_code != 0
    assert "'yesterday' is no day" in refused.output
