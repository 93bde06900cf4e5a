"""Values of a manual set in its own files: the text round them, with its comments, stays as it is."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import yaml

Value = str | int | Decimal


@dataclass(frozen=True)
class Change:
    """The field `name` of a section becomes `value`; `where` says which item of a section that is a list.

    An amount is in yuan, as the manual writes it.
    """

    section: str
    name: str
    value: Value
    where: Mapping[str, str] = field(default_factory=dict)


class Missing(LookupError):
    """No file has the item that is to be changed."""


def edit(files: Mapping[str, str], *changes: Change) -> dict[str, str]:
    """The files with all changes made; a field that is not written yet is added to its item. What stands so
    already stays as it is written. Raises Missing.
    """
    found = dict(files)
    for change in changes:
        file = next((name for name, text in found.items() if _items(text, change)), "")
        if not file:
            raise Missing(f"{change.section} {dict(change.where)}")
        found[file] = _put(found[file], next(iter(_items(found[file], change))), change)
    return found


def _put(text: str, item: yaml.MappingNode, change: Change) -> str:
    value = change.value
    written = json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)
    for key, node in item.value:
        if key.value == change.name:
            if str(node.value) == str(value):
                return text
            return f"{text[: node.start_mark.index]}{written}{text[node.end_mark.index :]}"
    first = item.value[0][0].start_mark
    between = ", " if item.flow_style else f"\n{' ' * first.column}"
    return f"{text[: first.index]}{change.name}: {written}{between}{text[first.index :]}"


def _items(text: str, change: Change) -> list[yaml.MappingNode]:
    """The items that the change is about; in a file that has them, one."""
    return [item for item in _of_section(text, change.section) if _fits(item, change.where)]


def _of_section(text: str, section: str) -> Iterator[yaml.MappingNode]:
    if f"{section}:" not in text:
        return
    root = yaml.compose(text, Loader=yaml.SafeLoader)  # the C parser's marks count bytes
    if not isinstance(root, yaml.MappingNode):
        return
    for key, node in root.value:
        if key.value == section:
            yield from (node.value if isinstance(node, yaml.SequenceNode) else [node])


def _fits(item: yaml.MappingNode, where: Mapping[str, str]) -> bool:
    said = {key.value: str(value.value) for key, value in item.value}
    return all(said.get(name) == value for name, value in where.items())
