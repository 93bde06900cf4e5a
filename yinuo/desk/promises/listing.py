"""The ledger of promises: every one, by rule or spoken, and what became of it."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.desk.access import DeskRequest, only
from yinuo.desk.promises import narrowing, rows
from yinuo.promises import may, queries
from yinuo.promises.rules.outcomes import Outcome
from yinuo.ui import regions


@only(may.see_ledger)
def ledger(request: DeskRequest) -> HttpResponse:
    """Every promise this person may see, the one due last first, narrowed and by pages."""
    form, person = narrowing.NarrowForm(request.GET, request.user), request.user
    wanted = form.wanted(request.GET.get("state", ""))
    page = queries.ledger(person, wanted, request.GET.get("cursor"))
    asked = request.GET.dict()
    counts = queries.counts(person, wanted)
    context = {
        "form": form,
        "state": wanted.state,
        "views": [
            (
                _(rows.WORDS[state][0]),
                narrowing.query(asked, state=state),
                counts[state],
                wanted.state == state,
            )
            for state in Outcome
        ],
        "every": narrowing.query(asked, state=""),
        "rows": [rows.row(one, person) for one in page.rows],
        "older": narrowing.query(asked, cursor=page.next_cursor) if page.next_cursor else "",
        "newest": narrowing.query(asked) if request.GET.get("cursor") else "",
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "first": queries.first_day(wanted),
        "export_url": reverse("promises-export") + narrowing.query(asked),
        "may_export": may.export_ledger(person),
        "groupings": groupings(request),
    }
    return regions.render(request, "desk/promises/ledger.html", context, regions=("ledger",))


def groupings(request: DeskRequest, now: str = "") -> list[tuple[str, str, bool]]:
    """The ways of counting that are open to this person: words, address, whether it is shown now."""
    words = {
        "person": _("按人员"),
        "team": _("按班组"),
        "driver": _("按司机"),
        "region": _("按区域"),
        "key": _("按条款"),
    }
    return [
        (words[by], reverse("promises-by", args=[by]), by == now) for by in queries.groupings(request.user)
    ]
