"""Copies of orders that were really played: the same rows, under other ids, at another time, of other people.

The copies of one pattern are made together, column by column: what does not change is not touched.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import repeat
from typing import Any, Final, Protocol
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

Rows = dict[Model, list[tuple[Any, ...]]]
Series = tuple[str, date]
"""A letter and a day."""


class Whose(Protocol):
    """Of whom a copy speaks; `told` stands at the places of its pattern's `people`."""

    @property
    def shipper(self) -> people.Known:
        """The customer."""

    @property
    def told(self) -> list[str]:
        """Everything that is told of people, by place."""


Pair = tuple[Placed, Whose]


class Copy:
    """One copy in the making: what everything that changes becomes."""

    def __init__(self, one: Placed, pair: Whose, form_key: str, first_ids: Mapping[Model, int]) -> None:
        self.by, self.pair, self.first_ids = one.by, pair, first_ids
        self.refs = [refs.new() for _ in range(one.pattern.counts[Ticket])]
        self.form_key = f"{form_key}{first_ids[Ticket]}"
        # Keys that follow one another, so that what stands beside in their indexes is written together.
        notice = first_ids[Notice]
        self.keys = [f"{notice + place:012x}{uuid4().hex[12:]}" for place in range(one.pattern.keys)]
        self.customer_id = pair.shipper.pk
        self.told = pair.told


@dataclass
class Places:
    """Where the next copies stand: their first ids by table, and the last serials."""

    ids: dict[Model, int]
    serials: dict[Series, int]


@dataclass(frozen=True)
class Batch:
    """Copies ready to be written: their rows, the ids they begin with, and their serials."""

    rows: Rows
    ids: Mapping[Model, int]
    serials: Mapping[Series, range]
    size: int


def places(letters: Sequence[str] = ("",)) -> Places:
    """Behind everything that is there; `letters` are those of the numbers that will be given."""
    tables: list[Model] = [model for model in TABLES if not model._meta.pk.is_relation]
    tables += [SearchText, PhoneTail]
    given = {
        (letter, day): last
        for letter in letters
        for day, last in numbering.given_out(letter or NO_LETTER).items()
    }
    return Places({model: _highest(model) + 1 for model in tables}, given)


def prepare(wanted: Sequence[Pair], form_key: str, at: Places) -> Batch:
    """Make the rows of copies, in the order given, and go on to the places behind them; asks no database.

    Their form keys begin as said.
    """
    begin, before = dict(at.ids), dict(at.serials)
    together: dict[int, tuple[Pattern, list[Copy]]] = {}
    for one, pair in wanted:
        copy = Copy(one, pair, form_key, dict(at.ids))
        for letter, given_at in one.pattern.numbers:
            day = clock.local(given_at + one.by).date()
            at.serials[letter, day] = at.serials.get((letter, day), 0) + 1
            copy.told.append(numbering.number(letter, day, at.serials[letter, day]))
        together.setdefault(id(one.pattern), (one.pattern, []))[1].append(copy)
        for model, count in one.pattern.counts.items():
            if model in at.ids:
                at.ids[model] += count
        at.ids[SearchText] += len(one.pattern.found_by)
        at.ids[PhoneTail] += _MOST_TAILS * len(one.pattern.found_by)
    tables: list[Model] = [*TABLES, SearchText, PhoneTail]
    rows: Rows = {model: [] for model in tables}
    for pattern, copies in together.values():
        _copy(pattern, copies, rows)
    for found in rows.values():
        found.sort()  # by id, so that every table and index grows at its end
    given = {series: range(before.get(series, 0) + 1, last + 1) for series, last in at.serials.items()}
    return Batch(rows, begin, {series: serials for series, serials in given.items() if serials}, len(wanted))


def write(batch: Batch, at: Places) -> None:
    """Write copies that were prepared, all or none. Raises ClickException where somebody else writes too."""
    with db.transaction(), rules.SEARCH.filled_at_once():
        given = {
            (letter, day): numbering.allot_many(letter or NO_LETTER, day, len(wanted))
            for (letter, day), wanted in batch.serials.items()
        }
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
    tickets = [line for line in pattern.lines if line.model is Ticket]
    for place, (ticket, texts, phones) in enumerate(pattern.found_by):
        scope = [tickets[ticket].values[_COLUMN[name]] for name in _SCOPE]
        for copy in copies:
            told = [edit(copy) for edit in texts], [edit(copy) for edit in phones]
            rows_of = copy.first_ids[Ticket] + ticket, place
            _make_findable(copy, *rows_of, scope, *told, rows)


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


def _make_findable(
    copy: Copy,
    ticket: int,
    place: int,
    scope: Sequence[Any],
    texts: Sequence[str],
    phones: Sequence[str],
    rows: Rows,
) -> None:
    """The search text and the phones' tails of a ticket of a copy, the `place`-th of those that are found."""
    found, tail_id = copy.first_ids[SearchText] + place, copy.first_ids[PhoneTail] + place * _MOST_TAILS
    terms = rules.search_terms([*texts, copy.pair.shipper.company], phones)
    rows[SearchText].append((found, SearchText.Kind.TICKET.value, ticket, *scope, terms))
    for number, tail in enumerate(rules.phone_tails(phones)):
        rows[PhoneTail].append((tail_id + number, found, tail))


NO_LETTER: Final = "-"
"""The series of numbers that have no letter."""
_MOST_TAILS: Final = 2
_SCOPE: Final = ("owner_id", "given_to_id", "team_id", "region_id")
_COLUMN: Final = {field.attname: index for index, field in enumerate(Ticket._meta.concrete_fields)}


def _highest(model: Model) -> int:
    return int(model._default_manager.aggregate(highest=models.Max("pk"))["highest"] or 0)
