"""Whole tables of people and places from Excel or CSV: first compared, then written in small steps.

Every row is understood and compared with what is there before anything is written, so a dry run and the real
one see the same. One fault anywhere and nothing is written; the same rows twice change nothing.
"""

from yinuo.staff.actions.importing.run import ImportResult, import_rows

__all__ = ["ImportResult", "import_rows"]
