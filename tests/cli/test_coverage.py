"""`yinuo coverage`: which rule of the manuals is answered where, and by which test."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from yinuo.cli import coverage

ROOT = Path(__file__).resolve().parents[2]
Say = Callable[..., Result]


def test_for_programs(say: Say) -> None:
    """R001 to R440, each with id, status, where and tests; covered only with code and a test."""
    rows = json.loads(say("coverage", "--json").output)
    assert [row["id"] for row in rows] == [f"R{number:03d}" for number in range(1, 441)]
    for row in rows:
        assert list(row) == ["id", "status", "where", "tests"]
        assert row["status"] in {"covered", "partly", "later", "open"}
        assert isinstance(row["where"], str)
        if row["status"] == "covered":
            assert row["where"]
            assert row["tests"]
        for test in row["tests"]:
            path, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / path).read_text()


def test_a_range_counts_each() -> None:
    assert coverage.cited("R025–R027, R030 and xR031 or R0321") == {25, 26, 27, 30}


def test_what_is_planned_is_not_called_covered(say: Say) -> None:
    """The plan goes before what is cited by the way."""
    statuses = {row.id: row.status for row in coverage.rows()}
    assert {statuses[f"R{number:03d}"] for number in coverage.plan()} == {"partly", "later"}


def test_for_the_docs(say: Say) -> None:
    page = say("coverage", "--markdown").output
    assert page.startswith("# Coverage of the manuals' rules\n")
    assert page.count("\n| R") == 440


def test_for_people(say: Say) -> None:
    assert len(say("coverage").output.splitlines()) == 440
