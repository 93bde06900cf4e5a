"""What is in force now, and what was in force for an older ticket or decision.

A version's content is parsed once per process; a version that is named by its id costs no query. What is in
force is kept a second: so late a process sees what another one published; its own changes it sees at once.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, cast

from django.db.models import QuerySet

from yinuo.core import clock
from yinuo.core.errors import NotFound
from yinuo.core.kept import Kept
from yinuo.playbooks.models import PlaybookVersion, ReferenceTable
from yinuo.playbooks.rules import schema, tables

SECONDS_KEPT: Final = 1.0


@dataclass(frozen=True)
class Published:
    """A published playbook and where it is stored; a ticket keeps `version_id`."""

    version_id: int
    number: int
    playbook: schema.Playbook


def published(slug: str | None = None) -> Published:
    """The playbook in force: of `slug`, or the company's one (the last published, should there be several).

    Raises NotFound `no_playbook` before the first publication.
    """
    return _in_force.get(slug)


def current(slug: str | None = None) -> schema.Playbook:
    """The playbook in force, see `published`."""
    return published(slug).playbook


@lru_cache(maxsize=16)
def version(version_id: int) -> schema.Playbook:
    """The playbook a ticket was opened under; frozen, so it is read once per process.

    Raises NotFound `no_playbook`.
    """
    return _published(PlaybookVersion.objects.filter(pk=version_id)).playbook


def forget() -> None:
    """Read everything again at the next call (a test brings another database)."""
    for kept in (version, _playbook, _rows):
        kept.cache_clear()
    forget_in_force()


def forget_in_force() -> None:
    """Ask anew what is in force (used right after something was published)."""
    _in_force.forget()
    _tables_in_force.forget()


def latest(slug: str) -> PlaybookVersion | None:
    """The version in force as a row, without its heavy columns; None before the first publication."""
    return history(slug).filter(is_current=True).first()


def history(slug: str) -> "QuerySet[PlaybookVersion]":
    """Every version of a playbook, newest first, without the heavy columns."""
    return PlaybookVersion.objects.filter(slug=slug).defer("source", "content").order_by("-number")


def published_files(slug: str | None = None, number: int | None = None) -> PlaybookVersion:
    """A whole version with its files: `number` of `slug`, or the one in force.

    Raises NotFound `no_playbook`.
    """
    wanted: dict[str, Any] = {"is_current": True} if number is None else {"number": number}
    if slug or number is not None:
        wanted["slug"] = slug or published().playbook.slug
    found = PlaybookVersion.objects.filter(**wanted).order_by("-published_at", "-id").first()
    if found is None:
        raise NotFound("no_playbook")
    return found


def table(kind: str, at: date | datetime | None = None) -> "tables.Table[tables.Row]":
    """The version of a reference table in force at `at` (default: now), a day or a moment.

    Of the versions whose first day has come, the one with the latest first day counts, the newest of equals.
    Raises NotFound `no_table`.
    """
    found = tables_in_force(at).get(kind)
    if found is None:
        raise NotFound("no_table", kind=kind)
    return found


def tables_in_force(at: date | datetime | None = None) -> "dict[str, tables.Table[tables.Row]]":
    """Every reference table in force at `at`, by kind; a kind without one is left out."""
    return dict(_tables_in_force.get(_day(at)))


def table_version(kind: str, number: int) -> "tables.Table[tables.Row]":
    """The very version a decision was made by. Raises NotFound `no_table`."""
    return _table(ReferenceTable.objects.filter(kind=kind, version=number), kind)


def tariff(at: date | datetime | None = None) -> "tables.Table[tables.TariffRow]":
    """Prices in force."""
    return cast("tables.Table[tables.TariffRow]", table("tariff", at))


def zones(at: date | datetime | None = None) -> "tables.Table[tables.ZoneRow]":
    """Places served."""
    return cast("tables.Table[tables.ZoneRow]", table("zones", at))


def lanes(at: date | datetime | None = None) -> "tables.Table[tables.LaneRow]":
    """Distances and transit times."""
    return cast("tables.Table[tables.LaneRow]", table("lanes", at))


def surcharges(at: date | datetime | None = None) -> "tables.Table[tables.SurchargeRow]":
    """Charges at either end."""
    return cast("tables.Table[tables.SurchargeRow]", table("surcharges", at))


def goods(at: date | datetime | None = None) -> "tables.Table[tables.GoodsRow]":
    """Goods that are refused or asked about."""
    return cast("tables.Table[tables.GoodsRow]", table("goods", at))


def table_history(kind: str) -> "QuerySet[ReferenceTable]":
    """Every version of a table, newest first, without its rows."""
    return ReferenceTable.objects.filter(kind=kind).defer("rows").order_by("-version")


def _published_last(slug: str | None) -> Published:
    rows = PlaybookVersion.objects.filter(is_current=True, **({"slug": slug} if slug else {}))
    return _published(rows.order_by("-published_at", "-id"))


def _tables_on(day: date) -> "dict[str, tables.Table[tables.Row]]":
    rows = ReferenceTable.objects.filter(in_force_from__lte=day).order_by("in_force_from", "version")
    latest = {kind: (pk, created_at) for kind, pk, created_at in rows.values_list("kind", "id", "created_at")}
    return {kind: _rows(*found) for kind, found in latest.items()}


_in_force = Kept(_published_last, SECONDS_KEPT)
_tables_in_force = Kept(_tables_on, SECONDS_KEPT)


def _day(at: date | datetime | None) -> date:
    if at is None:
        return clock.today()
    return clock.local(at).date() if isinstance(at, datetime) else at


def _published(rows: "QuerySet[PlaybookVersion]") -> Published:
    found = rows.values_list("id", "number", "checksum").first()
    if found is None:
        raise NotFound("no_playbook")
    version_id, number, checksum = found
    return Published(version_id, number, _playbook(version_id, checksum))


@lru_cache(maxsize=16)
def _playbook(version_id: int, checksum: str) -> schema.Playbook:
    content = PlaybookVersion.objects.values_list("content", flat=True).get(pk=version_id, checksum=checksum)
    return schema.Playbook.model_validate(content, context={schema.STORED: True})


def _table(rows: "QuerySet[ReferenceTable]", kind: str) -> "tables.Table[tables.Row]":
    found = rows.values_list("id", "created_at").first()
    if found is None:
        raise NotFound("no_table", kind=kind)
    return _rows(*found)


@lru_cache(maxsize=32)
def _rows(table_id: int, created_at: datetime) -> "tables.Table[tables.Row]":
    row = ReferenceTable.objects.get(pk=table_id, created_at=created_at)
    model = tables.ROWS[row.kind]
    typed = tuple(model.model_validate(cast(dict[str, Any], values)) for values in row.rows)
    return tables.Table(row.kind, row.version, row.in_force_from, row.source, typed)
