"""Verbs that may stand as labels: 发：张三 138…, 收 李姐, 139…（收）; who is named beside them is theirs."""

from collections.abc import Callable
from typing import Final

from yinuo.orders.rules.understanding.atoms import Kind
from yinuo.orders.rules.understanding.hearing import contacts
from yinuo.orders.rules.understanding.hearing.row import ENDS, LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import CONSIGNEE
from yinuo.orders.rules.understanding.scanning import Token

_SOMEBODY: Final = frozenset({Role.TEXT, Role.FILLER, Role.UNLOAD})


def as_label(party: str, side: str) -> Callable[[Row, State, Token], None]:
    """发, 提, 收 … where they stand as a label: 发：张三 138…, 收 李姐."""

    def hear(row: Row, state: State, token: Token) -> None:
        comes = token.role is Role.GO and row.said(token) in ("来", "过来")
        labels = (row.is_labelling() and not comes) or (
            row.begins_line() and row.before(over=frozenset()) is not None
        )
        person = (
            _someone_behind(row)
            if token.role is Role.RECEIVE
            else token.role is not Role.GO and _stands_apart(row) and _is_next(row)
        )
        if row.said(token) in ("收", "发", "收货", "发货", "寄", "提") and _is_bracketed(row, token):
            contacts.belongs(state, party)
        elif _is_of_last(row, state, token) or _receives(
            row, token, row.before(over=_behind_brackets(row, token))
        ):
            contacts.receives(state)
        elif person and not labels and contacts.hands_over(state, row, token):
            contacts.announce(state, CONSIGNEE, "name")
        elif labels or person:
            if labels and not person:
                contacts.announce_line(state, party)
            else:
                contacts.announce(state, party, "name")
            if labels and row.is_labelling():
                state.side = side
                state.label = f"{party}.any"
                state.is_field = True
        if row.said(token) in ("装", "卸") and _is_next(row):
            state.hint = party
        before = row.before(over=frozenset())
        if row.said(token) == "收" and _is_last(row) and before is not None and before.role in _SOMEBODY:
            state.hint = CONSIGNEE
        state.heard.cues.append((token.role.value, token.start))

    return hear


def _receives(row: Row, token: Token, before: Token | None) -> bool:
    """Whether 收 stands behind the one who receives: 张三收."""
    is_unloaded = token.role is Role.UNLOAD and row.said(token) in ("卸", "卸货", "接货")
    if not (token.role is Role.RECEIVE or is_unloaded) or before is None or row.is_labelling():
        return False
    if is_unloaded and not _is_last(row):
        return False
    if before.role is Role.THEM and row.said(before) in ("他", "她"):
        before = row.before(over=LIGHT | {Role.COMMA}, at=row.tokens.index(before)) or before
    if not (before.role is Role.PERSON or before.is_atom(Kind.PHONE)):
        return False
    return not _someone_behind(row) or before.end == token.start


def _is_of_last(row: Row, state: State, token: Token) -> bool:
    """她收货: of one who was named before, whoever that was."""
    before, current = row.before(over=frozenset()), state.current
    return (
        token.role is Role.RECEIVE
        and before is not None
        and row.said(before) in ("他", "她")
        and _is_last(row)
        and current is not None
        and not current.party
    )


def _is_last(row: Row) -> bool:
    """Whether the clause ends right behind."""
    behind = row.behind()
    return behind is None or behind.role in ENDS


def _someone_behind(row: Row) -> bool:
    """Whether a person or a number is named before anything else of weight."""
    for token in row.rest(until=ENDS)[:8]:
        if token.role is Role.PERSON or token.is_atom(Kind.PHONE):
            return True
        if token.role in (Role.ATOM, Role.PAY, Role.FROM, Role.TO, Role.SHIP, Role.GO, Role.LABEL, Role.LOAD):
            return False
    return False


def _is_next(row: Row) -> bool:
    """Whether a person or a number comes right behind."""
    behind = row.behind(over=LIGHT | {Role.CALLED})
    return behind is not None and (behind.role is Role.PERSON or behind.is_atom(Kind.PHONE))


def _stands_apart(row: Row) -> bool:
    """Whether nothing is glued to the front of a word: 发 张三, but not 鸿发行 麦小姐."""
    before = row.before(over=frozenset())
    return before is None or before.role in (
        Role.SPACE,
        Role.COMMA,
        Role.BREAK,
        Role.FILLER,
        Role.PAY,
        Role.ATOM,
        Role.CALLED,
    )


def _is_bracketed(row: Row, token: Token) -> bool:
    """138…（收）: behind a contact, in brackets."""
    inside = row.text[token.start - 1 : token.start] + row.text[token.end : token.end + 1]
    before = row.before(over=LIGHT | {Role.COMMA})
    return (
        inside == "()" and before is not None and (before.is_atom(Kind.PHONE) or before.role is Role.PERSON)
    )


def _behind_brackets(row: Row, token: Token) -> frozenset[Role]:
    """What 收 looks over to find who receives: also a closing bracket, 139…（李）收."""
    small = LIGHT | {Role.PAY}
    return small | {Role.COMMA} if row.text[token.start - 1 : token.start] == ")" else small
