"""Pieces, weight and volume of the whole, out of totals, parts and amounts for each (R029–R031)."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from yinuo.orders.rules.understanding.atoms import Amount, Each, Kind, Rank, Size
from yinuo.orders.rules.understanding.mentions import Goods, Quantity

_FURTHER: Final = re.compile("还有|另外|外加|加上|再加")


@dataclass(frozen=True, slots=True)
class Total:
    """An amount of the whole, from `low` to `high`, and the piece of the plain text that says it."""

    low: int
    high: int
    approximate: bool
    start: int
    end: int


def settle(text: str, quantities: list[Quantity], goods: list[Goods]) -> dict[str, Total]:
    """`pieces`, `weight` in grams and `volume` in cm³, as far as they are said."""
    found: dict[str, Total] = {}
    counts = [one for one in quantities if isinstance(one.atom, Amount) and one.atom.kind is Kind.COUNT]
    pieces = _pieces(text, _corrected(counts), goods)
    if pieces:
        found["pieces"] = pieces
    for key, kind in (("weight", Kind.WEIGHT), ("volume", Kind.VOLUME)):
        total = _measured(text, quantities, kind, pieces, counts)
        if total:
            found[key] = total
    return found


def _corrected(said: list[Quantity]) -> list[Quantity]:
    """Without what a later one of the same sort takes back."""
    kept: list[Quantity] = []
    for one in said:
        if one.oops and kept:
            last = kept.pop()
            kept = [two for two in kept if _low(two) != _low(last)]
        kept.append(one)
    return kept


def _low(one: Quantity) -> int:
    return one.atom.low if isinstance(one.atom, Amount) else -1 - one.start


def _pieces(text: str, counts: list[Quantity], goods: list[Goods]) -> Total | None:
    if not counts:
        return None
    labelled = [one for one in counts if one.label == "pieces"]
    if labelled and _rank(labelled[0]) < Rank.PACK and any(_rank(one) >= Rank.PACK for one in counts):
        labelled = []
    whole = [one for one in counts if one.total]
    amounts = labelled[:1] or counts
    if labelled:
        inner = [one for one in counts if one.total and _rank(one) > _rank(labelled[0])]
        return _of(inner[-1] if inner else labelled[0])
    top = max(_rank(one) for one in amounts)
    if whole and (_rank(whole[-1]) >= top or (_rank(whole[-1]) >= Rank.PACK and top < Rank.LOAD)):
        return _of(whole[-1])
    outer = [one for one in amounts if _rank(one) == top]
    if top is Rank.PACK or top is Rank.LOAD:
        packed = outer
        loose = [one for one in amounts if _rank(one) < top and _is_loose(text, one)]
        if loose and top is Rank.LOAD:
            return _sum([*outer, *loose])
        outer = _separate(text, packed, goods)
        if top is Rank.PACK and len(outer) == len(packed):
            outer += [
                one for one in amounts if _rank(one) is Rank.THING and _has_own_goods(one, goods, outer)
            ]
        return _sum(outer)
    return _sum(_separate(text, outer, goods))


def _rank(one: Quantity) -> Rank:
    assert isinstance(one.atom, Amount)
    return one.atom.rank


def _separate(text: str, counts: list[Quantity], goods: list[Goods]) -> list[Quantity]:
    """Counts of different goods are added; of the same goods the last said counts."""
    if len(counts) > 1 and all(
        text[one.end : two.start].strip() in ("+", "加") for one, two in pairwise(counts)
    ):
        return counts
    for side in (1, -1):
        owners = [_owner(one, goods, side) for one in counts]
        if len(counts) > 1 and len(set(owners)) == len(counts) and None not in owners:
            return counts
    owners = [_owner(one, goods) for one in counts]
    if len(set(owners)) == len(counts) > 1 and None not in owners and _are_joined(text, counts):
        return counts
    heads = [max((noun.start for noun in goods if noun.start < one.start), default=None) for one in counts]
    units = {one.atom.unit for one in counts if isinstance(one.atom, Amount)}
    if (
        len(counts) > 1
        and len(set(heads)) == len(counts)
        and None not in heads
        and (len(units) == 1 or _rank(counts[0]) is Rank.THING)
    ):
        return counts
    return (
        counts[-1:]
        if len(counts) > 1 and counts[-1].atom != counts[0].atom and counts[-1].total
        else counts[:1]
    )


def _is_loose(text: str, one: Quantity) -> bool:
    """两托盘纸 还有五个散箱: beside what is on pallets, not on them."""
    said = text[max(0, one.start - 1) : one.end]
    return "散" in said or text.startswith(("散箱", "散件", "散货"), one.end)


def _are_joined(text: str, counts: list[Quantity]) -> bool:
    """附件十箱 还有一卷电缆: whether a further kind is joined to the last."""
    return any(_FURTHER.search(text, one.end, two.start) for one, two in pairwise(counts))


def _owner(one: Quantity, goods: list[Goods], side: int = 0) -> int | None:
    """Which goods stand right behind a count (`side` 1), right before it (-1), or on either side."""
    behind = [noun.start for noun in goods if 0 <= noun.start - one.end <= 2]
    before = [noun.start for noun in goods if 0 <= one.start - noun.end <= 2]
    near = {1: behind, -1: before}.get(side, [*before, *behind])
    return near[0] if near else None


def _has_own_goods(one: Quantity, goods: list[Goods], others: list[Quantity]) -> bool:
    own, theirs = _owner(one, goods), {_owner(other, goods) for other in others}
    return own is not None and own not in theirs and None not in theirs and bool(others)


def _sum(counts: list[Quantity]) -> Total | None:
    atoms = [one.atom for one in counts if isinstance(one.atom, Amount)]
    if not atoms:
        return None
    return Total(
        sum(atom.low for atom in atoms),
        sum(atom.high for atom in atoms),
        any(atom.approximate for atom in atoms),
        counts[0].start,
        counts[-1].end if len(counts) == 1 else counts[0].end,
    )


def _of(one: Quantity) -> Total:
    assert isinstance(one.atom, Amount)
    return Total(one.atom.low, one.atom.high, one.atom.approximate, one.start, one.end)


def _measured(
    text: str, quantities: list[Quantity], kind: Kind, pieces: Total | None, counts: list[Quantity]
) -> Total | None:
    """The weight or volume of the whole."""
    said = _corrected([one for one in quantities if _kind(one) is kind])
    each = [one for one in said if isinstance(one.atom, Each)]
    totals = [one for one in said if isinstance(one.atom, Amount)]
    whole = [one for one in totals if one.total]
    if whole and not (_is_about(whole[-1]) and each):
        return _of(whole[-1])
    if each and totals and all(_is_about(one) for one in totals):
        exact = _times(each[-1], quantities, counts, pieces)
        if exact and not exact.approximate:
            return exact
    if totals:
        return _of(_heaviest(text, totals)) if len(totals) > 1 else _of(totals[0])
    if len(each) > 1 and (parts := _by_parts(each, counts)):
        return parts
    if each:
        return _times(each[-1], quantities, counts, pieces)
    sizes = [one for one in quantities if isinstance(one.atom, Size)]
    return _sizes(sizes, pieces) if kind is Kind.VOLUME and sizes else None


def _is_about(one: Quantity) -> bool:
    return isinstance(one.atom, Amount) and one.atom.approximate


def _kind(one: Quantity) -> Kind:
    atom = one.atom
    inner = atom.of if isinstance(atom, Each) else atom
    return Kind.VOLUME if isinstance(inner, Size) and isinstance(atom, Each) else inner.kind


def _heaviest(text: str, totals: list[Quantity]) -> Quantity:
    """Of several, gross before net, else the last said."""
    for one in totals:
        if "毛" in text[max(0, one.start - 4) : one.start]:
            return one
    return (
        totals[-1]
        if totals[-1].oops
        else max(totals, key=lambda one: one.atom.high if isinstance(one.atom, Amount) else 0)
    )


def _times(
    one: Quantity, quantities: list[Quantity], counts: list[Quantity], pieces: Total | None
) -> Total | None:
    atom = one.atom
    assert isinstance(atom, Each)
    same = [count for count in counts if isinstance(count.atom, Amount) and count.atom.unit == atom.per]
    count = _of(same[-1]) if same else _inner(atom.per, quantities, counts) or pieces
    if count is None:
        return None
    low, high, about = _bounds(atom.of)
    return Total(low * count.low, high * count.high, about or count.approximate, one.start, one.end)


def _by_parts(each: list[Quantity], counts: list[Quantity]) -> Total | None:
    """12箱每箱26公斤，20箱每箱9公斤: every part by its own count."""
    owners: list[Quantity] = []
    low = high = 0
    for one in each:
        atom = one.atom
        assert isinstance(atom, Each)
        before = [two for two in counts if two.start < one.start and _unit(two) == atom.per]
        if not before or before[-1] in owners:
            return None
        owners.append(before[-1])
        count, (least, most, _) = _of(before[-1]), _bounds(atom.of)
        low, high = low + least * count.low, high + most * count.high
    return Total(low, high, False, each[0].start, each[-1].end)


def _unit(one: Quantity) -> str:
    return one.atom.unit if isinstance(one.atom, Amount) else ""


def _inner(per: str, quantities: list[Quantity], counts: list[Quantity]) -> Total | None:
    """How many `per` there are, when each of the outer has so many: 2托, 40袋/托."""
    for one in quantities:
        atom = one.atom
        if isinstance(atom, Each) and isinstance(atom.of, Amount) and atom.of.kind is Kind.COUNT:
            outer = [two for two in counts if isinstance(two.atom, Amount) and two.atom.unit == atom.per]
            if atom.of.unit == per and outer:
                whole = _of(outer[-1])
                return Total(
                    atom.of.low * whole.low, atom.of.high * whole.high, whole.approximate, one.start, one.end
                )
    return None


def _bounds(of: Amount | Size) -> tuple[int, int, bool]:
    if isinstance(of, Size):
        return of.volume, of.volume, of.approximate
    return of.low, of.high, of.approximate


def _sizes(sizes: list[Quantity], pieces: Total | None) -> Total | None:
    size = sizes[-1] if len(sizes) == 1 or sizes[-1].oops else sizes[0]
    assert isinstance(size.atom, Size)
    volume = size.atom.volume
    low, high = (pieces.low, pieces.high) if pieces else (1, 1)
    return Total(volume * low, volume * high, size.atom.approximate, size.start, size.end)
