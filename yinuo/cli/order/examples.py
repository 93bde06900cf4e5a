"""`yinuo order examples`: what texts were understood to say, and what turned out to be meant."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

import click
from django.conf import settings

from yinuo.core import db
from yinuo.core.text import mask
from yinuo.orders import queries
from yinuo.orders.models import OrderText

_MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "shipper_name": mask.mask_name,
    "consignee_name": mask.mask_name,
    "pickup_phone": mask.mask_phone,
    "consignee_phone": mask.mask_phone,
    "pickup_address": mask.mask_address,
    "delivery_address": mask.mask_address,
}


@click.command()
@click.option("--limit", default=1000, show_default=True, help="At most so many, the newest first.")
def command(limit: int) -> None:
    """Print the texts of confirmed orders, one JSON object a line; personal data is masked."""
    if not db.is_made():
        raise click.ClickException(f"there is no desk in {settings.DATA_DIR}")
    for _, example in zip(range(limit), queries.examples(), strict=False):
        click.echo(json.dumps(masked(example), ensure_ascii=False))


def masked(example: OrderText) -> dict[str, Any]:
    """What an example shows outside the desk: text, understood and corrected answers, nobody named."""
    elements = example.understood["elements"]
    return {
        "at": example.at.isoformat(),
        "text": _masked_text(example.text, elements),
        "intent": example.understood["intent"],
        "understood": {one["key"]: _masked(one["key"], one["typed"]) for one in elements},
        "corrected": {key: _masked(key, said) for key, said in example.corrected.items()},
    }


def _masked(key: str, said: str) -> str:
    return _MASKS[key](said) if key in _MASKS else mask.mask_phones(said)


def _masked_text(text: str, elements: list[dict[str, Any]]) -> str:
    """The text with every personal stretch masked where it stands; other numbers that may ring too."""
    at, parts = 0, []
    for one in sorted(elements, key=lambda one: int(one["start"])):
        if one["key"] in _MASKS and one["start"] >= at:
            parts += [text[at : one["start"]], _masked(one["key"], text[one["start"] : one["end"]])]
            at = one["end"]
    return mask.mask_phones("".join(parts) + text[at:])
