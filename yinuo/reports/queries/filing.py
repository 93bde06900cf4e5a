"""A report as a document, for a file: what was asked, of whom, by whom, and the figures."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.reports import may
from yinuo.reports.queries import closing
from yinuo.reports.rules import documents, measures
from yinuo.reports.rules.documents import Document
from yinuo.reports.rules.scopes import NARROWED, Scope
from yinuo.staff import queries as staff
from yinuo.staff.models import Branch, Person, Region, Team

_PLACES: Final[Mapping[str, Any]] = {"branch": Branch, "region": Region, "team": Team}


def document(key: str, scope: Scope, person: Person, *, by: str = "") -> Document:
    """A report as this person sees it, in the active language. Raises NotFound, Invalid as `closing.run`."""
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
    return _(measures.report(key).label)


def check(key: str, by: str) -> None:
    """Raises NotFound("not_found") for a report, or a way to divide it, that there is not."""
    measures.grouping(measures.report(key), by)


def groupings(key: str) -> dict[str, str]:
    """The ways to divide a report, with their words; none for a report that there is not."""
    found = measures.REPORTS.get(key)
    return {one.key: _(one.label) for one in found.groupings} if found else {}


def reports_for(person: Person) -> list[tuple[str, str]]:
    """The reports that this person may take out of the desk, with their words."""
    return [(key, label(key)) for key in measures.REPORTS if may.export(person, key)]


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
