"""Longer texts that people wrote (the privacy notice), in a page: headings, paragraphs, lists."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Block:
    """One piece of a text: a heading, a paragraph (its lines), or a list (its items)."""

    kind: Literal["heading", "text", "list"]
    lines: tuple[str, ...]


def blocks(text: str) -> list[Block]:
    """A text in its pieces: `## ` begins a heading, `- ` an item, an empty line ends a paragraph."""
    found: list[Block] = []
    is_new = True
    for line in (one.strip() for one in text.splitlines()):
        if not line:
            is_new = True
            continue
        kind, said = _kind(line)
        if found and not is_new and found[-1].kind == kind != "heading":
            found[-1] = Block(kind, (*found[-1].lines, said))
        else:
            found.append(Block(kind, (said,)))
        is_new = kind == "heading"
    return found


def _kind(line: str) -> tuple[Literal["heading", "text", "list"], str]:
    if line.startswith("#"):
        return "heading", line.lstrip("# ")
    return ("list", line[2:]) if line.startswith("- ") else ("text", line)
