"""What is asked, until when, and the answer; nothing of the case itself."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yinuo.complaints.actions import evidence, hearing
from yinuo.complaints.queries import files, respondent
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core.errors import DeskError, NotFound
from yinuo.portal import frame, pace
from yinuo.portal.complaints import acting, shown
from yinuo.tickets.models import Attachment
from yinuo.ui import pictures


@frame.page("GET", "POST")
def state(request: HttpRequest, slug: str) -> HttpResponse:
    """The request, and the form while it waits. Whoever holds the link answers; what was said stands."""
    pace.count(request.META.get("REMOTE_ADDR", ""))
    asked = respondent.by_slug(slug)
    wrong: dict[str, str] = {}
    status = 200
    if request.method == "POST":
        said = acting.said(request, "said", LONGEST_STATEMENT)
        try:
            handed = evidence.read(request.FILES.getlist(evidence.FIELD))
            hearing.give_statement(statement=asked.statement, said=said, by=None, slug=slug, files=handed)
            return HttpResponseRedirect(request.path)
        except NotFound:
            raise
        except DeskError as error:
            wrong, status = acting.wrong_of(error), error.status

    def listed(rows: Sequence[Attachment]) -> list[pictures.Shown]:
        return pictures.shown(rows, lambda one: reverse("portal-statement-file", args=[slug, one]))

    context = {
        "asked": asked,
        "given": listed(asked.evidence),
        "passed": listed(asked.passed),
        "word": shown.customer_word(asked.statement.complaint),
        "said": request.POST.get("said", ""),
        "wrong": wrong,
        "most": LONGEST_STATEMENT,
        "most_files": evidence.MOST,
    }
    return frame.render(request, "portal/statements/state.html", context, status=status)


@frame.page("GET")
def file(request: HttpRequest, slug: str, file: int | str) -> HttpResponse:
    """A file that came with the statement, or that was passed on to whom it is asked of. Raises NotFound."""
    pace.count(request.META.get("REMOTE_ADDR", ""))
    asked = respondent.by_slug(slug)
    return pictures.response(files.readable(asked.statement, int(file)))  # type: ignore[return-value]
