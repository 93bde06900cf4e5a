"""Copies of orders that were really played: the same rows, under other ids, at another time, of other people.

The copies of one pattern are made together, column by column: what does not change is not touched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from typing import Any, Final
from uuid import uuid4

import click
from django.db import models

from yinuo.cli.demo.history import people
from yinuo.cli.demo.history.placing import Placed
from yinuo.cli.demo.history.reading import TABLES, Line, Model, Pattern
from yinuo.core import clock, db, numbering, refs
from yinuo.messaging.models import Notice
from yinuo.tickets import rules
from yinuo.tickets.models import PhoneTail, SearchText, Ticket

SERIES: Final = "-"
Rows = dict[Model, list[tuple[Any, ...]]]
Pair = tuple[Placed, people.Pair]


class Copy:
    """One copy in the making: what everything that changes becomes."""

    def __init__(self, one: Placed, pair: people.Pair, form_key: str, first_ids: Mapping[Model, int]) -> None:
        self.by, self.pair, self.first_ids = one.by, pair, first_ids
        self.ref = refs.new()
        self.form_key = f"{form_key}{first_ids[Ticket]}"
        # Keys that follow one another, so that what stands beside in their indexes is written together.
        notice = first_ids[Notice]
        self.keys = [f"{notice + place:012x}{uuid4().hex[12:]}" for place in range(one.pattern.keys)]
        shipper = pair.shipper
        self.customer_id = shipper.pk
        self.told = [
            shipper.display, shipper.address_as, shipper.address_as[:2], pair.consignee, pair.consignee[:2],
            shipper.phone, pair.consignee_phone, "",
        ]  # fmt: skip


@dataclass
class Places:
    """Where the next copies stand: their first ids by table, and the last serial of each day."""

    ids: dict[Model, int]
    serials: dict[date, int]


@dataclass(frozen=True)
class Batch:
    """Copies ready to be written: their rows, the ids they begin with, and of each day their serials."""

    rows: Rows
    ids: Mapping[Model, int]
    serials: Mapping[date, range]
    size: int


def places() -> Places:
    """Behind everything that is there."""
    tables: list[Model] = [model for model in TABLES if not model._meta.pk.is_relation]
    tables += [SearchText, PhoneTail]
    return Places({model: _highest(model) + 1 for model in tables}, numbering.given_out(SERIES))


def prepare(wanted: Sequence[Pair], form_key: str, at: Places) -> Batch:
    """Make the rows of copies, in the order given, and go on to the places behind them; asks no database.

    Their form keys begin as said.
    """
    begin, before = dict(at.ids), dict(at.serials)
    together: dict[int, tuple[Pattern, list[Copy]]] = {}
    for one, pair in wanted:
        copy = Copy(one, pair, form_key, dict(at.ids))
        if one.pattern.confirmed_at:
            day = clock.local(one.pattern.confirmed_at + one.by).date()
            at.serials[day] = at.serials.get(day, 0) + 1
            copy.told[-1] = numbering.number("", day, at.serials[day])
        together.setdefault(id(one.pattern), (one.pattern, []))[1].append(copy)
        for model, count in one.pattern.counts.items():
            if model in at.ids:
                at.ids[model] += count
        at.ids[SearchText] += 1
        at.ids[PhoneTail] += _MOST_TAILS
    tables: list[Model] = [*TABLES, SearchText, PhoneTail]
    rows: Rows = {model: [] for model in tables}
    for pattern, copies in together.values():
        _copy(pattern, copies, rows)
    for found in rows.values():
        found.sort()  # by id, so that every table and index grows at its end
    given = {day: range(before.get(day, 0) + 1, last + 1) for day, last in at.serials.items()}
    return Batch(rows, begin, {day: serials for day, serials in given.items() if serials}, len(wanted))


def write(batch: Batch, at: Places) -> None:
    """Write copies that were prepared, all or none. Raises ClickException where somebody else writes too."""
    with db.transaction(), rules.SEARCH.filled_at_once():
        given = {day: numbering.allot_many(SERIES, day, len(wanted)) for day, wanted in batch.serials.items()}
        if given != batch.serials or any(_highest(model) >= first for model, first in batch.ids.items()):
            raise click.ClickException("somebody else writes into this demo; end that and say the same again")
        for model, rows in batch.rows.items():
            db.pour(model, rows)
        db.go_on_after(*at.ids)


def _copy(pattern: Pattern, copies: Sequence[Copy], rows: Rows) -> None:
    """All rows of copies of one pattern."""
    moments = {at: db.moments(at, [copy.by for copy in copies]) for at in pattern.moments}
    bases = {model: [copy.first_ids[model] for copy in copies] for model in copies[0].first_ids}
    for line in pattern.lines:
        rows[line.model] += _lines(line, copies, moments, bases)
    ticket = next(line for line in pattern.lines if line.model is Ticket)
    scope = [ticket.values[_COLUMN[name]] for name in ("owner_id", "given_to_id", "team_id", "region_id")]
    for copy in copies:
        _make_findable(pattern, copy, scope, rows)


def _lines(
    line: Line,
    copies: Sequence[Copy],
    moments: Mapping[datetime, Sequence[Any]],
    bases: Mapping[Model, Sequence[int]],
) -> Iterator[tuple[Any, ...]]:
    """The same row of each copy."""
    columns: list[Iterable[Any]] = [repeat(value) for value in line.values]
    for index, model, place in line.ids:
        columns[index] = [base + place for base in bases[model]]
    for index, at in line.moments:
        columns[index] = moments[at]
    for index, edit in line.edits:
        columns[index] = [edit(copy) for copy in copies]
    return zip(*columns, strict=False)


def _make_findable(pattern: Pattern, copy: Copy, scope: Sequence[Any], rows: Rows) -> None:
    """The search text and the phones' tails of a copy."""
    texts, phones = ([edit(copy) for edit in edits] for edits in pattern.found_by)
    found, tail_id = copy.first_ids[SearchText], copy.first_ids[PhoneTail]
    terms = rules.search_terms([*texts, copy.pair.shipper.company], phones)
    kind = SearchText.Kind.TICKET.value
    rows[SearchText].append((found, kind, copy.first_ids[Ticket], *scope, terms))
    for place, tail in enumerate(rules.phone_tails(phones)):
        rows[PhoneTail].append((tail_id + place, found, tail))


_MOST_TAILS: Final = 2
_COLUMN: Final = {field.attname: index for index, field in enumerate(Ticket._meta.concrete_fields)}


def _highest(model: Model) -> int:
    return int(model._default_manager.aggregate(highest=models.Max("pk"))["highest"] or 0)
