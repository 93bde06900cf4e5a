"""A question and its answer, for whoever asked it; and asking on (R111, R120)."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import DeskError, Invalid, NotFound
from yinuo.customers.rules import Guest
from yinuo.inquiries import actions, queries, rules
from yinuo.inquiries.models import Inquiry
from yinuo.portal import frame
from yinuo.portal.inquiries import words
from yinuo.portal.inquiries.coming import Coming, coming
from yinuo.portal.orders.following import changing
from yinuo.ui import faults, moments

LONGEST = 2000
FAR = timedelta(days=365)


@frame.page("GET", "POST")
def question(request: HttpRequest, ref: str) -> HttpResponse:
    """What was asked, by when it is answered, the answer."""
    who = coming(request)
    if not (who.guest.phone or who.guest.ref):
        return changing.to_prove(request)
    guest, one = _found(ref, who)
    wrong, status = "", 200
    further = request.POST.get("question", "").strip()[:LONGEST]
    if request.method == "POST":
        try:
            actions.ask_further(inquiry=one, question=further, by=None, guest=guest)
            return HttpResponseRedirect(request.get_full_path())
        except DeskError as error:
            first = error.faults[0] if isinstance(error, Invalid) else error
            wrong, status = faults.text(first.code, first.params), error.status
    stage, tone = words.STAGES[one.ticket.stage]
    context = {
        "one": one,
        "lines": one.question.split("\n"),
        "type": _(words.TYPES[one.type]),
        "state": _(stage),
        "tone": tone,
        "coming": _coming(one, clock.now()),
        "answered": one.answer if one.answered_at else "",
        "about": who.about,
        "wrong": wrong,
        "further": further if wrong else "",
    }
    return frame.render(request, "portal/inquiries/question.html", context, status=status)


def _found(ref: str, who: Coming) -> tuple[Guest, Inquiry]:
    """The question, by the phone or by the order that they came with. Raises NotFound."""
    ways = [Guest(phone=who.guest.phone)] if who.guest.phone else []
    ways += [Guest(ref=who.guest.ref)] if who.guest.ref else []
    for guest in ways:
        try:
            return guest, queries.of_ref(ref, guest)
        except NotFound:
            continue
    raise NotFound("not_found")


def _coming(one: Inquiry, now: datetime) -> str:
    """By when it is answered, in words; empty once it is. What was promised by word stands, whatever is due
    among ourselves before it.
    """
    if rules.Stage(one.ticket.stage) in rules.ENDED:
        return ""
    due = queries.promised(one) or one.ticket.next_due_at
    if due - now > FAR:
        return _("客服会尽快答复您。")
    if due < now:
        return _("答复晚了，对不起。客服正在加紧查，马上答复您。")
    return _("客服会在 %(time)s 前答复您，答复写在这里，也会发短信。") % {"time": moments.short(due, now)}
