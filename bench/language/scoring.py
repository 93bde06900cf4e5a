"""Precision, recall and F1 of fields, and orders that are right as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bench.language.comparing import is_absent, is_right

GROUPS: Final[Mapping[str, tuple[tuple[str, ...], float | None]]] = {
    "phones": (("contact_phone", "consignee_phone"), 0.97),
    "quantities": (("pieces", "weight_kg", "volume_m3", "ranges"), 0.97),
    "names": (("contact_name", "consignee_name"), 0.93),
    "goods": (("goods",), 0.93),
    "payment": (("payment",), 0.93),
    "places": (("origin", "destination"), 0.90),
    "deadline": (("deadline_at",), 0.90),
    "also": (("intent", "extra_fees", "deadline_text", "pickup_text", "prohibited"), None),
}
"""Fields of each group and the least F1 that issue 3 asks of it."""

FIELDS: Final = tuple(key for keys, _ in GROUPS.values() for key in keys)
OF_AN_ORDER: Final = (
    "intent",
    "contact_name",
    "contact_phone",
    "consignee_name",
    "consignee_phone",
    "goods",
    "pieces",
    "weight_kg",
    "volume_m3",
    "origin",
    "destination",
    "payment",
    "extra_fees",
    "deadline_at",
)
"""What must be right for an order to be right as a whole."""
WHOLE: Final = 0.70

Record = Mapping[str, Any]


@dataclass
class Tally:
    """Answers counted: `right`; `extra`, given where not expected; `missing`, expected and not given.

    A wrong answer is both extra and missing.
    """

    right: int = 0
    extra: int = 0
    missing: int = 0

    def __iadd__(self, other: "Tally") -> "Tally":
        self.right += other.right
        self.extra += other.extra
        self.missing += other.missing
        return self

    @property
    def precision(self) -> float:
        """The share of the answers given that are right; 1 when none was given."""
        return _share(self.right, self.right + self.extra)

    @property
    def recall(self) -> float:
        """The share of the answers expected that were given; 1 when none was expected."""
        return _share(self.right, self.right + self.missing)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.right, 2 * self.right + self.extra + self.missing)


@dataclass(frozen=True)
class Wrong:
    """One field of one text that is not as expected."""

    text: str
    field: str
    expected: Any
    got: Any


@dataclass
class Score:
    """All texts of a half together."""

    fields: dict[str, Tally] = field(default_factory=lambda: {key: Tally() for key in FIELDS})
    orders: int = 0
    orders_right: int = 0
    texts: int = 0
    texts_right: int = 0
    wrong: list[Wrong] = field(default_factory=list)

    def group(self, keys: Iterable[str]) -> Tally:
        """The fields of a group added up."""
        together = Tally()
        for key in keys:
            together += self.fields[key]
        return together

    def add(self, text: str, expected: Record, got: Record) -> None:
        """Count one text; it is an order when one is expected."""
        wrong = [key for key in FIELDS if not is_right(key, expected.get(key), got.get(key))]
        for key in FIELDS:
            self.fields[key] += tallied(key, expected.get(key), got.get(key))
        self.wrong += [Wrong(text, key, expected.get(key), got.get(key)) for key in wrong]
        whole = not set(wrong) & set(OF_AN_ORDER)
        self.texts += 1
        self.texts_right += whole
        if expected["intent"] == "order":
            self.orders += 1
            self.orders_right += whole


def tallied(key: str, expected: Any, got: Any) -> Tally:
    """One field counted."""
    if is_absent(expected) and is_absent(got):
        return Tally()
    if is_right(key, expected, got):
        return Tally(right=1)
    return Tally(extra=int(not is_absent(got)), missing=int(not is_absent(expected)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
