"""The variables of a slip, each in full and in its shorter forms (R071)."""

from dataclasses import dataclass
from typing import Final

from yinuo.core.text import names
from yinuo.orders.rules import wording
from yinuo.orders.rules.reading import people
from yinuo.orders.rules.slip import goods, hours
from yinuo.orders.rules.slip.fees import Fee, brief_fees, short_fees, spoken_fees
from yinuo.orders.rules.slip.places import End, ends

TON_G: Final = 1_000_000


@dataclass(frozen=True)
class Elements:
    """What the slip has to say of an order, in grams, cm³ and fen; what is not known is empty."""

    serial: str = ""
    agent: str = ""
    shipper: str = ""
    shipper_phone: str = ""
    goods: str = ""
    pieces: int | None = None
    weight_g: int | None = None
    volume_cm3: int | None = None
    origin: str = ""
    destination: str = ""
    consignee: str = ""
    consignee_phone: str = ""
    payment: str = ""
    fees: tuple[Fee, ...] = ()
    reminder: str = ""


def values(elements: Elements) -> dict[str, str]:
    """Every variable of the slip; a shorter form that is none is the same as the full one."""
    pickup, delivery = ends(elements.origin, elements.destination)
    return {
        "serial": elements.serial,
        "agent": elements.agent,
        **_person("shipper", elements.shipper),
        "shipper_phone": elements.shipper_phone,
        "goods": elements.goods,
        "goods_brief": goods.brief(elements.goods),
        "goods_tiny": goods.tiny(elements.goods),
        "pieces": wording.pieces(elements.pieces),
        "weight": wording.weight(elements.weight_g),
        "weight_short": wording.tons(elements.weight_g) if (elements.weight_g or 0) >= TON_G else "",
        "weight_brief": wording.tons(elements.weight_g),
        "volume": wording.volume(elements.volume_cm3),
        **_end("origin", pickup),
        **_end("destination", delivery),
        **_person("consignee", elements.consignee),
        "consignee_phone": elements.consignee_phone,
        "payment": elements.payment,
        "fees": spoken_fees(elements.fees),
        "fees_short": short_fees(elements.fees),
        "fees_brief": brief_fees(elements.fees),
        "reminder": elements.reminder,
        "reminder_short": hours.short(elements.reminder),
    }


def _person(part: str, name: str) -> dict[str, str]:
    """Somebody as they name themselves, by surname and title, by surname."""
    said = names.salutation(name)
    short = people.short(name) if said.surname and said.title else said.display
    return {
        f"{part}_name": said.display,
        f"{part}_short": short,
        f"{part}_surname": said.surname or said.display,
    }


def _end(part: str, end: End) -> dict[str, str]:
    return {
        part: end.said,
        f"{part}_near": end.near,
        f"{part}_plain": end.plain,
        f"{part}_brief": end.brief,
        f"{part}_tiny": end.tiny,
        f"{part}_word": end.word,
    }
