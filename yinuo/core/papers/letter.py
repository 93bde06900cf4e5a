"""A letter on the company's paper: the head, a title, sections, places to sign.

What is written is data that can be kept: the same letter gives the same bytes, in whatever language the desk
is being read, so that a hash proves which one it was.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import translation
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from yinuo.core.papers.sheet import GREY, INK, LINE, Paper

LANGUAGE: Final = "zh-hans"
LABEL_WIDTH: Final = 34.0
SIGNING_HEIGHT: Final = 46.0
HEAD: Final = FontFace(fill_color=(238, 241, 245))


@dataclass(frozen=True)
class Section:
    """A heading with facts (label, value), then a table (its first row the head), then paragraphs."""

    title: str
    facts: Sequence[tuple[str, str]] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Letter:
    """A letter of the company `head`; `contact` stands below it, `number` under the title.

    `signatures` are the lines of each place to sign, side by side at the end. `made_at` is aware.
    """

    head: str
    contact: str
    title: str
    number: str
    made_at: datetime
    sections: Sequence[Section]
    signatures: Sequence[Sequence[str]] = ()


def render(letter: Letter) -> bytes:
    """The PDF of a letter; the same letter gives the same bytes.

    What the typeface lacks is written as 〓. Raises NotNow("paper_font_missing").
    """
    with (
        translation.override(LANGUAGE),
        closing(Paper(letter.title, letter.made_at, is_wide=False)) as paper,
    ):
        _head(paper, letter)
        for section in letter.sections:
            _section(paper, section)
        _signatures(paper, letter.signatures)
        return bytes(paper.output())


def _head(paper: Paper, letter: Letter) -> None:
    paper.write_in(12)
    paper.line_of(letter.head, 7)
    paper.write_in(8.5, GREY)
    paper.line_of(letter.contact, 5)
    paper.set_draw_color(*LINE)
    paper.line(paper.l_margin, paper.get_y() + 1, paper.w - paper.r_margin, paper.get_y() + 1)
    paper.ln(8)
    paper.write_in(18)
    paper.multi_cell(0, 10, paper.sound(letter.title), align="C", new_x="LMARGIN", new_y="NEXT")
    paper.write_in(9, GREY)
    paper.multi_cell(0, 6, paper.sound(letter.number), align="C", new_x="LMARGIN", new_y="NEXT")
    paper.ln(4)


def _section(paper: Paper, section: Section) -> None:
    paper.needs(24)
    paper.write_in(12)
    paper.line_of(section.title, 8)
    for label, value in section.facts:
        paper.write_in(10, GREY)
        paper.cell(LABEL_WIDTH, 6, paper.sound(label))
        paper.write_in(10, INK)
        paper.multi_cell(0, 6, paper.sound(value), align="L", new_x="LMARGIN", new_y="NEXT")
    if section.rows:
        _table(paper, section.rows)
    paper.write_in(10)
    for line in section.lines:
        paper.line_of(line, 6)
    paper.ln(3)


def _table(paper: Paper, rows: Sequence[Sequence[str]]) -> None:
    paper.write_in(10)
    paper.set_draw_color(*LINE)
    with paper.table(
        borders_layout=TableBordersLayout.ALL,
        headings_style=HEAD,
        line_height=6,
        padding=1,
        text_align="LEFT",
    ) as table:
        for row in rows:
            table.row([paper.sound(cell) for cell in row])
    paper.ln(2)


def _signatures(paper: Paper, signatures: Sequence[Sequence[str]]) -> None:
    """Side by side, never apart from each other."""
    if not signatures:
        return
    paper.needs(SIGNING_HEIGHT)
    paper.ln(4)
    width, top = paper.epw / len(signatures), paper.get_y()
    paper.write_in(10)
    for place, lines in enumerate(signatures):
        for number, line in enumerate(lines):
            paper.set_xy(paper.l_margin + place * width, top + number * 9)
            paper.cell(width - 4, 7, paper.sound(line))
    paper.set_xy(paper.l_margin, top + max(len(lines) for lines in signatures) * 9)
