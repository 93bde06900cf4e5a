"""Amounts and what they are of: all of it or each, a fee or the price."""

from yinuo.orders.rules.understanding.atoms import Amount, Each, Size
from yinuo.orders.rules.understanding.hearing.row import ENDS, LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import Charge, Quantity
from yinuo.orders.rules.understanding.scanning import Token


def quantity(row: Row, state: State, token: Token, atom: Amount | Each | Size) -> None:
    """An amount of pieces, weight or volume, or the measures of a thing."""
    if state.take_denial():
        _forget(state, atom)
        return
    found = Quantity(start=token.start, end=token.end, atom=atom, total=state.is_total, label=state.label)
    found.clause = state.clause
    found.oops = state.oops_left > 0 and state.take_oops(atom.kind.value)
    state.heard.quantities.append(found)
    state.is_total = False


def _forget(state: State, atom: Amount | Each | Size) -> None:
    """不是五件: a five said before is taken back."""
    if isinstance(atom, Amount):
        state.heard.quantities = [
            one
            for one in state.heard.quantities
            if not (isinstance(one.atom, Amount) and one.atom.kind is atom.kind and one.atom.low == atom.low)
        ]


def fee(row: Row, state: State, token: Token) -> None:
    """A charge is named; its amount stands before or behind."""
    state.heard.cues.append((Role.FEE.value, token.start))
    name = row.said(token) if token.of == "*" else token.of
    if state.is_denied:
        state.is_denied = False
        return
    if state.money and _is_clear(row, state.money[1]):
        _charge(state, name, state.money)
        state.money = None
        return
    state.fee, state.fee_start = name, token.start


def money(row: Row, state: State, token: Token, atom: Amount) -> None:
    """An amount of money: of the fee named before, or of one still to be named."""
    said = (token.start, token.end, atom.high)
    if state.fee:
        _charge(state, state.fee, said)
        state.fee = ""
    else:
        state.money = said


def _charge(state: State, name: str, said: tuple[int, int, int]) -> None:
    if name == "freight":
        return
    charge = Charge(start=said[0], end=said[1], name=name, fen=said[2], clause=state.clause)
    charge.oops = state.take_oops("money")
    state.heard.charges.append(charge)


def _is_clear(row: Row, end: int) -> bool:
    """Whether only small words stand between the money and the fee."""
    before = row.before(over=LIGHT)
    return (before is not None and before.end == end) or all(
        token.role not in ENDS for token in row.past(until=frozenset()) if token.start >= end
    )
