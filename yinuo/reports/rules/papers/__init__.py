"""A report as a PDF file: A4, real text in an embedded Chinese typeface, no library of the system needed."""

from yinuo.reports.rules.papers.writing import FONT, write

__all__ = ["FONT", "write"]
