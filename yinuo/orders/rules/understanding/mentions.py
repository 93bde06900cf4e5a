"""What a text mentions, in the order it was said, before it is settled what counts."""

from dataclasses import dataclass, field

from yinuo.orders.rules.understanding.atoms import Amount, Each, Size, Time

SHIPPER = "shipper"
CONSIGNEE = "consignee"
FROM = "from"
TO = "to"


@dataclass(slots=True, kw_only=True)
class Mention:
    """A piece of the plain text; `oops` when it was said in place of something said before."""

    start: int
    end: int
    oops: bool = False
    clause: int = 0


@dataclass(slots=True, kw_only=True)
class Named(Mention):
    """A person's name, or a company's."""

    name: str
    sureness: float = 1.0


@dataclass(slots=True, kw_only=True)
class Number(Mention):
    """A telephone number."""

    digits: str
    sureness: float = 1.0


@dataclass(slots=True, kw_only=True)
class Contact:
    """A person of the order: `party` where it was said, and how clearly (0 to 3)."""

    party: str = ""
    strength: int = 0
    at: int = 0
    name: Named | None = None
    phone: Number | None = None
    is_closed: bool = False
    is_of_line: bool = False


@dataclass(slots=True, kw_only=True)
class Place(Mention):
    """A place; `side` where it was said, and how clearly (0 to 3)."""

    side: str = ""
    strength: int = 0
    known: str = ""


@dataclass(slots=True, kw_only=True)
class Goods(Mention):
    """What may be the goods, by how much speaks for it."""

    score: float
    counted: bool = False
    is_field: bool = False
    specifies: bool = False
    is_aside: bool = False
    is_last: bool = False


@dataclass(slots=True, kw_only=True)
class Quantity(Mention):
    """An amount, a size or an amount for each; `total` when it was said to be the whole."""

    atom: Amount | Size | Each
    total: bool = False
    label: str = ""


@dataclass(slots=True, kw_only=True)
class Payment(Mention):
    """Who pays and when, by key, or `by` whom; `strength` 2 under its label."""

    key: str
    strength: int = 1
    by: str = ""


@dataclass(slots=True, kw_only=True)
class Charge(Mention):
    """A fee by its plain name, as it was said, with its amount in fen."""

    name: str
    said: str
    fen: int


@dataclass(slots=True, kw_only=True)
class Moment(Mention):
    """A time and what is to happen then: pickup, delivery, or nothing known."""

    time: Time
    role: str = ""


@dataclass(slots=True)
class Heard:
    """Everything that a text mentions."""

    contacts: list[Contact] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    quantities: list[Quantity] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    notes: list[Mention] = field(default_factory=list)
    cues: list[tuple[str, int]] = field(default_factory=list)
    read: list[tuple[int, int]] = field(default_factory=list)
