"""Chapter by chapter: read, validate every item, gather, and check what refers to what."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic import Field as ModelField

from yinuo.playbooks.rules import schema, vocabulary, yamltree
from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.loading import referring, sections
from yinuo.playbooks.rules.loading.files import BYTES_MOST
from yinuo.playbooks.rules.loading.gathering import Gathered
from yinuo.playbooks.rules.yamltree import Node

COVER: Final = "playbook.yaml"
_Title = Annotated[str, StringConstraints(min_length=1, max_length=80)]


@dataclass(frozen=True)
class Loaded:
    """What came of the files: a playbook when there was no fault, else every fault in order of place."""

    playbook: schema.Playbook | None
    faults: tuple[PlaybookFault, ...]
    files: Mapping[str, str]


class Cover(BaseModel):
    """The fields of playbook.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
    name: _Title
    manual: str = ""
    chapters: Annotated[tuple[str, ...], ModelField(min_length=1)]


class Heading(BaseModel):
    """The fields that a chapter file starts with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    chapter: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    title: _Title
    summary: Annotated[str, StringConstraints(max_length=300)] = ""
    from_: str = ModelField(default="", alias="from")


_HEADING: Final = frozenset({"chapter", "title", "summary", "from"})


def load(files: Mapping[str, str | bytes], event_kinds: frozenset[str] = vocabulary.EVENT_KINDS) -> Loaded:
    """The playbook written in `files` (name → YAML text), checked against the known `event_kinds`.

    Never raises for what is in the files: faults are collected, all of them, each with its line.
    """
    gathered = Gathered()
    roots = {name: node for name in sorted(files) if (node := _read(name, files[name], gathered))}
    cover = _cover(roots, files, gathered)
    if cover:
        for name in cover.chapters:
            if name in roots:
                _chapter(name, roots[name], gathered)
        gathered.faults += referring.faults(gathered.places, gathered.named, event_kinds)
        if not any(place.section == sections.SETTINGS for place in gathered.places):
            gathered.refuse(COVER, 0, "", "settings.missing")
    faults = tuple(sorted(gathered.faults))
    playbook = _playbook(cover, gathered) if cover and not faults else None
    return Loaded(playbook, faults, gathered.files)


def _read(name: str, content: str | bytes, gathered: Gathered) -> Node | None:
    if len(content) > BYTES_MOST:
        gathered.refuse(name, 0, "", "file.too_big", most=str(BYTES_MOST // 1024))
    elif isinstance(content, bytes):
        gathered.refuse(name, 0, "", "file.unreadable", problem="UTF-8")
    else:
        gathered.files[name] = content
        try:
            return yamltree.read(name, content)
        except yamltree.YamlFault as error:
            gathered.faults.append(error.fault)
    return None


def _cover(roots: Mapping[str, Node], files: Mapping[str, object], gathered: Gathered) -> Cover | None:
    """The cover, when it is sound; files that it does not list and files that it misses are faults."""
    if COVER not in roots:
        if COVER not in files:
            gathered.refuse(COVER, 0, "", "files.none")
        return None
    cover = gathered.validate(Cover, roots[COVER], COVER, "")
    if cover is None:
        return None
    for index, name in enumerate(cover.chapters):
        if name not in files:
            line = roots[COVER].line_of(["chapters", index])
            gathered.refuse(COVER, line, f"chapters[{index + 1}]", "file.missing", name=name)
    for name in sorted(files.keys() - {COVER, *cover.chapters}):
        gathered.refuse(name, 0, "", "file.unlisted")
    return cover


def _chapter(name: str, root: Node, gathered: Gathered) -> None:
    """One chapter: its heading, then its sections."""
    fields = root.fields or {}
    head = Node(root.line, fields={field: inner for field, inner in fields.items() if field in _HEADING})
    heading = gathered.validate(Heading, head if root.fields else root, name, "")
    if heading is None:
        return
    if any(chapter.key == heading.chapter for chapter in gathered.chapters):
        gathered.refuse(
            name, root.line_of(["chapter"]), "chapter", "key.repeated", name=heading.chapter, first=COVER
        )
    described = heading.model_dump(by_alias=True)
    key = described.pop("chapter")
    gathered.chapters.append(schema.Chapter(key=key, file=name, checksum=checksum(root.plain()), **described))
    for section, (line, node) in fields.items():
        if section not in _HEADING:
            sections.take(gathered, name, key, section, line, node)


def checksum(value: Any) -> str:
    """SHA-256 of a value's meaning: order of fields, comments and layout do not count."""
    spelled = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(spelled.encode()).hexdigest()


def _playbook(cover: Cover, gathered: Gathered) -> schema.Playbook:
    """All items in the order of the chapters, under their sections."""
    found: dict[str, Any] = {name: [] for name in schema.ITEMS} | {name: {} for name in schema.GROUPED}
    for place in gathered.places:
        if place.section == sections.SETTINGS:
            found[place.section] = place.item
        elif place.group:
            found[place.section].setdefault(place.group, []).append(place.item)
        else:
            found[place.section].append(place.item)
    return schema.Playbook(
        slug=cover.slug, name=cover.name, manual=cover.manual, chapters=tuple(gathered.chapters), **found
    )
