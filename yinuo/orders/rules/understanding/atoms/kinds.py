"""What an atom is: a piece of text that means something by itself, whoever said it and whatever about."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What a piece of text names."""

    PHONE = "PHONE"
    COUNT = "COUNT"
    WEIGHT = "WEIGHT"
    VOLUME = "VOLUME"
    MONEY = "MONEY"
    SIZE = "SIZE"
    EACH = "EACH"
    TIME = "TIME"
    OTHER = "OTHER"


class Rank(IntEnum):
    """How far outside a counted thing is: of several counts the outermost are the pieces carried.

    INNER 双 瓶 片 lie in something; THING 个 套 台 张 may be carried as they are; PACK 箱 件 包 袋 are what
    is carried; LOAD 托 板 carry packs.
    """

    INNER = 0
    THING = 1
    PACK = 2
    LOAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """One piece of the text: `said` is `text[start:end]` of the text as it came; `sureness` from 0 to 1."""

    kind: Kind
    start: int
    end: int
    said: str
    sureness: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Atom):
    """A telephone number in its one form: 13800006621, 0755-88551234转8011."""

    digits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount(Atom):
    """COUNT in pieces, WEIGHT in grams, VOLUME in cm³ or MONEY in fen, from `low` to `high`.

    `unit` is the unit's plain name (件, 箱, 吨, 方, 元), nothing where none was said. `approximate` when it
    was said to be about so much (来, 多, 左右, 三四十); 20-30 is a range and not approximate.
    """

    low: int
    high: int
    unit: str = ""
    approximate: bool = False
    rank: Rank = Rank.PACK

    @property
    def value(self) -> int | None:
        """The amount; None for a range."""
        return self.low if self.low == self.high else None

    @property
    def is_range(self) -> bool:
        """Whether two different bounds were said: 三四十件, 20-30箱."""
        return self.low != self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Size(Atom):
    """The measures of one thing in millimetres, as a text gives them: length, width, height."""

    sides: tuple[int, int, int]
    approximate: bool = False

    @property
    def volume(self) -> int:
        """Cubic centimetres, rounded half up."""
        length, width, height = self.sides
        return (length * width * height + 500) // 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Atom):
    """An amount or a size for each one: 每箱20斤, 24瓶/箱, 180一方. `per` is the plain name of the unit."""

    of: Amount | Size
    per: str


class Exactness(StrEnum):
    """How a time was said.

    A point of the clock, a part of a day, a day, a span from now; SOON for 尽快, OPEN for 不急.
    """

    POINT = "POINT"
    PART = "PART"
    DAY = "DAY"
    SPAN = "SPAN"
    SOON = "SOON"
    OPEN = "OPEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time(Atom):
    """A time: its last moment `at` and, where it is a stretch, its first, `since`, both in the local zone.

    `at` is None for what names no moment (尽快, 不急). `is_limit` when it was said as one (前, 之前, 内),
    `is_from` when it may only be later (以后, 之后). `has_day` when the day was said, `rolled` when it was
    not, and tomorrow is meant because today's moment is past.
    """

    at: datetime | None
    since: datetime | None = None
    exactness: Exactness
    is_limit: bool = False
    is_from: bool = False
    has_day: bool = True
    rolled: bool = False
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Other(Atom):
    """A piece with a number in it that is no amount: 13号楼, 4米2的车, 55寸, 运单号8800123. `what` it is."""

    what: str
