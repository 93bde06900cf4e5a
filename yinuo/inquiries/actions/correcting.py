"""A wrong answer was given: nothing is hidden, the customer is called and told (003 二7, R121)."""

from datetime import datetime

from yinuo.core import clock, db
from yinuo.core.errors import NotNow
from yinuo.inquiries import rules
from yinuo.inquiries.actions import asking, holding, promising
from yinuo.inquiries.models import Inquiry
from yinuo.inquiries.rules import Stage
from yinuo.staff.models import Person
from yinuo.tickets import actions as tickets
from yinuo.tickets import may as tickets_may
from yinuo.tickets.models import Kind, reach_of
from yinuo.tickets.rules import check_text


def correct(
    *,
    inquiry: Inquiry,
    right: str = "",
    by: Person | None,
    due_at: datetime | None = None,
    form_key: str | None = None,
) -> Inquiry:
    """Open the correction of an answer that was wrong: a question of its own with the call-back promised, by
    whoever gave the answer (R122), else by whoever noticed.

    `right` is the right answer where it is known: then only the call is left. The wrong answer stays as it
    was said. While a correction is open, a second one is the first. Records inquiry.corrected {by} on the old
    one and inquiry.asked on the new. Raises NotPermitted; NotNow("inquiry_not_answered"); Invalid.
    """
    holding.permit(inquiry, by)
    words = check_text("right", right, rules.LONGEST_TEXT, required=False)
    with db.transaction():
        wrong = holding.hold(inquiry)
        if not wrong.answer or Stage(wrong.ticket.stage) not in rules.ENDED:
            raise NotNow("inquiry_not_answered")
        if open_ := _open_correction(wrong):
            return open_
        correction = _begin(wrong, words, by, form_key)
        holding.record("corrected", wrong, by=by, by_inquiry=correction.pk)
        if due_at is not None:
            promising.give_word(correction, due_at, by)
    return correction


def _open_correction(wrong: Inquiry) -> Inquiry | None:
    stages = [str(stage) for stage in rules.UNANSWERED]
    return wrong.corrections.select_related("ticket").filter(ticket__stage__in=stages).first()


def _begin(wrong: Inquiry, words: str, by: Person | None, form_key: str | None) -> Inquiry:
    before, owner = wrong.ticket, _owner(wrong, by)
    ticket = tickets.open_ticket(
        kind=Kind.INQUIRY,
        stage=Stage.OPEN,
        channel=before.channel,
        by=by,
        headline=f"更正 {before.headline}",
        customer=before.customer,
        customer_name=before.customer_name,
        owner=owner,
        team=before.team if owner is None else None,
        region=before.region,
        form_key=form_key,
    )
    now = clock.now()
    correction = Inquiry(
        ticket=ticket,
        type=wrong.type,
        question=wrong.question,
        contact_name=wrong.contact_name,
        contact_phone=wrong.contact_phone,
        about=wrong.about,
        by_ref=wrong.by_ref,
        wrong_of=wrong,
        checked_answer=words,
        checked_at=now if words else None,
        checked_by=by if words else None,
    )
    asking.begin(correction, by)
    if by is None or tickets_may.link(by, (ticket, before)):
        tickets.link(ticket, other=before, kind=rules.LINK, by=by)
    if words:
        holding.move(correction, Stage.CHECKED, by)
    return correction


def _owner(wrong: Inquiry, by: Person | None) -> Person | None:
    """Whoever answers for the answer (R122), if they still can."""
    giver = wrong.answered_by
    if giver is None or not tickets_may.own(giver):
        return by
    if by is None or _still_sees(by, giver):
        return giver
    return by


def _still_sees(by: Person, giver: Person) -> bool:
    """Whether what is the giver's and their team's stays within reach of whoever noticed."""
    return reach_of(by).holds(owner_id=giver.pk, given_to_id=None, team_id=giver.team_id, region_id=None)
