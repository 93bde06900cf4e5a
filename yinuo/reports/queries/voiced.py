"""What the rows of complaints, suggestions and displeasure say, as facts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Min, Sum

from yinuo.complaints.models import CallBack, Complaint, Grumble, Level, Outcome, Payment, Rating, Suggestion
from yinuo.complaints.queries import ceilings
from yinuo.core import clock, db
from yinuo.reports.models import ComplaintFact
from yinuo.reports.rules import voices
from yinuo.tickets.models import Channel, Ticket

_PASSED_ON: Final = (Channel.HOTLINE, Channel.OFFICIAL)
_TAKEN_BACK: Final = (Outcome.WITHDRAWN, Outcome.MERGED)
"""What the customer no longer waits for: nothing is due, and nobody asks how content they are."""
Sort = ComplaintFact.Sort


def of_complaint(
    complaint: Complaint,
    deeds: Sequence[voices.Deed],
    ack: str,
    paid: int,
    asked_at: datetime | None,
    ratings: Sequence[Rating],
) -> ComplaintFact:
    """The fact of a complaint, but for whether it repeats another; `ack` is the timing of the first word,
    `ratings` those of its rounds, the last of which is how content the customer is.
    """
    ticket, opened = complaint.ticket, complaint.recorded_at
    first = voices.first_closed_at(deeds)
    due_at = None if complaint.outcome in _TAKEN_BACK else _due_at(complaint)
    ended = ticket.closed_at if due_at is not None else None
    is_reopened = voices.was_reopened(deeds)
    last = ratings[-1] if ratings else None
    marks = {name: getattr(last, name, None) for name in ("overall", "result", "process", "treatment")}
    return ComplaintFact(
        **_of_ticket(ticket, complaint.about, opened),
        sort=Sort.COMPLAINT,
        type=complaint.type,
        cause=complaint.cause,
        severity=complaint.severity,
        driver_id=complaint.respondent_id or 0,
        ack=ack,
        ack_seconds=voices.seconds(opened, voices.heard_at(deeds)),
        is_escalated=complaint.level > Level.AGENT or _is_passed_on(complaint),
        compensation=paid,
        due_on=_day(due_at),
        closed_on=_day(ended),
        close_seconds=voices.seconds(opened, ended),
        is_in_time=due_at is not None and first is not None and first <= due_at,
        was_closed=ended is not None or is_reopened,
        is_reopened=is_reopened,
        asked_on=_asked_on(complaint, asked_at, ratings),
        **marks,
    )


def of_suggestion(suggestion: Suggestion) -> ComplaintFact:
    """The fact of a suggestion or of praise; of praise the person who is praised is known."""
    return ComplaintFact(
        **_of_ticket(suggestion.ticket, suggestion.about, suggestion.ticket.opened_at),
        sort=Sort.PRAISE if suggestion.sort == Suggestion.Sort.PRAISE else Sort.SUGGESTION,
        driver_id=suggestion.about_person_id or 0,
        is_taken_up=suggestion.answered_at is not None,
    )


def of_grumble(grumble: Grumble) -> ComplaintFact:
    """The fact of a displeasure, on the ticket on which it was noted or which it became."""
    return ComplaintFact(
        ticket_id=grumble.ticket_id or grumble.became_id,
        grumble_id=grumble.pk,
        sort=Sort.GRUMBLE,
        day=clock.local(grumble.at).date(),
        channel=grumble.ticket.channel if grumble.ticket else "",
        region_id=(grumble.ticket.region_id if grumble.ticket else None) or 0,
        team_id=grumble.by.team_id or 0,
        person_id=grumble.by_id,
        is_taken_up=grumble.became_id is not None,
    )


_OFFER: Final = "item__offer__complaint"
_PAID: Final = db.Prepared[tuple[int, int]](
    lambda *ids: (
        Payment.objects.filter(item__offer__complaint__ticket__id__in=ids)
        .values_list(_OFFER)
        .annotate(fen=Sum("fen"))
    )
)
_ASKED: Final = db.Prepared[tuple[int, datetime]](
    lambda *ids: (
        CallBack.objects.filter(complaint__ticket__id__in=ids)
        .values_list("complaint")
        .annotate(first=Min("at"))
    )
)
_RATED: Final = db.Prepared[Rating](
    lambda *ids: Rating.objects.filter(complaint__ticket__id__in=ids).order_by("round")
)


def paid(ids: Sequence[int]) -> Mapping[int, int]:
    """By complaint the fen that went to the customer."""
    return dict(_PAID.all(*ids))


def asked(ids: Sequence[int]) -> Mapping[int, datetime]:
    """By complaint when the customer was first rung back."""
    return dict(_ASKED.all(*ids))


def rated(ids: Sequence[int]) -> Mapping[int, Sequence[Rating]]:
    """By complaint the ratings of its rounds, in their order."""
    found: dict[int, list[Rating]] = defaultdict(list)
    for one in _RATED.all(*ids):
        found[one.complaint_id].append(one)
    return found


def _of_ticket(ticket: Ticket, about: Ticket | None, opened: datetime) -> dict[str, Any]:
    """When, by which way, whose."""
    return {
        "ticket_id": ticket.pk,
        "day": clock.local(opened).date(),
        "channel": ticket.channel,
        "customer_id": ticket.customer_id or 0,
        "region_id": ticket.region_id or (about.region_id if about else None) or 0,
        "team_id": ticket.team_id or 0,
        "person_id": ticket.owner_id or 0,
    }


def _is_passed_on(complaint: Complaint) -> bool:
    """Whether a hotline or an authority passed it on, by whichever way it came or when that was noted."""
    return complaint.ticket.channel in _PASSED_ON or complaint.official_due_at is not None


def _due_at(complaint: Complaint) -> datetime | None:
    """The nearest deadline from outside, else what the customer was told (R155); of the first round, so that
    nothing that comes later makes a late case one in time.
    """
    return ceilings.first_due_at(complaint) or complaint.told_until


def _asked_on(complaint: Complaint, asked_at: datetime | None, ratings: Sequence[Rating]) -> date | None:
    """When the customer was first asked whether they are content, or said it, or could have been asked."""
    if complaint.outcome in _TAKEN_BACK:
        return None
    asked = [*([asked_at] if asked_at else []), *(one.at for one in ratings)]
    return _day(min(asked, default=complaint.ticket.closed_at))


def _day(at: datetime | None) -> date | None:
    return clock.local(at).date() if at else None
