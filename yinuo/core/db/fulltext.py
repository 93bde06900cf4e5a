"""Full-text search that answers alike on both databases: the newest rows that hold all of some words.

The words are made in Python and stand in one column, separated and surrounded by spaces; the engines only
find them. SQLite keeps a contentless FTS5 table beside the row (triggers hand it the old words, which its
'delete' needs), PostgreSQL a stored tsvector with a GIN index. The database itself keeps both up to date,
whoever writes the row. Some columns go into the index as marks, so that a scope narrows the match itself
instead of being looked up for each of many thousand matches.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

Phrase = tuple[str, ...]
_WINDOW: Final = 4_096
"""PostgreSQL: how far back, in ids, to look before looking through everything."""

_ON_INSERT = """
CREATE TRIGGER {t}_fts_insert AFTER INSERT ON {t} BEGIN
    INSERT INTO {t}_fts(rowid, words) VALUES (new.id, {new}); END
"""
_SQLITE = """
CREATE VIRTUAL TABLE {t}_fts USING fts5(
    words, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '@'");
{on_insert};
CREATE TRIGGER {t}_fts_delete AFTER DELETE ON {t} BEGIN
    INSERT INTO {t}_fts({t}_fts, rowid, words) VALUES ('delete', old.id, {old}); END;
CREATE TRIGGER {t}_fts_update AFTER UPDATE ON {t} WHEN {new} IS NOT {old} BEGIN
    INSERT INTO {t}_fts({t}_fts, rowid, words) VALUES ('delete', old.id, {old});
    INSERT INTO {t}_fts(rowid, words) VALUES (new.id, {new}); END;
INSERT INTO {t}_fts(rowid, words) SELECT id, {own} FROM {t}
"""
_POSTGRES = """
ALTER TABLE {t} ADD COLUMN words_vector tsvector GENERATED ALWAYS AS (
    array_to_tsvector(array_remove(string_to_array({own}, ' '), ''))) STORED;
CREATE INDEX {t}_words ON {t} USING gin (words_vector) WITH (fastupdate = off)
"""


@dataclass(frozen=True)
class Query:
    """What a row must hold: every phrase (words that follow one another), a word with each of the beginnings,
    all of some marks and one of others. Words are letters and digits only."""

    phrases: tuple[Phrase, ...] = ()
    beginnings: tuple[str, ...] = ()
    all_marks: tuple[str, ...] = ()
    any_marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class FullText:
    """A full-text index of `column` of `table`; `marks` gives a letter to each column that narrows."""

    table: str
    column: str
    marks: Mapping[str, str]

    def mark(self, column: str, value: object) -> str:
        """The word that stands in the index for this value of a narrowing column."""
        return f"@{self.marks[column]}{value}"

    def install(self) -> None:
        """Make the index, of the rows that are there too.

        A migration that alters the table removes it first and installs it again: SQLite drops triggers then.
        """
        names = self._names()
        names["on_insert"] = _ON_INSERT.strip().format(**names)
        script = (_SQLITE if connection.vendor == "sqlite" else _POSTGRES).format(**names)
        with connection.cursor() as cursor:
            for statement in _statements(script):
                cursor.execute(statement)

    def remove(self) -> None:
        """Take the index away."""
        drops = [f"ALTER TABLE {self.table} DROP COLUMN IF EXISTS words_vector"]
        if connection.vendor == "sqlite":
            triggers = [f"{self.table}_fts_{verb}" for verb in ("insert", "delete", "update")]
            drops = [*(f"DROP TRIGGER IF EXISTS {name}" for name in triggers), f"DROP TABLE {self.table}_fts"]
        with connection.cursor() as cursor:
            for statement in drops:
                cursor.execute(statement)

    @contextmanager
    def filled_at_once(self) -> Iterator[None]:
        """Index the rows that are inserted in the block together at its end; inside a transaction.

        On SQLite that takes a fourth of the time; on PostgreSQL the index does as ever.
        """
        if connection.vendor != "sqlite":
            yield
            return
        names = self._names()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {self.table}")
            highest = cursor.fetchone()[0]
            cursor.execute(f"DROP TRIGGER {self.table}_fts_insert")
            yield
            found = f"SELECT id, {names['own']} FROM {self.table} WHERE id > %s"
            cursor.execute(f"INSERT INTO {self.table}_fts(rowid, words) {found}", [highest])
            cursor.execute(_ON_INSERT.format(**names))

    def _names(self) -> dict[str, str]:
        """What the statements call the table and the words of its rows."""
        return {
            "t": self.table,
            "own": self._words(""),
            "new": self._words("new."),
            "old": self._words("old."),
        }

    def newest(
        self, query: Query, *, columns: Sequence[str], below: int | None = None, limit: int
    ) -> list[tuple[Any, ...]]:
        """The `columns` (the first must be id) of at most `limit` rows with the highest ids below `below`.

        A query without a phrase or beginning finds nothing. One statement on SQLite, at most three on
        PostgreSQL.
        """
        if not (query.phrases or query.beginnings):
            return []
        if connection.vendor == "sqlite":
            return self._newest_fts5(query, columns, below, limit)
        return self._newest_gin(query, columns, below, limit)

    def _newest_fts5(
        self, query: Query, columns: Sequence[str], below: int | None, limit: int
    ) -> list[tuple[Any, ...]]:
        """FTS5 walks its lists from the highest rowid down and stops at the limit."""
        fts = f"{self.table}_fts"
        picked = ", ".join(f"s.{column}" for column in columns)
        follows, patterns = self._follows(query)
        older = f"AND {fts}.rowid < %s" if below is not None else ""
        return _rows(
            f"SELECT {picked} FROM {fts} CROSS JOIN {self.table} s ON s.id = {fts}.rowid"
            f" WHERE {fts} MATCH %s {older} {follows} ORDER BY {fts}.rowid DESC LIMIT %s",
            [_fts5(query), *([below] if below is not None else []), *patterns, limit],
        )

    def _newest_gin(
        self, query: Query, columns: Sequence[str], below: int | None, limit: int
    ) -> list[tuple[Any, ...]]:
        """A GIN index knows no order: look among the newest ids first, where a common word stands often.

        Behind them the index is read whole, which is short for what was rare among the newest. The planner
        would rather gamble on walking the ids backwards, hence the materialized part.
        """
        top = below if below is not None else self._above_all()
        floor = max(top - _WINDOW, 0)
        picked, newest_first = ", ".join(columns), "ORDER BY id DESC LIMIT %s"
        follows, patterns = self._follows(query)
        matching = f"SELECT {picked} FROM {self.table} s WHERE words_vector @@ %s::tsquery {follows}"
        words = [_tsquery(query), *patterns]
        found = _rows(f"{matching} AND id >= %s AND id < %s {newest_first}", [*words, floor, top, limit])
        if len(found) == limit or not floor:
            return found
        older = f"WITH m AS MATERIALIZED ({matching} AND id < %s) SELECT * FROM m {newest_first}"
        return [*found, *_rows(older, [*words, floor, limit - len(found)])]

    def _above_all(self) -> int:
        return int(_rows(f"SELECT coalesce(max(id), 0) + 1 FROM {self.table}", [])[0][0])

    def _follows(self, query: Query) -> tuple[str, list[str]]:
        """That the words of a phrase follow one another; the index itself does not know their places."""
        patterns = [f"% {' '.join(phrase)} %" for phrase in query.phrases if len(phrase) > 1]
        return f"AND s.{self.column} LIKE %s " * len(patterns), patterns

    def _words(self, row: str) -> str:
        """The SQL expression of all words of a row, marks included."""
        marked = [
            f"coalesce(' @{letter}' || CAST({row}{name} AS text), '')" for name, letter in self.marks.items()
        ]
        return f"({' || '.join([f'{row}{self.column}', *marked])})"


def _statements(script: str) -> list[str]:
    """The statements of a script whose lines end a statement by `;` unless inside a trigger's BEGIN … END."""
    statements, waiting = [], ""
    for part in script.split(";"):
        waiting += part
        if "BEGIN" in waiting and not waiting.rstrip().endswith("END"):
            waiting += ";"
            continue
        statements.append(waiting.strip())
        waiting = ""
    return [statement for statement in statements if statement]


def _fts5(query: Query) -> str:
    """Marks first: the lists are walked in this order, and a mark often ends the walk."""
    parts = [f'"{mark}"' for mark in query.all_marks]
    if query.any_marks:
        parts.append("(" + " OR ".join(f'"{mark}"' for mark in query.any_marks) + ")")
    parts += [f'"{word}"' for phrase in query.phrases for word in phrase]
    parts += [f'"{beginning}" *' for beginning in query.beginnings]
    return " AND ".join(parts)


def _tsquery(query: Query) -> str:
    parts = [f"'{mark}'" for mark in query.all_marks]
    if query.any_marks:
        parts.append("(" + " | ".join(f"'{mark}'" for mark in query.any_marks) + ")")
    parts += [f"'{word}'" for phrase in query.phrases for word in phrase]
    parts += [f"'{beginning}':*" for beginning in query.beginnings]
    return " & ".join(parts)


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())
