"""A slip read back: every element found again in its text, signed or not, shortened or not (R071)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final

from yinuo.core.text import names
from yinuo.orders.rules.slip.fees import Fee, fees_off

_PHONE: Final = r"\+?\d[\d-]*\d(?:转\d{1,6})?"
_LONG_PHONE: Final = r"\+?\d[\d-]{5,}\d(?:转\d{1,6})?"
_PAYMENT: Final = r"(?P<payment>先付|到付|月结|回单付)"
_LOAD: Final = r"(?P<load>.*?)(?:往(?P<destination>.+?))?"
_MARK: Final = r"[ ，,]?收货?(?P<consignee>(?:[^\d收][^收]{0,30}?)?) ?"
_SIGNATURE: Final = re.compile(r"\s*【(?P<signature>[^【】]*)】")
_HEAD: Final = re.compile(
    r"(?P<serial>[A-Za-z]?\d+)(?: +|客)?(?P<shipper>(?:\D.{0,30}?)?) ?"
    rf"(?<!\d)(?P<shipper_phone>{_LONG_PHONE}|{_PHONE}) ?(?P<rest>.*)",
    re.DOTALL,
)
_UNMARKED: Final = re.compile(
    rf"(?P<load>.*?)往(?P<destination>[^收]+?) ?(?P<consignee_phone>{_LONG_PHONE}){_PAYMENT}(?P<end>.*)",
    re.DOTALL,
)
"""The surname of whoever receives right behind the destination, without 收."""
_BODY: Final = (
    re.compile(rf"{_LOAD}{_MARK}(?P<consignee_phone>{_PHONE}) ?{_PAYMENT}(?P<end>.*)", re.DOTALL),
    _UNMARKED,
    re.compile(rf"{_LOAD}{_MARK}(?P<consignee_phone>{_LONG_PHONE})(?P<end>.*)", re.DOTALL),
    re.compile(rf"{_LOAD}(?:[ ，,]?收货?(?P<consignee>[^\d收]{{1,30}}?))? ?{_PAYMENT}(?P<end>.*)", re.DOTALL),
    re.compile(r"(?P<load>.*?)(?:往(?P<destination>[^。，]+))?(?P<end>[。，].*|\d+)", re.DOTALL),
)
"""With phone and payment, with 收 and without; with the phone only; with the payment only; with neither."""
_CHAIN: Final = re.compile(
    r"(?<![\d.])(?=[\d.])(?P<pieces>\d{1,7}件)? ?(?P<weight>\d+(?:\.\d+)?(?:公斤|㎏|kg|吨))? ?"
    r"(?P<volume>\d+(?:\.\d+)?(?(weight)方?|方))?"
)
"""Pieces, weight and volume in a row; a bare number behind the weight is the volume."""
_END: Final = re.compile(r"(?P<said>.*?)(?P<agent>[A-Za-z]*(?<!\d)\d+|[A-Za-z]+)。?\s*", re.DOTALL)
_EDGES: Final = " ，,。、"
_PER_KG: Final = {"公斤": 1, "㎏": 1, "kg": 1, "吨": 1000}


@dataclass(frozen=True)
class SlipElements:
    """What a slip says, each element as it is written there; what it does not say is empty."""

    signature: str = ""
    serial: str = ""
    shipper: str = ""
    shipper_phone: str = ""
    goods: str = ""
    pieces: str = ""
    weight: str = ""
    volume: str = ""
    origin: str = ""
    destination: str = ""
    consignee: str = ""
    consignee_phone: str = ""
    payment: str = ""
    charges: str = ""
    reminder: str = ""
    agent: str = ""

    @property
    def fees(self) -> tuple[Fee, ...]:
        """What is collected beside the freight, each sum by its name."""
        return fees_off(self.charges)[0]

    @property
    def piece_count(self) -> int | None:
        """How many pieces."""
        return int(self.pieces.removesuffix("件")) if self.pieces else None

    @property
    def weight_g(self) -> int | None:
        """The weight in grams."""
        unit = next((unit for unit in _PER_KG if self.weight.endswith(unit)), "")
        number = self.weight.removesuffix(unit)
        return int(Decimal(number) * _PER_KG[unit] * 1000) if unit else None

    @property
    def volume_cm3(self) -> int | None:
        """The volume in cubic centimetres."""
        return int(Decimal(self.volume.removesuffix("方")) * 1_000_000) if self.volume else None


def read(text: str) -> SlipElements:
    """The elements of a slip; those that cannot be found are empty. Never fails."""
    sign = _SIGNATURE.match(text)
    found: dict[str, str] = {"signature": sign["signature"]} if sign else {}
    if not (head := _HEAD.fullmatch(text[sign.end() if sign else 0 :].strip())):
        return SlipElements(**found)
    found |= {name: head[name] for name in ("serial", "shipper", "shipper_phone")}
    for shape in _BODY:
        if body := shape.fullmatch(head["rest"]):
            said = {name: value or "" for name, value in body.groupdict().items()}
            if shape is _UNMARKED:
                said |= _surname_off(said["destination"])
            load, end = said.pop("load"), said.pop("end")
            return SlipElements(**found, **said, **_load(load), **_end(end))
    return SlipElements(**found)


def reads_back(text: str, words: Mapping[str, str]) -> bool:
    """Whether a slip says of each variable just what was written for it (`words`, by the variable's name)."""
    found = read(text)
    written = {
        name: next((words[one] for one in ours if one in words), "") for name, ours in _VARIABLES.items()
    }
    fees = fees_off(written.pop("charges"))[0]
    return found.fees == fees and all(
        getattr(found, name) == value.strip(_EDGES) for name, value in written.items()
    )


def _surname_off(text: str) -> dict[str, str]:
    """火车站马 → 火车站 and 马."""
    for length in (2, 1):
        name = text[-length:]
        if len(text) > length and names.salutation(name).surname == name:
            return {"destination": text[:-length].strip(_EDGES), "consignee": name}
    return {}


def _load(text: str) -> dict[str, str]:
    """Goods, amounts and origin: what stands before the amounts is the goods, what follows the origin."""
    chains = [chain for chain in _CHAIN.finditer(text) if chain[0].strip()]
    if not chains:
        goods, _, origin = text.strip(_EDGES).partition(" ")
        return {"goods": goods, "origin": origin.strip(_EDGES)}
    chain = max(chains, key=lambda one: (len(list(filter(None, one.groups()))), one.start()))
    amounts = {name: amount or "" for name, amount in chain.groupdict().items()}
    goods, origin = text[: chain.start()].strip(_EDGES), text[chain.end() :].strip(_EDGES)
    return {"goods": goods, "origin": origin, **amounts}


def _end(text: str) -> dict[str, str]:
    """What is collected beside the freight, the reminder, and who signs."""
    if not (end := _END.fullmatch(text)):
        return {}
    said = end["said"]
    _, rest = fees_off(said)
    charges = said.removesuffix(rest) if rest else said
    return {"charges": charges, "reminder": rest.strip(_EDGES), "agent": end["agent"]}


_VARIABLES: Final[Mapping[str, tuple[str, ...]]] = {
    **{one.name: (one.name,) for one in fields(SlipElements) if one.name != "signature"},
    "charges": ("fees",),
    "shipper": ("shipper_name", "shipper", "shipper_short"),
    "consignee": ("consignee_name", "consignee", "consignee_short"),
}
"""Under which of the playbook's variables each element may have been written."""
