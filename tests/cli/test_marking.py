"""What changes in the texts and JSON columns of a copied order."""

from dataclasses import dataclass, field
from datetime import timedelta

from yinuo.cli.demo.history import marking

NOTICE = "notice"


@dataclass
class Copy:
    """What a copy is told of."""

    told: list[str] = field(default_factory=lambda: ["李四（恒通）", "李女士", "李女", "90001", "261120007"])
    by: timedelta = timedelta(days=7)
    first_ids: dict[str, int] = field(default_factory=lambda: {NOTICE: 500})


TOLD = marking.Told("王五（顺达）", "王先生", "王先", "80001", "241120001")


def test_people_are_others() -> None:
    text = "王先生来电 80001，单号 241120001，100% 王先"
    assert TOLD.edit(text)(Copy()) == "李女士来电 90001，单号 261120007，100% 李女"


def test_what_names_nobody_stays() -> None:
    assert not TOLD.is_in("江宁到苏州")
    assert TOLD.edit("50% 江宁")(Copy()) == "50% 江宁"


def test_a_name_that_is_told_twice_is_one() -> None:
    """Where two traits are the same text, the first of them counts."""
    told = marking.Told("王先生", "王先生")
    assert told.edit("王先生")(Copy()) == "李四（恒通）"


def test_ids_and_moments_move() -> None:
    value = {"notice": 42, "at": "2024-11-20T08:00:00+00:00", "said": "王先生 50%", "round": 42}
    edit = marking.json_edit(value, {NOTICE: {42: 3}}, {"notice": NOTICE}, TOLD)
    assert edit
    assert edit(Copy()) == (
        '{"notice": 503, "at": "2024-11-27T08:00:00+00:00", "said": "李女士 50%", "round": 42}'
    )


def test_json_that_says_nothing_of_the_order_is_left_alone() -> None:
    assert marking.json_edit({"level": 1}, {NOTICE: {42: 3}}, {"notice": NOTICE}, TOLD) is None
