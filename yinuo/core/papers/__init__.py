"""PDF pages: A4, real text in an embedded Chinese typeface, no library of the system needed.

`sheet` is the paper itself, `letter` what the company sends or has signed.
"""

from yinuo.core.papers.letter import Letter, Section, render
from yinuo.core.papers.sheet import FONT, GREY, INK, LINE, MARGIN, MISSING, Paper

__all__ = ["FONT", "GREY", "INK", "LINE", "MARGIN", "MISSING", "Letter", "Paper", "Section", "render"]
