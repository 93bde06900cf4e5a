"""A report as a document, for a file: what was asked, of whom, by whom, and the figures."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.reports import may
from yinuo.reports.queries import closing, customers
from yinuo.reports.rules import customers as of_customers
from yinuo.reports.rules import documents, measures
from yinuo.reports.rules.documents import Bars, Cell, Document, Field, Section
from yinuo.reports.rules.scopes import NARROWED, Scope
from yinuo.staff import queries as staff
from yinuo.staff.models import Branch, Person, Region, Team

_PLACES: Final[Mapping[str, Any]] = {"branch": Branch, "region": Region, "team": Team}


def document(key: str, scope: Scope, person: Person, *, by: str = "") -> Document:
    """A report as this person sees it, in the active language. Raises NotFound, Invalid as `closing.run`."""
    if key == of_customers.KEY:
        return _of_customers(scope, person)
    table = closing.run(key, scope, person, by=by)
    return Document(
        title=f"{_(table.report.label)} {period(scope)}",
        finding=table.finding,
        facts=[*facts(scope, person), (_("分法"), _(table.grouping.label))],
        sections=[documents.section_of(table)],
        made_at=clock.now(),
        figures=documents.figures_of(table),
        notes=documents.notes_of(table),
    )


def label(key: str) -> str:
    """What a report is called. Raises NotFound("not_found")."""
    return _(of_customers.LABEL if key == of_customers.KEY else measures.report(key).label)


def check(key: str, by: str) -> None:
    """Raises NotFound("not_found") for a report, or a way to divide it, that there is not."""
    if key != of_customers.KEY:
        measures.grouping(measures.report(key), by)


def groupings(key: str) -> dict[str, str]:
    """The ways to divide a report, with their words; none for a report that there is not."""
    found = measures.REPORTS.get(key)
    return {one.key: _(one.label) for one in found.groupings} if found else {}


def reports_for(person: Person) -> list[tuple[str, str]]:
    """The reports that this person may take out of the desk, with their words."""
    return [(key, label(key)) for key in (*measures.REPORTS, of_customers.KEY) if may.export(person, key)]


def period(scope: Scope) -> str:
    """The days in words: 2026 年 10 月, 2026-11-02 至 2026-11-08, 2026-11-19."""
    if scope.is_month:
        return _("%(year)s 年 %(month)s 月") % {"year": scope.start.year, "month": scope.start.month}
    if scope.start == scope.end:
        return scope.start.isoformat()
    return _("%(start)s 至 %(end)s") % {"start": scope.start.isoformat(), "end": scope.end.isoformat()}


def facts(scope: Scope, person: Person) -> list[tuple[str, str]]:
    """Company, period, whose work, who asked and when."""
    made_at = clock.local(clock.now())
    days = {"start": scope.start.isoformat(), "end": scope.end.isoformat()}
    return [
        (_("公司"), staff.company().name),
        (_("期间"), _("%(start)s 至 %(end)s") % days),
        (_("范围"), whose(scope, person)),
        (_("导出人"), f"{person.name} {person.staff_number}"),
        (_("导出时间"), f"{made_at:%Y-%m-%d %H:%M}"),
    ]


Names = Mapping[tuple[str, int], str]


def whose(scope: Scope, person: Person, known: Names | None = None) -> str:
    """Whose work a scope covers: the names it is narrowed by, else all that this person sees.

    `known` are names that were read before (`place_names`), for a list. Raises NotFound("not_found").
    """
    read = known or {}
    asked = [(kind, number) for kind in NARROWED if (number := getattr(scope, kind))]
    names = [read.get(one) or _named(*one) for one in asked]
    if names:
        return "、".join(names)
    return _("全公司") if may.see_all(person) else str(person.team or "")


def place_names() -> Names:
    """The names of all branches, regions and teams, in three statements."""
    return {
        (kind, pk): name
        for kind, model in _PLACES.items()
        for pk, name in model._default_manager.values_list("pk", "name")
    }


def _named(kind: str, number: int) -> str:
    if kind in _PLACES:
        found = _PLACES[kind]._default_manager.filter(pk=number).values_list("name", flat=True).first()
    else:
        found = staff.names([number]).get(number)
    if found is None:
        raise NotFound("not_found")
    return str(found)


def _of_customers(scope: Scope, person: Person) -> Document:
    """The summary of key customers: their figures, what went wrong, what is open (R099, R100)."""
    found = customers.lines(scope, person, in_full=may.take_phones(person))
    whole = of_customers.totals(found)
    rows: list[list[Cell]] = [[line.name, line.phone, *line.figures()] for line in found]
    totals: list[Cell] = [whole.name, "", *whole.figures()] if found else []
    title = _(of_customers.LABEL)
    return Document(
        title=f"{title} {period(scope)}",
        finding=of_customers.finding(found, whole),
        facts=facts(scope, person),
        sections=[
            Section(title, of_customers.fields(), rows, totals, _bars(found)),
            _troubles(scope, person),
            _matters(person),
        ],
        made_at=clock.now(),
        figures=_figures(whole),
        notes=[_(of_customers.ABOUT), _(of_customers.DAY), documents.too_few()],
    )


def _figures(whole: of_customers.Line) -> list[tuple[str, str]]:
    shown = [
        one
        for one in of_customers.FIGURES
        if one[0] in ("orders", "amount", "pickup", "delivery", "unsolved")
    ]
    return [
        (_(name) + documents.unit(kind), documents.words(getattr(whole, key), kind))
        for key, name, kind, *_more in shown
    ]


def _bars(found: Sequence[of_customers.Line]) -> Bars | None:
    most = max((line.orders for line in found), default=0)
    drawn = [(line.name, f"{line.orders:,}", line.orders / most) for line in found if line.orders]
    return Bars(_("业务单"), drawn[: documents.MOST_BARS]) if len(drawn) > 1 else None


def _troubles(scope: Scope, person: Person) -> Section:
    fields = [
        Field(_("客户"), "text"),
        Field(_("单号"), "text"),
        Field(_("发现于"), "time"),
        Field(_("原因"), "text"),
        Field(_("部门"), "text"),
        Field(_("说明"), "text"),
        Field(_("处理结果"), "text"),
    ]
    found = customers.troubles(scope, person, most=customers.MOST_WRITTEN, in_full=may.take_phones(person))
    rows: list[list[Cell]] = [
        [one.customer, one.number, one.at, one.cause, one.department, one.note, _result(one)]
        for one in found.rows
    ]
    return Section(_("异常和处理结果"), fields, rows, total=found.total)


def _result(one: of_customers.Trouble) -> str:
    if one.cleared_at is None:
        return _("还没有解决")
    solved = _("%(at)s 已解决") % {"at": f"{clock.local(one.cleared_at):%m-%d %H:%M}"}
    return " ".join(filter(None, [solved, one.result]))


def _matters(person: Person) -> Section:
    fields = [
        Field(_("客户"), "text"),
        Field(_("单号"), "text"),
        Field(_("什么事"), "text"),
        Field(_("阶段"), "text"),
        Field(_("负责人"), "text"),
        Field(_("下一步"), "text"),
        Field(_("时限"), "time"),
    ]
    found = customers.matters(person, most=customers.MOST_WRITTEN, in_full=may.take_phones(person))
    rows: list[list[Cell]] = [
        [one.customer, one.number, one.headline, one.stage, one.owner, one.due, one.due_at]
        for one in found.rows
    ]
    return Section(_("还没办完的事"), fields, rows, total=found.total)
