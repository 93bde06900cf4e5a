"""A report as a PDF file, on the pages of `core.papers`."""

from yinuo.reports.rules.papers.writing import write

__all__ = ["write"]
