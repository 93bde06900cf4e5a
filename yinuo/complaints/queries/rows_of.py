"""What hangs on a case, table by table: once for all who ask of it while a page is put together.

A case has a few rows of each. They are read whole and looked through, by statements that are made once.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet

from yinuo.complaints.models import (
    Agreement,
    Answer,
    CallBack,
    Chore,
    Complaint,
    Lesson,
    Mood,
    Offer,
    OfferItem,
    Override,
    Rating,
    Statement,
    Weighing,
)
from yinuo.core import db

Row = TypeVar("Row", bound=Model)
Read = Callable[[Complaint], list[Row]]


class _Known(dict[tuple[str, int], list[Any]]):
    """The rows that were read for this page, by table and case."""


def _of(made: "QuerySet[Row]", *, by: str = "complaint_id") -> Read[Row]:
    """The rows of a case in this order; each knows its case where it points to it."""
    asked: Final[db.Prepared[Row]] = db.Prepared(lambda pk: made.filter(**{by: pk}))
    table = made.model._meta.db_table

    def rows(complaint: Complaint) -> list[Row]:
        known = db.of_reading(_Known)
        key = (table, complaint.pk)
        if key not in known:
            known[key] = asked.all(complaint.pk)
            for row in known[key] if by == "complaint_id" else ():
                row.complaint = complaint
        return known[key]

    return rows


agreements: Final = _of(Agreement.objects.order_by("offer_id"), by="offer__complaint_id")
answers: Final = _of(Answer.objects.order_by("id"))
call_backs: Final = _of(CallBack.objects.order_by("id"))
chores: Final = _of(
    Chore.objects.select_related("ticket__given_to", "received_by", "done_by", "item").order_by("id")
)
moods: Final = _of(Mood.objects.order_by("id"))
offers: Final = _of(Offer.objects.select_related("made_by").order_by("id"))
overrides: Final = _of(Override.objects.select_related("by").order_by("id"))
ratings: Final = _of(Rating.objects.order_by("id"))
statements: Final = _of(Statement.objects.select_related("to").order_by("id"))
_items: Final = _of(OfferItem.objects.select_related("payment__by").order_by("id"), by="offer__complaint_id")
_lesson: Final = _of(Lesson.objects.select_related("owner"))
_weighing: Final = _of(Weighing.objects.select_related("by"))


def items(offer: Offer) -> list[OfferItem]:
    """The remedies of a proposal with their payments, in the order they were put in."""
    found = [one for one in _items(offer.complaint) if one.offer_id == offer.pk]
    for one in found:
        one.offer = offer
    return found


def lesson(complaint: Complaint) -> Lesson | None:
    """What was learned from it; None before."""
    return next(iter(_lesson(complaint)), None)


def weighing(complaint: Complaint) -> Weighing | None:
    """The answers to the five questions; None before."""
    return next(iter(_weighing(complaint)), None)
