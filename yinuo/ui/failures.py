"""From a failure to an answer: htmx gets a toast, a person a page."""

import json
import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from yinuo.core import db, origin
from yinuo.core.errors import DeskError
from yinuo.ui import faults

PAGES = {400, 403, 404, 409, 429}
RETRY_SECONDS = 5


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


def unexpected(request: HttpRequest) -> HttpResponse:
    """What nobody foresaw (`handler500`), wherever it happened; the log has it with its traceback.

    When the database is in trouble the answer says which, and asks it for nothing: 503. Whatever was begun
    has been undone.
    """
    error = sys.exc_info()[1]
    trouble = db.trouble(error) if isinstance(error, Error) else db.Trouble.OTHER
    status = 500 if trouble is db.Trouble.OTHER else 503
    text = faults.text(f"db_{trouble}", {}) if status == 503 else _("服务器出错了，没有执行。")
    response = _said(request, text, status)
    if status == 503:
        response["Retry-After"] = str(RETRY_SECONDS)
    return response


def _said(request: HttpRequest, text: str, status: int) -> HttpResponse:
    """A page; for an act by htmx a toast. A part that only asked again stays silent and as it was."""
    if not request.headers.get("HX-Request"):
        template = "500.html" if status == 500 else "ui/failure.html"
        theme = request.COOKIES.get("yinuo_theme", "auto")
        page = render_to_string(template, {"text": text, "status": status, "theme": theme})
        return HttpResponse(page, status=status)
    told = _("%(text)s 编号：%(number)s") % {"text": text, "number": origin.request_id.get()}
    response = HttpResponse(told, status=status, content_type="text/plain; charset=utf-8")
    if request.method != "GET":
        response["HX-Trigger"] = json.dumps({"toast": {"text": told, "tone": "bad"}})
    return response
