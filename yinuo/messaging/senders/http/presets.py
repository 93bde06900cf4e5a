"""Vendors whose interface is known: data to begin from, beside this file."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from yinuo.messaging.senders.http.options import HttpOptions


@dataclass(frozen=True)
class Preset:
    """What a vendor's interface looks like; `needs` are the fields that the customer fills in."""

    key: str
    label: str
    needs: tuple[str, ...]
    options: HttpOptions


@lru_cache
def known() -> tuple[Preset, ...]:
    """All of them, in the order of the file."""
    text = Path(__file__).with_name("presets.yaml").read_text(encoding="utf-8")
    return tuple(_preset(one) for one in yaml.safe_load(text))


def named(key: str) -> Preset | None:
    """The one with this key."""
    return next((one for one in known() if one.key == key), None)


def _preset(one: dict[str, Any]) -> Preset:
    options = HttpOptions.model_validate({"preset": one["key"], **one["options"]})
    return Preset(one["key"], one["label"], tuple(one["needs"]), options)
