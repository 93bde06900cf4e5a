"""What reports do: keep the facts, make them anew, freeze closed months."""

from yinuo.reports.actions.freezing import freeze_due
from yinuo.reports.actions.keeping import keep, note
from yinuo.reports.actions.rebuilding import rebuild

__all__ = ["freeze_due", "keep", "note", "rebuild"]
