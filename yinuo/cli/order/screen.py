"""`yinuo order screen`: whether goods may be carried (R048–R050)."""

import json
from typing import Final

import click
from django.db import Error

from yinuo.cli import typed
from yinuo.core import clock, db
from yinuo.orders.queries import judging
from yinuo.orders.rules import screening
from yinuo.orders.rules.screening import Screening, Verdict
from yinuo.playbooks.rules import packs, tables
from yinuo.playbooks.rules.tables import GoodsRow

PACK: Final = "freight"
SAID: Final = {Verdict.ACCEPT: "ok", Verdict.REVIEW: "review", Verdict.REJECT: "reject"}


@click.command(name="screen")
@click.option("--lines", is_flag=True, help="One name a line, one answer a line; without it one name in all.")
def command(lines: bool) -> None:
    """Read names of goods and print for each `{screen, category, say, ask}` as JSON.

    `screen` is ok, review (ask the questions in `ask`) or reject (say what stands in `say`). The table is the
    one in force in the desk that --data names; without a desk, that of the freight pack.
    """
    rows = table()
    for name in typed.texts(by_line=lines):
        click.echo(json.dumps(shape(screening.screen(name, rows)), ensure_ascii=False))


def shape(found: Screening) -> dict[str, object]:
    """An answer as scripts get it; null where there is nothing to say."""
    return {
        "screen": SAID[found.verdict],
        "category": found.category or None,
        "say": found.say or None,
        "ask": [question.ask for question in found.unanswered],
    }


def table() -> tuple[GoodsRow, ...]:
    """The goods table in force in this desk, else the freight pack's."""
    try:
        if db.is_made() and (rows := judging.in_force(clock.now()).goods):
            return rows
    except Error as error:
        raise click.ClickException(f"the desk's goods table cannot be read: {error}") from error
    seed = tables.read_seed("goods.yaml", packs.tables(PACK)["goods.yaml"])
    if not isinstance(seed, tables.Seed):
        raise click.ClickException("the goods table of the freight pack cannot be read")
    return tuple(row for row in seed.table.rows if isinstance(row, GoodsRow))
