"""A fault and its sentence."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from yinuo.playbooks.rules.faults.sentences import SENTENCES

Language = Literal["zh-hans", "en"]


@dataclasses.dataclass(frozen=True, order=True)
class PlaybookFault:
    """One fault: the file, the line (1-based; 0 when the whole file is meant), the field's path, and the
    code.
    """

    file: str
    line: int
    field: str
    code: str
    params: Mapping[str, str] = dataclasses.field(default_factory=dict, compare=False)

    @property
    def place(self) -> str:
        """`file:line`, as editors and terminals understand it."""
        return f"{self.file}:{self.line}" if self.line else self.file


def render(fault: PlaybookFault, language: Language = "zh-hans") -> str:
    """One line: where, what is wrong, and the remedy."""
    gap = ": " if language == "en" else "："
    return gap.join(part for part in (fault.place, fault.field, sentence(fault, language)) if part)


def sentence(fault: PlaybookFault, language: Language = "zh-hans") -> str:
    """What is wrong and the remedy, without the place."""
    said = SENTENCES[fault.code]
    parts = (said.en, said.en_remedy) if language == "en" else (said.zh, said.zh_remedy)
    told = " ".join if language == "en" else "".join
    return told(part.format_map(_Params(fault.params)) for part in parts if part)


class _Params(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"
