"""The fields an expression may name, by the context it stands in.

Whoever evaluates hands over a mapping with every field of the context; a field without a value is None.
Times are aware datetimes, money is in fen, weight in grams, volume in cm³; in the expression itself people
write yuan, kilograms and cubic metres.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Final, get_args

from yinuo.playbooks.rules.vocabulary import complaints
from yinuo.playbooks.rules.vocabulary.elements import KNOWN_CHOICES
from yinuo.playbooks.rules.vocabulary.events import STAGES
from yinuo.playbooks.rules.vocabulary.people import ROLES


class Measure(Enum):
    """What kind of value a field holds; `per_unit` is how many stored units one written unit has."""

    NUMBER = ("number", 1)
    MONEY = ("money", 100)
    WEIGHT = ("weight", 1000)
    VOLUME = ("volume", 1_000_000)
    TEXT = ("text", 1)
    YESNO = ("yesno", 1)
    TIME = ("time", 1)

    @property
    def per_unit(self) -> int:
        """Stored units in one written unit: 100 fen in a yuan, 1000 g in a kg, 10⁶ cm³ in a m³."""
        return self.value[1]

    @property
    def is_quantity(self) -> bool:
        """Whether values can be put in order by size and written as a number."""
        return self in (Measure.NUMBER, Measure.MONEY, Measure.WEIGHT, Measure.VOLUME)


@dataclass(frozen=True)
class Field:
    """A field of a context: its measure and, where only some words are possible, those words."""

    measure: Measure
    words: frozenset[str] = frozenset()


_NUMBER, _MONEY, _TEXT = Field(Measure.NUMBER), Field(Measure.MONEY), Field(Measure.TEXT)
_YESNO, _TIME = Field(Measure.YESNO), Field(Measure.TIME)
_ROLE = Field(Measure.TEXT, frozenset(ROLES))

_FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {
    "ticket": {
        "kind": _TEXT,
        "stage": Field(Measure.TEXT, frozenset(word for words in STAGES.values() for word in words)),
        "channel": _TEXT,
        "region": _TEXT,
        "branch": _TEXT,
        "team": _TEXT,
        "has_owner": _YESNO,
    },
    "order": {
        "receiver": Field(Measure.TEXT, frozenset({"driver", "dispatcher"})),
        "slip_sent": _YESNO,
        "recount_waits": _YESNO,
        "is_web": _YESNO,
        "is_night": _YESNO,
        "is_confirmed": _YESNO,
        "unreached": _NUMBER,
        "asks": _NUMBER,
        "has_job_link": _YESNO,
        "payment": Field(Measure.TEXT, KNOWN_CHOICES["payment"]),
        "goods": _TEXT,
        "packing": _TEXT,
        "pieces": _NUMBER,
        "weight": Field(Measure.WEIGHT),
        "volume": Field(Measure.VOLUME),
        "pickup_zone": _TEXT,
        "delivery_zone": _TEXT,
        "freight": _MONEY,
        "total": _MONEY,
        "pickup_fee": _MONEY,
        "delivery_fee": _MONEY,
        "handling_fee": _MONEY,
        "cash_on_delivery": _MONEY,
        "insured_value": _MONEY,
        "wished_pickup_at": _TIME,
        "wished_delivery_at": _TIME,
        "promised_at": _TIME,
        "call_again_at": _TIME,
    },
    "inquiry": {
        "type": Field(Measure.TEXT, frozenset({"transit_time", "price", "arrival", "state", "other"})),
        "way": Field(Measure.TEXT, frozenset({"said", "called", "sms", "page"})),
        "is_delayed": _YESNO,
        "is_correction": _YESNO,
    },
    "complaint": {
        "type": Field(Measure.TEXT, frozenset(get_args(complaints.ComplaintType))),
        "severity": _NUMBER,
        "is_crisis": _YESNO,
        "cause": Field(Measure.TEXT, complaints.CAUSES),
        "manner": Field(Measure.TEXT, complaints.MANNERS),
        "temper": Field(Measure.TEXT, complaints.TEMPERS),
        "organisation": Field(Measure.TEXT, complaints.ORGANISATIONS),
        "mood": _NUMBER,
        "round": _NUMBER,
        "level": _NUMBER,
        "has_order": _YESNO,
        "has_respondent": _YESNO,
        "is_official": _YESNO,
        "is_anonymous": _YESNO,
        "is_goods_claim": _YESNO,
        "degree": Field(Measure.TEXT, complaints.DEGREES),
        "is_repeat": _YESNO,
        "waits_for_pickup": _YESNO,
        "unreached": _NUMBER,
        "told": Field(Measure.TEXT, complaints.TOLD),
        "is_heard": _YESNO,
        "asks_by_link": _YESNO,
        "day_end": _TIME,
        "law_due_at": _TIME,
        "official_due_at": _TIME,
        "statement_due_at": _TIME,
        "chore_due_at": _TIME,
    },
    "suggestion": {
        "sort": Field(Measure.TEXT, complaints.SORTS),
        "is_anonymous": _YESNO,
        "praises_driver": _YESNO,
    },
    "customer": {"is_key": _YESNO, "is_new": _YESNO, "has_mobile": _YESNO},
    "event": {"kind": _TEXT, "reason": _TEXT, "way": Field(Measure.TEXT, complaints.WAYS)},
    "promise": {"key": _TEXT, "round": _NUMBER, "level": _NUMBER},
    "person": {"role": _ROLE},
    "discount": {"amount": _MONEY, "percent": _NUMBER, "below_minimum": _YESNO},
    "remedy": {"amount": _MONEY, "cost": _MONEY, "is_unusual": _YESNO, "is_raised": _YESNO},
    "limit": {"amount": _MONEY, "percent": _NUMBER},
    "limits": {
        f"{role}.{part}": field
        for role in ROLES
        for part, field in (("amount", _MONEY), ("percent", _NUMBER))
    },
}
"""`limit` is what the person who asks may grant alone, `limits.team_leader` what a role may.

Of a complaint: `unreached` counts the last calls in this round that nobody answered, `is_heard` says that the
customer gave a rating in this round or was reached after a reasoned no, `asks_by_link` that a statement is
asked of somebody without an account; `statement_due_at` and `chore_due_at` are the earliest times of what is
still awaited.
"""

_CASES: Final = ("order", "inquiry", "complaint", "suggestion")
_CONTEXTS: Final[Mapping[str, tuple[str, ...]]] = {
    "element": ("order", "customer"),
    "promise": ("ticket", *_CASES, "customer", "event"),
    "late": ("ticket", *_CASES, "customer", "promise"),
    "notice": ("ticket", *_CASES, "customer", "event"),
    "approval": (
        "ticket",
        "order",
        "complaint",
        "customer",
        "person",
        "discount",
        "remedy",
        "limit",
        "limits",
    ),
    "complaint": ("ticket", "complaint", "customer"),
}


@cache
def fields(context: str) -> Mapping[str, Field]:
    """Every field of a context (element, promise, late, notice, approval, complaint) by its dotted name."""
    return {f"{area}.{name}": field for area in _CONTEXTS[context] for name, field in _FIELDS[area].items()}
