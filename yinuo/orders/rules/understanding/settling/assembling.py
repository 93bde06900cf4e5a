"""The elements of an understanding, each with its piece of the original text."""

import re
from collections.abc import Iterator
from typing import Any, Final

from yinuo.orders.rules.understanding.atoms import Plain
from yinuo.orders.rules.understanding.lexicon import Role
from yinuo.orders.rules.understanding.mentions import (
    CONSIGNEE,
    FROM,
    SHIPPER,
    TO,
    Contact,
    Goods,
    Heard,
    Mention,
    Payment,
    Place,
)
from yinuo.orders.rules.understanding.scanning import Token
from yinuo.orders.rules.understanding.settling import (
    amounts,
    contacts,
    goods,
    intents,
    moments,
    places,
    unread,
)
from yinuo.orders.rules.understanding.understood import Element, Fee, Span, Understanding

REQUIRED: Final = (
    "pickup_phone",
    "goods_name",
    "pickup_address",
    "delivery_address",
    "pieces",
    "volume",
    "weight",
    "payment",
    "consignee_phone",
)
"""What the manual asks for each order (R046, R053)."""
_PHONES: Final = frozenset({"pickup_phone", "consignee_phone"})
_CORE: Final = frozenset(
    {
        "pickup_phone",
        "consignee_phone",
        "goods_name",
        "pieces",
        "pickup_address",
        "delivery_address",
        "weight",
    }
)
_NOT_NEW: Final = frozenset({Role.CANCEL, Role.THAT, Role.TRACK, Role.ASK, Role.AMEND})
_NAMES: Final = {SHIPPER: ("shipper_name", "pickup_phone"), CONSIGNEE: ("consignee_name", "consignee_phone")}
_SIDES: Final = {FROM: "pickup_address", TO: "delivery_address"}
_FEES: Final = {
    "代收货款": "cash_on_delivery",
    "装卸费": "handling_fee",
    "提货费": "pickup_fee",
    "送货费": "delivery_fee",
    "insured": "insured_value",
}
_JOINT: Final = re.compile(r"的?(?: *[那这]个)+ *|[啊呢嘛哈吧嗯呀]? *的? +|[\s,，]+|的(?=.)")


