"""Reading what is announced (R024)."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import clock
from yinuo.desk.access import DeskRequest, only
from yinuo.knowledge import may, queries
from yinuo.knowledge.models import Announcement
from yinuo.tickets.queries import paging
from yinuo.ui import regions

STATES = {
    "LATER": (gettext_noop("到时公布"), "info"),
    "NOW": (gettext_noop("公布中"), "ok"),
    "OVER": (gettext_noop("已撤下"), ""),
}


@only(may.read)
def news(request: DeskRequest) -> HttpResponse:
    """What stands now for our own people, the newest first; in the view `answers` what was found out for
    customers' questions and kept (R117).
    """
    is_answers = request.GET.get("view") == "answers"
    cursor = request.GET.get("cursor")
    page = queries.answers(cursor) if is_answers else queries.current(queries.STAFF, cursor)
    context = {
        "is_answers": is_answers,
        "rows": page.rows,
        **_pager(request, page),
        "may_announce": may.announce(request.user),
        "may_read_all": may.read_all(request.user),
    }
    return regions.render(request, "desk/knowledge/list.html", context)


@only(may.read_all)
def everything(request: DeskRequest) -> HttpResponse:
    """Everything that was announced or will be, for whoever announces."""
    page, now = queries.all_of(request.user, request.GET.get("cursor")), clock.now()
    context = {
        "rows": [(one, audience(one), *_told(queries.state(one, now))) for one in page.rows],
        **_pager(request, page),
        "may_announce": may.announce(request.user),
    }
    return regions.render(request, "desk/knowledge/all.html", context)


@only(may.read)
def announcement(request: DeskRequest, ref: str) -> HttpResponse:
    """One announcement: its words, source and date."""
    one = queries.of_ref(request.user, ref)
    state = queries.state(one, clock.now())
    word, tone = _told(state)
    context = {
        "one": one,
        "audience": audience(one),
        "state": word,
        "tone": tone,
        "may_announce": may.announce(request.user),
        "may_withdraw": may.announce(request.user) and state != "OVER",
    }
    return regions.render(request, "desk/knowledge/detail.html", context)


def audience(one: Announcement) -> str:
    """For whom, in words."""
    return _(str(Announcement.Audience(one.audience).label))


def _told(state: str) -> tuple[str, str]:
    word, tone = STATES[state]
    return _(word), tone


def _pager(request: HttpRequest, page: paging.Page[Announcement]) -> dict[str, str]:
    here = reverse(request.resolver_match.view_name) if request.resolver_match else ""
    view = {"view": "answers"} if request.GET.get("view") == "answers" else {}
    older = urlencode({**view, "cursor": page.next_cursor or ""})
    return {
        "older": f"{here}?{older}" if page.next_cursor else "",
        "newest": f"{here}?{urlencode(view)}" if request.GET.get("cursor") else "",
    }
