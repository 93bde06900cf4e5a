"""Reports as they are asked for: run, and the tickets behind each of their figures."""

from yinuo.reports.queries.behind import Counted, behind
from yinuo.reports.queries.running import run, totals

__all__ = ["Counted", "behind", "run", "totals"]
