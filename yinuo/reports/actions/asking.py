"""Keeping the facts of questions, of looking up without asking and of reviews, in the deed's transaction.

A shipment that is asked about again marks the question before (R111); a look after a link was texted marks
the question it was texted for (R115). A correction is no question of the customer: what it puts right was
not solved (R121).
"""

from datetime import datetime, time, timedelta
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.events import Deed
from yinuo.inquiries.models import Inquiry
from yinuo.orders.models import SelfLook, WebOrder
from yinuo.orders.rules.stages import UNDER_REVIEW
from yinuo.promises.models import Promise
from yinuo.reports.models import LinkUse, QuestionFact, ReviewFact
from yinuo.reports.rules import deriving
from yinuo.reports.rules.deriving import Due
from yinuo.tickets.models import Channel, Kind, Ticket

REPEAT_DAYS: Final = 7
"""Asked again about the same shipment within so many days, it was not solved at the first contact (B10)."""
CALLBACKS: Final = ("answer_by",)
"""The promises of an inquiry that are answers said to come later (R111, R120)."""
_QUESTION: Final = tuple(one.attname for one in QuestionFact._meta.concrete_fields if not one.primary_key)
_REVIEW: Final = tuple(one.attname for one in ReviewFact._meta.concrete_fields if not one.primary_key)


def note_question(deed: Deed) -> None:
    """Wired to whatever happens to an inquiry."""
    if deed.ticket is not None and deed.ticket.kind == Kind.INQUIRY:
        keep(deed.ticket.pk)


def note_look(deed: Deed) -> None:
    """Wired to order.looked_up, which comes once for an order, a day and a way."""
    keep(deed.ticket.pk)


def note_review(deed: Deed) -> None:
    """Wired to whatever may change how the review of a web order stands."""
    ticket = deed.ticket
    is_other = deed.kind.startswith("promise.") and deed.subject.key != deriving.REVIEW
    if ticket is not None and ticket.kind == Kind.ORDER and ticket.channel == Channel.WEB and not is_other:
        keep_review(ticket.pk)


def keep(*ticket_ids: int) -> None:
    """Make the facts of these inquiries and orders what their rows say; done again it changes nothing.

    Must be called in a transaction that holds the tickets' rows.
    """
    for inquiry in Inquiry.objects.filter(pk__in=ticket_ids).select_related("ticket", "about"):
        if inquiry.wrong_of_id is None:
            _keep_question(inquiry)
        else:
            QuestionFact.objects.filter(ticket=inquiry.pk, is_self=False).delete()
    for look in SelfLook.objects.filter(order__in=ticket_ids).select_related("order__ticket").order_by("id"):
        _keep_look(look)
    for pk in WebOrder.objects.filter(pk__in=ticket_ids).values_list("pk", flat=True):
        keep_review(pk)


def _keep_question(inquiry: Inquiry) -> None:
    ticket, asked = inquiry.ticket, clock.local(inquiry.ticket.opened_at)
    about = inquiry.about
    fact = QuestionFact(
        ticket=ticket,
        about_id=inquiry.about_id or 0,
        day=asked.date(),
        hour=asked.hour,
        type=inquiry.type,
        channel=ticket.channel,
        region_id=ticket.region_id or (about.region_id if about else None) or 0,
        team_id=ticket.team_id or 0,
        person_id=inquiry.answered_by_id or ticket.owner_id or 0,
        is_first=inquiry.at_first_contact and not inquiry.corrections.exists(),
        is_repeat=_is_repeated(inquiry),
        callback=_callback(ticket),
        link=_link(inquiry),
    )
    if _stored(fact) and inquiry.about_id:
        _mark_earlier(inquiry)


def _stored(fact: QuestionFact) -> bool:
    """Write it where it is new or another; whether it is new."""
    before = QuestionFact.objects.filter(ticket_id=fact.ticket_id, is_self=fact.is_self, day=fact.day).first()
    if before is None:
        db.insert(fact)
        return True
    fact.pk = before.pk
    if changed := [name for name in _QUESTION if getattr(fact, name) != getattr(before, name)]:
        db.update(fact, *changed)
    return False


def _is_repeated(inquiry: Inquiry) -> bool:
    """Whether the same shipment was asked about again within the days."""
    if not inquiry.about_id:
        return False
    asked = inquiry.ticket.opened_at
    again = Inquiry.objects.filter(about=inquiry.about_id, ticket__gt=inquiry.pk, wrong_of__isnull=True)
    return again.filter(ticket__opened_at__lte=asked + timedelta(days=REPEAT_DAYS)).exists()


