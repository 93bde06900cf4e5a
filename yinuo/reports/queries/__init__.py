"""Reports as they are asked for: run, and the tickets behind each of their figures."""

from yinuo.reports.queries.behind import Case, behind
from yinuo.reports.queries.closing import run, totals
from yinuo.reports.queries.naming import label_of

__all__ = ["Case", "behind", "label_of", "run", "totals"]
