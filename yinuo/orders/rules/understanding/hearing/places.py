"""Which side a place is on, by the words before and behind it (R033, R034)."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.hearing import contacts, lanes
from yinuo.orders.rules.understanding.hearing.row import ENDS, LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import CONSIGNEE, FROM, SHIPPER, TO, Place
from yinuo.orders.rules.understanding.scanning import Token

_PARTY: Final = {FROM: SHIPPER, TO: CONSIGNEE}
_SIDE: Final = {SHIPPER: FROM, CONSIGNEE: TO}
_TAKES_BACK: Final = frozenset({Role.OOPS, Role.CHANGE, Role.NO})
_COME: Final = frozenset({"来", "过来", "来到"})
_DONE_AT: Final = {Role.RECEIVE: TO, Role.UNLOAD: TO, Role.LOAD: FROM, Role.SHIP: FROM}
_FETCHED: Final = re.compile("[里这那边儿]*(?:来|去|上门)?[提拉装取]")
_GIVEN: Final = re.compile("[给到送往]")
_STOPS: Final = ENDS | {Role.PLACE, Role.TO, Role.FROM, Role.LABEL, Role.ATOM, Role.PAY, Role.PERSON}


def hear(row: Row, state: State, token: Token) -> None:
    """A place is named."""
    if _is_of_person(row, state, token) or _is_of_taker(row, state, token):
        return
    if state.take_denial():
        _forget(state, row.said(token))
        return
    side, strength = _side(row, state)
    place = Place(
        start=token.start, end=token.end, side=side, strength=strength, clause=state.clause, known=token.of
    )
    place.oops = state.oops_left > 0 and state.take_oops(f"place{side}") and _corrects(row, state, side)
    if place.oops and not side:
        last = next((one for one in reversed(state.heard.places) if one.side), None)
        place.side, place.strength = (last.side, 2) if last else ("", 0)
    state.heard.places.append(place)
    if place.side and strength < 4:
        state.hint = _PARTY[place.side]


def _is_of_person(row: Row, state: State, token: Token) -> bool:
    """合肥 老昂: a place said before only tells where a person is."""
    behind = row.behind(over=LIGHT)
    if behind is None or behind.role is not Role.PERSON:
        return False
    said = row.said(token)
    if row.text[token.end] == "的" and lanes.follows(row):
        return True
    for place in state.heard.places:
        if place.side and row.text.startswith(said, place.start):
            contacts.announce(state, _PARTY[place.side], "name")
            return True
    return False


def _is_of_taker(row: Row, state: State, token: Token) -> bool:
    """到武汉硚口，送给汉正街唐嫂: where to is said; this only tells where the one who receives is known."""
    before, behind = row.before(), row.behind(over=frozenset())
    if before is None or before.role is not Role.CALLED or behind is None or behind.role is not Role.PERSON:
        return False
    return any(place.side == TO for place in state.heard.places)


def _corrects(row: Row, state: State, side: str) -> bool:
    """Whether a place of this side was said before the word that takes something back, and none since."""
    word = next((one for one in reversed(row.tokens[: row.at]) if one.role in _TAKES_BACK), None)
    if word is None:
        return True
    said = [place for place in state.heard.places if not side or place.side in (side, "")]
    return any(place.start < word.start for place in said)


def _forget(state: State, said: str) -> None:
    """不是静安公园: what was said so before is taken back."""
    for place in state.heard.places:
        if place.end - place.start == len(said):
            place.oops = place.oops
    state.begin_oops()


def _side(row: Row, state: State) -> tuple[str, int]:
    before = row.before(over=LIGHT | {Role.ME, Role.CHANGE, Role.OLD})
    if state.side == TO and state.is_field and lanes.begins(row):
        return FROM, 3
    found = _by_before(row, state, before) if before is not None else None
    if before is not None and before.role is Role.GO and row.said(before) in _COME:
        return FROM, 3
    if state.side and state.is_field and _is_other_end(row, state):
        return "", 0
    if state.side and state.is_field:
        if (
            before is None
            or found is None
            or found[1] < 3
            or found[0] == state.side
            or not _is_apart(row, before)
        ):
            return state.side, 3
        state.side = ""
    if found and found[1] == 3:
        return found
    if found and before is not None and before.role is Role.LOAD and lanes.unloads(row):
        return found
    if found := _by_behind(row) or found or _by_having(row):
        return found
    if state.current and state.current.party and state.current.strength == 3 and _is_near_contact(row):
        return _SIDE[state.current.party], 1
    return "", 0


def _is_other_end(row: Row, state: State) -> bool:
    """发株洲 … 收：龙姐 139… 广州瑞康路 陈小姐: a second place of one end before a further person."""
    behind = row.behind(over=LIGHT)
    if behind is None or behind.role is not Role.PERSON or row.before(over=LIGHT) is None:
        return False
    sides = {place.side for place in state.heard.places if place.side}
    return sides == {state.side} and state.current is not None and state.current.phone is not None


def _is_apart(row: Row, before: Token) -> bool:
    """Whether 从, 到 stands in the midst of a line and heads no field of its own."""
    return before.role in (Role.FROM, Role.TO, Role.GO) and row.text[before.end : before.end + 1] != ":"


def _by_before(row: Row, state: State, before: Token) -> tuple[str, int] | None:
    """Which end the word before a place says, and how surely."""
    if before.role in _ALWAYS:
        return _ALWAYS[before.role]
    by = _BY_WORD.get(before.role)
    return by(row, state, before) if by else None


def _by_ship(row: Row, state: State, before: Token) -> tuple[str, int] | None:
    at = row.tokens.index(before)
    left = row.before(at=at, over=frozenset())
    if row.text[before.end] == " " and left is not None and left.role is Role.PLACE:
        asked = row.before(at=at - 1)
        if asked is not None and asked.role is Role.FROM:
            return FROM, 2
    apart = row.text[before.end : before.end + 1] in " ,:"
    return (FROM, 2) if apart and row.said(before) in ("发货", "装货", "寄货") else (TO, 2)


def _by_go(row: Row, state: State, before: Token) -> tuple[str, int] | None:
    origin = row.before(at=row.tokens.index(before))
    if origin is not None and origin.role is Role.PLACE:
        return TO, 3
    is_left = any(place.side == FROM and place.strength == 3 for place in state.heard.places)
    return (FROM, 3) if not is_left and _is_fetched(row) else (TO, 3)


def _by_at(row: Row, state: State, before: Token) -> tuple[str, int] | None:
    """在: by who is there, or by what is done there."""
    who = row.before(at=row.tokens.index(before))
    what = who.of.partition(".")[0] if who is not None and who.role is Role.LABEL else ""
    if who is not None and what.startswith("place"):
        return _by_before(row, state, who)
    if what in _SIDE:
        return _SIDE[what], 3
    if row.text[before.start] == "货":
        return (TO if row.text[max(0, before.start - 1)] in "下卸收到交接" else FROM), 3
    if who is not None and who.role in _DONE_AT and who.end == before.start:
        return _DONE_AT[who.role], 3
    if who is not None and who.role in (Role.ME, Role.THEM, Role.PERSON) and row.text[before.start] == "在":
        party = _party_of(state, who)
        return (_SIDE[party], 2) if party else None
    return _by_noun(row, before) or ((TO, 2) if _is_taken(row) else (FROM, 2))


def _party_of(state: State, who: Token) -> str:
    """Whether 我, 他 or a person is the sender or the receiver; empty where that is not known."""
    if who.role is Role.PERSON:
        return state.current.party if state.current else ""
    return state.turned({Role.ME: SHIPPER, Role.THEM: CONSIGNEE}[who.role])


def _by_label(row: Row, state: State, before: Token) -> tuple[str, int] | None:
    what, _, slot = before.of.partition(".")
    if what == "place":
        return (slot, 3) if slot else _by_contact(state)
    return (_SIDE[what], 3) if what in _SIDE else None


def _by_called(row: Row, state: State, before: Token) -> tuple[str, int] | None:
    if before.of in ("give", CONSIGNEE) and row.text[before.end - 1] == "给":
        return TO, 3
    if before.of == SHIPPER and row.text[before.end - 1] == "是":
        return _SIDE[state.turned(SHIPPER)], 2
    return None


_ALWAYS: Final[Mapping[Role, tuple[str, int]]] = {
    Role.FROM: (FROM, 3),
    Role.TO: (TO, 3),
    Role.MINE: (TO, 3),
    Role.UNLOAD: (TO, 2),
    Role.RECEIVE: (TO, 2),
    Role.LOAD: (FROM, 2),
    Role.THEM: (TO, 2),
}
_BY_WORD: Final[Mapping[Role, Callable[[Row, State, Token], tuple[str, int] | None]]] = {
    Role.SHIP: _by_ship,
    Role.GO: _by_go,
    Role.AT: _by_at,
    Role.LABEL: _by_label,
    Role.CALLED: _by_called,
}


def _by_noun(row: Row, at: Token) -> tuple[str, int] | None:
    """发货给工地 工地在永城; 从店里发 店在长沙: what 在 is said of was named before with a side."""
    index = row.tokens.index(at)
    noun = row.said(row.tokens[index - 1]).strip() if index else ""
    first = row.text.find(noun) if "\u4e00" <= noun[:1] <= "\u9fff" else -1
    if first < 0 or first >= row.tokens[index - 1].start:
        return None
    ahead = row.text[max(0, first - 6) : first]
    if _FETCHED.match(row.text, first + len(noun)):
        return FROM, 3
    if _GIVEN.search(ahead):
        return TO, 3
    return (FROM, 3) if "从" in ahead else None


def _by_contact(state: State) -> tuple[str, int] | None:
    """地址 alone: of whom it was last."""
    if state.current and state.current.party:
        return _SIDE[state.current.party], 3
    return None


def _by_behind(row: Row) -> tuple[str, int] | None:
    behind = row.behind(over=LIGHT | {Role.ME, Role.THEM})
    if behind is None:
        return None
    if behind.role is Role.LOAD:
        return FROM, 2
    if behind.role in (Role.TO, Role.SHIP):
        return FROM, 2
    if behind.role is Role.GO:
        after = row.behind(at=row.tokens.index(behind))
        return (FROM, 2) if after is not None and after.role is Role.PLACE else None
    if behind.role in (Role.RECEIVE, Role.UNLOAD):
        return TO, 2
    return None


def _by_having(row: Row) -> tuple[str, int] | None:
    """常熟有羽绒服60包."""
    behind = row.behind(over=LIGHT - {Role.SPACE} | {Role.ME})
    return (FROM, 2) if behind is not None and behind.role is Role.HAVE else None


def _is_fetched(row: Row) -> bool:
    """Whether goods are fetched at the place: 到江宁提货."""
    for token in row.rest(until=_STOPS):
        if token.role is Role.LOAD or row.said(token) == "拉":
            return True
        if token.role is Role.CALLED and token.of == SHIPPER and row.said(token)[0] in "提装取来上":
            return True
        if token.role in (Role.UNLOAD, Role.RECEIVE):
            return False
    return False


def _is_taken(row: Row) -> bool:
    for token in row.rest(until=_STOPS):
        if token.role in (Role.UNLOAD, Role.RECEIVE):
            return True
        if token.role in (Role.LOAD, Role.SHIP):
            return False
    return False


def _is_near_contact(row: Row) -> bool:
    before = row.before(over=LIGHT | {Role.COMMA})
    return before is not None and (before.role in (Role.PERSON, Role.LABEL) or before.is_atom(Kind.PHONE))
