"""Key customers in a period, for sales and the manager: all of them, and one with everything behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.reports import exporting, narrowing
from yinuo.desk.reports.narrowing import ScopeForm
from yinuo.orders.rules import wording
from yinuo.reports import may
from yinuo.reports.queries import customers
from yinuo.reports.rules import customers as rules
from yinuo.reports.rules import documents, measures, scopes
from yinuo.reports.rules.customers import Line, Sent
from yinuo.reports.rules.scopes import Scope
from yinuo.staff.models import Person
from yinuo.ui import regions

SHOWN: Final = 5
ON_OVERVIEW: Final = ("orders", "amount", "pickup", "delivery", "unsolved", "open")
PARTS: Final = {"troubles": "troubles", "unsolved": "troubles", "open": "matters"}
"""Where on a customer's page the cases behind a figure stand; the orders for every other."""


@dataclass(frozen=True)
class Figure:
    """One figure as it is shown, and where what it counts is listed."""

    text: str
    url: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Row:
    """One customer as shown."""

    line: Line
    figures: list[Figure]


@dataclass(frozen=True)
class Parcel:
    """One order as shown."""

    sent: Sent
    weight: str
    amount: str


@only(may.see_customers)
def index(request: DeskRequest) -> HttpResponse:
    """Every key customer that I may look at."""
    form = ScopeForm(request.GET, request.user)
    scope = form.scope()
    found = customers.lines(scope, request.user)
    whole = rules.totals(found)
    context = _frame(form, scope, request) | {
        "rows": [Row(line, _figures(line, scope)) for line in found],
        "total": [Figure(_words(whole, key, kind)) for key, _label, kind, *_more in rules.FIGURES],
        "columns": [(_(label), _(formula)) for _key, label, _kind, formula, _source in rules.FIGURES],
        "finding": rules.finding(found, whole),
    }
    return regions.render(request, "desk/reports/customers.html", context, regions=("figures",))


@only(may.see_customers)
def customer(request: DeskRequest, ref: str) -> HttpResponse:
    """One of them: the orders of the period, what went wrong, what is open."""
    form = ScopeForm(request.GET, request.user)
    scope = form.scope()
    line = customers.line_of(ref, scope, request.user)
    labels = [(_(label), _(formula)) for _key, label, _kind, formula, _source in rules.FIGURES]
    page = customers.orders(scope, request.user, ref, request.GET.get("cursor"))
    here = reverse("report-customer", args=[ref]) + narrowing.query(scope)
    context = {
        "line": line,
        "period": narrowing.title(scope),
        "back": reverse("report-customers") + narrowing.query(scope),
        "cards": [
            (label, formula, one) for (label, formula), one in zip(labels, _figures(line, scope), strict=True)
        ],
        "parcels": [
            Parcel(one, wording.weight(one.weight_g), documents.words(one.amount, "money"))
            for one in page.rows
        ],
        "newest": f"{here}#orders" if request.GET.get("cursor") else "",
        "older": f"{here}&cursor={page.next_cursor}#orders" if page.next_cursor else "",
        "troubles": customers.troubles(scope, request.user, ref, most=customers.MOST_SHOWN),
        "matters": customers.matters(request.user, ref, most=customers.MOST_SHOWN),
    }
    return regions.render(request, "desk/reports/customer.html", context, regions=("cases",))


def panel(scope: Scope, person: Person) -> dict[str, Any]:
    """Those who sent most, for the overview; as many statements for one customer as for all."""
    found = customers.lines(scope, person)
    shown = [one for one in rules.FIGURES if one[0] in ON_OVERVIEW]
    places = [rules.FIGURES.index(one) for one in shown]
    return {
        "label": _(rules.LABEL),
        "url": _address(scope),
        "finding": rules.finding(found, rules.totals(found)),
        "columns": [(_(label), _(formula)) for _key, label, _kind, formula, _source in shown],
        "rows": [_row(line, scope, places) for line in found[:SHOWN]],
        "rest": max(len(found) - SHOWN, 0),
    }


def _row(line: Line, scope: Scope, places: Sequence[int]) -> Row:
    figures = _figures(line, scope)
    return Row(line, [figures[place] for place in places])


def _figures(line: Line, scope: Scope) -> list[Figure]:
    found = []
    for key, _label, kind, *_more in rules.FIGURES:
        url = reverse("report-customer", args=[line.ref]) + narrowing.query(scope)
        has_cases = bool(line.orders if key not in PARTS else getattr(line, key))
        text = _words(line, key, kind)
        url = f"{url}#{PARTS.get(key, 'orders')}" if has_cases else ""
        found.append(Figure(text, url, is_bad=key == "unsolved" and bool(line.unsolved)))
    return found


def _words(line: Line, key: str, kind: documents.Kind) -> str:
    return documents.words(getattr(line, key), kind)


def _frame(form: ScopeForm, scope: Scope, request: DeskRequest) -> dict[str, Any]:
    """The head: the days, the other reports for who may see them."""
    month = scopes.month_of(clock.today())
    this, last, later = narrowing.until_today(month), narrowing.earlier(month), narrowing.later(scope)
    others = measures.REPORTS.values() if may.see(request.user) else ()
    overview = [(_("总览"), reverse("reports") + narrowing.query(scope), False)] if others else []
    return {
        "form": form,
        "title": _(rules.LABEL),
        "period": narrowing.title(scope),
        "tabs": [
            *overview,
            *(
                (_(one.label), reverse("report", args=[one.key]) + narrowing.query(scope), False)
                for one in others
            ),
            (_(rules.SHORT), _address(scope), True),
        ],
        "months": [(_("本月"), _address(this), scope == this), (_("上月"), _address(last), scope == last)],
        "earlier": _address(narrowing.earlier(scope)),
        "later": _address(later) if later else "",
        "here": reverse("report-customers"),
        "acts": exporting.acts_of_customers(request.user, scope),
    }


def _address(scope: Scope) -> str:
    return reverse("report-customers") + narrowing.query(scope)
