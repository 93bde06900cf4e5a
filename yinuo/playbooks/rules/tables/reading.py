"""Rows from YAML or a spreadsheet into typed rows, or every fault in them."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from yinuo.playbooks.rules import yamltree
from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.loading.faulting import faults_of
from yinuo.playbooks.rules.tables.rows import ROWS, GoodsRow, Row
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
    return ReadTable(tuple(row for _, row in good), tuple(sorted(faults)))


def _repeated(rows: Sequence[tuple[int, Row]], file: str) -> Iterator[PlaybookFault]:
    """Two rows for the same thing: nobody could say which one counts."""
    first: dict[str, int] = {}
    for line, row in rows:
        names = {row.name, *row.synonyms} if isinstance(row, GoodsRow) else {row.identity}
        for name in sorted(names):
            if first.setdefault(name, line) != line:
                params = {"name": name, "first": f"{file}:{first[name]}"}
                yield PlaybookFault(file, line, row.unique[-1], "key.repeated", params)


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
