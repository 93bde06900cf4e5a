"""What was offered, agreed and refused, as the page of a case tells it (R202, R254)."""

from datetime import datetime

from django.utils.translation import gettext as _

from yinuo.complaints.models import Agreement, Complaint, Offer, Outcome
from yinuo.complaints.queries import following, offers
from yinuo.complaints.rules import stages
from yinuo.complaints.rules.stages import Stage
from yinuo.core import money
from yinuo.portal.complaints import words
from yinuo.portal.complaints.shapes import Body, Given, Offered, Paper
from yinuo.tickets import queries as tickets
from yinuo.ui import moments

State = Offer.State


def is_open(case: Complaint, offer: Offer | None) -> bool:
    """Whether they are asked for their answer now."""
    return (
        offer is not None
        and (offer.state, offer.round, offer.is_refusal) == (State.TOLD, case.round, False)
        and case.ticket.stage == Stage.PROPOSE
    )


def is_apart(case: Complaint, offer: Offer | None) -> bool:
    """Whether there is no agreement: a no was told, the offer was declined, or it ended so (R394)."""
    if case.outcome == Outcome.REFUSED:
        return True
    is_over = case.ticket.closed_at is not None
    return offer is not None and not is_over and (offer.is_refusal or offer.state == State.DECLINED)


def next_level(case: Complaint) -> str:
    """Who is next inside, and how they are asked for: by telephone, or by what this page takes now."""
    page = ""
    if case.ticket.stage in stages.UNDECIDED:
        page = "more"
    elif following.may_rate(case) and following.rating(case) is None:
        page = "rate"
    elif following.may_reopen(case):
        page = "reopen"
    return _(words.LEVELS[case.level]) % {"or": _(words.BY_PAGE[page]) if page else ""}


def offered(case: Complaint, offer: Offer | None) -> Offered | None:
    """The offer in words; its reasons stand in its text, those of a no beside it."""
    if offer is None:
        return None
    state, tone = words.OFFERS[offer.state]
    if offer.is_refusal:
        state, tone = "", ""
    elif offer.state == State.TOLD and not is_open(case, offer):
        state, tone = words.OFFERS_OVER
    return Offered(
        text=offer.text,
        ground=offer.ground if offer.is_refusal else "",
        state=_(state) if state else "",
        tone=tone,
        items=tuple(given(offer)),
        answer=offer.answer,
        is_refusal=offer.is_refusal,
        is_open=is_open(case, offer),
    )


def given(offer: Offer) -> list[Given]:
    """The remedies, those that are fixed first; of options only the chosen one once there is one."""
    rows = sorted(offers.items_of(offer), key=lambda one: (one.is_option, one.pk))
    is_settled = offer.state == State.ACCEPTED
    return [
        Given(one.pk, one.label, _yuan(one.amount), one.words, one.is_option, one.is_chosen)
        for one in rows
        if not (is_settled and one.is_option and not one.is_chosen)
    ]


def agreement_of(offer: Offer | None) -> Agreement | None:
    """What was written down of an accepted offer."""
    if offer is None or offer.state != State.ACCEPTED:
        return None
    return Agreement.objects.select_related("offer__complaint__ticket").filter(offer=offer).first()


def paper(found: Agreement | None, now: datetime) -> Paper | None:
    """The agreement in words."""
    if found is None:
        return None
    signed = found.signed_at and _("%(name)s 签于 %(time)s") % {
        "name": found.signed_name,
        "time": moments.short(found.signed_at, now),
    }
    return Paper(found.number, signed or "")


def bodies(case: Complaint) -> tuple[Body, ...]:
    """Whom outside they may turn to, as the playbook names them for this type (ISO 10002 7.9)."""
    playbook = tickets.playbook_of(case.ticket)
    found = playbook.legal_for("body", case.type.lower()) if playbook else ()
    return tuple(Body(one.label, one.text, one.contact, one.law) for one in found)


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": money.format_yuan(fen)} if fen else ""
