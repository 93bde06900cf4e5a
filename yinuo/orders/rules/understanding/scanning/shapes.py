"""How a form is laid out: numbered items, labels with spaces in them, a surname spelt."""

import re
from typing import Final

from yinuo.orders.rules.understanding import lexicon
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning.persons import Persons

_BARE_NUMBER: Final = re.compile(r"\d{1,2}(?=[一-龥])")
_SPELT: Final = re.compile(r"[一-龥]{1,4}的([一-龥])(?=[^一-龥]|$)")
_SPACED_LABEL: Final = re.compile(r"([一-龥](?: +[一-龥]){1,4}) *:")
_NUMBERING: Final = re.compile(r"\d{1,2} ?[.、)](?=[一-龥])")


class Shapes(Persons):
    """One who reads, and knows how forms are laid out."""

    def _numbering(self, at: int) -> int:
        """Where the number of an item ends: 6.提货 …"""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role not in (Role.BREAK, Role.SPACE, Role.COMMA):
            return 0
        found = _NUMBERING.match(self.text, at)
        if found:
            return found.end()
        bare = _BARE_NUMBER.match(self.text, at)
        labelled = lexicon.match(self.text, bare.end()) if bare and bare.end() < len(self.text) else None
        is_label = labelled is not None and labelled[1].role is Role.LABEL
        return (
            bare.end()
            if bare and labelled and is_label and self.text[labelled[0] : labelled[0] + 1] == ":"
            else 0
        )

    def _spelling(self, at: int) -> int:
        """Where the spelling of a surname ends that was just said: 我姓付 付款的付."""
        last = (
            self.tokens[-2]
            if len(self.tokens) > 1 and self.tokens[-1].role in (Role.SPACE, Role.COMMA)
            else None
        )
        if last is None or last.role is not Role.PERSON:
            return 0
        found = _SPELT.match(self.text, at)
        said = self.text[last.start : last.end]
        return found.end() if found and found[1] in said else 0

    def _spaced_label(self, at: int) -> int:
        """Where a label with spaces between its characters ends: 联 系 人："""
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role not in (Role.BREAK, Role.SPACE, Role.COMMA):
            return 0
        found = _SPACED_LABEL.match(self.text, at)
        return found.end(1) if found and " " in found[1] else 0

    def _label(self, end: int) -> None:
        word = "".join(self.text[self.at : end].split())
        found = lexicon.match(word, 0)
        if found and found[0] == len(word) and found[1].role is Role.LABEL:
            self._add(Role.LABEL, end, of=found[1].of)
        else:
            self._add(Role.TEXT, end)
