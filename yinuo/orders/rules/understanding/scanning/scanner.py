"""From left to right: what each piece of the text is."""

import re
import unicodedata
from typing import Final

from yinuo.orders.rules.understanding import endings, lexicon, people
from yinuo.orders.rules.understanding.atoms import Atom, Kind, Other
from yinuo.orders.rules.understanding.lexicon import Cue, Role
from yinuo.orders.rules.understanding.scanning.grounds import breadth
from yinuo.orders.rules.understanding.scanning.shapes import Shapes
from yinuo.orders.rules.understanding.scanning.token import Token, is_han

_MARKS: Final = {
    **dict.fromkeys("\n;。!?…|", Role.BREAK),
    **dict.fromkeys(",.()[]【】{}<>·~^`*#@_￥\\-—–", Role.COMMA),
    **dict.fromkeys(" \"'“”‘’「」『』《》", Role.SPACE),
    ":": Role.COLON,
    "、": Role.AND,
    "+": Role.AND,
    "&": Role.AND,
    "/": Role.AND,
}
_DASHES: Final = "-—–~"
_HEADS: Final = frozenset({Role.LABEL, Role.LOAD, Role.UNLOAD, Role.SHIP, Role.RECEIVE})
_LABELLED: Final = re.compile(r" ?(?::|是|为)")
_ALSO_NOUNS: Final = frozenset(
    {"goods", "packing", "other", "weight", "volume", "size", "pieces", "note", "payment"}
)


class Scanner(Shapes):
    """Reads a plain text from left to right; what it has read decides what a word may be."""

    def scan(self) -> list[Token]:
        """All tokens of the text, in order and without gaps."""
        while self.at < len(self.text):
            self._next()
        return self.tokens

    def _next(self) -> None:
        at = self.at
        if at in self.pays and self._is_said_so(at):
            end, key = self.pays[at]
            self._add(Role.PAY, end, of=key)
        elif at in self.atoms and (longer := self._longer_word(at)):
            self._add(longer[1].role, longer[0], of=longer[1].of)
        elif at in self.atoms and not self._is_rather_place(at):
            end, atom = self.atoms[at]
            atom = self._house(atom)
            self._add(Role.TEXT if self._is_name(atom, end) else Role.ATOM, max(end, at + 1), atom=atom)
        elif end := self._numbering(at):
            self._add(Role.BREAK, end)
        elif end := self._spelling(at):
            self._add(Role.FILLER, end)
        elif end := self._spaced_label(at):
            self._label(end)
        elif end := self._street(at):
            self._add(Role.TEXT, end)
        elif end := self._person(at):
            self._add(Role.PERSON, end)
        else:
            self._word(at)

    def _word(self, at: int) -> None:
        place = self.places.get(at)
        place_end = place.end if place and place.end <= self._room(at) else 0
        found = self._matched(at)
        if place and place_end and (not found or found[0] <= place_end) and self._is_place(place):
            self._add(Role.PLACE, place_end, of=breadth(place))
            return
        if at in self.atoms and not found and not place:
            end, atom = self.atoms[at]
            self._add(Role.ATOM, max(end, at + 1), atom=atom)
            return
        mark = _MARKS.get(self.text[at]) or (Role.COMMA if not found and _is_symbol(self.text[at]) else None)
        if mark is Role.COMMA and self.text[at] in _DASHES and self._is_lane(at):
            mark = Role.TO
        if mark is Role.AND and self.text[at] == "/" and self._is_label_before(at):
            mark, found = Role.COLON, None
        if found and (found[0] - at > 1 or not mark):
            end, cue = found
            role = Role.TEXT if cue.role is Role.WORD else cue.role
            self._add(role, end, of=cue.of)
        else:
            self._add(mark or Role.TEXT, at + 1, of="," if self.text[at] == "," else "")

    def _is_label_before(self, at: int) -> bool:
        """提货/抚松: whether a slash stands in place of a colon."""
        last = self.tokens[-1] if self.tokens else None
        if last is None or last.end != at or last.role not in _HEADS:
            return False
        behind = lexicon.match(self.text, at + 1) if at + 1 < len(self.text) else None
        return behind is None or behind[1].role not in _HEADS

    def _is_said_so(self, at: int) -> bool:
        """Whether a sentence about paying begins here, rather than a longer set word."""
        found = lexicon.match(self.text, at)
        end, _ = self.pays[at]
        return not (found and found[1].role is Role.PAY and found[0] >= end)

    def _longer_word(self, at: int) -> tuple[int, Cue] | None:
        """A word that reaches farther than the atom it begins with: 昨天|那单, 加急|费."""
        end, atom = self.atoms[at]
        found = lexicon.match(self.text, at)
        if found is None or found[0] <= end or atom.kind not in (Kind.OTHER, Kind.TIME):
            return None
        return found if found[1].role in (Role.THAT, Role.FEE, Role.ASK) else None

    def _matched(self, at: int) -> tuple[int, Cue] | None:
        """The word of the lexicon here, unless it reaches into an atom or a place behind it."""
        found = lexicon.match(self.text, at)
        if not found or found[0] > self._room(at):
            return None
        end, cue = found
        if cue.role is Role.PAY and self.text[end - 1] == "付" and people.titled_anyhow(self.text, end - 1):
            return lexicon.match(self.text, at, end - 1)
        if cue.role is Role.MINE and not self._is_mine(at, end):
            return lexicon.match(self.text, at, end - 1)
        if cue.role is Role.WORD and self.text[end - 1] in "发到" and self._before_place(end):
            return lexicon.match(self.text, at, at + 1)
        if cue.role is Role.WORD and self.text[at:end] == "来安" and at + 1 in self.places:
            return lexicon.match(self.text, at, at + 1)
        if cue.role is not Role.WORD and any(
            start in self.places and self.places[start].is_sure and self.places[start].end > end
            for start in range(at + 1, end)
        ):
            return lexicon.match(self.text, at, at + 1)
        last = self.tokens[-1] if self.tokens else None
        if cue.role is Role.LABEL and last and last.role is Role.TEXT and not _LABELLED.match(self.text, end):
            return (end, Cue(Role.WORD)) if cue.of in _ALSO_NOUNS else found
        return found

    def _is_mine(self, at: int, end: int) -> bool:
        """Whether 收货人是我 ends there (not 我妈) and is not denied."""
        follows = self.text[end : end + 1]
        last = self.tokens[-1] if self.tokens else None
        if last is not None and last.role is Role.NO:
            return False
        if last is not None and self.text[last.start : last.end] in ("师傅", "司机", "车", "你们"):
            return False
        return self.text[end - 1] != "我" or not is_han(follows) or follows in "的啊吧呢呀哈本自"

    def _is_name(self, atom: Atom, end: int) -> bool:
        """Whether a number belongs to a name of goods: 四件套, 55寸电视, A4复印纸."""
        if not isinstance(atom, Other):
            return False
        if atom.what == "name":
            return atom.said[0] != "一" or atom.said in ("一次性", "一体机")
        if atom.what == "measure" and endings.GOODS.search(atom.said) and is_han(atom.said[-1]):
            return True
        follows = self.text[end : end + 1]
        return atom.what in ("measure", "model") and is_han(follows) and not lexicon.match(self.text, end)


def _is_symbol(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "SPC"
