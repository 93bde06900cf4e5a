"""Complaints, suggestions and what hangs on them.

`words` the choices · `complaint` the case and its evidence · `deciding` weighing, offers, agreement, carrying
out · `following` call-backs, ratings, lessons, suggestions.
"""

from yinuo.complaints.models.complaint import Answer, Complaint, Mood, Override, Statement
from yinuo.complaints.models.deciding import (
    Agreement,
    AgreementPaper,
    Chore,
    Offer,
    OfferItem,
    Payment,
    Weighing,
)
from yinuo.complaints.models.following import CallBack, Corrective, Grumble, Lesson, Rating, Suggestion
from yinuo.complaints.models.words import (
    Cause,
    Degree,
    Feeling,
    Level,
    Manner,
    Organisation,
    Outcome,
    Severity,
    Temper,
    Type,
)

__all__ = [
    "Agreement",
    "AgreementPaper",
    "Answer",
    "CallBack",
    "Cause",
    "Chore",
    "Complaint",
    "Corrective",
    "Degree",
    "Feeling",
    "Grumble",
    "Lesson",
    "Level",
    "Manner",
    "Mood",
    "Offer",
    "OfferItem",
    "Organisation",
    "Outcome",
    "Override",
    "Payment",
    "Rating",
    "Severity",
    "Statement",
    "Suggestion",
    "Temper",
    "Type",
    "Weighing",
]
