"""What every verb of a case's page does: the act, then back to the page; a refusal is said in the form."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from yinuo.core.errors import DeskError, Invalid, NotFound
from yinuo.core.text.keepable import keepable
from yinuo.portal import frame
from yinuo.portal.complaints import shown
from yinuo.portal.complaints.coming import Way
from yinuo.ui import faults


def said(request: HttpRequest, name: str, longest: int) -> str:
    """What was typed, cut only where the domain still sees that it is too long."""
    return str(keepable(request.POST.get(name, ""))).replace("\r\n", "\n")[: longest + 1]


def number(request: HttpRequest, name: str) -> int | None:
    """A mark of one to five; None for none, 0 for what is no mark."""
    typed = request.POST.get(name, "")
    return (int(typed) if typed in tuple("12345") else 0) if typed else None


def answered(
    request: HttpRequest,
    way: Way,
    template: str,
    context: Callable[[Mapping[str, str]], Mapping[str, Any]],
    act: Callable[[], object],
) -> HttpResponse:
    """The form (`context` gets what is wrong by field), or the act and back to the page. What was refused is
    said in the form, at its field.
    """
    wrong: dict[str, str] = {}
    status, wait = 200, 0
    if request.method == "POST":
        try:
            act()
            return HttpResponseRedirect(f"{way.base}/")
        except NotFound:
            raise
        except DeskError as error:
            wrong, status = wrong_of(error), error.status
            wait = error.params.get("retry_after", 0)
    known = {"way": way, "wrong": wrong, "top": wrong.get("", ""), "word": shown.customer_word(way.case)}
    number = way.case.ticket.number
    response = frame.render(request, template, {**known, "number": number, **context(wrong)}, status=status)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def wrong_of(error: DeskError) -> dict[str, str]:
    """The words of a refusal by field; the empty one stands above the form."""
    if isinstance(error, Invalid):
        wrong: dict[str, str] = {}
        for one in error.faults:
            wrong[one.field] = wrong.get(one.field, "") + faults.to_customer(one.code, one.params)
        return wrong
    return {"": faults.to_customer(error.code, error.params)}
