"""Every table as CSV and as JSON lines, all of one moment, with a dictionary of what the columns are."""

import csv
import inspect
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import models

from yinuo.core.db import snapshot
from yinuo.core.export.places import Place
from yinuo.core.export.shown import Field, Mask, Shown

Told = Callable[[str, int], None]
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would take for a formula."""
NOTE: Final = """# What stands in this export

One file of CSV and one of JSON lines (one object a line) for each table, all of the same moment. Moments are
in UTC, money in fen, weight in grams, volume in cm³. In CSV a text that begins like a formula has an
apostrophe before it; JSON lines have it as it is.
"""


def write_tables(place: Place, shown: Shown, *, bom: bool, told: Told) -> dict[str, int]:
    """Write every table; returns their counts of rows. `bom` marks the CSV files for older spreadsheets."""
    counts: dict[str, int] = {}
    wanted = [model for model in snapshot.tables() if model._meta.db_table not in shown.left_out]
    with snapshot.snapshot() as moment:
        for model in wanted:
            table = model._meta.db_table
            fields = list(model._meta.concrete_fields)
            makers = [_maker(field, shown.mask_of(field)) for field in fields]
            names = [str(field.column) for field in fields]
            with place.text(f"tables/{table}.csv", "utf-8-sig" if bom else "utf-8") as opened:
                sheet = csv.writer(opened)
                sheet.writerow(names)
                for row in _made(moment.rows(model), makers):
                    sheet.writerow([_cell(value) for value in row])
            count = 0
            with place.text(f"tables/{table}.jsonl", "utf-8") as opened:
                for row in _made(moment.rows(model), makers):
                    opened.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
                    count += 1
            counts[table] = count
            told(table, count)
    described = [_described(model, shown, counts[model._meta.db_table]) for model in wanted]
    place.add("schema.json", json.dumps(described, ensure_ascii=False, indent=1).encode())
    place.add("schema.md", _page(described).encode())
    return counts


def _made(rows: Iterator[Sequence[Any]], makers: Sequence[Callable[[Any], Any]]) -> Iterator[list[Any]]:
    for row in rows:
        yield [make(value) for make, value in zip(makers, row, strict=True)]


def _maker(field: Field, mask: Mask | None) -> Callable[[Any], Any]:
    """How a stored value becomes what is written."""
    kind = field.get_internal_type()
    if mask is not None and kind == "JSONField":
        return lambda value: None if value is None else mask("…" if value not in ("{}", "[]") else "") or None
    if mask is not None:
        return lambda value: value if value is None else mask(str(value))
    if kind == "JSONField":
        return lambda value: None if value is None else json.loads(value)
    if kind == "BooleanField":
        return lambda value: None if value is None else bool(value)
    if kind == "DateTimeField":
        return lambda value: None if value is None else value.replace(" ", "T") + "Z"
    return lambda value: value


def _cell(value: Any) -> Any:
    """A value as a cell of CSV."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _described(model: type[models.Model], shown: Shown, count: int) -> dict[str, Any]:
    return {
        "table": model._meta.db_table,
        "about": inspect.cleandoc(model.__doc__ or ""),
        "rows": count,
        "columns": [_column(field, shown) for field in model._meta.concrete_fields],
    }


def _column(field: Field, shown: Shown) -> Mapping[str, Any]:
    target = field.related_model
    said: dict[str, Any] = {
        "name": str(field.column),
        "type": field.get_internal_type().removesuffix("Field"),
        "may_be_empty": bool(field.null),
        "personal": shown.is_personal(field),
        "masked": shown.mask_of(field) is not None,
    }
    if isinstance(target, type):
        said["points_to"] = target._meta.db_table
    if field.choices:
        said["values"] = {str(value): str(label) for value, label in field.flatchoices}
    return said


def _page(described: Sequence[Mapping[str, Any]]) -> str:
    """The dictionary for people."""
    parts = [NOTE]
    for table in described:
        parts.append(f"\n## {table['table']} ({table['rows']} rows)\n\n{table['about']}\n")
        parts.append(
            "| column | type | empty | personal | points to / values |\n| --- | --- | --- | --- | --- |"
        )
        for column in table["columns"]:
            values = "; ".join(f"{value} {label}" for value, label in column.get("values", {}).items())
            personal = "masked" if column["masked"] else "yes" if column["personal"] else ""
            empty = "yes" if column["may_be_empty"] else ""
            more = column.get("points_to", "") or values
            parts.append(f"| {column['name']} | {column['type']} | {empty} | {personal} | {more} |")
    return "\n".join(parts) + "\n"
