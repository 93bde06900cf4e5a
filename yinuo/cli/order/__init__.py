"""`yinuo order`: for scripts, JSON in and out; needs no desk."""

import click

from yinuo.cli import loading


@click.group(
    name="order",
    cls=loading.Group,
    package="yinuo.cli.order",
    words={
        "parse": "What customers' texts say, as JSON.",
        "screen": "Whether goods may be carried, one name a line.",
        "quote": "What an order costs, every fen explained.",
        "examples": "Texts that filled orders, and what was meant; masked.",
    },
)
def command() -> None:
    """Understand, screen and price orders; one JSON object per input."""
