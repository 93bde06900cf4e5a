"""From what an integration sends to the texts that the domain reads, and its faults back to those names."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, Final

from yinuo.api.orders.schema import DraftIn
from yinuo.core import clock
from yinuo.core.errors import Fault, Invalid, fault
from yinuo.orders.queries import asking
from yinuo.orders.rules import reading
from yinuo.playbooks.rules import schema

EXACT: Final[Mapping[str, tuple[str, Callable[[int], str]]]] = {
    "weight_g": ("weight", lambda grams: f"{grams}克"),
    "volume_cm3": ("volume", lambda volume: f"{volume}立方厘米"),
    **{
        f"{fee}_fen": (fee, lambda fen: str(Decimal(fen) / 100))
        for fee in ("pickup_fee", "delivery_fee", "handling_fee", "cash_on_delivery", "insured_value")
    },
}
"""Elements given exactly, as integers: which element it is, and how it is said."""

_BESIDE: Final = {"channel", "caller", "text", "pickup_place", "delivery_place", "elements"}
_PLACES: Final = ("pickup_place", "delivery_place")
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}")


@dataclass(frozen=True)
class Sayings:
    """Element key → text, and element key → the member that said it, where that has another name."""

    texts: Mapping[str, str]
    names: Mapping[str, str]


def sayings(body: DraftIn, playbook: schema.Playbook) -> Sayings:
    """The elements as texts, those not said left out.

    Raises Invalid for members nobody knows, said twice, or exact ones that are no whole number; with them
    every text that cannot be read, so that all is mended in one go.
    """
    flat = body.model_dump(exclude=_BESIDE, exclude_none=True)
    said = {**{key: text for key, text in body.elements.items() if text is not None}, **flat}
    keys = {field.key for field in asking.fields(playbook)}
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    names: dict[str, str] = {}
    for name, text in said.items():
        key, spell = EXACT.get(name, (name, str))
        if key not in keys:
            faults.append(_unknown(name, keys))
        elif spell is not str and not _WHOLE.fullmatch(text):
            faults.append(fault(name, "not_a_whole_number"))
        elif key in texts:
            faults.append(fault(name, "said_twice", other=names[key]))
        else:
            texts[key], names[key] = (text if spell is str else spell(int(text))), name
    if faults:
        read = reading.read(asking.fields(playbook), texts, asking.setting(clock.now()))
        raise Invalid(*faults, *_renamed(read.faults, names))
    chosen = {place: getattr(body, place) for place in _PLACES}
    return Sayings({**texts, **{place: name for place, name in chosen.items() if name}}, names)


def _unknown(name: str, keys: Iterable[str]) -> Fault:
    """A member that nobody knows; with the one that was probably meant."""
    known = sorted({*keys, *EXACT, *_BESIDE})
    near = get_close_matches(name, known, n=1)
    if near:
        return fault(name, "unknown_field_near", near=near[0])
    return fault(name, "unknown_field")


def renamed(error: Invalid, names: Mapping[str, str]) -> Invalid:
    """The same faults at the names under which the sender said it."""
    return Invalid(*_renamed(error.faults, names))


def _renamed(faults: Iterable[Fault], names: Mapping[str, str]) -> Iterator[Fault]:
    return (Fault(names.get(one.field, one.field), one.code, one.params) for one in faults)


def key_of(field: str, said: str, listed: Mapping[str, str]) -> str:
    """The key of a choice given by key or label, in any case; what the list does not have is refused with it.

    Without a list every word will do. Raises Invalid("not_a_choice").
    """
    wanted = said.strip()
    for key, label in listed.items():
        if wanted.lower() in (key.lower(), label.lower()):
            return key
    if listed and wanted:
        choices = [{"key": key, "label": label} for key, label in listed.items()]
        raise Invalid(fault(field, "not_a_choice", choices=choices))
    return wanted


def reason_key(playbook: schema.Playbook, group: str, said: str) -> str:
    """The key of a reason of the playbook's `group`. Raises Invalid("not_a_choice") with those there are."""
    return key_of("reason", said, {reason.key: reason.label for reason in playbook.reasons.get(group, ())})


def read_one(key: str, kind: str, said: str | None) -> Any:
    """One value of an element's type from its text; None when nothing was said. Raises Invalid at `key`."""
    field = reading.Field(key, kind)
    read = reading.read([field], {key: said or ""}, asking.setting(clock.now()))
    if read.faults:
        raise Invalid(*read.faults)
    return read.values[key]
