"""Texts by the line: one answer a line for every command, whatever stands in the line."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

ODD = "\ufeff司机骂人\u2028我要投诉\x0c\x85\r\n\n建议周末\x0b\x1c也上门\u2029\n最后一行没有换行".encode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command",
    [
        ("complaint", "classify"),
        ("order", "parse"),
        ("order", "screen"),
        ("order", "quote"),
        ("sms", "compose"),
    ],
    ids=" ".join,
)
def test_only_a_newline_ends_a_line(command: tuple[str, str], say: Callable[..., Result]) -> None:
    """A separator that other programs write into a text does not shift the answers of all lines after it."""
    done = say(*command, "--lines", typed=ODD)
    answers = [line for line in done.output.split("\n") if line.startswith("{")]
    assert len(answers) == ODD.count(b"\n") + 1
    assert all(isinstance(json.loads(one), dict) for one in answers)


@pytest.mark.django_db
def test_the_mark_of_byte_order_is_no_part_of_the_text(say: Callable[..., Result]) -> None:
    done = say("complaint", "classify", typed="\ufeff司机骂人，我要投诉".encode())
    found = json.loads(done.output)
    assert found["kind"] == "complaint"
    assert {one["start"] for one in found["reasons"] if one["words"] == "骂人"} == {2}
