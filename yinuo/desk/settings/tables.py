"""The reference tables: what is in force, what was, what is to come (R048, R051, R056, R060, R061)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.settings import names, pages, trial
from yinuo.desk.settings.kinds import TABLES
from yinuo.playbooks import may as playbooks_may
from yinuo.playbooks import queries
from yinuo.playbooks.models import ReferenceTable
from yinuo.playbooks.rules import tables
from yinuo.playbooks.rules.tables.cells import Cell
from yinuo.staff import may

ROWS_A_PAGE = 100
LONGEST = 40


@dataclass(frozen=True)
class Version:
    """One line of the history."""

    row: ReferenceTable
    state: str
    tone: str


@only(may.see_settings)
def table(request: DeskRequest, kind: str) -> HttpResponse:
    """One table: the version asked for or the one in force, its rows, its history, and a place to try it."""
    if kind not in TABLES:
        raise Http404
    history = list(queries.table_history(kind).select_related("created_by"))
    shown = _shown(kind, request.GET.get("version", ""))
    said = request.GET.get("q", "").strip()[:LONGEST]
    lines = _matching(tables.sheets.lines(kind, shown.rows), said) if shown else []
    page = Paginator(lines, ROWS_A_PAGE).get_page(request.GET.get("page"))
    in_force = _in_force(kind)
    context = {
        "kind": kind,
        "label": _(TABLES[kind]),
        "shown": shown,
        "in_force": in_force,
        "titles": tables.sheets.titles(kind),
        "page": page,
        "q": said,
        "history": [_version(row, in_force) for row in history],
        "may_replace": playbooks_may.replace_table(request.user),
        "trial": trial.of(kind),
        "names": names.page(request) if kind == names.KIND else None,
    }
    return pages.render(request, "desk/settings/table.html", context)


@only(may.see_settings)
def changes(request: DeskRequest, kind: str, version: int) -> HttpResponse:
    """What a version changed in the one before it, row by row."""
    if kind not in TABLES:
        raise Http404
    after = queries.table_version(kind, version)
    before: Sequence[tables.Row] = queries.table_version(kind, version - 1).rows if version > 1 else ()
    context: dict[str, Any] = {
        "kind": kind,
        "label": _(TABLES[kind]),
        "version": version,
        "told": tell(kind, tables.compare(kind, before, after.rows)),
    }
    return pages.render(request, "desk/settings/table_changes.html", context)


@only(may.see_settings)
def try_out(request: DeskRequest, kind: str) -> HttpResponse:
    """Try the tables in force: would these goods go, what would this cost, when would it arrive."""
    if kind not in TABLES:
        raise Http404
    context = {"kind": kind, "label": _(TABLES[kind]), **trial.answer(kind, request.GET)}
    template = "desk/settings/trial.html"
    return pages.render(
        request, template, context, regions=("trial",), status=422 if context["form"].errors else 200
    )


@dataclass(frozen=True)
class Told:
    """A row that comes, goes or differs, ready to be shown."""

    verb: str
    tone: str
    name: str
    cells: Sequence[tuple[str, Cell, Cell]]


def tell(kind: str, found: tables.RowChanges) -> list[Told]:
    """The changes of a table as lines: added, changed, removed."""
    titles = tables.sheets.titles(kind)

    def whole(row: tables.Row, *, is_new: bool) -> list[tuple[str, Cell, Cell]]:
        cells = zip(titles, tables.sheets.written(kind, row), strict=True)
        return [
            (title, "" if is_new else cell, cell if is_new else "") for title, cell in cells if cell != ""
        ]

    return [
        *(Told(_("新增"), "ok", row.identity, whole(row, is_new=True)) for row in found.added),
        *(Told(_("改动"), "warn", change.row.identity, change.cells) for change in found.changed),
        *(Told(_("去掉"), "bad", row.identity, whole(row, is_new=False)) for row in found.removed),
    ]


def _shown(kind: str, version: str) -> "tables.Table[tables.Row] | None":
    if version.isascii() and version.isdigit():
        return queries.table_version(kind, int(version))
    return _in_force(kind)


def _in_force(kind: str) -> "tables.Table[tables.Row] | None":
    try:
        return queries.table(kind)
    except NotFound:
        return None


def _matching(lines: Sequence[Sequence[Cell]], said: str) -> list[Sequence[Cell]]:
    return [line for line in lines if not said or any(said in str(cell) for cell in line)]


def _version(row: ReferenceTable, in_force: "tables.Table[tables.Row] | None") -> Version:
    if in_force and row.version == in_force.version:
        return Version(row, _("使用中"), "ok")
    if row.in_force_from > clock.today():
        return Version(row, _("未生效"), "info")
    return Version(row, _("已换下"), "")
