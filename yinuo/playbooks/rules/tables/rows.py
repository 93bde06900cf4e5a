"""One row of each reference table. Money in fen."""

import itertools
import math
from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

Word = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=200)]
Name = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
Fen = Annotated[int, Field(ge=0, le=10**9)]
Days = Literal["workdays", "daily"]
WEEKDAYS: Final = "一二三四五六日"
SERVICES: Final[Mapping[str, str]] = {"insurance": "保价", "cash_on_delivery": "代收货款"}


def _listed(value: Any) -> Any:
    """One word, or words between ；, where a list is allowed."""
    return (
        [part.strip() for part in value.replace(";", "；").split("；")] if isinstance(value, str) else value
    )


Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]
_MADE_OF: Final = "×"
_OR: Final = "/"
MOST_WORDS: Final = 4000
"""Words that one word with parts may stand for."""


def _not_too_many(word: str) -> str:
    """A word with parts stands for every way to put them together: no more than can be searched for."""
    if math.prod(part.count(_OR) + 1 for part in word.split(_MADE_OF)) > MOST_WORDS:
        raise PydanticCustomError("too_long", "words", {"max_length": MOST_WORDS})
    return word


Parts = Annotated[
    str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True), AfterValidator(_not_too_many)
]
"""A word, or parts to put together: 旧/二手×/的×发动机 is 旧发动机, 旧的发动机, 二手发动机, 二手的发动机."""
Families = Annotated[tuple[Parts, ...], BeforeValidator(_listed)]


def spelt_out(word: str) -> tuple[str, ...]:
    """The words that a word with parts stands for; of any other itself."""
    if _MADE_OF not in word:
        return (word,)
    parts = [[one.strip() for one in part.split(_OR)] for part in word.split(_MADE_OF)]
    return tuple(filter(None, map("".join, itertools.product(*parts))))


class Row(BaseModel):
    """A row; `unique` names the fields that tell it from every other row of its table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    unique: ClassVar[tuple[str, ...]] = ()

    @property
    def identity(self) -> str:
        """The unique fields, as people read them."""
        return " ".join(str(getattr(self, name)) for name in self.unique if getattr(self, name))


class ZoneRow(Row):
    """A district (or a whole city, when `district` is empty): its tariff zone, the region of the branch that
    works it, and whether goods are picked up and delivered there (R051).

    `aliases` are other names that stand in addresses, such as an industrial park. `lat` and `lon` say where
    its middle lies (WGS-84, degrees), for what lies how far from a vehicle (R090).
    """

    unique = ("province", "city", "district")

    province: Word
    city: Word
    district: Annotated[str, StringConstraints(max_length=40)] = ""
    aliases: Words = ()
    zone: Word
    region: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9_-]{0,39})?$")] = ""
    served: bool = True
    pickup: bool = True
    delivery: bool = True
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None


class DatedRow(Row):
    """A row that holds from a day to a day, both included; without a day it has no such end."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise PydanticCustomError("row.backwards", "dates")
        return self


class LaneRow(DatedRow):
    """How far and how long from one zone to another; goods picked up after `cutoff` start with the next
    departure (R087, R088).

    `departs` and `delivers` say whether vehicles leave, and goods are handed over, on working days only or
    every day; `weekdays` (一三五) names the days of departure, empty for no other limit.
    """

    unique = ("from_zone", "to_zone", "valid_from")

    from_zone: Word
    to_zone: Word
    km: Annotated[int, Field(ge=0, le=10_000)]
    transit_hours: Annotated[int, Field(ge=1, le=720)]
    cutoff: time | None = None
    label: Word
    departs: Days = "workdays"
    weekdays: Annotated[str, StringConstraints(pattern=rf"^[{WEEKDAYS}]{{0,7}}$")] = ""
    delivers: Days = "workdays"


class TariffRow(DatedRow):
    """The price of a lane: the greater of weight and volume price, and at least `min_fen`.

    Of several rows of a lane those with `from_kg` or `from_m3` are its steps, for larger loads. `agreement`
    names whose prices they are; empty for everybody's.
    """

    unique = ("from_zone", "to_zone", "agreement", "from_kg", "from_m3", "valid_from")

    from_zone: Word
    to_zone: Word
    agreement: Name = ""
    from_kg: Annotated[int, Field(ge=0, le=10**6)] = 0
    from_m3: Annotated[int, Field(ge=0, le=10**4)] = 0
    per_kg_fen: Fen
    per_m3_fen: Fen
    min_fen: Fen

    @property
    def is_lowest(self) -> bool:
        """Whether it holds from the first kilogram on, by weight and by volume."""
        return not (self.from_kg or self.from_m3)

    @property
    def identity(self) -> str:
        """南京 → 苏州 宏远协议 1000公斤起."""
        steps = f"{self.from_kg}公斤起" if self.from_kg else "", f"{self.from_m3}方起" if self.from_m3 else ""
        parts = (f"{self.from_zone} → {self.to_zone}", self.agreement, *steps, self.valid_from)
        return " ".join(str(part) for part in parts if part)


