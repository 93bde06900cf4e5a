"""Telling more: open questions of the checklist (R144), further words and pictures, by whoever knows."""

import hashlib
import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from yinuo.complaints.actions import calming, finding
from yinuo.complaints.models import Complaint
from yinuo.complaints.queries import asking
from yinuo.complaints.rules.stages import UNDECIDED
from yinuo.complaints.rules.texts import LONGEST_FINDING
from yinuo.core import refs, throttling
from yinuo.core.errors import Fault, Invalid, NotNow, fault
from yinuo.core.throttling import Limit
from yinuo.portal import frame
from yinuo.portal.complaints import acting, shown
from yinuo.portal.complaints import sheet as sheets
from yinuo.portal.complaints.coming import Way, by_way
from yinuo.portal.orders.taking import placing
from yinuo.tickets import actions as tickets

PREFIX: Final = "answer."
LONGEST: Final = 1000
NOTE: Final = "网上补充：{words}"
"""How the desk finds the words among its own notes."""
PER_CASE: Final = Limit("complaint_more", 20, timedelta(hours=1))


@frame.page("GET", "POST")
@by_way
def more(request: HttpRequest, way: Way) -> HttpResponse:
    """Answer what is still asked, say more, add pictures. It binds nobody: the link is enough."""

    def context(wrong: Mapping[str, str]) -> dict[str, Any]:
        asked = shown.unanswered(way.complaint)
        rows = [
            (name, ask, acting.said(request, name, LONGEST_FINDING), wrong.get(name, ""))
            for name, ask in ((PREFIX + one.key, one.ask) for one in asked)
        ]
        return {
            "rows": rows,
            "is_open": way.case.ticket.stage in UNDECIDED,
            "said": acting.said(request, "words", LONGEST),
            "form_key": request.POST.get("form_key", "")[:40] or refs.new(),
            "most": sheets.MOST_PHOTOS,
        }

    return acting.answered(request, way, "portal/complaints/more.html", context, lambda: _tell(request, way))


def _tell(request: HttpRequest, way: Way) -> None:
    """Keep everything that is right, then say what is wrong. Raises Invalid, NotNow, TooMany."""
    case = way.complaint
    if case.ticket.stage not in UNDECIDED:
        raise NotNow("case_decided")
    typed = {one: acting.said(request, PREFIX + one, LONGEST_FINDING).strip() for one in _keys(case)}
    words, files = acting.said(request, "words", LONGEST).strip(), tuple(request.FILES.getlist("photos"))
    if not (words or files or any(typed.values())):
        raise Invalid(fault("", "case_nothing_told"))
    if len(files) > sheets.MOST_PHOTOS:
        raise Invalid(fault("photos", "too_many_photos", most=sheets.MOST_PHOTOS))
    if len(words) > LONGEST:
        raise Invalid(fault("words", "too_long", limit=LONGEST, length=len(words)))
    throttling.spend((PER_CASE, throttling.who("case", case.ticket.ref)))
    photos = placing.pictures(files)  # costly: only within the limit
    wrong = _answer(case, typed)
    form_key = request.POST.get("form_key", "")[:40]
    if words:
        key = _key(case, form_key, words)
        calming.tell_more(complaint=case, words=words, note=NOTE.format(words=words), form_key=key)
    for made, name in photos:
        key, file = _key(case, form_key, made.sha256), io.BytesIO(made.content)
        tickets.attach(case.ticket, purpose=shown.EVIDENCE, file=file, by=None, name=name[:100], form_key=key)
    if wrong:
        raise Invalid(*wrong)


def _key(case: Complaint, form_key: str, said: str) -> str:
    """Under what something said in a form is kept: sent twice it is kept once, and what is added to a form
    that came back, having been kept in part, is new.
    """
    return hashlib.sha256(f"{case.ticket.ref}:{form_key}:{said}".encode()).hexdigest()[:36]


def _answer(case: Complaint, typed: dict[str, str]) -> list[Fault]:
    """Write down the answers; what is answered already stays as it is, whoever else holds the link."""
    wrong: list[Fault] = []
    for asked in asking.checklist(case):
        key = asked.question.key
        if asked.answer or not typed.get(key):
            continue
        try:
            finding.answer_question(complaint=case, key=key, text=typed[key], by=None)
        except Invalid as error:
            wrong += [fault(PREFIX + key, one.code, **one.params) for one in error.faults]
    return wrong


def _keys(case: Complaint) -> list[str]:
    return [one.key for one in asking.questions(case)]
