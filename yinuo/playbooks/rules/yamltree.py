"""YAML into plain values that remember their lines.

Read from the event stream, so that a deeply nested or self-multiplying text is refused instead of followed.
Plain words mean what they say: `on`, `yes` and `10:00` stay text; only true, false, null and numbers are
more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import yaml

from yinuo.playbooks.rules.faults import PlaybookFault

DEEPEST: Final = 12
MOST: Final = 40_000
_CONSTANTS: Final[dict[str, object]] = {"": None, "~": None, "null": None, "true": True, "false": False}
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlFault(Exception):
    """The text cannot be read; `fault` says where and why."""

    def __init__(self, fault: PlaybookFault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass
class Node:
    """A value and its line; `items` holds list items, `fields` named fields with the line of their name."""

    line: int
    scalar: object = None
    items: list["Node"] | None = None
    fields: dict[str, tuple[int, "Node"]] | None = None

    def plain(self) -> Any:
        """The value as Python lists, dictionaries, strings, numbers."""
        if self.items is not None:
            return [item.plain() for item in self.items]
        if self.fields is not None:
            return {name: node.plain() for name, (_, node) in self.fields.items()}
        return self.scalar

    def line_of(self, path: Sequence[int | str]) -> int:
        """The line of the deepest part of `path` that exists here."""
        node, line = self, self.line
        for step in path:
            if node.items is not None and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                line = node.line
            elif node.fields is not None and step in node.fields:
                line, node = node.fields[str(step)]
            else:
                break
        return line


@dataclass
class _Open:
    """A list or a mapping that is still being read."""

    node: Node
    anchor: str | None
    name: str | None = None
    name_line: int = 0


@dataclass
class _Builder:
    file: str
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict)
    count: int = 0
    root: Node | None = None

    def refuse(self, line: int, code: str, **params: str) -> YamlFault:
        return YamlFault(PlaybookFault(self.file, line, "", code, params))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.ScalarEvent():
                self._check_tag(event.tag, line)
                value = event.value if event.style else _resolved(event.value)
                self._place(Node(line, scalar=value), event.anchor, text=event.value)
            case yaml.SequenceStartEvent():
                self._check_tag(event.tag, line)
                self._open(Node(line, items=[]), event.anchor)
            case yaml.MappingStartEvent():
                self._check_tag(event.tag, line)
                self._open(Node(line, fields={}), event.anchor)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                closed = self.stack.pop()
                self._place(closed.node, closed.anchor)
            case yaml.AliasEvent():
                self._alias(event.anchor or "", line)

    def _check_tag(self, tag: str | None, line: int) -> None:
        if tag is not None:
            raise self.refuse(line, "yaml.tag", name=tag)

    def _open(self, node: Node, anchor: str | None) -> None:
        if len(self.stack) >= DEEPEST:
            raise self.refuse(node.line, "yaml.too_deep")
        parent = self.stack[-1] if self.stack else None
        if parent and parent.node.fields is not None and parent.name is None:
            raise self.refuse(node.line, "yaml.syntax", problem="a name must be one word")
        self.stack.append(_Open(node, anchor))

    def _alias(self, anchor: str, line: int) -> None:
        """A repeated value; what it holds is counted again, so that it cannot multiply unseen."""
        if anchor not in self.anchors:
            raise self.refuse(line, "yaml.syntax", problem=f"*{anchor}")
        node, size = self.anchors[anchor]
        self._count(size, line)
        self._place(node, None)

    def _place(self, node: Node, anchor: str | None, text: str | None = None) -> None:
        self._count(1, node.line)
        if anchor:
            self.anchors[anchor] = (node, _size(node))
        if not self.stack:
            if self.root is not None:
                raise self.refuse(node.line, "yaml.syntax", problem="more than one document")
            self.root = node
            return
        parent = self.stack[-1]
        if parent.node.items is not None:
            parent.node.items.append(node)
        elif parent.name is None:
            self._name(parent, node, text)
        else:
            assert parent.node.fields is not None
            parent.node.fields[parent.name] = (parent.name_line, node)
            parent.name = None

    def _name(self, parent: _Open, node: Node, text: str | None) -> None:
        assert parent.node.fields is not None
        if node.items is not None or node.fields is not None:
            raise self.refuse(node.line, "yaml.syntax", problem="a name must be one word")
        name = text if text is not None else str(node.scalar)
        if name in parent.node.fields:
            raise self.refuse(node.line, "yaml.repeated_field", name=name)
        parent.name, parent.name_line = name, node.line

    def _count(self, more: int, line: int) -> None:
        self.count += more
        if self.count > MOST:
            raise self.refuse(line, "yaml.too_much")


def read(file: str, text: str) -> Node:
    """The tree of a YAML text. Raises YamlFault with the line of the first thing that is wrong."""
    builder = _Builder(file)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise builder.refuse(line, "yaml.syntax", problem=error.problem or "") from None
    except yaml.YAMLError as error:
        raise builder.refuse(0, "file.unreadable", problem=type(error).__name__) from None
    return builder.root or Node(1)


def _events(text: str) -> Iterator[yaml.Event]:
    events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
    return events


def _resolved(word: str) -> object:
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if re.fullmatch(r"-?(0|[1-9]\d{0,17})", word):
        return int(word)
    if re.fullmatch(r"-?(0|[1-9]\d{0,11})\.\d{1,6}", word):
        return Decimal(word)
    return word


def _size(node: Node) -> int:
    if node.items is not None:
        return 1 + sum(_size(item) for item in node.items)
    if node.fields is not None:
        return 1 + sum(1 + _size(inner) for _, inner in node.fields.values())
    return 1
