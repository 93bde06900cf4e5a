"""The freight pack's list of goods: what it refuses, asks about and lets pass (R048–R050)."""

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from yinuo.core import text
from yinuo.orders.rules import screening
from yinuo.orders.rules.screening import Verdict
from yinuo.playbooks.rules import packs, tables
from yinuo.playbooks.rules.tables import GoodsRow

SET = Path(__file__).resolve().parents[2] / "bench" / "language" / "sets" / "goods.jsonl"
SAID = {"ok": Verdict.ACCEPT, "review": Verdict.REVIEW, "reject": Verdict.REJECT}
LEAST_REFUSED, MOST_STOPPED = 1.00, 0.03


@cache
def rows() -> tuple[GoodsRow, ...]:
    seed = tables.read_seed("goods.yaml", packs.tables("freight")["goods.yaml"])
    assert isinstance(seed, tables.Seed)
    assert seed.table.faults == ()
    return tuple(row for row in seed.table.rows if isinstance(row, GoodsRow))


def verdict(name: str) -> Verdict:
    return screening.screen(name, rows()).verdict


def said(row: GoodsRow) -> list[str]:
    """The words of a row, each with what the row wants beside it."""
    return [f"{given}{word}" for given in row.given[:1] or ("",) for word in row.words]


@cache
def tuned() -> tuple[dict[str, Any], ...]:
    """The labelled names that may be looked at while tuning."""
    lines = (json.loads(line) for line in SET.read_text("utf-8").splitlines() if line)
    return tuple(line for line in lines if line["half"] == "tune")


@cache
def traditional() -> dict[str, str]:
    """Simplified character → one that is folded to it."""
    table = resources.files(text).joinpath("simplified.txt").read_text("utf-8")
    pairs = "".join(line for line in table.splitlines() if not line.startswith("#"))
    return {pairs[at + 1]: pairs[at] for at in range(0, len(pairs), 2)}


NAMES = st.sampled_from([line["name"] for line in tuned()])
REFUSED = st.sampled_from([line["name"] for line in tuned() if line["expect"] == "reject"])


def test_the_labelled_names_reach_the_marks() -> None:
    """R049 R050: everything that is prohibited is refused, hardly anything harmless is stopped."""
    judged = [(line, verdict(line["name"])) for line in tuned()]
    missed = [line["name"] for line, v in judged if line["expect"] == "reject" and v is not Verdict.REJECT]
    harmless = [(line["name"], v) for line, v in judged if line["expect"] == "ok"]
    stopped = [name for name, v in harmless if v is not Verdict.ACCEPT]
    assert missed == []
    assert len(stopped) / len(harmless) <= MOST_STOPPED, stopped


@pytest.mark.parametrize("row", [row for row in rows() if row.verdict == "reject"], ids=lambda row: row.name)
def test_each_refused_name_is_refused_by_its_own_row_or_a_longer_word(row: GoodsRow) -> None:
    """R050: no row of the list is hidden by another."""
    names = [word for word in said(row) if row.where != "start"]
    assert [word for word in names if verdict(word) is not Verdict.REJECT] == []


@pytest.mark.parametrize("row", [row for row in rows() if row.where == "in"], ids=lambda row: row.name)
def test_each_word_has_the_verdict_of_its_row_or_a_graver_one(row: GoodsRow) -> None:
    """R048: what is listed as harmless passes; what is asked about is at least asked about."""
    words = said(row)
    least = SAID[row.verdict]
    if row.verdict == "ok":
        assert [word for word in words if verdict(word) is not Verdict.ACCEPT] == []
    assert [word for word in words if verdict(word).severity < least.severity] == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("油漆刷", "ok"), ("油漆、刷子", "reject"), ("衣服和汽油", "reject"), ("油漆桶", "review"),
        ("空油漆桶（残留）", "reject"), ("汽油桶装", "reject"), ("气瓶模型", "ok"), ("仿真枪模型", "reject"),
        ("手枪模型", "reject"), ("空气瓶", "reject"), ("打火机气", "reject"), ("打火机包装盒", "ok"),
        ("炸药包装说明书", "ok"), ("带油的发动机", "review"), ("含锂电池的玩具", "review"),
        ("不含电池的玩具", "ok"), ("无酒精湿巾", "ok"), ("酒精", "reject"), ("电池盒", "ok"), ("枪刷", "ok"),
        ("蓄电池", "reject"), ("锂电池", "review"), ("象牙白瓷砖", "ok"), ("象牙摆件", "reject"),
        ("苯板", "ok"), ("苯", "reject"), ("聚苯乙烯泡沫", "ok"), ("苯乙烯", "reject"),
        ("山药", "ok"), ("剪刀", "review"), ("焊枪", "ok"), ("水性木器漆", "review"), ("金属漆", "reject"),
        ("假发", "ok"), ("假茅台", "reject"), ("白酒精装礼盒", "review"), ("64-17-5", "reject"),
    ],
)  # fmt: skip
def test_what_needs_care(said: str, expected: str) -> None:
    """R048 R049 R050: containers, models, denials, what is inside, whole words and last nouns."""
    assert verdict(said) is SAID[expected]


@given(NAMES)
@settings(max_examples=150, deadline=None)
def test_spaces_and_width_change_nothing(name: str) -> None:
    """R049: 汽　油 is 汽油, ＴＮＴ is TNT."""
    spaced = "　".join(name)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    assert verdict(wide) is verdict(name)
    assert verdict(f"  {name} ") is verdict(name)
    if not any(c.isascii() for c in name):
        assert verdict(spaced) is verdict(name)


@given(NAMES)
@settings(max_examples=150, deadline=None)
def test_traditional_script_changes_nothing(name: str) -> None:
    """R049: 煙花 is 烟花."""
    assert verdict("".join(traditional().get(c, c) for c in name)) is verdict(name)


@example("玩具", "手枪", "、")
@example("液化气灶阀门", "酒精", "、")
@given(NAMES, REFUSED, st.sampled_from(["、", "和", "，", "+", "/", " 以及 ", "；另有"]))
@settings(max_examples=200, deadline=None)
def test_a_dangerous_part_is_never_made_milder(name: str, refused: str, between: str) -> None:
    """R050: whatever else is in the name, prohibited goods in it are refused."""
    assert verdict(f"{name}{between}{refused}") is Verdict.REJECT
    assert verdict(f"{refused}{between}{name}") is Verdict.REJECT


@pytest.mark.parametrize(
    "around", ["10箱{}", "{}20桶", "{}（5L装）", "一批{}", "{}约3吨", "工业{}", "{}若干"]
)
def test_quantity_and_packing_change_nothing(around: str) -> None:
    """R049: how much of it and in what does not matter, whatever is refused (also H2SO4 and 20桶)."""
    names = [line["name"] for line in tuned() if line["expect"] == "reject"]
    assert [name for name in names if verdict(around.format(name)) is not Verdict.REJECT] == []
