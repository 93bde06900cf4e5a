"""PDF files: the words on their pages, what the typeface lacks, how long they may get."""

from contextlib import closing
from pathlib import Path

import pytest

from tests import papers as reading
from tests.factories import documents as make
from yinuo.core.errors import NotNow
from yinuo.core.papers import sheet
from yinuo.reports.rules import papers
from yinuo.reports.rules.documents import Document, Field, Section
from yinuo.reports.rules.papers import writing


def written(document: Document, folder: Path) -> list[str]:
    """The words of each page."""
    papers.write(document, folder / "report.pdf")
    return reading.pages(folder / "report.pdf")


def test_a_report_on_paper(tmp_path: Path) -> None:
    """R402: title, finding, facts, figures, the table, the formulas; every character as it was."""
    (page,) = written(make.document(), tmp_path)
    lines = page.split("\n")
    assert lines[:2] == ["及时提货率 2026 年 10 月", "都达到目标 95%"]
    assert "期间：2026-10-01 至 2026-10-31    范围：全公司    导出：周芳 8001" in lines
    assert lines[3:7] == ["及时提货率", "91.1%", "应提", "80"]
    row = lines.index("王强", lines.index("下单到提货"))
    assert lines[row : row + 7] == ["王强", "79", "71", "8", "1", "91.0%", "0:25:00"]
    assert "· 及时提货率 = 及时提货 ÷（应提 − 客观原因晚提）（R398 R088）" in page.replace("\n（", "（")
    assert "第 1 页 / 共 1 页" in page.replace("\n", "")


def test_the_head_is_on_every_page(tmp_path: Path) -> None:
    """Pages are numbered, and a long table has its titles wherever one opens it."""
    pages = written(make.document(one=make.table([f"司机{n}" for n in range(120)], due=200)), tmp_path)
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 页 / 共 {len(pages)} 页" in page.replace("\n", "")
        assert "下单到提货" in page
    assert sum(page.count("司机119\n") for page in pages) == 1


def test_bars_stand_for_the_main_figure(tmp_path: Path) -> None:
    """Drawn, not a picture: a bar each, with its figure."""
    papers.write(make.document(), tmp_path / "report.pdf")
    assert b"/Subtype /Image" not in (tmp_path / "report.pdf").read_bytes()
    page = reading.pages(tmp_path / "report.pdf")[0]
    assert "王强\n91.0%\n刘洋\n90.9%" in page


def test_rare_characters(tmp_path: Path) -> None:
    """龘 is there; 𠮷 is not in the typeface: 〓 in its place, and the last page says so."""
    (page,) = written(make.document(one=make.table(["𠮷田龘", "喆"])), tmp_path)
    assert "〓田龘" in page
    assert "字体里没有这些字，文中以 〓 代替：U+20BB7" in page
    (page,) = written(make.document(), tmp_path)
    assert "〓" not in page


def test_the_common_characters_are_all_there() -> None:
    """Every character of GB 2312, and the marks that our sentences use."""
    common = [bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    text = b"".join(common).decode("gb2312", "ignore") + "÷×≤≥→·—％￥㎡³…：；，。「」（）"
    with closing(sheet.Paper("t", make.document().made_at, is_wide=False)) as known:
        assert known.sound(text) == text
        assert not known.lacking


def test_what_is_no_letter_does_not_break_the_page(tmp_path: Path) -> None:
    """Line breaks, tabs, marks of direction and halves of emoji."""
    (page,) = written(make.document(one=make.table(["王\n强\t\u202e", "😀", "a\x00b"])), tmp_path)
    assert "王 强" in page
    assert "U+1F600" in page


def test_a_table_longer_than_anybody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is in the Excel file, and the paper says so."""
    monkeypatch.setattr(writing, "MOST_ROWS", 30)
    pages = written(make.document(one=make.table([f"司机{n}" for n in range(40)])), tmp_path)
    assert "这里只列前 30 行，共 40 行；全部请导出表格。" in "".join(pages)


def test_an_empty_report_says_so(tmp_path: Path) -> None:
    """No empty frame."""
    section = Section("异常", [Field("单号", "text")], [])
    (page,) = written(make.document(section), tmp_path)
    assert "这段时间没有记录" in page


def test_without_the_typeface_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that was built without it says what to do, instead of writing boxes."""
    monkeypatch.setattr(sheet, "FONT", tmp_path / "none.ttf")
    with pytest.raises(NotNow, match="paper_font_missing"):
        written(make.document(), tmp_path)
