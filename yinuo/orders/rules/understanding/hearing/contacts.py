"""Who is mentioned, with which number, and on which side (R025–R027, R039, R040)."""

from yinuo.orders.rules.understanding import people
from yinuo.orders.rules.understanding.atoms import Kind, Phone
from yinuo.orders.rules.understanding.hearing.row import LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import Contact, Named, Number
from yinuo.orders.rules.understanding.scanning import Token

_NEXT = LIGHT | {Role.COMMA}
_NEAR = 24
_SPARE = ("备用", "座机", "打不通", "联系不上", "没人接", "另外一个", "还有一个", "或者打", "不通就", "或")


def announce(state: State, party: str, slot: str, strength: int = 3) -> None:
    """A label or verb says whose name or number comes now."""
    current = state.current
    taken = current is not None and current.party == party and getattr(current, slot, None) is not None
    if current is None or current.party != party or taken:
        last = _last(state, party)
        if last is not None and getattr(last, slot, None) is None:
            state.current = last
        else:
            _open(state, party, strength)
    state.expected = ""


def hands_over(state: State, row: Row, token: Token) -> bool:
    """王芳 138… 寄 李强 139…: who stands before sends, who stands behind receives."""
    small = _NEXT if row.text[token.start - 1 : token.start] == ")" else LIGHT
    before, current = row.before(over=small), state.current
    if (
        row.said(token) not in ("寄", "发", "寄给", "发给")
        or current is None
        or current.party
        or before is None
    ):
        return False
    if before.role is not Role.PERSON and not before.is_atom(Kind.PHONE):
        return False
    current.party, current.strength = "shipper", 2
    return True


def announce_line(state: State, party: str) -> None:
    """发货：… at the head of a line: whoever is named on it."""
    announce(state, party, "name")
    if state.current:
        state.current.is_of_line = True


def is_second_number(row: Row, state: State) -> bool:
    """Whether a further number of the same person follows: 手机 …，座机 …"""
    current, before = state.current, row.before(over=_NEXT)
    return (
        current is not None
        and current.phone is not None
        and before is not None
        and before.is_atom(Kind.PHONE)
    )


def is_named_without_number(state: State) -> bool:
    """Whether somebody was named last whose number is still to come: 王姐 … 她电话."""
    return state.current is not None and state.current.name is not None and state.current.phone is None


def announce_someone(state: State, slot: str) -> None:
    """A label for a name or number that does not say whose: of whom it was last, unless that is known."""
    current = state.current
    if current is None or slot == "firm":
        return
    if current.is_of_line and not (current.name or current.phone) and slot == "name":
        state.current = None
        return
    known = current.name if slot == "name" else current.phone
    if slot == "name" and isinstance(known, Named) and len(known.name) == 1:
        return
    if (
        slot == "name"
        and known is not None
        and not people.is_company(known.name if isinstance(known, Named) else "")
    ):
        state.current = None


def expect(state: State, party: str) -> None:
    """我是, 到了找: the next person is of this party."""
    state.expected, state.is_guess = party, False


def receives(state: State) -> None:
    """Whoever was named last receives: 张三收."""
    if state.current:
        state.current.party, state.current.strength = "consignee", 3


def belongs(state: State, party: str) -> None:
    """Whoever was named last is of this party."""
    if state.current:
        state.current.party, state.current.strength = party, 3
        state.current = None


def person(row: Row, state: State, token: Token) -> None:
    """A person is named."""
    if state.take_denial():
        return
    name = Named(start=token.start, end=token.end, name=row.said(token), clause=state.clause)
    name.oops = state.oops_left > 0
    if name.oops and (last := _last_named(state)) and not _names_party(state) and _is_near(last, name):
        if last.name and last.name.name == name.name:
            return
        if state.take_oops("name"):
            last.name = name
            return
    is_awaited = state.current is not None and state.current.strength == 3 and state.current.name is None
    if not _names_party(state) and not is_awaited and (again := _named_so(state, name.name)):
        state.current = again
        return
    contact = _contact_for(row, state, "name")
    if contact.name is None or _is_fuller(contact.name.name, name.name):
        contact.name = name
    elif contact.party and not state.near and not state.expected:
        _extra(state, contact, name)
    state.expected = state.near = ""


def phone(row: Row, state: State, token: Token, atom: Phone) -> None:
    """A telephone number is said."""
    if state.take_denial():
        return
    number = Number(start=token.start, end=token.end, digits=atom.digits, clause=state.clause)
    number.sureness = atom.sureness
    last = _last_numbered(state) if state.take_oops("phone") else None
    if last and last.phone and last.phone.end > number.start - 60 and not _names_party(state):
        last.phone = number
        return
    if _is_spare(row, state, number):
        return
    if not _is_adjacent(row) and not _names_next(row):
        state.hint = ""
    contact = _contact_for(row, state, "phone")
    if contact.phone is None:
        contact.phone = number
    state.expected = state.near = ""


