"""Reads about proposals: those of a case, the one that stands, what was given on the same order."""

from collections.abc import Callable, Mapping
from typing import Final

from django.db.models import QuerySet

from yinuo.complaints.models import Complaint, Offer, OfferItem, Outcome
from yinuo.complaints.queries import rows_of
from yinuo.complaints.rules import minimum, offers
from yinuo.complaints.rules.stages import LINK
from yinuo.playbooks.rules import schema
from yinuo.tickets.models import Link, Ticket
from yinuo.tickets.rules import PARTED

Figures = Callable[[Ticket], Mapping[str, int | None]]
_figures: list[Figures] = []


def provide_figures(figures: Figures) -> None:
    """Let it say the freight and declared value of a ticket complained about, in fen: only the orders know
    (the wiring, at start-up). Keys: freight, declared_value.
    """
    _figures[:] = [figures]


def of_complaint(complaint: Complaint) -> list[Offer]:
    """Every proposal of a case, newest first."""
    return rows_of.offers(complaint)[::-1]


def standing(complaint: Complaint) -> Offer | None:
    """The newest proposal of this round that nothing has taken the place of."""
    return latest(complaint, lambda one: one.round == complaint.round and one.state != Offer.State.REPLACED)


def latest(complaint: Complaint, is_meant: Callable[[Offer], bool]) -> Offer | None:
    """The newest proposal of which this is true; None when there is none."""
    return next((one for one in of_complaint(complaint) if is_meant(one)), None)


def told(complaint: Complaint) -> Offer | None:
    """What the customer may read and answer: the newest that was told; None before."""
    shown = (Offer.State.TOLD, Offer.State.ACCEPTED, Offer.State.DECLINED)
    return latest(complaint, lambda one: one.state in shown)


def heard(complaint: Complaint) -> str:
    """What the customer knows in this round, as the playbook calls it (`vocabulary.complaints.TOLD`)."""
    one = standing(complaint)
    if one is not None and one.state == Offer.State.ACCEPTED:
        return "agreed"
    if one is not None and one.state == Offer.State.TOLD:
        return "refusal" if one.is_refusal else "offer"
    was_told = any(each.round == complaint.round and each.told_at for each in of_complaint(complaint))
    return "outdated" if was_told else "nothing"


def may_be_signed(offer: Offer) -> bool:
    """Whether what was written down of it can be signed now: it was agreed to in this round, and the customer
    has not taken the complaint back.
    """
    case = offer.complaint
    is_of_now = offer.state == Offer.State.ACCEPTED and offer.round == case.round
    return is_of_now and case.outcome != Outcome.WITHDRAWN


def items_of(offer: Offer) -> list[OfferItem]:
    """The remedies of a proposal in the order they were put in."""
    return rows_of.items(offer)


def given(playbook: schema.Playbook, items: list[OfferItem]) -> list[offers.Given]:
    """The same with the playbook's way."""
    return [
        offers.Given(playbook.remedy(item.remedy).way, item.amount, item.cost, item.is_option)
        for item in items
    ]


_ABOUT: Final = (LINK, PARTED)
"""How a case is joined with what it is or was about."""


def orders_of(complaint_id: int) -> list[int]:
    """The tickets that a case is about, or was about before somebody set it right."""
    links = Link.objects.filter(ticket=complaint_id, kind__in=_ABOUT)
    return list(links.values_list("other_id", flat=True))


def on_same_matter(complaint: Complaint) -> QuerySet[Offer]:
    """The proposals of this case and of every other about the same order: their sums count together.

    An order that was taken out of a case, or another put in its place, still counts, and so do the cases that
    were merged into this one: what was given was given.
    """
    about = Link.objects.filter(other__in=orders_of(complaint.pk), kind__in=_ABOUT)
    merged = complaint.merged.values_list("pk", flat=True)
    cases = {complaint.pk, *about.values_list("ticket_id", flat=True), *merged}
    return Offer.objects.filter(complaint__in=cases)


def stake(complaint: Complaint) -> minimum.Stake:
    """What a legal minimum is reckoned from: the goods as they were recorded, else as the order says."""
    known: dict[str, int | None] = {}
    if complaint.about is not None:
        for figures in _figures:
            known |= figures(complaint.about)
    recorded = complaint.goods.get(minimum.DECLARED)
    return minimum.Stake(
        declared_value=recorded if recorded is not None else known.get(minimum.DECLARED),
        freight=known.get(minimum.FREIGHT),
        loss=complaint.goods.get(minimum.LOSS),
    )


def least(complaint: Complaint, playbook: schema.Playbook) -> minimum.Least:
    """What the law gives in a case like this at the least, where it is owed (`minimum.is_owed`)."""
    return minimum.least(playbook.legal_for("minimum", complaint.type.lower()), stake(complaint))
