"""Rows from YAML or a spreadsheet into typed rows, or every fault in them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from yinuo.playbooks.rules import yamltree
from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.loading.faulting import faults_of
from yinuo.playbooks.rules.tables.rows import ROWS, GoodsRow, Row, TariffRow
from yinuo.playbooks.rules.yamltree import Node


@dataclass(frozen=True)
class ReadTable:
    """Typed rows and what is wrong with the others; a fault's `line` is the row's line (1-based)."""

    rows: tuple[Row, ...]
    faults: tuple[PlaybookFault, ...]


@dataclass(frozen=True)
class Seed:
    """A reference table of a pack, as read from its file; a sample is of an invented company."""

    kind: str
    in_force_from: datetime.date
    source: str
    table: ReadTable
    is_sample: bool = False


class Heading(BaseModel):
    """The fields above the rows of a pack's table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    in_force_from: datetime.date
    source: str = ""
    sample: bool = False
    rows: list[object]


def read_rows(
    kind: str, rows: Sequence[Mapping[str, Any]], lines: Sequence[int] = (), file: str = ""
) -> ReadTable:
    """`rows` of a table of `kind`, checked one by one and against each other.

    `lines` gives each row's line in `file` (a spreadsheet's row number); without it rows count from 1.
    Raises KeyError for an unknown kind.
    """
    model = ROWS[kind]
    where = lines or range(1, len(rows) + 1)
    good: list[tuple[int, Row]] = []
    faults: list[PlaybookFault] = []
    for line, row in zip(where, rows, strict=True):
        try:
            good.append((line, model.model_validate(row)))
        except ValidationError as error:
            faults += faults_of(error, file=file or kind, node=Node(line), path="", model=model)
    faults += _repeated(good, file or kind)
    faults += _unsound_steps(good, file or kind)
    return ReadTable(tuple(row for _, row in good), tuple(sorted(faults)))


def _repeated(rows: Sequence[tuple[int, Row]], file: str) -> Iterator[PlaybookFault]:
    """Two rows for the same thing: nobody could say which one counts."""
    first: dict[tuple[str, ...], int] = {}
    for line, row in rows:
        for key in sorted(_said_by(row)):
            if first.setdefault(key, line) != line:
                params = {"name": key[0], "first": f"{file}:{first[key]}"}
                yield PlaybookFault(file, line, row.unique[-1], "key.repeated", params)


def _said_by(row: Row) -> set[tuple[str, ...]]:
    """What no other row may say. The same word may count at different places of a name, and over different
    goods; but no two rows have the same name.
    """
    if not isinstance(row, GoodsRow):
        return {(row.identity,)}
    return {(row.name,)} | {(word, row.where, *row.over, *row.given) for word in (row.name, *row.synonyms)}


def _unsound_steps(rows: Sequence[tuple[int, Row]], file: str) -> Iterator[PlaybookFault]:
    """Steps of a price for larger loads that nobody could reach, or that would never count."""
    prices: dict[tuple[object, ...], list[tuple[int, TariffRow]]] = {}
    for line, row in rows:
        if isinstance(row, TariffRow):
            key = (row.from_zone, row.to_zone, row.agreement, row.valid_from)
            prices.setdefault(key, []).append((line, row))
    for steps in prices.values():
        lowest = next((row for _, row in steps if row.is_lowest), None)
        for line, row in steps:
            if lowest is None:
                yield PlaybookFault(file, line, "from_kg", "row.step_alone", {"name": row.identity})
        for measure, price in (("from_kg", "per_kg_fen"), ("from_m3", "per_m3_fen")):
            counting = [(line, row) for line, row in steps if row.is_lowest or getattr(row, measure)]
            counting.sort(key=lambda found: getattr(found[1], measure))
            for (_, smaller), (line, row) in pairwise(counting):
                if getattr(row, price) > getattr(smaller, price):
                    yield PlaybookFault(file, line, price, "row.step_dearer", {"name": row.identity})


def read_seed(file: str, text: str) -> Seed | tuple[PlaybookFault, ...]:
    """A pack's table file (see `Heading` for its fields), or the faults of its heading."""
    try:
        root = yamltree.read(file, text)
        heading = Heading.model_validate(root.plain())
    except yamltree.YamlFault as error:
        return (error.fault,)
    except ValidationError as error:
        return tuple(faults_of(error, file=file, node=root, path="", model=Heading))
    if heading.table not in ROWS:
        params = {"got": heading.table, "known": "、".join(ROWS)}
        return (PlaybookFault(file, root.line_of(["table"]), "table", "value.not_one_of", params),)
    nodes = root.fields["rows"][1].items or [] if root.fields else []
    plain = [node.plain() for node in nodes]
    table = read_rows(heading.table, plain, [node.line for node in nodes], file)
    return Seed(heading.table, heading.in_force_from, heading.source, table, heading.sample)
