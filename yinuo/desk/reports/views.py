"""The reports: an overview, each report, and the tickets behind each of their figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.reports import charts, exporting, figures, heat, narrowing, telling
from yinuo.desk.reports import customers as key_customers
from yinuo.desk.reports.figures import Change, Figure
from yinuo.desk.reports.narrowing import ScopeForm
from yinuo.reports import may, queries
from yinuo.reports.queries import promised
from yinuo.reports.rules import customers, measures, scopes
from yinuo.reports.rules.measures import Column, Report
from yinuo.reports.rules.scopes import Scope
from yinuo.reports.rules.tables import Row, Table
from yinuo.reports.rules.values import Value
from yinuo.ui import regions

OVERVIEW: Final = {
    "origins": "area",
    "pickups": "driver",
    "slips": "person",
    "promises": "rule",
    "reviews": "shift",
    "inquiries": "type",
    "complaints": "type",
    "satisfaction": "type",
}
"""How each report is divided on the overview."""
CARDS: Final = (
    ("origins", "shipped_share"),
    ("pickups", "rate"),
    ("slips", "rate"),
    ("promises", "rate"),
    ("reviews", "rate"),
    ("inquiries", "solved_share"),
    ("complaints", "rate"),
    ("satisfaction", "satisfied_share"),
)
SHOWN: Final = 8
MOST_ROWS: Final = 200


@dataclass(frozen=True)
class Card:
    """A figure that stands alone, and what it was in the time before."""

    label: str
    figure: Figure
    change: Change | None
    was: Figure
    url: str
    target: int | None = None

    @property
    def is_same(self) -> bool:
        """Whether it was the same in the time before."""
        return self.figure.text == self.was.text != figures.NOTHING


@dataclass(frozen=True)
class Line:
    """A row of a table as it is shown."""

    label: str
    figures: list[Figure]


@only(may.see)
def index(request: DeskRequest) -> HttpResponse:
    """The overview: what exists now, against the month before, each with its finding."""
    form = ScopeForm(request.GET, request.user)
    scope = form.scope()
    now, before, panels = {}, {}, []
    for key, by in OVERVIEW.items():
        table = queries.run(key, scope, request.user, by=by)
        now[key], before[key] = table.totals, queries.totals(key, scope.before(), request.user)
        panels.append(_panel(table, most=SHOWN) | {"url": _address(key, scope)})
    cards = [_card(measures.report(key), name, now[key], before[key], scope) for key, name in CARDS]
    acts = exporting.acts(request.user, scope)
    context = _frame(form, scope, None) | {"cards": cards, "panels": panels, "acts": acts}
    context["customers"] = key_customers.panel(scope, request.user)
    return regions.render(request, "desk/reports/index.html", context, regions=("figures",))


@only(may.see)
def report(request: DeskRequest, key: str) -> HttpResponse:
    """One report: its figures against the time before, a chart, and every row."""
    found = measures.report(key)
    form = ScopeForm(request.GET, request.user, found)
    scope, by = form.scope(), measures.grouping(found, request.GET.get("by", "")).key
    if key == promised.KEY and not promised.is_counted_together(scope, by):
        by = "rule"
    table = queries.run(key, scope, request.user, by=by)
    before = queries.totals(key, scope.before(), request.user)
    context = (
        _frame(form, scope, found)
        | _panel(table, most=MOST_ROWS)
        | {
            "cards": [_card(found, column.key, table.totals, before, scope) for column in found.columns],
            "heat": _heat(table),
            "groupings": _groupings(found, scope, by),
            "closing": _closing(table),
            "by": by,
            "acts": exporting.acts(request.user, scope, found, by),
        }
    )
    return regions.render(request, "desk/reports/report.html", context, regions=("figures",))


@only(may.see)
def tickets(request: DeskRequest, key: str) -> HttpResponse:
    """The tickets that a figure counts, by pages."""
    found = measures.report(key)
    form = ScopeForm(request.GET, request.user, found)
    asked = {name: request.GET.get(name, "") for name in ("by", "row", "column")}
    row = asked["row"] if "row" in request.GET else None
    page = queries.behind(
        key, form.scope(), request.user, by=asked["by"], row=row, column=asked["column"],
        cursor=request.GET.get("cursor"),
    )  # fmt: skip
    scope = form.scope()
    again = narrowing.query(scope, **asked) + ("&row=" if row == "" else "")
    context = {
        "report": found,
        "period": narrowing.title(scope),
        "what": _what(found, asked, row),
        "back": _address(key, scope, by=asked["by"]),
        "rows": [telling.told(case) for case in page.rows],
        "newest": again if request.GET.get("cursor") else "",
        "older": f"{again}&cursor={page.next_cursor}" if page.next_cursor else "",
    }
    return regions.render(request, "desk/reports/tickets.html", context, regions=("cases",))


def _frame(form: ScopeForm, scope: Scope, found: Report | None) -> dict[str, Any]:
    """What both pages have around their figures: the days, the reports, the narrowing."""
    key, month = found.key if found else "", scopes.month_of(clock.today(), scope)
    until, last = narrowing.until_today(month), narrowing.earlier(month)
    this = Scope(until.start, until.end, **{name: getattr(scope, name) for name in scopes.NARROWED})
    later = narrowing.later(scope)
    return {
        "form": form,
        "report": found,
        "scope": scope,
        "period": narrowing.title(scope),
        "before": narrowing.title(scope.before()),
        "against": narrowing.against(scope),
        "tabs": [
            (_("总览"), _address("", scope), found is None),
            *((_(one.label), _address(one.key, scope), one is found) for one in measures.REPORTS.values()),
            (_(customers.SHORT), reverse("report-customers") + narrowing.query(scope), False),
        ],
        "months": [
            (_("本月"), _address(key, this), scope == this),
            (_("上月"), _address(key, last), scope == last),
        ],
        "earlier": _address(key, narrowing.earlier(scope)),
        "later": _address(key, later) if later else "",
        "query": narrowing.query(scope),
        "here": _address(key),
    }


def _panel(table: Table, most: int) -> dict[str, Any]:
    """A table with its chart: every figure leads to the tickets behind it."""
    by = table.grouping.key

    def leads(row: Row, column: str) -> str:
        return _behind(table, by=by, row=row.key, column=column)

    columns = table.report.columns
    lines = [_line(columns, row, leads) for row in table.rows[:most]]
    total = [
        figures.figure(column, table.totals[column.key], _behind(table, column=column.key))
        for column in columns
    ]
    return {
        "table": table,
        "label": _(table.report.label),
        "grouping": _(table.grouping.label),
        "finding": table.finding,
        "columns": columns,
        "lines": lines,
        "rest": len(table.rows) - len(lines),
        "total": total,
        "chart": "" if by == "week" else charts.spec(table, leads, min(most, charts.MOST_BARS)),
        "said": charts.said(table),
    }


def _line(columns: Sequence[Column], row: Row, leads: charts.Leads) -> Line:
    shown = [figures.figure(column, row.cells[column.key], leads(row, column.key)) for column in columns]
    return Line(row.label, shown)


def _card(
    found: Report, name: str, now: Mapping[str, Value], before: Mapping[str, Value], scope: Scope
) -> Card:
    column = found.column(name)
    change = figures.change(column, now[name], before[name])
    return Card(
        _(column.label),
        figures.figure(column, now[name]),
        change,
        figures.figure(column, before[name]),
        _behind_of(found.key, scope, column=name),
        column.target,
    )


def _heat(table: Table) -> heat.Heat | None:
    if table.grouping.key != "week":
        return None
    urls = {row.key: _behind(table, by="week", row=row.key, column="contacts") for row in table.rows}
    return heat.heat(table, urls)


def _closing(table: Table) -> dict[str, Any] | None:
    """That the month is closed, and what is counted otherwise by now."""
    if table.closing is None:
        return None
    differs = []
    for column in table.report.columns:
        if column.key in table.closing.differs:
            now = figures.figure(column, table.closing.differs[column.key])
            then = figures.figure(column, table.totals[column.key])
            differs.append((_(column.label), then, now))
    return {"at": table.closing.at, "version": table.closing.version, "differs": differs}


def _groupings(found: Report, scope: Scope, now: str) -> list[tuple[str, str, bool]]:
    """The ways to divide: words, address, whether it is shown."""
    ways = found.groupings
    if found.key == promised.KEY:
        ways = [one for one in ways if promised.is_counted_together(scope, one.key)]
    return [(_(one.label), _address(found.key, scope, by=one.key), one.key == now) for one in ways]


def _what(found: Report, asked: Mapping[str, str], row: str | None) -> str:
    """Which figure it is in words."""
    column = next((one for one in found.columns if one.key == asked["column"]), found.columns[0])
    said = _(column.label)
    if row is None:
        return said
    grouping = measures.grouping(found, asked["by"])
    return f"{queries.label_of(grouping.key, row)} · {said}"


def _address(key: str, scope: Scope | None = None, **more: str) -> str:
    found = reverse("report", args=[key]) if key else reverse("reports")
    return found + (narrowing.query(scope, **more) if scope else "")


def _behind(table: Table, *, column: str, by: str = "", row: str | None = None) -> str:
    return _behind_of(table.report.key, table.scope, column=column, by=by, row=row)


def _behind_of(key: str, scope: Scope, *, column: str, by: str = "", row: str | None = None) -> str:
    """The address of the tickets behind a figure; a row without a name has an empty key."""
    found = reverse("report-tickets", args=[key]) + narrowing.query(scope, by=by, row=row, column=column)
    return f"{found}&row=" if row == "" else found
