"""Amounts and what they are of: all of it or each, a fee or the price."""

import re
from dataclasses import replace
from typing import Final

from yinuo.orders.rules.understanding.atoms import Amount, Each, Kind, Other, Rank, Size, numerals
from yinuo.orders.rules.understanding.hearing.row import ENDS, LIGHT, Row
from yinuo.orders.rules.understanding.hearing.state import State
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import Charge, Quantity
from yinuo.orders.rules.understanding.scanning import Token

_ONLY: Final = frozenset({"就", "只", "只有", "就只有", "仅"})
_HEADING: Final = re.compile(r"(?:^|\n)[^\d\n]*单[件箱]?重[^\d\n]*\n")


def quantity(row: Row, state: State, token: Token, atom: Amount | Each | Size) -> None:
    """An amount of pieces, weight or volume, or the measures of a thing."""
    if _is_of_lorry(row, token, atom):
        return
    if state.take_denial():
        _forget(state, atom)
        state.begin_oops()
        return
    if state.oops_left and _said_last(state, atom):
        return
    atom = _of_each(row, atom)
    found = Quantity(start=token.start, end=token.end, atom=atom, total=state.is_total, label=state.label)
    found.clause = state.clause
    before = any(_kind(one.atom) is _kind(atom) for one in state.heard.quantities)
    found.oops = before and state.oops_left > 0 and state.take_oops(_kind(atom).value)
    state.heard.quantities.append(found)
    state.is_total = False


def _kind(atom: Amount | Each | Size) -> Kind:
    """What an amount is of, for each or for all."""
    return atom.of.kind if isinstance(atom, Each) else atom.kind


def _is_of_lorry(row: Row, token: Token, atom: Amount | Each | Size) -> bool:
    """两台9米6的车, 18.9L的: of the lorry, or a measure that belongs to the name of the goods."""
    if row.text.startswith(("事", "字", "位", "电话", "问题", "地方", "人"), token.end) and isinstance(
        atom, Amount
    ):
        return atom.kind is Kind.COUNT
    before = row.before(over=frozenset())
    if (
        isinstance(atom, Amount)
        and (atom.unit, atom.low, atom.kind) == ("个", 1, Kind.COUNT)
        and before is not None
        and before.role in (Role.FILLER, Role.BOOK, Role.CALLED)
        and not (row.said(before) in _ONLY and row.text[token.end : token.end + 1] in (" ", ",", "。", ""))
    ):
        return True
    lorry = row.before(over=LIGHT | {Role.LOAD, Role.GO})
    if (
        lorry is not None
        and isinstance(lorry.atom, Other)
        and lorry.atom.what == "lorry"
        and row.text[token.start - 1] != " "
    ):
        return isinstance(atom, Amount) and atom.kind is Kind.COUNT
    behind = row.behind(over=frozenset({Role.SPACE}))
    if behind is None or not isinstance(atom, Amount):
        return False
    if (
        isinstance(behind.atom, Other)
        and behind.atom.what == "lorry"
        and atom.unit in ("台", "辆", "部", "个", "张")
    ):
        return True
    return behind.role is Role.OF and atom.kind is Kind.VOLUME and atom.unit in ("升", "l")


def _said_last(state: State, atom: Amount | Each | Size) -> bool:
    """Whether the amount only repeats the one that is taken back: 哦不五箱，六箱."""
    if not isinstance(atom, Amount):
        return False
    same = [one.atom for one in state.heard.quantities if one.atom.kind is atom.kind]
    return bool(same) and isinstance(same[-1], Amount) and same[-1].low == atom.low


def _forget(state: State, atom: Amount | Each | Size) -> None:
    """不是五件: a five said before is taken back."""
    if isinstance(atom, Amount):
        state.heard.quantities = [
            one
            for one in state.heard.quantities
            if not (isinstance(one.atom, Amount) and one.atom.kind is atom.kind and one.atom.low == atom.low)
        ]


def spoken(state: State, token: Token, said: str) -> None:
    """An amount behind a fee that no unit tells: 货款三千六帮我收."""
    number = numerals.read(said.replace(",", ""))
    if number:
        _charge(state, (token.start, token.end, int(number.low * 100)))


def one(state: State, token: Token, unit: str) -> None:
    """One piece, said without a number."""
    atom = Amount(
        kind=Kind.COUNT,
        start=token.end - 1,
        end=token.end,
        said=unit,
        low=1,
        high=1,
        unit=unit,
        rank=Rank.THING,
    )
    state.heard.quantities.append(
        Quantity(
            start=token.end - 1, end=token.end, atom=atom, total=False, label=state.label, clause=state.clause
        )
    )


def _of_each(row: Row, atom: Amount | Each | Size) -> Amount | Each | Size:
    """A weight right behind the measures of each one is of each one too: 每托1.2*1*1.5 800kg."""
    before = row.before(over=frozenset({Role.SPACE}))
    if isinstance(atom, Amount) and atom.kind is Kind.WEIGHT and before is not None:
        heading = _HEADING.search(row.text, 0, atom.start)
        of = before.atom
        if heading and isinstance(of, Amount) and of.kind is Kind.COUNT:
            return Each(kind=Kind.EACH, start=atom.start, end=atom.end, said=atom.said, of=atom, per=of.unit)
    if before is None or not isinstance(before.atom, Each) or not isinstance(before.atom.of, Size):
        return atom
    if not isinstance(atom, Amount) or atom.kind is not Kind.WEIGHT:
        return atom
    each = before.atom
    return Each(kind=Kind.EACH, start=atom.start, end=atom.end, said=atom.said, of=atom, per=each.per)


def fee(row: Row, state: State, token: Token) -> None:
    """A charge is named; its amount stands before or behind."""
    state.heard.cues.append((Role.FEE.value, token.start))
    if state.take_denial():
        return
    state.fee, state.fee_said, state.fee_clause = token.of, row.said(token), state.clause
    if state.money and _is_clear(row, state.money[1]):
        _charge(state, state.money)
        state.money = None


def money(row: Row, state: State, token: Token, atom: Amount) -> None:
    """An amount of money: of the fee named before, or of one still to be named."""
    if state.label == "pieces" and atom.said.endswith("块"):
        count = replace(atom, kind=Kind.COUNT, low=atom.low // 100, high=atom.high // 100, unit="块")
        quantity(row, state, token, replace(count, rank=Rank.THING))
        return
    said = (token.start, token.end, atom.high)
    if not state.fee and (named := _unknown_fee(row)):
        state.fee, state.fee_said = "*", named
    if state.fee:
        _charge(state, said)
    else:
        state.money = said


def _unknown_fee(row: Row) -> str:
    """The name of a charge that stands right before its amount and is in no list: 消毒费20."""
    before = row.before(over=LIGHT | {Role.AND})
    said = row.said(before) if before is not None else ""
    return said if before is not None and before.role is Role.TEXT and said.endswith("费") else ""


def _charge(state: State, said: tuple[int, int, int]) -> None:
    name, state.fee = state.fee, ""
    if name == "freight":
        return
    plain = state.fee_said if name != "代收货款" else name
    charge = Charge(start=said[0], end=said[1], name=name, said=plain, fen=said[2], clause=state.clause)
    charge.oops = state.take_oops("money")
    state.heard.charges.append(charge)


def _is_clear(row: Row, end: int) -> bool:
    """Whether only small words stand between the money and the fee."""
    before = row.before(over=LIGHT)
    return (before is not None and before.end == end) or all(
        token.role not in ENDS for token in row.past(until=frozenset()) if token.start >= end
    )
