"""`yinuo order parse`: texts in, JSON out, whatever comes (R025–R042, R049)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KEYS = {
    "intent", "contact_name", "contact_phone", "goods", "pieces", "weight_kg", "volume_m3", "origin",
    "destination", "consignee_name", "consignee_phone", "payment", "extra_fees", "deadline_text",
    "deadline_at", "pickup_text", "prohibited", "screen", "approximate", "ranges", "missing",
}  # fmt: skip


def parse(folder: Path, typed: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    line = [sys.executable, "-m", "yinuo.cli", "--data", str(folder), "order", "parse", *options]
    return subprocess.run(line, input=typed, capture_output=True, check=False, timeout=60)


def test_one_text_one_object(tmp_path: Path) -> None:
    """R025–R042: the keys of the contract, null where something is absent; no desk is made."""
    text = (
        "发货人老刘13770001111\n鞭炮五箱和灯具二十来箱 每箱20斤 从南京发到成都 "
        "代收货款3000 明天下午三点前送到"
    )
    done = parse(tmp_path / "none", text.encode(), "--ref-time", "2026-11-20T10:00:00+08:00")
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = done.stdout.decode().splitlines()
    record = json.loads(line)
    assert set(record) == KEYS
    assert (record["contact_name"], record["contact_phone"]) == ("老刘", "13770001111")
    assert (record["origin"], record["destination"], record["payment"]) == ("南京", "成都", None)
    assert record["extra_fees"] == [{"name": "代收货款", "amount": 3000}]
    assert record["deadline_at"] == "2026-11-21T15:00:00+08:00"
    assert (record["prohibited"], record["screen"]) == (True, "reject")
    assert "pieces" in record["approximate"]
    assert "consignee_phone" in record["missing"]
    assert not (tmp_path / "none").exists()


def test_a_line_an_object_in_order(tmp_path: Path) -> None:
    """A blank line has its object too, so that the lines of both sides match."""
    done = parse(tmp_path / "none", "发五箱灯具到成都\r\n\n取消昨天那单\n".encode(), "--lines")
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [one["intent"] for one in records] == ["order", "order", "cancel"]
    assert [one["pieces"] for one in records] == [5, None, None]


@pytest.mark.parametrize(
    "typed", [b"", b"\xff\xfe\x00\x01" * 200, "发货 ".encode() * 14_000, b"\n\n\n", b"\x00"]
)
def test_whatever_comes_there_is_an_answer(typed: bytes, tmp_path: Path) -> None:
    """R045: empty, garbage or a hundred kilobytes: an object, and no failure."""
    done = parse(tmp_path / "none", typed)
    assert (done.returncode, done.stderr) == (0, b"")
    assert set(json.loads(done.stdout)) == KEYS
