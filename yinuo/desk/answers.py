"""How the desk answers an act: the parts of the page that it changed ask again; without scripts, a page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yinuo.tickets.models import Ticket
from yinuo.ui import regions, toasts


def acted(
    request: HttpRequest, ticket: Ticket | None = None, text: str = "", *, undo: str = ""
) -> HttpResponse:
    """It is done: close the dialog, let the ticket's regions and the queue ask again, say `text`."""
    if text:
        toasts.add(request, text, undo=undo)
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("ticket", args=[ticket.ref]) if ticket else reverse("workbench"))
    response = regions.done(request, closes_dialog=True)
    for name in (f"ticket-{ticket.pk}" if ticket else "", "queue"):
        if name:
            toasts.trigger(response, f"live:{name}")
    return response


def ask(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, refused: bool = False
) -> HttpResponse:
    """A dialog with a form; refused, the same with what is wrong at the fields (422)."""
    framed = {**context, "is_part": bool(request.headers.get("HX-Request"))}
    return regions.render(request, template, framed, regions=("dialog",), status=422 if refused else 200)
