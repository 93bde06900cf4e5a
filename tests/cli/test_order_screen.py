"""`yinuo order screen`: goods by the line, one JSON each (R048–R050)."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from yinuo.playbooks.actions import replace_table


def screen(folder: Path, typed: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-m", "yinuo.cli", "--data", str(folder), "order", "screen", *options]
    return subprocess.run(line, input=typed, capture_output=True, check=False, timeout=60)


def test_one_answer_a_line_without_any_desk(tmp_path: Path) -> None:
    """R048 R049 R050: what may go, what to ask, what to say; nothing is made."""
    done = screen(tmp_path / "none", "汽油\r\n衣服\n\n机油\n仿真枪".encode() + b"\n\xff\xfe\n", "--lines")
    assert (done.returncode, done.stderr) == (0, b"")
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["screen"] for one in answers] == ["reject", "ok", "ok", "review", "reject", "ok"]
    assert answers[0]["category"] == "第5类 易燃液体"
    assert "国家禁止运输" in answers[0]["say"]
    assert answers[1] == {"screen": "ok", "category": None, "say": None, "ask": []}
    assert answers[3]["ask"] == ["桶上有易燃标志吗？", "是开过封的吗？"]
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(("typed", "lines"), [("油漆\n刷子", 1), ("", 1), ("汽" * 20_000, 1)])
def test_one_name_in_all(tmp_path: Path, typed: str, lines: int) -> None:
    done = screen(tmp_path / "none", typed.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.decode().splitlines()) == lines


@pytest.mark.django_db
def test_a_desk_screens_by_its_own_table(say: Callable[..., Result]) -> None:
    """R048: the table in force in this desk decides, not the pack's."""
    rows = [{"name": "铅笔", "verdict": "reject", "category": "承运人自定", "sentence": "不收铅笔。"}]
    replace_table("goods", rows, in_force_from=date(2020, 1, 1), by=None)
    done = say("order", "screen", "--lines", typed="铅笔\n汽油\n")
    answers = [json.loads(line) for line in done.output.splitlines()]
    assert [one["screen"] for one in answers] == ["reject", "ok"]
    assert answers[0]["say"] == "不收铅笔。"


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    assert screen(tmp_path / "none", b"", "--lines").stdout == b""
