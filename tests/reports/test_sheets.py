"""Excel files that open right, read back by another program."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as any_of
from python_calamine import CalamineWorkbook

from tests.factories import documents as make
from yinuo.reports.rules import documents, measures, sheets
from yinuo.reports.rules.documents import Cell, Document, Field, Kind, Section
from yinuo.reports.rules.values import Value


def written(document: Document, folder: Path) -> dict[str, list[list[Any]]]:
    """Every sheet, as another program reads it."""
    path = folder / "report.xlsx"
    sheets.write(document, path)
    with path.open("rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def one_cell(cell: Cell, kind: Kind, folder: Path) -> list[Any]:
    """How one cell comes out."""
    section = Section("表", [Field("名称", "text"), Field("列", kind)], [["a", cell]])
    return written(make.document(section), folder)["表"][1][1:]


def test_a_report_as_a_sheet(tmp_path: Path) -> None:
    """R402: a share stands with both its halves, a mean with its cases, the sum below."""
    rows = written(make.document(), tmp_path)["及时提货率"]
    head, first, last = rows[0], rows[1], rows[-1]
    assert head[:2] == ["司机", "应提"]
    assert head[5:] == [
        "及时提货率",
        "及时提货率：分子",
        "及时提货率：分母",
        "下单到提货",
        "下单到提货：单数",
    ]
    assert first[:2] == ["王强", 79]
    assert first[5] == pytest.approx(71 / 78)
    assert first[6:] == [71, 78, timedelta(minutes=25), 79]
    assert (last[0], last[1], len(rows)) == ("合计", 80, 4)


def test_too_few_cases_make_no_rate(tmp_path: Path) -> None:
    """B10: under twenty cases the halves are there and the share is not."""
    rows = written(make.document(one=make.table(due=12)), tmp_path)["及时提货率"]
    assert rows[1][5:8] == ["", 9, 10]
    assert rows[1][8] == timedelta(minutes=25)


def test_the_second_sheet_explains(tmp_path: Path) -> None:
    """Formulas with their source, period, scope, who and what to know."""
    lines = written(make.document(), tmp_path)["说明"]
    told = {str(line[0]): line[1:] for line in lines}
    assert told["期间"][0] == "2026-10-01 至 2026-10-31"
    assert told["导出"][0] == "周芳 8001"
    assert told["及时提货率"] == ["及时提货 ÷（应提 − 客观原因晚提）", "R398 R088"]
    assert any("不满 20 件" in str(cell) for line in lines for cell in line)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","y")'])
def test_a_text_is_never_a_formula(text: str, tmp_path: Path) -> None:
    """A customer called =1+1 runs nothing in the manager's Excel, also after editing the cell."""
    assert one_cell(text, "text", tmp_path) == [text]
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        assert all(b"<f>" not in book.read(name) for name in book.namelist())
        assert b'quotePrefix="1"' in book.read("xl/styles.xml")


@pytest.mark.parametrize("phone", ["13800006621", "0527-84388888", "4008123456", "+8613800006621"])
def test_a_telephone_is_text(phone: str, tmp_path: Path) -> None:
    """R402: no 1.38E+10, no lost zero."""
    assert one_cell(phone, "phone", tmp_path) == [phone]


def test_days_and_moments_are_real(tmp_path: Path) -> None:
    """Excel can sort and filter them; a moment is the company's local time."""
    assert one_cell(date(2026, 11, 20), "date", tmp_path) == [date(2026, 11, 20)]
    moment = datetime(2026, 11, 20, 2, 30, tzinfo=UTC)
    assert one_cell(moment, "time", tmp_path) == [datetime(2026, 11, 20, 10, 30)]  # noqa: DTZ001


def test_amounts_are_numbers_in_their_unit(tmp_path: Path) -> None:
    """Fen become yuan, grams kilograms, cm³ cubic metres; the head says which."""
    kinds: list[tuple[Kind, int, float]] = [
        ("money", 32050, 320.5),
        ("weight", 1_500, 1.5),
        ("volume", 2_200_000, 2.2),
    ]
    for kind, stored, shown in kinds:
        assert one_cell(stored, kind, tmp_path) == [shown]
    section = Section("表", [Field("名称", "text"), Field("金额", "money")], [["a", 1]])
    assert written(make.document(section), tmp_path)["表"][0] == ["名称", "金额（元）"]


def test_a_days_report_has_real_days(tmp_path: Path) -> None:
    """The first column of a report by day is a date, not a sentence."""
    made = make.table()
    by_day = documents.section_of(
        type(made)(
            made.report,
            measures.grouping(made.report, "day"),
            made.scope,
            [type(made.rows[0])("2026-10-05", "10 月 5 日", make.cells(30))],
            made.totals,
            "",
        )
    )
    assert written(make.document(by_day), tmp_path)["及时提货率"][1][0] == date(2026, 10, 5)


def test_sheets_of_one_name_stay_apart(tmp_path: Path) -> None:
    """And what Excel takes for no name is left out of it."""
    section = Section("客户/业务:[一]", [Field("名称", "text")], [["a"]])
    names = list(written(make.document(section, section), tmp_path))
    assert names == ["客户 业务 一", "客户 业务 一 2", "说明"]


def test_the_head_stays_in_sight(tmp_path: Path) -> None:
    """Frozen, and repeated when printed."""
    written(make.document(), tmp_path)
    with zipfile.ZipFile(tmp_path / "report.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert 'state="frozen"' in sheet
        assert "Print_Titles" in book.read("xl/workbook.xml").decode()


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    """The temporary files of a large sheet are gone."""
    written(make.document(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.xlsx"]


@given(
    any_of.lists(any_of.text(max_size=40), min_size=1, max_size=5),
    any_of.integers(0, 10**9),
    any_of.integers(0, 10**6),
)
def test_whatever_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], over: int, under: int
) -> None:
    """Any name comes back as the text it was, any figure as the number."""
    plain = ["".join(c for c in name if c.isprintable()).strip() or "a" for name in names]
    fields = [Field("名称", "text"), Field("件", "count"), Field("率", "share")]
    rows: list[list[Cell]] = [[name, over, Value(over, under)] for name in plain]
    read = written(make.document(Section("表", fields, rows)), tmp_path_factory.mktemp("x"))["表"][1:]
    assert [row[:2] for row in read] == [[name, over] for name in plain]
    assert [row[3:5] for row in read] == [[over, under]] * len(plain)
