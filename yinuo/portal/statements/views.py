"""What is asked, until when, and the answer; nothing of the case itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from yinuo.complaints.actions import hearing
from yinuo.complaints.queries import respondent
from yinuo.complaints.rules.texts import LONGEST_STATEMENT
from yinuo.core.errors import DeskError, NotFound
from yinuo.portal import frame, pace
from yinuo.portal.complaints import acting, shown


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
            hearing.give_statement(statement=asked.statement, said=said, by=None, slug=slug)
            return HttpResponseRedirect(request.path)
        except NotFound:
            raise
        except DeskError as error:
            wrong, status = acting.wrong_of(error), error.status
    context = {
        "asked": asked,
        "word": shown.customer_word(asked.statement.complaint),
        "said": request.POST.get("said", ""),
        "wrong": wrong,
        "most": LONGEST_STATEMENT,
    }
    return frame.render(request, "portal/statements/state.html", context, status=status)
