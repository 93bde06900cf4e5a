"""`yinuo complaint`: for scripts, text in and JSON out; needs no desk."""

import json
from typing import Any

import click

from yinuo.cli import typed
from yinuo.complaints.rules import reading


@click.group(name="complaint")
def command() -> None:
    """Read what people complain of, suggest, ask or order."""


@command.command()
@click.option("--lines", is_flag=True, help="One text a line, one object a line.")
def classify(lines: bool) -> None:
    """Print one JSON object per text on standard input: what it proposes, and the words that led to it.

    Keys: kind, complaint_type (null unless a complaint), severity 1-4, crisis, escalation, reasons.
    """
    for text in typed.texts(by_line=lines):
        click.echo(json.dumps(record(text), ensure_ascii=False))


def record(text: str) -> dict[str, Any]:
    """What is proposed for one text."""
    found = reading.read(text)
    return {
        "kind": found.kind,
        "complaint_type": found.complaint_type,
        "severity": found.severity,
        "crisis": found.crisis,
        "escalation": found.escalation,
        "reasons": [
            {
                "field": one.field,
                "value": one.value,
                "words": one.words,
                "start": one.start,
                "end": one.end,
            }
            for one in found.reasons
        ],
    }
