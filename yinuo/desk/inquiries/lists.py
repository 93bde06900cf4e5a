"""The list of questions, and what each agent answered (R122)."""

from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core.errors import NotFound
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.inquiries import rows
from yinuo.inquiries import may, queries
from yinuo.inquiries.queries import View
from yinuo.staff import queries as staff
from yinuo.staff.models import Person, Role
from yinuo.ui import regions

VIEWS: Final = {
    View.OPEN: gettext_noop("还没答复"),
    View.TO_CALL: gettext_noop("等我们回电"),
    View.WITH_LEADER: gettext_noop("组长在查"),
    View.CORRECTED: gettext_noop("更正"),
    View.ALL: gettext_noop("全部"),
}
ANSWERING: Final = (Role.AGENT, Role.TEAM_LEADER, Role.DISPATCHER, Role.MANAGER)


@only(may.see_list)
def listed(request: DeskRequest) -> HttpResponse:
    """Questions, the newest first: open, to be called back, with the leader, corrections."""
    said = request.GET.get("view", "")
    view = View(said) if said in set(View) else View.OPEN
    cursor = request.GET.get("cursor", "")
    page = queries.listed(request.user, view, cursor or None)
    here = reverse("inquiries")
    context = {
        "rows": [rows.row(one) for one in page.rows],
        "views": [(str(one), _(label), one == view) for one, label in VIEWS.items()],
        "older": _address(here, view=view, cursor=page.next_cursor) if page.next_cursor else "",
        "newest": _address(here, view=view) if cursor else "",
        **_people(request),
    }
    return _shown(request, context)


@only(may.see_list)
def answers(request: DeskRequest, staff_number: str) -> HttpResponse:
    """What one person answered, the latest first: one's own, or one's people's as their leader."""
    person, cursor = staff.person_by_number(staff_number), request.GET.get("cursor", "")
    if not may.see_answers_of(request.user, person):
        raise NotFound("not_found")
    page = queries.answered_by(request.user, person, cursor or None)
    here = reverse("inquiry-answers", args=[person.staff_number])
    context = {
        "rows": [rows.row(one) for one in page.rows],
        "views": [(str(one), _(label), False) for one, label in VIEWS.items()],
        "whose": person,
        "older": _address(here, cursor=page.next_cursor) if page.next_cursor else "",
        "newest": here if cursor else "",
        **_people(request),
    }
    return _shown(request, context)


def _shown(request: DeskRequest, context: dict[str, Any]) -> HttpResponse:
    context["may_ask"] = may.ask(request.user)
    return regions.render(request, "desk/inquiries/list.html", context, regions=("inquiries",))


def _people(request: DeskRequest) -> dict[str, Any]:
    """Whose answers may be looked at, this person first."""
    found = staff.people().filter(role__in=ANSWERING)
    people: list[Person] = [one for one in found if may.see_answers_of(request.user, one)]
    return {"people": sorted(people, key=lambda one: (one.pk != request.user.pk, one.staff_number))}


def _address(path: str, **query: object) -> str:
    return f"{path}?{urlencode(query)}"
