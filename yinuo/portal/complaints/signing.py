"""The agreement: read it, sign it with the code that comes to the number of the case, keep it (R202)."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from yinuo.complaints.actions import agreeing
from yinuo.complaints.models import Agreement
from yinuo.complaints.queries import offers, papers
from yinuo.core import clock
from yinuo.core.errors import DeskError, NotFound
from yinuo.portal import frame, guests
from yinuo.portal.complaints import acting, deciding
from yinuo.portal.complaints.coming import Way, by_way, own
from yinuo.portal.system import verifying


@frame.page("GET", "POST")
@by_way
@own
def agreement(request: HttpRequest, way: Way) -> HttpResponse:
    """What was written down, and the signature. It binds: the number of the case is proved to read it, and a
    code sent there for this paper alone signs it. An anonymous case has no number and signs on paper.
    """
    found = _found(way)
    is_code = request.method == "POST" and request.POST.get("do") == "code"
    if is_code:
        return _coded(request, way, found)
    return acting.answered(
        request,
        way,
        "portal/complaints/agreement.html",
        lambda _wrong: _context(request, way, is_sent="code" in request.POST),
        lambda: _sign(request, way, found),
    )


@frame.page("GET")
@by_way
@own
def paper(request: HttpRequest, way: Way) -> HttpResponse:
    """The PDF: what is to be signed, or with the record of the signature. As reading it, it asks for the
    proved number. Raises NotFound.
    """
    found = _found(way)
    made = papers.signed_paper(found) if found.signed_at else papers.paper(found)
    headers = {
        "Content-Disposition": f'inline; filename="{found.number}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _found(way: Way) -> Agreement:
    """The agreement of what they accepted. Raises NotFound before there is one."""
    if (found := deciding.agreement_of(offers.told(way.complaint))) is None:
        raise NotFound("not_found")
    return found


def _coded(request: HttpRequest, way: Way, found: Agreement) -> HttpResponse:
    """Send the code, and the form again with what was typed."""
    sent, wrong, status = True, {}, 200
    try:
        agreeing.send_signing_code(
            agreement=found,
            guest=way.guest,
            address=verifying.address_of(request),
            device=guests.device_of(request),
        )
    except DeskError as error:
        sent, wrong, status = False, acting.wrong_of(error), error.status
    context = {**_context(request, way, is_sent=sent), "wrong": wrong, "top": wrong.get("", "")}
    known = {"way": way, "number": way.case.ticket.number}
    response = frame.render(request, "portal/complaints/agreement.html", {**known, **context}, status=status)
    guests.name_device(request, response)
    return response


def _sign(request: HttpRequest, way: Way, found: Agreement) -> Agreement:
    return agreeing.sign_by_link(
        agreement=found,
        guest=way.guest,
        name=acting.said(request, "name", agreeing.LONGEST_NAME),
        code=acting.said(request, "code", 12),
    )


def _context(request: HttpRequest, way: Way, *, is_sent: bool) -> dict[str, Any]:
    found = _found(way)
    return {
        "paper": deciding.paper(found, clock.now()),
        "sections": found.content.get("sections", []),
        "title": found.content.get("title", ""),
        "is_signed": found.signed_at is not None,
        "has_phone": bool(way.contact) and way.can_prove,
        "is_sent": is_sent,
        "name": acting.said(request, "name", agreeing.LONGEST_NAME) or way.complaint.contact_name,
    }
