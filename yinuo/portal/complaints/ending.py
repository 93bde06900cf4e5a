"""Taking a complaint back, and opening it again within the set time."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yinuo.complaints.actions import ending, reopening
from yinuo.complaints.queries import following
from yinuo.complaints.rules.stages import LIVE, Stage
from yinuo.complaints.rules.texts import LONGEST_REASON
from yinuo.core.errors import Invalid, fault
from yinuo.portal import frame
from yinuo.portal.complaints import acting, words
from yinuo.portal.complaints.coming import Way, by_way, own
from yinuo.tickets import queries as tickets

GROUP: Final = "complaint_withdraw"
OTHER: Final = "other"


@frame.page("GET", "POST")
@by_way
@own
def withdraw(request: HttpRequest, way: Way) -> HttpResponse:
    """Take it back, with a reason. It binds: the number of the case is proved, unless it is anonymous."""
    case = way.complaint

    def context(wrong: Mapping[str, str]) -> dict[str, Any]:
        said = {
            "reason": request.POST.get("reason", "")[:40],
            "note": acting.said(request, "note", LONGEST_REASON),
        }
        is_open = Stage(case.ticket.stage) in LIVE
        return {"reasons": _reasons(way), "said": said, "is_open": is_open}

    return acting.answered(
        request, way, "portal/complaints/withdraw.html", context, lambda: _withdraw(request, way)
    )


@frame.page("GET", "POST")
@by_way
@own
def reopen(request: HttpRequest, way: Way) -> HttpResponse:
    """Come back to what was closed, saying what is left. It binds: the number of the case has to be proved,
    unless it is anonymous.
    """

    def context(wrong: Mapping[str, str]) -> dict[str, Any]:
        return {
            "said": acting.said(request, "why", reopening.LONGEST_WHY),
            "is_open": following.may_reopen(way.complaint),
            "longest": reopening.LONGEST_WHY,
        }

    def act() -> object:
        why = acting.said(request, "why", reopening.LONGEST_WHY)
        return reopening.reopen(complaint=way.complaint, why=why, by=None, guest=way.guest)

    return acting.answered(request, way, "portal/complaints/reopen.html", context, act)


def _withdraw(request: HttpRequest, way: Way) -> object:
    """Raises Invalid without a reason, and for another one without words."""
    key, note = request.POST.get("reason", ""), acting.said(request, "note", LONGEST_REASON)
    reason = dict(_reasons(way)).get(key, "")
    if not (reason or note.strip()):
        raise Invalid(fault("reason", "required"))
    if key == OTHER and not note.strip():
        raise Invalid(fault("note", "required"))
    return ending.withdraw(complaint=way.complaint, by=None, guest=way.guest, reason=reason, note=note)


def _reasons(way: Way) -> list[tuple[str, str]]:
    playbook = tickets.playbook_of(way.case.ticket)
    listed = playbook.reasons.get(GROUP, ()) if playbook else ()
    return [
        (one.key, _(words.WITHDRAWING.get(one.key, one.label)))
        for one in listed
        if one.by_customer or one.key == OTHER
    ]
