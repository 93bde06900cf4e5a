"""Finding the changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from yinuo.playbooks.rules import schema

Dump = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One change. `kind` is the section (promises, notices …), `key` the item, in `elements`, `steps` and
    `reasons` with its group before it (`order.pickup_phone`).

    `verb` added or removed concerns the whole item and leaves `field` empty; changed names the field; moved
    is a new order of the list. `before` and `after` are as people read them.
    """

    verb: Literal["added", "removed", "changed", "moved"]
    kind: str
    key: str
    field: str
    before: str
    after: str
    clause: str
    chapter: str


def diff(old: schema.Playbook | None, new: schema.Playbook) -> list[Change]:
    """Every change from `old` (none: everything is added) to `new`, section by section in the playbook's
    order.
    """
    changes: list[Change] = []
    for section in (*schema.GROUPED, *schema.ITEMS, "settings"):
        before, after = _items(old, section), _items(new, section)
        changes += _section(section, before, after)
        changes += _order(section, before, after)
    return changes


def _items(playbook: schema.Playbook | None, section: str) -> dict[str, Dump]:
    """The items of a section by key, as plain values."""
    if playbook is None:
        return {}
    value = getattr(playbook, section)
    if section == "settings":
        return {"settings": _dump(value)}
    if section in schema.GROUPED:
        return {f"{group}.{item.key}": _dump(item) for group, items in value.items() for item in items}
    return {_key(item): _dump(item) for item in value}


def _dump(item: schema.Part) -> Dump:
    return item.model_dump(mode="json", by_alias=True)


def _key(item: schema.Part) -> str:
    if isinstance(item, schema.WordToAvoid):
        return item.word
    if isinstance(item, schema.Limit):
        return f"{item.about}.{item.role}"
    return str(getattr(item, "key", ""))


def _section(section: str, before: Mapping[str, Dump], after: Mapping[str, Dump]) -> Iterator[Change]:
    for key, item in after.items():
        if key not in before:
            yield _change("added", section, key, item, after=_name(item))
            continue
        for field in item:
            if field != "chapter" and item[field] != before[key].get(field):
                was, now = spell(before[key].get(field)), spell(item[field])
                yield _change("changed", section, key, item, field=field, before=was, after=now)
    for key, item in before.items():
        if key not in after:
            yield _change("removed", section, key, item, before=_name(item))


def _order(section: str, before: Mapping[str, Dump], after: Mapping[str, Dump]) -> Iterator[Change]:
    """One change when the items that both have stand in another order; only order that means something
    counts.
    """
    if section not in ("elements", "steps", "approvals", "questions"):
        return
    was, now = [key for key in before if key in after], [key for key in after if key in before]
    if was != now:
        names = {key: _name(item) for key, item in after.items()}
        told = ["、".join(names[key] for key in keys) for keys in (was, now)]
        yield Change("moved", section, "", "", told[0], told[1], "", "")


def _change(
    verb: Literal["added", "removed", "changed"],
    section: str,
    key: str,
    item: Dump,
    *,
    field: str = "",
    before: str = "",
    after: str = "",
) -> Change:
    return Change(verb, section, key, field, before, after, item.get("from", ""), item.get("chapter", ""))


def _name(item: Dump) -> str:
    """How people call an item: its label, its text, its word."""
    for field in ("label", "text", "word", "role"):
        if item.get(field):
            return str(item[field])
    return ""


def spell(value: Any) -> str:
    """A value as people read it; empty parts are left out."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict) and set(value) == {"fen"}:
        return f"{value['fen'] / 100:g} 元"
    if isinstance(value, dict):
        parts = {name: spell(inner) for name, inner in value.items() if inner not in (None, "", [])}
        return "，".join(f"{name} {text}" for name, text in parts.items())
    if isinstance(value, list):
        return "；".join(spell(inner) for inner in value)
    return str(value)
