"""Where a person is named: by what was read before, by a title, by a number that stands near."""

import re
from typing import Final

from yinuo.orders.rules.understanding import endings, lexicon, people
from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.scanning.grounds import Grounds
from yinuo.orders.rules.understanding.scanning.token import Token, is_han

_ENDS_ADDRESS: Final = frozenset("号楼室厂店市场园区栋座元库仓旁边口村镇路街城站层铺")
_HAN_RUN: Final = re.compile(r"[一-龥]{4,}")
_TAKES_SOMEONE: Final = frozenset({Role.RECEIVE, Role.LOAD, Role.UNLOAD, Role.SHIP})
_WANTS_NAME: Final = frozenset({"name", "shipper.name", "consignee.name", "caller.name"})


class Persons(Grounds):
    """One who reads, and knows people when they are named."""

    def _person(self, at: int) -> int:
        """Where a person that begins here ends; 0 for nobody."""
        text = self.text
        if not ("\u4e00" <= text[at] <= "\u9fff" or (text[at].isascii() and text[at].isalpha())):
            return 0
        last = self.tokens[-1] if self.tokens else None
        expected = self._expects_name()
        end = 0
        place = self.places.get(at)
        known = place.end if place and place.is_sure else 0
        if expected:
            end = people.titled(text, at, follows_text=False) or self._named(at, expected)
        elif last is None or last.role is Role.BREAK:
            end = people.signed(text, at) if not lexicon.match(text, at) else 0
        if not end and text[at] in self.surnames and self._is_surnamed():
            end = people.titled_anyhow(text, at)
        if known and known >= end and known - at > 1 and not self._before_phone(known):
            return 0
        follows_text = last is not None and last.role is Role.TEXT
        end = end or people.titled(text, at, follows_text=follows_text) or self._near_phone(at, last)
        return end if end <= self._room(at) else 0

    def _is_surnamed(self) -> bool:
        """昂师傅 behind 我姓昂: a surname said as one, however rare."""
        last = self.tokens[-1] if self.tokens else None
        return last is not None and last.role in (Role.SPACE, Role.COMMA, Role.PERSON)

    def _named(self, at: int, expected: str) -> int:
        text = self.text
        if text[at].isascii():
            return people.anyone(text, at) if expected in ("field", "yes", "word") else 0
        if expected == "titled":
            return people.titled_anyhow(text, at)
        if expected == "weak":
            end = people.titled_anyhow(text, at)
            return end
        run = _HAN_RUN.match(text, at)
        if run and people.is_company(run[0]):
            return 0
        end = people.titled_anyhow(text, at) or people.short_named(text, at) or people.named(text, at)
        if not end and expected in ("yes", "field") and not lexicon.match(text, at):
            long = self._written(at)
            if not long and people.anyone(text, at):
                return 0
            end = long if 2 <= long - at <= 8 and self._before_phone(long) else 0
        if end and self.text[end : end + 2] in ("这边", "那边"):
            return 0
        if end and self.text[end : end + 1] == "的" and self.text[end + 1 : end + 3] != "电话":
            return 0
        if end or expected == "word":
            return end
        if expected == "field" and (end := self._written(at)):
            return end
        if expected == "surname":
            self.surnames.add(text[at])
            return people.any_surnamed(text, at)
        return people.surnamed(text, at)

    def _written(self, at: int) -> int:
        """Where a name written into a field ends, whatever it is; 0 for a place, or a post before a name."""
        end = people.anyone(self.text, at)
        place = self.places.get(at)
        if not end or (place and place.is_sure and place.end >= end - 1):
            return 0
        inner = range(at + 1, end - 1) if end - at > 3 else range(0)
        return 0 if any(people.titled_anyhow(self.text, one) == end for one in inner) else end

    def _expects_name(self) -> str:
        """field: a labelled field for a name; yes: 联系人; surname: 我姓; word: 找; weak: 我; titled: 收."""
        colon = oops = False
        for token in reversed(self.tokens[-8:]):
            if oops and token.role is Role.PERSON:
                return "yes"
            oops = oops or token.role in (Role.OOPS, Role.CHANGE)
            if oops and token.role in (Role.OOPS, Role.CHANGE, Role.SPACE, Role.COMMA, Role.TEXT):
                continue
            if token.role in _TAKES_SOMEONE and not colon:
                return "titled"
            if token.role is Role.LABEL:
                wanted = token.of in _WANTS_NAME
                if wanted and self.text[token.end - 1] == "姓":
                    return "surname"
                return ("field" if colon else "yes") if wanted else ""
            if token.role is Role.CALLED:
                return "surname" if self.text[token.end - 1] in "姓贵" else "word"
            if token.role in (Role.ME, Role.THEM) and not colon:
                return "weak"
            colon = colon or token.role is Role.COLON
            if token.role not in (Role.SPACE, Role.COLON, Role.IS, Role.FILLER):
                return ""
        return ""

    def _near_phone(self, at: int, last: Token | None) -> int:
        """A bare name that stands before or behind a telephone number, or before 收."""
        behind = bool(last and (last.is_atom(Kind.PHONE) or self._is_after_phone()))
        if last and last.role is Role.TEXT and self.text[at - 1] not in _ENDS_ADDRESS:
            aged = people.titled_anyhow(self.text, at) if self.text[at] in "老小阿" else 0
            return aged if aged and self._before_phone(aged) else 0
        if self._is_whole_name(at, last):
            return people.anyone(self.text, at)
        titled = people.titled_anyhow(self.text, at)
        if titled and (behind or self._before_phone(titled)) and not lexicon.match(self.text, at):
            return titled
        for end in (people.named(self.text, at), people.short_named(self.text, at)):
            if not end:
                continue
            if self._before_phone(end) or (
                self.text.startswith("收", end) and not self.text.startswith("收费", end)
            ):
                return end if not lexicon.match(self.text, at) or behind else 0
            if behind and not lexicon.match(self.text, at) and self._stands_alone(at, end):
                return end
        begins = last is None or last.role in (Role.SPACE, Role.COMMA, Role.BREAK, Role.COLON)
        is_word = lexicon.match(self.text, at) is not None
        alone = people.alone(self.text, at) if (behind or begins) and not is_word else 0
        return alone if behind or (alone and self._before_phone(alone)) else 0

    def _stands_alone(self, at: int, end: int) -> bool:
        """Whether what stands behind a number is a name and not the goods: 138… 文件柜 2个."""
        follows = self.text[end : end + 1]
        return (
            not endings.GOODS.search(self.text[at:end])
            and not is_han(follows)
            and not self._before_count(end)
        )

    def _is_whole_name(self, at: int, last: Token | None) -> bool:
        """Whether all between 收： and a number is a name, however long: 阿依古丽 187…"""
        is_taker = last is not None and last.role is Role.RECEIVE
        if last is None or not (is_taker or last.role in (Role.SPACE, Role.COLON, Role.COMMA)):
            return False
        heads = [token.role for token in self.tokens[-3:]]
        if not {Role.RECEIVE, Role.SHIP, Role.LABEL, Role.UNLOAD, Role.LOAD, Role.COLON} & set(heads):
            return False
        end = self._written(at)
        if is_taker and ("姓" in self.text[at:end] or "叫" in self.text[at:end]):
            return False
        is_doubled = end - at == 2 and self.text[at] == self.text[at + 1]
        is_long = is_doubled or 3 <= end - at <= 8
        return is_long and self._before_phone(end) and not lexicon.match(self.text, at)
