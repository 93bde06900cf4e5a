"""A letter on the company's paper: its words, and that it is the same whoever makes it again."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation

from tests import papers as reading
from yinuo.core import papers
from yinuo.core.errors import NotNow
from yinuo.core.papers import sheet

MADE_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def letter(**changed: object) -> papers.Letter:
    """An agreement about 200 yuan."""
    given: dict[str, object] = {
        "head": "启程货运有限公司",
        "contact": "客服热线 4001234567",
        "title": "投诉处理协议书",
        "number": "编号 A261120001",
        "made_at": MADE_AT,
        "sections": [
            papers.Section("双方", facts=[("甲方", "启程货运有限公司"), ("乙方", "王先生")]),
            papers.Section("处理办法", rows=[("项目", "金额"), ("赔偿", "200元")], lines=["七日内付清。"]),
        ],
        "signatures": [("甲方（盖章）：", "日期："), ("乙方（签字）：", "日期：")],
    }
    return papers.Letter(**(given | changed))  # type: ignore[arg-type]


def test_the_words_of_a_letter(tmp_path: Path) -> None:
    """Head, title, number, facts, table, lines, places to sign."""
    (tmp_path / "letter.pdf").write_bytes(papers.render(letter()))
    (page,) = reading.pages(tmp_path / "letter.pdf")
    lines = page.split("\n")
    assert lines[:4] == ["启程货运有限公司", "客服热线 4001234567", "投诉处理协议书", "编号 A261120001"]
    assert lines[lines.index("甲方") + 1] == "启程货运有限公司"
    assert lines[lines.index("项目") : lines.index("项目") + 5] == [
        "项目",
        "金额",
        "赔偿",
        "200元",
        "七日内付清。",
    ]
    assert lines.count("日期：") == 2


def test_the_same_letter_is_the_same_file() -> None:
    """Later, and read in another language: byte for byte; one fen more is another file."""
    first = papers.render(letter())
    time.sleep(1.1)  # a stamp of the second in which it was made would show
    with translation.override("en"):
        assert papers.render(letter()) == first
    assert papers.render(letter(number="编号 A261120002")) != first


def test_a_long_letter_goes_on(tmp_path: Path) -> None:
    """Pages are numbered and the places to sign stay together."""
    long = papers.Section("经过", lines=["客户说明经过，我方逐项核对。" * 4] * 60)
    (tmp_path / "letter.pdf").write_bytes(papers.render(letter(sections=[long])))
    pages = reading.pages(tmp_path / "letter.pdf")
    assert len(pages) > 2
    assert f"第 2 页 / 共 {len(pages)} 页" in pages[1].replace("\n", "")
    assert "甲方（盖章）：" in pages[-1]
    assert "乙方（签字）：" in pages[-1]


def test_without_the_typeface_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that was built without it says what to do."""
    monkeypatch.setattr(sheet, "FONT", tmp_path / "none.ttf")
    with pytest.raises(NotNow, match="paper_font_missing"):
        papers.render(letter())
