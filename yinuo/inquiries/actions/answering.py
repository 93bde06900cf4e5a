"""The answer: said at once, called, texted or written on the page (R108–R117)."""

from collections.abc import Mapping
from typing import Any, Final

from yinuo.core import clock, db
from yinuo.core.errors import Fault, Invalid, NotNow, NotPermitted, fault
from yinuo.inquiries import may, rules
from yinuo.inquiries.actions import holding, promising
from yinuo.inquiries.models import Inquiry, Way
from yinuo.inquiries.rules import Stage
from yinuo.messaging import actions as messaging
from yinuo.staff.models import Person
from yinuo.tickets.rules import clean
from yinuo.tickets.rules.texts import text_fault

NOTICE: Final = "inquiry_answer"
"""The notice of the playbook that takes an answer to the customer."""


def answer(
    *,
    inquiry: Inquiry,
    text: str,
    way: str,
    by: Person | None,
    figures: Mapping[str, Any] | None = None,
) -> Inquiry:
    """Give the answer; the inquiry leaves the queue, and what was promised is kept by this moment.

    `way` is how it reached the customer; SMS sends it now, and fails where it cannot leave. `figures` are
    what a filled answer was made of. Said while the customer still listens, before anything was put off, it
    is solved at first contact. What the leader looks into is answered by a leader only. Said twice by the
    same person it is said once. Records inquiry.answered {way, first}. Raises NotPermitted;
    NotNow("inquiry_not_in_stage"), NotNow("inquiry_with_leader"), what `messaging.queue` raises; Invalid.
    """
    holding.permit(inquiry, by)
    words = clean(text)
    with db.transaction():
        held = holding.hold(inquiry)
        if _is_said(held, words, way, by):
            return held
        _check(held, words, way, by)
        holding.take(held, by)
        _keep(held, words, way, by, figures or {})
        if way == Way.SMS:
            messaging.queue(ticket=held.ticket, key=NOTICE, to="customer", by=by, over_limit="parts")
        holding.move(held, Stage.ANSWERED, by, closes=True)
        promising.keep_word(held, by)
        told = {"way": way, "first": held.at_first_contact}
        holding.record("answered", held, by=by, detail={"text": words}, **told)
    return held


def _is_said(held: Inquiry, words: str, way: str, by: Person | None) -> bool:
    """Whether this very answer was given by this person already."""
    is_same = (held.answer, held.way, held.answered_by_id) == (words, way, by.pk if by else None)
    return is_same and held.ticket.stage == Stage.ANSWERED


def _check(held: Inquiry, words: str, way: str, by: Person | None) -> None:
    if held.ticket.stage == Stage.WITH_LEADER and by is not None and not may.check(by, held):
        raise NotNow("inquiry_with_leader")
    holding.require_stage(held, *rules.UNANSWERED)
    faults: list[Fault] = []
    if wrong := text_fault("answer", words, rules.LONGEST_TEXT):
        faults.append(wrong)
    if way not in rules.ways(held.ticket.channel, has_phone=bool(held.contact_phone)):
        faults.append(fault("way", "answer_way_wrong"))
    if faults:
        raise Invalid(*faults)
    if by is not None and not by.is_active:
        raise NotPermitted("not_permitted")


def _keep(held: Inquiry, words: str, way: str, by: Person | None, figures: Mapping[str, Any]) -> None:
    is_first = held.ticket.stage == Stage.OPEN and way == Way.SAID and "\n" not in held.question
    held.answer, held.way, held.figures = words, way, dict(figures)
    held.answered_at, held.answered_by = clock.now(), by
    held.at_first_contact = is_first and held.wrong_of_id is None
    held.save(update_fields=["answer", "way", "figures", "answered_at", "answered_by", "at_first_contact"])
