"""One row of each reference table. Money in fen."""

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Word = Annotated[str, StringConstraints(min_length=1, max_length=40, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=200)]
Fen = Annotated[int, Field(ge=0, le=10**9)]


def _listed(value: Any) -> Any:
    """One word, or words between ；, where a list is allowed."""
    return (
        [part.strip() for part in value.replace(";", "；").split("；")] if isinstance(value, str) else value
    )


Words = Annotated[tuple[Word, ...], BeforeValidator(_listed)]


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

    `aliases` are other names that stand in addresses, such as an industrial park.
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


class LaneRow(Row):
    """How far and how long from one zone to another; goods picked up after `cutoff` start the next day."""

    unique = ("from_zone", "to_zone")

    from_zone: Word
    to_zone: Word
    km: Annotated[int, Field(ge=0, le=10_000)]
    transit_hours: Annotated[int, Field(ge=1, le=720)]
    cutoff: time | None = None
    label: Word


class TariffRow(Row):
    """The price of a lane: the greater of weight and volume price, and at least `min_fen`."""

    unique = ("from_zone", "to_zone", "valid_from")

    from_zone: Word
    to_zone: Word
    per_kg_fen: Fen
    per_m3_fen: Fen
    min_fen: Fen
    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "TariffRow":
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise PydanticCustomError("row.backwards", "dates")
        return self


class SurchargeRow(Row):
    """A charge at an address that contains one of `words`; none: at every address (R060, R061)."""

    unique = ("key",)

    key: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
    label: Word
    words: Words = ()
    what: Literal["loading", "unloading", "pickup", "delivery"]
    fen: Fen
    note: Note = ""


class GoodsRow(Row):
    """Goods that are refused, asked about, or harmless although they sound alike (R048–R050).

    `questions` are asked whatever the verdict, and with review they decide; `sentence` is what to tell the
    customer (empty: the playbook's own phrase for prohibited goods).
    """

    unique = ("name",)

    name: Word
    synonyms: Words = ()
    verdict: Literal["reject", "review", "ok"]
    category: Annotated[str, StringConstraints(max_length=60)] = ""
    questions: Annotated[tuple[Note, ...], BeforeValidator(_listed)] = ()
    sentence: Note = ""
    source: Note = ""


ROWS: Final[Mapping[str, type[Row]]] = {
    "tariff": TariffRow,
    "zones": ZoneRow,
    "goods": GoodsRow,
    "lanes": LaneRow,
    "surcharges": SurchargeRow,
}
