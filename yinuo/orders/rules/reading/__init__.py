"""What was typed, as values or as faults: every field in whatever form people write it (R025–R042).

Nothing typed is lost: the text of a field that cannot be read is handed back beside its fault.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from yinuo.core.errors import Fault, fault
from yinuo.orders.rules.reading import amounts, choices, numbers, people, times
from yinuo.orders.rules.reading.amounts import MOST_PIECES
from yinuo.orders.rules.reading.fields import COLUMNS, LONGEST_RAW, Field
from yinuo.orders.rules.reading.unreadable import Unreadable
from yinuo.orders.rules.setting import Setting

__all__ = ["COLUMNS", "MOST_PIECES", "Field", "Reading", "Setting", "Unreadable", "numbers", "read"]

_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True)
class Reading:
    """What the texts say: values by element key (empty fields too), faults, and the
    texts of the faulty ones.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)


def read(fields: Iterable[Field], typed: Mapping[str, str], setting: Setting) -> Reading:
    """Read every text of `typed` that one of `fields` asks for; what nobody asks for is left out."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    raw: dict[str, str] = {}
    for asked in fields:
        if asked.key not in typed:
            continue
        text = clean(typed[asked.key])
        try:
            values[asked.key] = _value(asked, text, setting) if text else asked.nothing
        except Unreadable as unreadable:
            faults.append(fault(asked.key, unreadable.code, **unreadable.params))
            raw[asked.key] = text[:LONGEST_RAW]
    return Reading(values, tuple(faults), raw)


def clean(text: str) -> str:
    """The text without characters that cannot be seen and without spaces at its ends, on one line."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _value(asked: Field, text: str, setting: Setting) -> Any:
    if len(text) > asked.longest:
        raise Unreadable("too_long", limit=asked.longest, length=len(text))
    if asked.type == "choice":
        return choices.choice(text, asked.choices)
    if asked.type == "phone":
        return numbers.phone(text, setting.area_code)
    if asked.type == "time":
        at = times.wished(text, setting.now, setting.hours)
        return at if asked.column or at is None else at.isoformat()
    reader = _READERS.get(asked.type)
    return reader(text) if reader else text


_READERS: Final[Mapping[str, Callable[[str], Any]]] = {
    "person": people.person,
    "pieces": amounts.pieces,
    "weight": amounts.weight,
    "volume": amounts.volume,
    "money": amounts.money,
    "payment": choices.payment,
    "yesno": choices.yes_or_no,
}
