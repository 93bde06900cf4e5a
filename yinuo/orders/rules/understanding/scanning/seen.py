"""What one who reads a text from left to right has before the eyes: atoms, places, what was read so far."""

import re
from typing import Final

from yinuo.core import divisions
from yinuo.orders.rules.understanding import payments
from yinuo.orders.rules.understanding.atoms import Atom, Kind, Plain
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning.token import Token

_BEFORE_PHONE: Final = re.compile(
    r"[ ,:(、的]{0,3}(?:联系)?(?:电话|手机|手机号|tel|号码|联系方式)?(?:是|为)?[ :.]{0,3}$"
)
_MADE: Final = re.compile("(?:玩具|家具|五金|服装|灯具|陶瓷|皮具|家电|建材|茶叶|食品|水果|蔬菜)$")
_MARKET: Final = re.compile(" ?(?:[一-龥]{0,4}(?:市场|城|园区?|基地)|厂|产业|工业|批发|交易|镇|街)")
_NUMBERS: Final = frozenset({Kind.OTHER, Kind.COUNT, Kind.WEIGHT, Kind.VOLUME, Kind.MONEY})


class Seen:
    """The text with its atoms and places, and the tokens read so far."""

    def __init__(self, plain: Plain, atoms: tuple[Atom, ...]) -> None:
        self.text = plain.text
        self.atoms = {start: (end, atom) for atom, start, end in placed(plain, atoms)}
        self.places = {place.start: place for place in _places(self.text)}
        self._drop_within_places()
        self.phones = sorted(start for start, (_, atom) in self.atoms.items() if atom.kind is Kind.PHONE)
        self.starts = sorted(self.atoms)
        self.pays = {start: (end, key) for start, end, key in payments.sentences(self.text)}
        self.tokens: list[Token] = []
        self.surnames: set[str] = set()
        self.at = 0

    def _drop_within_places(self) -> None:
        """A number that is only part of a place's name is none: 安徽六安, 六盘水."""
        for place in self.places.values():
            for start in range(place.start, place.end if place.is_sure else place.start):
                end, atom = self.atoms.get(start, (0, None))
                if atom is None or atom.kind not in _NUMBERS or end > place.end:
                    continue
                if atom.kind is Kind.OTHER or end - start < place.end - place.start:
                    del self.atoms[start]

    def _add(self, role: Role, end: int, of: str = "", atom: Atom | None = None) -> None:
        last = self.tokens[-1] if self.tokens else None
        if role is Role.TEXT and last and last.role is Role.TEXT:
            last.end = end
        else:
            self.tokens.append(Token(role, self.at, end, of, atom))
        self.at = end

    def _room(self, at: int) -> int:
        """Up to where the text is free of atoms."""
        for start in self.starts:
            if start > at:
                return start
        return len(self.text)

    def _before_count(self, end: int) -> bool:
        return any(end <= start <= end + 1 for start in self.starts)

    def _before_phone(self, end: int) -> bool:
        for start in self.phones:
            if end <= start:
                return start - end < 16 and bool(_BEFORE_PHONE.fullmatch(self.text[end:start]))
        return False

    def _is_after_phone(self) -> bool:
        for token in reversed(self.tokens):
            if token.is_atom(Kind.PHONE):
                return True
            if token.role not in (Role.SPACE, Role.COMMA):
                return False
        return False


def placed(plain: Plain, atoms: tuple[Atom, ...]) -> list[tuple[Atom, int, int]]:
    """The atoms with their places in the plain text."""
    first: dict[int, int] = {}
    for index, origin in enumerate(plain.origins):
        first.setdefault(origin, index)
    found = []
    for atom in atoms:
        start, end = first.get(atom.start), atom.end
        while end not in first and end < len(plain.original):
            end += 1
        if start is not None and end in first:
            found.append((atom, start, first[end]))
    return found


def _places(text: str) -> list[divisions.Mention]:
    """The places named in the text; one name may have spaces in it (保定 徐水)."""
    return [_trimmed(text, one) for one in _found(text)]


def _trimmed(text: str, one: divisions.Mention) -> divisions.Mention:
    """你来|安丘: 来 is what you do; 汕头澄海|玩具: what comes from there is no part of its name."""
    said = text[one.start : one.end]
    if said[0] == "来" and text[max(0, one.start - 1) : one.start] in ("你", "您", "们", "车"):
        inner = [two for two in divisions.find(text[one.start + 1 : one.end + 4]) if two.start == 0]
        if inner:
            shift = one.start + 1
            return divisions.Mention(shift, shift + inner[0].end, inner[0].divisions, inner[0].is_sure)
    made = _MADE.search(said)
    if made and not _MARKET.match(text, one.end):
        inner = [two for two in divisions.find(said[: made.start()].rstrip()) if two.start == 0]
        if inner and " " not in said[: inner[0].end]:
            return divisions.Mention(
                one.start, one.start + inner[0].end, inner[0].divisions, inner[0].is_sure
            )
    return one


def _found(text: str) -> list[divisions.Mention]:
    if " " not in text:
        return list(divisions.find(text))
    kept = [at for at, letter in enumerate(text) if letter != " "]
    found = divisions.find("".join(text[at] for at in kept))
    return [part for one in found for part in _parts(text, kept[one.start], kept[one.end - 1] + 1, one)]


def _parts(text: str, start: int, end: int, mention: divisions.Mention) -> list[divisions.Mention]:
    """The mention in the text with its spaces; as two where a name is said again (太原 太原是哪里)."""
    first, space, rest = text[start:end].partition(" ")
    cuts = [(start, end)]
    if space and (rest.lstrip().startswith(first) or first.endswith(rest.lstrip())):
        cuts = [(start, start + len(first)), (end - len(rest.lstrip()), end)]
    return [divisions.Mention(*cut, mention.divisions, mention.is_sure) for cut in cuts]
