"""The register: complaints by their nearest promise, suggestions and praise as a view of it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from yinuo.complaints import may
from yinuo.complaints.queries import listing
from yinuo.complaints.queries.listing import View
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.complaints import lines, narrowing, rooms, rows
from yinuo.staff.models import Person
from yinuo.ui import links, regions


@only(may.see_list)
def listed(request: DeskRequest) -> HttpResponse:
    """The register as it is cut and narrowed, by pages."""
    form, cursor = narrowing.NarrowForm(request.GET), request.GET.get("cursor", "")
    found, older = _page(request.user, form, cursor)
    asked = {name: str(value) for name, value in request.GET.items() if value and name != "cursor"}
    context = {
        "form": form,
        "lines": [lines.line(one) for one in found],
        "is_suggestions": form.kind == narrowing.SUGGESTION,
        "is_closed": form.view == View.CLOSED,
        **_doors(form, asked, request.user),
        "older": _address({**asked, "cursor": older}) if older else "",
        "newest": _address(asked) if cursor else "",
        "new_url": _new(request.user),
        "export_url": f"{links.to('complaints-export')}?{urlencode(asked)}",
        "may_export": may.export(request.user) and form.kind == narrowing.COMPLAINT,
    }
    return regions.render(request, "desk/complaints/list.html", context, regions=("complaints",))


def _new(person: Person) -> str:
    """Where this person writes one down: the register form, or the light one of any colleague."""
    if may.own(person):
        return links.to("complaint-new")
    return links.to("complaint-report") if may.report(person) else ""


def _page(person: Person, form: narrowing.NarrowForm, cursor: str) -> tuple[list[rows.Row], str]:
    """The rows of the page that is asked for, and the cursor of the next."""
    if form.kind == narrowing.SUGGESTION:
        made = listing.suggested(person, form.wanted(), cursor or None)
        return [rows.suggestion_row(one) for one in made.rows], made.next_cursor or ""
    page = listing.listed(person, form.wanted(), cursor or None)
    return [rows.row(one) for one in page.rows], page.next_cursor or ""


def _doors(form: narrowing.NarrowForm, asked: dict[str, str], person: Person) -> dict[str, Any]:
    """The other cuts: label, address, how many, whether it is this one."""
    counts = listing.counts(person, form.whose) if form.kind == narrowing.COMPLAINT else {}
    kept = {name: value for name, value in asked.items() if name not in ("view", "stage")}
    return {
        "rooms": rooms.of(person, form.kind, form.whose),
        "views": [
            (_(label), _address({**kept, "view": one}), counts.get(one, 0), one == form.view)
            for one, label in narrowing.views(form.kind).items()
        ],
        "whose": [
            (_(label), _address({**asked, "whose": one}), one == form.whose)
            for one, label in narrowing.WHOSE.items()
        ],
    }


def _address(query: dict[str, str]) -> str:
    return f"{links.to('complaints')}?{urlencode(query)}"
