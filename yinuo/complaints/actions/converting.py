"""What came as a suggestion or praise turns out to be a complaint: it is registered, and nothing is lost."""

from yinuo.complaints import may
from yinuo.complaints.actions import details, holding, registering, suggesting
from yinuo.complaints.models import Complaint, Suggestion
from yinuo.complaints.queries import loading
from yinuo.complaints.rules.stages import BECAME, SUGGESTION_MOVES, Sorted
from yinuo.core import db
from yinuo.core.errors import NotNow
from yinuo.staff.may import require
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may


def convert(*, suggestion: Suggestion, by: Person | None) -> Complaint:
    """Register it as a complaint: account, contact, order, whom it is about and the pictures go with it.

    The suggestion is over, and both are joined. Converted again, also by two at once, it is the first
    complaint. Whom the complaint is about does not see the suggestion any more. Records suggestion.became
    {complaint}, suggestion.closed, and all that registering records. Raises NotPermitted;
    NotNow("suggestion_not_in_stage") for one that is over; as `registering.register`.
    """
    require(by, may.handle_suggestion, suggestion)
    with db.transaction():
        held = holding.hold_suggestion(suggestion)
        if (first := loading.became(held)) is not None:
            return first
        if held.ticket.closed_at is not None:
            raise NotNow("suggestion_not_in_stage", stage=Sorted(held.ticket.stage).label)
        channel = suggesting.registrable(held.ticket.channel)
        complaint = registering.register(channel=channel, by=by, sent_as=held.sort, **_known(held, by))
        holding.put(complaint, by_ref=held.by_ref)
        _end(held, complaint, by)
    return complaint


def _known(held: Suggestion, by: Person | None) -> details.Details:
    """What it says already; the order as far as whoever registers it may see that."""
    is_seen = held.about is not None and (by is None or tickets_may.see(by, held.about))
    return {
        "account": held.text,
        "about": held.about if is_seen else None,
        "respondent": held.about_person,
        "contact_name": held.contact_name,
        "contact_phone": held.contact_phone,
        "is_anonymous": held.is_anonymous,
    }


def _end(held: Suggestion, complaint: Complaint, by: Person | None) -> None:
    """Over as a suggestion: joined with the complaint, which has its pictures; kept from whom it is about."""
    ticket, other = held.ticket, complaint.ticket
    who = by if by is None or tickets_may.link(by, (ticket, other)) else None
    tickets.link(other, other=ticket, kind=BECAME, by=who)
    tickets.hand_files_on(ticket, to=other)
    tickets.leave_stage(ticket, to=Sorted.CLOSED, by=by, closes=True, abandons=True, moves=SUGGESTION_MOVES)
    holding.record_suggestion("became", held, by=by, complaint=complaint.pk)
    holding.record_suggestion("closed", held, by=by)
    if complaint.respondent is not None:
        tickets.bar(ticket, complaint.respondent)
