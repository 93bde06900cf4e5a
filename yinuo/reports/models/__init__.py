"""What was done, one narrow row each, and the figures of closed months."""

from yinuo.reports.models.facts import OrderFact, Outcome, Timing
from yinuo.reports.models.frozen import Frozen

__all__ = ["Frozen", "OrderFact", "Outcome", "Timing"]
