"""What stands on the pages: title, facts, figures, bars, tables with repeated heads, formulas."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from yinuo.core.papers import GREY, INK, LINE, MISSING, Paper
from yinuo.reports.rules import documents
from yinuo.reports.rules.documents import Bars, Cell, Document, Field, Section, words

MOST_NARROW: Final = 8
"""More columns than this stand on a wide page."""
MOST_ROWS: Final = 2000
HEAD: Final = FontFace(fill_color=(238, 241, 245))
SUM: Final = FontFace(fill_color=(247, 248, 250))
BAR: Final = (28, 91, 199)
BAR_HEIGHT, BAR_STEP, LABEL_WIDTH, FIGURE_WIDTH = 3.6, 5.2, 42.0, 32.0
BOX_HEIGHT: Final = 16.0


def write(document: Document, path: Path) -> None:
    """Write the document to `path` (.pdf).

    Raises NotNow("paper_font_missing") and OSError. What the typeface lacks is written as 〓 and named on the
    last page; of a table longer than 2000 rows the rest is left to the Excel file, and that is said.
    """
    is_wide = max(len(section.fields) for section in document.sections) > MOST_NARROW
    with closing(Paper(document.title, document.made_at, is_wide=is_wide)) as paper:
        _head(paper, document)
        _figures(paper, document.figures)
        for section in document.sections:
            _section(paper, section, is_only=len(document.sections) == 1)
        _foot(paper, document)
        paper.output(str(path))


def _head(paper: Paper, document: Document) -> None:
    paper.write_in(18)
    paper.line_of(document.title, 9)
    if document.finding:
        paper.write_in(11)
        paper.line_of(document.finding, 6.5)
    paper.write_in(9, GREY)
    paper.line_of("    ".join(f"{label}：{value}" for label, value in document.facts), 5)
    paper.ln(3)


def _figures(paper: Paper, figures: Sequence[tuple[str, str]]) -> None:
    """A box each, side by side."""
    if not figures:
        return
    width, top = paper.epw / len(figures), paper.get_y()
    paper.set_draw_color(*LINE)
    for number, (label, value) in enumerate(figures):
        left = paper.l_margin + number * width
        paper.rect(left, top, width - 2, BOX_HEIGHT)
        paper.set_xy(left + 2, top + 2)
        paper.write_in(8, GREY)
        paper.cell(width - 6, 4, paper.sound(label))
        paper.set_xy(left + 2, top + 7)
        paper.write_in(13)
        paper.cell(width - 6, 7, paper.sound(value))
    paper.set_xy(paper.l_margin, top + BOX_HEIGHT + 5)


def _section(paper: Paper, section: Section, *, is_only: bool) -> None:
    if not is_only:
        paper.needs(30)
        paper.write_in(13)
        paper.line_of(section.title, 8)
    if section.bars:
        _bars(paper, section.bars)
    if not section.rows:
        paper.write_in(10, GREY)
        paper.line_of(_("这段时间没有记录"), 7)
        paper.ln(3)
        return
    _table(paper, section)


def _bars(paper: Paper, drawn: Bars) -> None:
    """The main series: a label, a bar, the figure; one line each."""
    paper.needs(BAR_STEP * (len(drawn.bars) + 1))
    paper.write_in(9, GREY)
    paper.cell(0, BAR_STEP, paper.sound(drawn.label), new_x="LMARGIN", new_y="NEXT")
    room = paper.epw - LABEL_WIDTH - FIGURE_WIDTH
    for label, figure, length in drawn.bars:
        top = paper.get_y()
        paper.write_in(8)
        paper.cell(LABEL_WIDTH, BAR_STEP, _fitting(paper, label, LABEL_WIDTH - 2))
        if length > 0:
            with paper.local_context(fill_color=BAR):
                paper.rect(paper.l_margin + LABEL_WIDTH, top + 0.8, room * length, BAR_HEIGHT, style="F")
        paper.set_x(paper.l_margin + LABEL_WIDTH + room * length + 1.5)
        paper.cell(FIGURE_WIDTH, BAR_STEP, paper.sound(figure), new_x="LMARGIN", new_y="NEXT")
    paper.ln(4)


def _fitting(paper: Paper, label: str, width: float) -> str:
    """As much of a label as there is room for; the whole stands in the table below."""
    text = paper.sound(label)
    if paper.get_string_width(text) <= width:
        return text
    while text and paper.get_string_width(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _table(paper: Paper, section: Section) -> None:
    """The rows, the head on every page; a row is never divided."""
    paper.write_in(8)
    paper.set_draw_color(*LINE)
    shown = section.rows[:MOST_ROWS]
    with paper.table(
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=HEAD,
        line_height=4.4,
        padding=0.8,
        col_widths=_widths(section),
        text_align=tuple("LEFT" if _is_text(field) else "RIGHT" for field in section.fields),
    ) as table:
        table.row([paper.sound(_heading(field)) for field in section.fields])
        for cells in shown:
            table.row(_worded(paper, section.fields, cells))
        if section.totals:
            table.row(_worded(paper, section.fields, section.totals), style=SUM)
    paper.ln(3)
    if section.cut or len(shown) < len(section.rows):
        paper.write_in(8, GREY)
        said = {"shown": len(shown), "all": len(section.rows)}
        more = _("这里只列前 %(shown)s 行，共 %(all)s 行；全部请导出表格。") % said
        paper.line_of(documents.cut(len(shown), section.total) if section.cut else more, 5)
        paper.ln(3)


def _worded(paper: Paper, fields: Sequence[Field], cells: Sequence[Cell]) -> list[str]:
    return [paper.sound(words(cell, field.kind)) for field, cell in zip(fields, cells, strict=True)]


def _widths(section: Section) -> tuple[float, ...]:
    """Shares of the page: by the longest of the first cells, so that a name has room and a count little."""
    found = []
    for index, field in enumerate(section.fields):
        cells = [words(row[index], field.kind) for row in section.rows[:100]]
        longest = max([len(text.encode("gb18030")) for text in (_heading(field)[:8], *cells)])
        found.append(float(min(max(longest, 6), 36 if _is_text(field) else 14)))
    return tuple(found)


def _heading(field: Field) -> str:
    return field.label + documents.unit(field.kind)


def _is_text(field: Field) -> bool:
    return field.kind in ("text", "phone", "date", "time")


def _foot(paper: Paper, document: Document) -> None:
    """How every figure is counted, what is to be known, which characters could not be shown."""
    formulas = list(document.formulas())
    notes = [f"· {note}" for note in document.notes]
    if not (formulas or notes or paper.lacking):
        return
    paper.needs(30)
    paper.write_in(11)
    paper.line_of(_("指标怎么算"), 7)
    paper.write_in(8.5, GREY)
    for label, formula, source in formulas:
        paper.line_of(f"· {label} = {formula}" + (f"（{source}）" if source else ""), 4.8)
    for note in notes:
        paper.line_of(note, 4.8)
    if paper.lacking:
        paper.write_in(8.5, INK)
        said = {"mark": MISSING, "points": "、".join(f"U+{ord(one):04X}" for one in paper.lacking)}
        paper.line_of(_("字体里没有这些字，文中以 %(mark)s 代替：%(points)s") % said, 4.8)
