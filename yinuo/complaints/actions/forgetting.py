"""Letting go of what a case says of people (R047); what stays is its evidence: type, stages, times, sums,
hashes, moods and marks.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet

from yinuo.complaints.models import (
    Agreement,
    AgreementPaper,
    Answer,
    CallBack,
    Chore,
    Complaint,
    Grumble,
    Lesson,
    Offer,
    OfferItem,
    Override,
    Passed,
    Rating,
    Statement,
    Suggestion,
    Weighing,
)
from yinuo.complaints.rules.goods import SUMS
from yinuo.core import keeping
from yinuo.core.events import Deed

_WORDS: Final = (
    "respondent_name",
    "account",
    "wanted",
    "contact_name",
    "contact_phone",
    "contact_company",
    "contact_address",
    "restated",
    "cause_found",
    "motive",
    "core_demand",
    "responsible",
)
_OF_CASE: Final[tuple[tuple[type[Any], tuple[str, ...]], ...]] = (
    (Statement, ("to_name", "to_phone", "asks", "said", "waived_for")),
    (Answer, ("text",)),
    (Override, ("reason",)),
    (Offer, ("opinion", "text", "unusual_for", "answer")),
    (Chore, ("text", "proof")),
    (CallBack, ("note",)),
    (Rating, ("words", "left")),
    (Lesson, ("cause", "change")),
)
_NOBODY: Final = {"text": "", "phone": ""}
_SPEAKS: Final = ~Q(text="") | ~Q(phone="")


def forget_ticket(deed: Deed) -> None:
    """Wired to ticket.forgotten: what people said, and who they are.

    A corrective action belongs to no case and says what the company does; it stays.
    """
    pk = deed.ticket.pk
    Grumble.objects.filter(Q(ticket_id=pk) | Q(became_id=pk)).update(**_NOBODY)
    Suggestion.objects.filter(pk=pk).update(text="", contact_name="", contact_phone="", result="")
    Chore.objects.filter(ticket_id=pk).update(text="", proof="")
    if (complaint := Complaint.objects.filter(pk=pk).first()) is not None:
        _forget(complaint)


def grumbles_to_forget(before: datetime) -> QuerySet[Grumble]:
    """Displeasures noted before a moment that still say who it was; not what is under way or held."""
    old = Grumble.objects.filter(_SPEAKS, at__lt=before)
    ended = old.filter(Q(ticket__isnull=True) | Q(ticket__closed_at__isnull=False))
    return ended.exclude(keeping.any_held("ticket", "ticket_id")).order_by("at", "id")


def forget_grumbles(ids: Sequence[int]) -> None:
    """Empty what noted displeasures say of people; that they were heard still counts."""
    Grumble.objects.filter(pk__in=ids).update(**_NOBODY)


def _forget(complaint: Complaint) -> None:
    goods = {name: complaint.goods[name] for name in SUMS if name in complaint.goods}
    emptied = dict.fromkeys(_WORDS, "")
    Complaint.objects.filter(pk=complaint.pk).update(**emptied, goods=goods, proposed={})
    for model, columns in _OF_CASE:
        model.objects.filter(complaint=complaint).update(**dict.fromkeys(columns, ""))
    Weighing.objects.filter(pk=complaint.pk).update(word_of_mouth="", analysis={}, effects={})
    OfferItem.objects.filter(offer__complaint=complaint).update(words="")
    Passed.objects.filter(attachment__ticket=complaint.pk).update(whom="")
    AgreementPaper.objects.filter(agreement__offer__complaint=complaint).delete()
    signed = Agreement.objects.filter(offer__complaint=complaint)
    signed.update(content={}, signed_name="", signed_phone="")
