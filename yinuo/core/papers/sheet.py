"""The paper itself: A4, the typeface, what it lacks, the foot of every page."""

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _
from fpdf import FPDF
from fpdf.fonts import TTFFont

from yinuo.core.errors import NotNow

FONT: Final = Path(__file__).resolve().parent / "fonts" / "NotoSansSC-Regular.ttf"
FAMILY: Final = "NotoSansSC"
MISSING: Final = "〓"
MARGIN: Final = 14.0
GREY: Final = (95, 106, 124)
INK: Final = (24, 32, 45)
LINE: Final = (200, 207, 217)


class Paper(FPDF):
    """Pages with the title and the page's number at their foot."""

    def __init__(self, title: str, made_at: datetime, *, is_wide: bool) -> None:
        """Raises NotNow("paper_font_missing") when the desk was built without the typeface."""
        super().__init__(orientation="landscape" if is_wide else "portrait", format="A4")
        if not FONT.is_file():
            raise NotNow("paper_font_missing")
        self.add_font(FAMILY, "", str(FONT))
        face = self.fonts[FAMILY.lower()]
        self._face = face if isinstance(face, TTFFont) else None
        self._known = frozenset(self._face.cmap) if self._face else frozenset()
        self.lacking: dict[str, None] = {}
        self.title_below = self.sound(title)
        self.set_title(title)
        self.set_lang("zh-CN")
        self.set_creator("Yinuo")
        self.set_creation_date(made_at)
        self.set_margin(MARGIN)
        self.set_auto_page_break(True, margin=MARGIN + 4)
        self.write_in(10)
        self.add_page()

    def close(self) -> None:
        """Let go of the typeface's file."""
        if self._face:
            self._face.close()

    def footer(self) -> None:
        """The title at the left, the page and how many there are at the right."""
        self.set_y(-MARGIN)
        self.write_in(8, GREY)
        self.cell(0, 5, self.title_below, align="L")
        self.set_x(self.l_margin)
        pages = _("第 %(page)s 页 / 共 %(pages)s 页") % {"page": self.page_no(), "pages": "{nb}"}
        self.cell(0, 5, pages, align="R")

    def write_in(self, points: float, ink: tuple[int, int, int] = INK) -> None:
        """Choose the size and colour of what is written next."""
        self.set_font(FAMILY, size=points)
        self.set_text_color(*ink)

    def sound(self, text: str) -> str:
        """A text as the typeface can show it: what it lacks becomes 〓 and is told at the end."""
        found = []
        for character in text:
            if ord(character) in self._known:
                found.append(character)
            elif unicodedata.category(character)[0] in "CZ":
                found.append(" ")
            else:
                self.lacking[character] = None
                found.append(MISSING)
        return "".join(found)

    def line_of(self, text: str, height: float) -> None:
        """A paragraph over the whole width."""
        self.multi_cell(0, height, self.sound(text), align="L", new_x="LMARGIN", new_y="NEXT")

    def needs(self, height: float) -> None:
        """Go on on the next page unless so many millimetres are left on this one."""
        if self.will_page_break(height):
            self.add_page()
