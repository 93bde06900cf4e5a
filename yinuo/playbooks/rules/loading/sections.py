"""The sections of a chapter, item by item."""

from typing import Final

from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.loading.gathering import Gathered, Place
from yinuo.playbooks.rules.yamltree import Node

SETTINGS: Final = "settings"
KNOWN: Final = (*schema.ITEMS, *schema.GROUPED, SETTINGS)


def take(gathered: Gathered, file: str, chapter: str, section: str, line: int, node: Node) -> None:
    """Validate a section of a chapter and gather its items."""
    if section in schema.ITEMS:
        _items(gathered, file, chapter, section, "", node)
    elif section in schema.GROUPED:
        if node.fields is None:
            gathered.refuse(file, node.line, section, "value.not_fields")
            return
        for group, (_, inner) in node.fields.items():
            _items(gathered, file, chapter, section, group, inner)
    elif section == SETTINGS:
        _settings(gathered, file, chapter, line, node)
    else:
        gathered.refuse(file, line, section, "section.unknown", name=section, known="、".join(KNOWN))


def _items(gathered: Gathered, file: str, chapter: str, section: str, group: str, node: Node) -> None:
    model = schema.GROUPED[section] if group else schema.ITEMS[section]
    base = f"{section}.{group}" if group else section
    if node.items is None:
        gathered.refuse(file, node.line, base, "value.not_list")
        return
    for index, inner in enumerate(node.items):
        name = _name(inner)
        gathered.named.setdefault(section, set()).add(name)
        path = f"{base}[{name or index + 1}]"
        item = gathered.validate(model, inner, file, path, chapter)
        if item:
            gathered.places.append(Place(file, inner, path, section, group, item))


def _name(node: Node) -> str:
    """How people call the item: its key, its word or its role."""
    for field in ("key", "word", "role"):
        if node.fields and field in node.fields and isinstance(node.fields[field][1].scalar, str):
            return str(node.fields[field][1].scalar)
    return ""


def _settings(gathered: Gathered, file: str, chapter: str, line: int, node: Node) -> None:
    if any(place.section == SETTINGS for place in gathered.places):
        gathered.refuse(file, line, SETTINGS, "settings.repeated")
    elif item := gathered.validate(schema.Settings, node, file, SETTINGS, chapter):
        gathered.places.append(Place(file, node, SETTINGS, SETTINGS, "", item))
