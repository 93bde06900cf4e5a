"""From a DeskError to an answer: htmx gets a toast, a person a page."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yinuo.core.errors import DeskError
from yinuo.ui import faults

PAGES = {400, 403, 404, 409, 429}


def answer(request: HttpRequest, error: DeskError) -> HttpResponse:
    """Say what failed, what it means and what to do, in the person's language, with the error's status."""
    text = faults.text(error.code, error.params)
    if request.headers.get("HX-Request"):
        response = HttpResponse(text, status=error.status, content_type="text/plain; charset=utf-8")
        response["HX-Reswap"] = "none"  # a 422 would put these words in the place of the form
        response["HX-Trigger"] = json.dumps({"toast": {"text": text, "tone": "bad"}})
    else:
        status = error.status if error.status in PAGES else 409
        response = render(request, "ui/failure.html", {"text": text, "status": status}, status=error.status)
    if retry := error.params.get("retry_after"):
        response["Retry-After"] = str(retry)
    return response