class Settler:
    """Turns what was heard into elements of the original text."""

    def __init__(self, plain: Plain, tokens: list[Token], heard: Heard) -> None:
        self.plain = plain
        self.tokens = tokens
        self.heard = heard
        self.goods = goods.settle(plain.text, heard.goods, is_measured=bool(heard.quantities))
        self.contacts = contacts.settle(heard.contacts)
        if any(name == "SAME" for name, _ in heard.cues) and SHIPPER in self.contacts:
            self.contacts.setdefault(CONSIGNEE, self.contacts[SHIPPER])
        self.places = places.settle(plain.text, heard.places)
        self.totals = amounts.settle(plain.text, heard.quantities, _nouns(heard.goods))

    def elements(self) -> list[Element]:
        """All elements, in the order of the form."""
        return [*self._people(), *self._places(), *self._goods(), *self._amounts(), *self._rest()]

    def _element(
        self, key: str, value: Any, mention: Mention | amounts.Total, sureness: float = 0.9
    ) -> Element:
        start, end = self.plain.span(mention.start, mention.end)
        return Element(key, value, self.plain.original[start:end], start, end, sureness)

    def _said(self, start: int, end: int) -> str:
        return self.plain.said(start, end)

    def _people(self) -> Iterator[Element]:
        for party, contact in self.contacts.items():
            name_key, phone_key = _NAMES[party]
            sureness = 0.95 if contact.strength >= 2 else 0.7
            if contact.name:
                value = _spaceless(self._said(contact.name.start, contact.name.end))
                yield self._element(name_key, value, contact.name, sureness)
            if contact.phone:
                yield self._element(phone_key, contact.phone.digits, contact.phone, sureness)

    def _places(self) -> Iterator[Element]:
        is_fetched = any(role == Role.LOAD for role, _ in self.heard.cues)
        settled = places.settle(self.plain.text, self.heard.places, is_fetched=is_fetched)
        for side, chosen in settled.items():
            value = "".join(self._place(one) for one in chosen)
            yield self._element(_SIDES[side], value, chosen[-1], 0.9 if chosen[-1].strength > 1 else 0.6)

    def _place(self, place: Place) -> str:
        return _JOINT.sub("", self._said(place.start, place.end))

    def _goods(self) -> Iterator[Element]:
        if self.goods:
            value = "、".join(_spaceless(self._said(one.start, one.end)) for one in self.goods)
            first = self.goods[0]
            yield self._element("goods_name", value, first, 0.9 if first.score >= 4 else 0.6)

    def _amounts(self) -> Iterator[Element]:
        for key, total in self.totals.items():
            if total.low == total.high:
                yield self._element(key, total.low, total, 0.7 if total.approximate else 0.95)

    def _rest(self) -> Iterator[Element]:
        if payment := _payment(self.heard, self.contacts):
            yield self._element("payment", payment.key, payment)
        for charge in self.heard.charges:
            if charge.name in _FEES:
                yield self._element(_FEES[charge.name], charge.fen, charge)
        for role, moment in moments.settle(self.heard.moments, is_order=self._is_new()).items():
            if moment.time.at:
                yield self._element(f"wished_{role}_at", moment.time.at, moment)

    def _is_new(self) -> bool:
        """Whether nothing speaks of an order that is there already, or only of a question."""
        return not {name for name, _ in self.heard.cues} & _NOT_NEW

    def used(self) -> Iterator[Span]:
        """The pieces of the plain text that elements, charges and ranges were taken from."""
        for contact in self.contacts.values():
            yield from ((one.start, one.end) for one in (contact.name, contact.phone) if one)
        for chosen in self.places.values():
            yield from ((one.start, one.end) for one in chosen)
        said = (
            self.goods,
            self.heard.quantities,
            self.heard.payments,
            self.heard.charges,
            self.heard.moments,
        )
        for mentions in said:
            yield from ((one.start, one.end) for one in mentions)

    def fees(self) -> tuple[Fee, ...]:
        """Every charge by its name; said twice, the last counts."""
        found = {one.said: one.fen for one in self.heard.charges if one.name != "insured"}
        return tuple(Fee(name, fen) for name, fen in found.items())

    def ranges(self) -> dict[str, tuple[float, float]]:
        """Amounts of which only bounds were said."""
        return {key: (one.low, one.high) for key, one in self.totals.items() if one.low != one.high}


def settle(plain: Plain, tokens: list[Token], heard: Heard) -> Understanding:
    """The understanding of a text out of what it mentions."""
    settler = Settler(plain, tokens, heard)
    elements = tuple(settler.elements())
    keys = {one.key for one in elements}
    ranges = settler.ranges()
    intent = intents.settle(
        heard, text=plain.text, has_contact=bool(keys & _PHONES), fullness=len(keys & _CORE)
    )
    return Understanding(
        text=plain.original,
        intent=intent,
        elements=elements,
        fees=settler.fees(),
        ranges=ranges,
        approximate=tuple(key for key, one in settler.totals.items() if one.approximate),
        unread=unread.spans(plain, tokens, settler.used()),
        missing=tuple(key for key in REQUIRED if key not in keys and key not in ranges),
    )


def _payment(heard: Heard, known: dict[str, Contact]) -> Payment | None:
    """The payment that counts: monthly before who pays, then what its label says, then the last said."""
    for one in heard.payments:
        if one.by:
            taker = known.get(CONSIGNEE)
            is_taker = taker is not None and taker.name is not None and taker.name.name == one.by
            one.key = "COLLECT" if is_taker else "PREPAID"
    if not heard.payments:
        return None
    corrected = [one for one in heard.payments if one.oops]
    if corrected:
        return corrected[-1]
    monthly = [one for one in heard.payments if one.key in ("MONTHLY", "ON_RECEIPT")]
    if monthly:
        return monthly[-1]
    best = max(one.strength for one in heard.payments)
    return [one for one in heard.payments if one.strength == best][-1]


def _nouns(goods: list[Goods]) -> list[Goods]:
    """The nouns that a count may be of, said again or not."""
    return [one for one in goods if one.score >= 3]


def _spaceless(said: str) -> str:
    return " ".join(said.split()) if said.isascii() else "".join(said.split())


__all__ = ["REQUIRED", "settle"]
