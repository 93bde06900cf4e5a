"""`yinuo complaint classify`: texts in, JSON out, whatever comes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KEYS = {"kind", "complaint_type", "severity", "crisis", "escalation", "reasons"}
REASON = {"field", "value", "words", "start", "end"}


def classify(folder: Path, typed: bytes, *options: str) -> "subprocess.CompletedProcess[bytes]":
    line = [sys.executable, "-m", "yinuo.cli", "--data", str(folder), "complaint", "classify", *options]
    return subprocess.run(line, input=typed, capture_output=True, check=False, timeout=60)


def test_one_text_one_object(tmp_path: Path) -> None:
    """The keys that scripts rely on; no desk is made."""
    text = "司机骂人还推了我一把，手划破流血了\n再不处理我就打12315\n"
    done = classify(tmp_path / "none", text.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = done.stdout.decode().splitlines()
    record = json.loads(line)
    assert set(record) == KEYS
    assert (record["kind"], record["severity"], record["crisis"]) == ("complaint", 4, True)
    assert (record["complaint_type"], record["escalation"]) == ("服务态度", "regulator")
    for reason in record["reasons"]:
        assert set(reason) == REASON
        assert reason["words"] == text[reason["start"] : reason["end"]]
    assert not (tmp_path / "none").exists()


def test_a_line_an_object_in_order(tmp_path: Path) -> None:
    """A blank line has its object too, so that the lines of both sides match."""
    typed = "请问几点下班\r\n\n运费多收了二十块，退给我\n建议增加一个站点\n帮我寄两箱茶叶到北京\n"
    done = classify(tmp_path / "none", typed.encode(), "--lines")
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["kind"] for one in records] == ["inquiry", "inquiry", "complaint", "suggestion", "order"]
    assert [one["complaint_type"] for one in records] == [None, None, "费用", None, None]


@pytest.mark.parametrize(
    "typed",
    [
        b"",
        b"\x00",
        b"\xff\xfe\x00\x01" * 200,
        b"\n\n\n",
        "投诉：手划破流血".encode() * 4_000,
        b"a1 " * 100_000,
        b"1" * 200_000,
    ],
)
def test_whatever_comes_there_is_an_answer(typed: bytes, tmp_path: Path) -> None:
    """Empty, garbage or very long: an object, and no failure."""
    done = classify(tmp_path / "none", typed)
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(json.loads(done.stdout)) == KEYS


def test_what_is_not_known_is_refused(tmp_path: Path) -> None:
    done = classify(tmp_path / "none", b"", "--nothing")
    assert done.returncode == 2
    assert b"--nothing" in done.stderr