class SurchargeRow(DatedRow):
    """A charge at an address that contains one of `words`; none: at every address (R060, R061).

    `fen` is for the whole order, or for each piece, ton or m³ (`per`), and then at least `min_fen`.
    """

    unique = ("key", "valid_from")

    key: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    label: Word
    words: Words = ()
    what: Literal["loading", "unloading", "pickup", "delivery"]
    fen: Fen
    per: Literal["order", "piece", "ton", "m3"] = "order"
    min_fen: Fen = 0
    note: Note = ""


class ServiceRow(DatedRow):
    """What a service costs that goes by an amount: insurance by the declared value, collecting the price of
    the goods by what is collected (R041, R048).

    `rate` is in hundredths of a percent: 30 is 0.3 %. At least `min_fen`, at most `max_fen` where there is
    such an end.
    """

    unique = ("what", "valid_from")

    what: Literal["insurance", "cash_on_delivery"]
    label: Word
    rate: Annotated[int, Field(ge=0, le=10_000)]
    min_fen: Fen = 0
    max_fen: Fen | None = None
    note: Note = ""

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.max_fen is not None and self.max_fen < self.min_fen:
            raise PydanticCustomError("row.no_room", "least and most")
        return self

    @property
    def identity(self) -> str:
        """保价 2026-01-01."""
        return " ".join(str(part) for part in (SERVICES[self.what], self.valid_from) if part)


class AgreementRow(DatedRow):
    """What was agreed with customers of that agreement: rows of the tariff with its name, and where there are
    none so many percent off everybody's price, in hundredths (500 is 5 %), never below its minimum.
    """

    unique = ("name", "valid_from")

    name: Word
    off: Annotated[int, Field(ge=0, le=10_000)] = 0
    note: Note = ""


class GoodsRow(Row):
    """Goods that are refused, asked about, or harmless although they sound alike (R048–R050).

    A synonym may stand for a family of words: 旧/二手×发动机/变速箱 (see `Parts`), which are not
    sought by sound.

    `where` a word counts: anywhere in a name (`in`), as the whole of it, at its end or at its start. A
    harmless word at the end is a last noun that says what the thing is (油漆刷 is a brush); of one
    character it has to follow at once unless it is written …机. One at the start stands right before
    (电子鞭炮). `over` names the categories or rows that such a word rules, empty: all. With a word of
    `unless` in the name, or for a category or row in it, the row does not count, nor without one of
    `given`. `deniable`: 不含… is believed. `by_sound`: of two characters too a word counts that only
    sounds or looks alike (久精 is 酒精); longer words of goods that are not harmless always do.

    `questions` are asked with review, where they decide; `papers` have to come with the goods; `inspect`: to
    be opened when collected. `sentence` is what to tell the customer (empty: that of the row that is named
    like the category, else the playbook's own phrase for prohibited goods).
    """

    unique = ("name",)

    name: Word
    synonyms: Families = ()
    verdict: Literal["reject", "review", "ok"]
    category: Annotated[str, StringConstraints(max_length=60)] = ""
    where: Literal["in", "whole", "end", "start"] = "in"
    over: Words = ()
    unless: Words = ()
    given: Words = ()
    deniable: bool = False
    by_sound: bool = True
    questions: Annotated[tuple[Note, ...], BeforeValidator(_listed)] = ()
    papers: Words = ()
    inspect: bool = False
    sentence: Note = ""
    source: Note = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What the goods are called, each word spelt out."""
        return tuple(dict.fromkeys(word for said in (self.name, *self.synonyms) for word in spelt_out(said)))


ROWS: Final[Mapping[str, type[Row]]] = {
    "tariff": TariffRow,
    "zones": ZoneRow,
    "goods": GoodsRow,
    "lanes": LaneRow,
    "surcharges": SurchargeRow,
    "services": ServiceRow,
    "agreements": AgreementRow,
}
