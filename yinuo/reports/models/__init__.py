"""What was done, one narrow row each; the figures of closed months; reports that are sent by themselves."""

from yinuo.reports.models.asked import LinkUse, QuestionFact, ReviewFact
from yinuo.reports.models.facts import OrderFact, Outcome, Timing
from yinuo.reports.models.frozen import Frozen
from yinuo.reports.models.schedules import Delivery, Format, Recipient, Run, Schedule
from yinuo.reports.models.voiced import ComplaintFact

__all__ = [
    "ComplaintFact",
    "Delivery",
    "Format",
    "Frozen",
    "LinkUse",
    "OrderFact",
    "Outcome",
    "QuestionFact",
    "Recipient",
    "ReviewFact",
    "Run",
    "Schedule",
    "Timing",
]
