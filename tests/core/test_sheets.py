"""Excel and CSV files, as people send them."""

import io

import pytest
import xlsxwriter

from yinuo.core import sheets
from yinuo.core.errors import Invalid


def read(content, **options):
    return sheets.read(io.BytesIO(content), **options)


def excel(cells):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for (row, column), value in cells.items():
            sheet.write(row, column, value)
    return made.getvalue()


def code(content, **options):
    with pytest.raises(Invalid) as refused:
        read(content, **options)
    assert refused.value.field == "file"
    return refused.value.code


def test_phones_stay_text_and_formulas_stay_words():
    made = sheets.write(["工号", "电话"], [["8011", "013800006621"], ["=1+1", "+86 138"], [None, 5]])
    assert [row.cells for row in read(made)] == [
        {"工号": "8011", "电话": "013800006621"},
        {"工号": "=1+1", "电话": "+86 138"},
        {"工号": "", "电话": "5"},
    ]


def test_numbers_typed_as_numbers_read_as_people_see_them():
    made = excel({(0, 0): "工号", (0, 1): "重量", (1, 0): 8011, (1, 1): 1.5})
    assert read(made)[0].cells == {"工号": "8011", "重量": "1.5"}


def test_row_numbers_are_those_of_the_sheet():
    made = excel({(2, 1): " 工 号* ", (4, 1): "8011", (7, 1): "8012", (7, 3): "beside"})
    assert [(row.number, row.cells) for row in read(made)] == [(5, {"工号": "8011"}), (8, {"工号": "8012"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_csv_as_different_programs_write_it(encoding, comma):
    text = f'工号{comma}姓名\r\n8011{comma}"李{comma}敏"\r\n\r\n8012{comma}王芳\r\n'
    assert [(row.number, row.cells["姓名"]) for row in read(text.encode(encoding))] == [
        (2, f"李{comma}敏"),
        (4, "王芳"),
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "sheet_empty"),
        (b"\n,,\n", "sheet_empty"),
        (b"PK\x03\x04 no zip", "sheet_unreadable"),
        (b"\xd0\xcf\x11\xe0 no xls", "sheet_unreadable"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "sheet_unreadable"),
        (b'a,b\n"x', "sheet_unreadable"),
        ("姓名\n李敏".encode(), "sheet_title_missing"),
        ("工号,工号\n1,2".encode(), "sheet_title_twice"),
        (b"x" * (sheets.MOST_BYTES + 1), "sheet_too_large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, expected):
    assert code(content, needed=["工号"]) == expected


def test_too_many_rows_are_refused_in_both_forms():
    assert code("工号\n".encode() + b"1\n" * 4, most=3) == "sheet_too_many_rows"
    assert code(excel({(row, 0): "x" for row in range(5)}), most=3) == "sheet_too_many_rows"
    assert len(read(excel({(row, 0): "x" for row in range(4)}), most=3)) == 3


def test_a_file_that_claims_billions_of_cells_does_not_take_the_desk_down():
    assert code(excel({(0, 0): "工号", (1_048_575, 16_383): "x"})) == "sheet_unreadable"
