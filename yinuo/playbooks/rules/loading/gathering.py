"""What has been read so far: valid items with their places, and faults."""

from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from yinuo.playbooks.rules import schema
from yinuo.playbooks.rules.faults import PlaybookFault
from yinuo.playbooks.rules.loading.faulting import faults_of, unlike
from yinuo.playbooks.rules.yamltree import Node

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Place:
    """A valid item and where it stands; `group` is the ticket kind or the group of reasons, else empty."""

    file: str
    node: Node
    path: str
    section: str
    group: str
    item: schema.Part

    def flaw(self, steps: tuple[int | str, ...], code: str, **params: str) -> PlaybookFault:
        """A fault at a field of this item."""
        dotted = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
        return PlaybookFault(self.file, self.node.line_of(steps), self.path + dotted, code, params)


@dataclass
class Gathered:
    """Filled chapter by chapter; `named` also has the keys of faulty items, so that one fault stays one."""

    files: dict[str, str] = field(default_factory=dict)
    faults: list[PlaybookFault] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    chapters: list[schema.Chapter] = field(default_factory=list)
    named: dict[str, set[str]] = field(default_factory=dict)

    def refuse(self, file: str, line: int, where: str, code: str, **params: str) -> None:
        """Note a fault."""
        self.faults.append(PlaybookFault(file, line, where, code, params))

    def validate(self, model: type[M], node: Node, file: str, path: str, chapter: str = "") -> M | None:
        """`node` as a `model`, with the chapter it stands in; None when it is none, and its faults are
        noted.
        """
        data = node.plain()
        if not isinstance(data, dict):
            self.refuse(file, node.line, path, "value.not_fields")
            return None
        if issubclass(model, schema.Item):
            if "chapter" in data:
                self.refuse(file, node.line_of(["chapter"]), path, "field.unknown", **unlike("chapter", []))
            data["chapter"] = chapter
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.faults += faults_of(error, file=file, node=node, path=path, model=model)
            return None
