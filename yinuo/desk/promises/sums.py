"""How many promises were kept, by person, team, driver, region or clause; each figure opens its promises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import DeskError
from yinuo.desk.access import DeskRequest, only
from yinuo.desk.promises import listing, narrowing
from yinuo.promises import may, queries
from yinuo.promises.queries import Scope, Tally
from yinuo.promises.rules.outcomes import Counts, Outcome
from yinuo.staff import queries as staff
from yinuo.staff.models import Region
from yinuo.ui import faults, regions

PLACES: Final = ("driver", "region")


@dataclass(frozen=True)
class Cell:
    """A figure and where its promises stand; an empty address for none."""

    n: int
    url: str
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """One person, team, driver, region or clause: its figures, its rate in percent (empty under 20 cases)."""

    name: str
    sub: str
    cells: tuple[Cell, ...]
    rate: str
    share: str


@only(may.see_ledger)
def by(request: DeskRequest, by: str) -> HttpResponse:
    """The sums as a table, of the month unless said."""
    ways = queries.groupings(request.user)
    if by not in ways:
        raise Http404
    form, today = narrowing.NarrowForm(request.GET, request.user), clock.today()
    wanted = form.wanted()
    scope = _scope(form, wanted.first or today.replace(day=1), wanted.last or today, by)
    told, found = "", []
    try:
        found = queries.tally(queries.within(request.user, scope), by)
    except DeskError as error:
        told = faults.text(error.code, error.params) or error.code
    total = sum((one.counts for one in found), Counts())
    asked = {name: form.cleaned_data.get(name) or "" for name in form.fields}
    asked |= {"first": scope.first, "last": scope.last}
    context = {
        "form": form,
        "fields": [form[name] for name in _shown(form, by)],
        "by": by,
        "first": scope.first,
        "last": scope.last,
        "told": told,
        "lines": _lines(found, by, asked),
        "total": _line(_("合计"), "", total, {**asked, by: asked.get(by, "")}) if found else None,
        "groupings": listing.groupings(request, by),
        "fewest": queries.FEWEST,
    }
    return regions.render(request, "desk/promises/sums.html", context, regions=("sums",))


def _shown(form: narrowing.NarrowForm, by: str) -> list[str]:
    """By what these sums can be narrowed: people are counted apart from drivers and regions."""
    hidden = {"way", *(PLACES if by in ("person", "team") else ("person",))}
    return [name for name in form.fields if name not in hidden]


def _scope(form: narrowing.NarrowForm, first: date, last: date, by: str) -> Scope:
    said = form.cleaned_data
    numbers = {name: (int(said[name]),) for name in _shown(form, by) if name in _IDS and said.get(name)}
    return Scope(
        first=min(first, last),
        last=max(first, last),
        keys=(said["key"],) if said.get("key") else None,
        **{_IDS[name]: values for name, values in numbers.items()},
    )


_IDS: Final = {"person": "people", "team": "teams", "driver": "drivers", "region": "regions"}


def _lines(found: Sequence[Tally], by: str, asked: Mapping[str, Any]) -> list[Line]:
    names = _names(found, by)
    return [
        _line(
            *names.get(one.subject, (str(one.subject), "")),
            one.counts,
            {**asked, by: one.subject},
            is_named=bool(one.subject),
        )
        for one in sorted(found, key=lambda one: -one.counts.due)
    ]


def _line(name: str, sub: str, counts: Counts, asked: Mapping[str, Any], *, is_named: bool = True) -> Line:
    """A line; a figure's address narrows the ledger to it, where it is somebody's."""
    address = reverse("promises")

    def cell(n: int, state: str = "", tone: str = "") -> Cell:
        opens = address + narrowing.query(asked, state=state) if n and is_named else ""
        return Cell(n, opens, tone if n else "")

    rate = counts.rate
    return Line(
        name=name,
        sub=sub,
        cells=(
            cell(counts.due + counts.waiting + counts.cancelled),
            cell(counts.kept, Outcome.KEPT),
            cell(counts.late, Outcome.LATE, "warn"),
            cell(counts.broken, Outcome.BROKEN, "bad"),
            cell(counts.waiting, Outcome.OPEN),
            cell(counts.cancelled + counts.lapsed, Outcome.CANCELLED),
            Cell(counts.objective, ""),
        ),
        rate="" if rate is None else f"{rate:.1%}",
        share=f"{counts.kept} / {counts.answerable}",
    )


def _names(found: Sequence[Tally], by: str) -> dict[Any, tuple[str, str]]:
    """What the subjects are called, and the small print behind it."""
    ids = [one.subject for one in found if one.subject]
    nobody: dict[Any, tuple[str, str]] = {0: (_("无"), "")}
    if by in ("person", "driver"):
        people = staff.people(active=False).filter(pk__in=ids)
        return nobody | {one.pk: (one.name, one.staff_number) for one in people}
    if by == "team":
        return nobody | {pk: (team.name, "") for pk in ids if (team := staff.team(pk))}
    if by == "region":
        return nobody | {one.pk: (one.name, "") for one in Region.objects.filter(pk__in=ids)}
    return {rule.key: (rule.label, rule.clause) for rule in narrowing.rules()}
