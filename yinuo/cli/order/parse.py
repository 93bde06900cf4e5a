"""`yinuo order parse`: what customers' texts say of an order, as JSON."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any, cast

import click

from yinuo.cli import typed
from yinuo.core import calendar, clock, db
from yinuo.orders.queries import texts as orders_texts
from yinuo.orders.rules import understanding
from yinuo.playbooks.rules import packs, tables

PACK = "freight"


@click.command()
@click.option("--ref-time", help="ISO 8601: when it was said; without it, now.")
@click.option("--lines", is_flag=True, help="One text a line, one object a line.")
def command(ref_time: str | None, lines: bool) -> None:
    """Print one JSON object per text on standard input: what it says, what is missing, what may go."""
    now = clock.local(calendar.parse_moment(ref_time, clock.zone().key)) if ref_time else None
    for text in typed.texts(by_line=lines):
        click.echo(json.dumps(record(text, now), ensure_ascii=False))


def record(text: str, now: datetime | None = None) -> dict[str, Any]:
    """The record of one text said at `now`; by the desk's tables and hours where there is a desk."""
    if db.is_made():
        return orders_texts.record(text, now)
    setting = understanding.Setting(clock.local(now or clock.now()))
    return understanding.record(understanding.understand(text, setting), goods_of_pack())


@cache
def goods_of_pack() -> Sequence[tables.GoodsRow]:
    """The goods table that the freight pack brings."""
    for file, text in packs.tables(PACK).items():
        seed = tables.read_seed(file, text)
        if isinstance(seed, tables.Seed) and seed.kind == "goods":
            return cast("tuple[tables.GoodsRow, ...]", seed.table.rows)
    raise LookupError(f"the pack {PACK} has no goods table")