def _mark_earlier(inquiry: Inquiry) -> None:
    """The questions about this shipment in the days before were not the last word."""
    asked = inquiry.ticket.opened_at
    since, day = asked - timedelta(days=REPEAT_DAYS), clock.local(asked).date()
    earlier = QuestionFact.objects.filter(
        about_id=inquiry.about_id or 0, day__gte=clock.local(since).date(), day__lte=day
    )
    earlier = earlier.filter(ticket__lt=inquiry.pk, ticket__opened_at__gte=since)
    for fact in earlier.filter(is_self=False, is_repeat=False):
        fact.is_repeat = True
        db.update(fact, "is_repeat")


def _callback(ticket: Ticket) -> str:
    """How the last answer that was promised for later came out."""
    rows = Promise.objects.filter(ticket=ticket, key__in=CALLBACKS).order_by("-id")
    last = rows.values_list(*Due._fields[:-1], "late_is_objective").first()
    return deriving.judge(Due(*last)).timing if last else ""


def _link(inquiry: Inquiry) -> str:
    """Whether the link was texted, and the order looked up in the days after it."""
    if inquiry.link_sent_at is None or not inquiry.about_id:
        return ""
    sent = clock.local(inquiry.link_sent_at).date()
    within = {"on__gte": sent, "on__lte": sent + timedelta(days=REPEAT_DAYS)}
    is_used = SelfLook.objects.filter(order=inquiry.about_id, by_link=True, **within).exists()
    return LinkUse.USED if is_used else LinkUse.SENT


def _keep_look(look: SelfLook) -> None:
    ticket = look.order.ticket
    before = QuestionFact.objects.filter(ticket=ticket, is_self=True, day=look.on)
    if not before.exists():
        now = clock.local(clock.now())
        fact = QuestionFact(
            ticket=ticket,
            about_id=ticket.pk,
            is_self=True,
            day=look.on,
            hour=now.hour if now.date() == look.on else None,
            channel=Channel.WEB,
            region_id=ticket.region_id or 0,
            team_id=ticket.team_id or 0,
        )
        db.insert(fact)
    if look.by_link:
        since = datetime.combine(look.on - timedelta(days=REPEAT_DAYS), time(), clock.zone())
        sent = Inquiry.objects.filter(about=ticket.pk, link_sent_at__gte=since, wrong_of__isnull=True)
        for inquiry in sent.select_related("ticket", "about"):
            _keep_question(inquiry)


_WEB: Final = db.Prepared[WebOrder](
    lambda pk: WebOrder.objects.select_related("order__ticket", "order__confirmed_by").filter(pk=pk)
)
_REVIEWED: Final = db.Prepared[tuple[Any, ...]](
    lambda ticket: (
        Promise.objects.filter(ticket_id=ticket, key=deriving.REVIEW)
        .order_by("id")
        .values_list(*Due._fields[:-1], "late_is_objective")[:1]
    )
)
_BEFORE: Final = db.Prepared[ReviewFact](lambda pk: ReviewFact.objects.filter(pk=pk))


def keep_review(ticket_id: int) -> None:
    """Make the fact of a web order's review what its rows say."""
    web = _WEB.first(ticket_id)
    if web is None:
        return
    order, ticket, placed = web.order, web.order.ticket, clock.local(web.placed_at)
    first = _REVIEWED.first(ticket.pk)
    judged = deriving.judge(Due(*first)) if first else deriving.Judged()
    took = int((web.reviewed_at - web.placed_at).total_seconds()) if web.reviewed_at else None
    fact = ReviewFact(
        ticket=ticket,
        day=placed.date(),
        hour=placed.hour,
        rule=ReviewFact.Rule.NIGHT if web.is_night else ReviewFact.Rule.DAY,
        review=judged.timing,
        review_seconds=max(took, 0) if took is not None else None,
        outcome=_outcome(ticket.stage, order.confirmed_at is not None),
        region_id=ticket.region_id or 0,
        team_id=ticket.team_id or 0,
        person_id=order.confirmed_by_id or web.reviewer_id or ticket.owner_id or 0,
    )
    before = _BEFORE.first(ticket.pk)
    if before is None:
        db.insert(fact)
    elif changed := [name for name in _REVIEW if getattr(fact, name) != getattr(before, name)]:
        db.update(fact, *changed)


def _outcome(stage: str, is_confirmed: bool) -> str:
    """What became of the web order itself; what happens to a confirmed order later is another report."""
    if is_confirmed:
        return ReviewFact.Outcome.CONFIRMED
    return ReviewFact.Outcome.OPEN if stage in UNDER_REVIEW else ReviewFact.Outcome.VOIDED