def _names_next(row: Row) -> bool:
    """Whether a person is named right behind a number."""
    behind = row.behind(over=_NEXT)
    return behind is not None and behind.role is Role.PERSON


def _is_spare(row: Row, state: State, number: Number) -> bool:
    """打不通打138…, 还有个座机 …: a further number of the one whose number was said last."""
    last = _last_numbered(state)
    if last is None or last.phone is None or state.near or state.expected:
        return False
    between = row.text[last.phone.end : number.start]
    if between.strip(" ") in ("/", "、", "或", "或者", "，", ",") and not _names_next(row):
        return True
    return len(between) < _NEAR and any(word in between for word in _SPARE)


def close(state: State) -> None:
    """At the end of the text."""
    state.heard.contacts = [one for one in state.heard.contacts if one.name or one.phone]


def _contact_for(row: Row, state: State, slot: str) -> Contact:
    """The contact that a name or number belongs to."""
    party = state.near or state.expected
    current = state.current
    if party:
        if (
            current is None
            or current.party != party
            or (getattr(current, slot) is not None and slot == "phone")
        ):
            last = _last(state, party)
            if last is not None and getattr(last, slot) is None:
                state.current = last
            elif (
                current is not None
                and not current.party
                and getattr(current, slot) is None
                and _is_adjacent(row)
            ):
                current.party, current.strength = party, 2
            else:
                _open(state, party, 1 if state.is_guess and not state.near else 2)
    elif (
        current is None
        or (getattr(current, slot) is not None and not _may_rename(row, current, slot))
        or (not current.party and not _is_adjacent(row) and (current.name or current.phone))
    ):
        _open(state, state.hint, 1 if state.hint else 0)
    assert state.current is not None
    return state.current


def _may_rename(row: Row, current: Contact, slot: str) -> bool:
    """Whether a further name is of the same person: 姓牛 牛老板."""
    if slot != "name" or current.name is None:
        return False
    said = row.said(row.tokens[row.at])
    return _is_fuller(current.name.name, said) or (said[0] in current.name.name and _is_adjacent(row))


def _is_adjacent(row: Row) -> bool:
    """Whether a person or a number stands right before, nothing but small words between."""
    at = row.at - 1
    while at >= 0:
        token = row.tokens[at]
        if token.role is Role.PERSON or token.is_atom(Kind.PHONE):
            return True
        if token.role is Role.LABEL and token.of not in ("phone", "name"):
            return False
        if token.role not in _NEXT and token.role not in (
            Role.LABEL,
            Role.CALLED,
            Role.PLACE,
            Role.BREAK,
            Role.TEXT,
        ):
            return False
        at -= 1
        if row.at - at > 8:
            return False
    return False


def _is_fuller(known: str, said: str) -> bool:
    """Whether `said` names the same person better: 牛 → 牛老板, a company → a person."""
    if people.is_company(known) and not people.is_company(said):
        return True
    if len(known) > 3 and len(said) < len(known) and people.titled(said, 0, follows_text=False) == len(said):
        return True
    return (said.startswith(known) or (len(known) == 1 and known in said)) and len(known) < len(said)


def _extra(state: State, contact: Contact, name: Named) -> None:
    """A second name on one side: kept apart, so that it may fill the other."""
    state.heard.contacts.append(Contact(party="", strength=0, at=name.start, name=name, is_closed=True))


def _named_so(state: State, name: str) -> Contact | None:
    """The contact that was named so before: 江海涛电话…"""
    return next(
        (one for one in state.heard.contacts if one.name and one.name.name == name and not one.is_closed),
        None,
    )


def _is_near(last: Contact, name: Named) -> bool:
    """Whether the name said before is the one that is put right now."""
    return last.name is not None and name.start - last.name.end < _NEAR


def _names_party(state: State) -> bool:
    return bool(state.near or state.expected)


def _open(state: State, party: str, strength: int) -> None:
    state.current = Contact(party=party, strength=strength)
    state.heard.contacts.append(state.current)


def _last(state: State, party: str) -> Contact | None:
    return next((one for one in reversed(state.heard.contacts) if one.party == party), None)


def _last_named(state: State) -> Contact | None:
    return next((one for one in reversed(state.heard.contacts) if one.name), None)


def _last_numbered(state: State) -> Contact | None:
    return next((one for one in reversed(state.heard.contacts) if one.phone), None)
