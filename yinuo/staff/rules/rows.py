"""One row of a table of people or places, as written in Excel or CSV.

A column that the file does not have leaves its field alone; an empty cell says that the field is empty. The
titles are those of the exported file; the English field names are understood as well.
"""

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from yinuo.core.sheets import RowFault

_YES = ("", "是", "在职", "在用", "yes", "true", "1")
_NO = ("否", "离职", "停用", "no", "false", "0")
_CODES = {
    "missing": "required",
    "string_too_short": "required",
    "string_too_long": "too_long",
    "string_pattern_mismatch": "key_unreadable",
    "int_parsing": "not_a_number",
    "int_from_float": "not_a_number",
    "decimal_parsing": "not_a_number",
    "decimal_type": "not_a_number",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
}


def _yes_or_no(cell: str) -> bool:
    word = cell.strip().lower()
    if word not in _YES + _NO:
        raise PydanticCustomError("not_yes_or_no", "yes or no")
    return word in _YES


def _empty_is(value: object) -> BeforeValidator:
    return BeforeValidator(lambda cell: value if cell == "" else cell)


Key = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Name = Annotated[str, Field(min_length=1, max_length=60)]
Number = Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[A-Za-z0-9]+$")]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Amount = Annotated[Decimal | None, Field(ge=0, le=100_000), _empty_is(None)]
Text40 = Annotated[str, Field(max_length=40)]


class ImportRow(BaseModel):
    """What every row has: cells under known titles, everything else ignored."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", str_strip_whitespace=True, validate_by_alias=True, validate_by_name=True
    )
    identity: ClassVar[tuple[str, ...]] = ("key",)

    @classmethod
    def titles(cls) -> dict[str, str]:
        """The title of each column by its field's name, in the order of the exported file."""
        return {name: field.alias or name for name, field in cls.model_fields.items()}

    @classmethod
    def needed(cls) -> list[str]:
        """The titles without which a file cannot be read."""
        return [field.alias or name for name, field in cls.model_fields.items() if field.is_required()]

    def said(self) -> dict[str, Any]:
        """The fields for which the file has a column, but for those that only say which row it is."""
        return {name: getattr(self, name) for name in self.model_fields_set if name not in self.identity}


class PersonRow(ImportRow):
    """A person (R327–R333)."""

    identity: ClassVar[tuple[str, ...]] = ("staff_number",)
    staff_number: Number = Field(alias="工号")
    name: Annotated[str, Field(min_length=1, max_length=40)] = Field(alias="姓名")
    role: Annotated[str, Field(min_length=1)] = Field(alias="角色")
    phone: Text40 = Field("", alias="电话")
    branch: Text40 = Field("", alias="分公司")
    team: Text40 = Field("", alias="班组")
    stand_in: Text40 = Field("", alias="代班人工号")
    is_active: YesNo = Field(True, alias="在职")


class BranchRow(ImportRow):
    """A branch and who receives its slips (R068)."""

    key: Key = Field(alias="代码")
    name: Name = Field(alias="名称")
    phone: Text40 = Field("", alias="电话")
    receiver_rule: str = Field("", alias="接单对象")


class RegionRow(ImportRow):
    """A region of a branch; an empty receiver means the branch's."""

    key: Key = Field(alias="代码")
    name: Name = Field(alias="名称")
    branch: Annotated[str, Field(min_length=1)] = Field(alias="分公司")
    receiver_rule: str = Field("", alias="接单对象")


class TeamRow(ImportRow):
    """A team."""

    key: Key = Field(alias="代码")
    name: Name = Field(alias="名称")


class PostRow(ImportRow):
    """Who serves a region, in which order."""

    identity: ClassVar[tuple[str, ...]] = ("region", "staff_number")
    region: Annotated[str, Field(min_length=1)] = Field(alias="区域")
    staff_number: Number = Field(alias="工号")
    rank: Annotated[int, Field(ge=1, le=999), _empty_is(1)] = Field(1, alias="顺序")


class VehicleRow(ImportRow):
    """A vehicle; load in tonnes and space in cubic metres, as people write them."""

    identity: ClassVar[tuple[str, ...]] = ("plate",)
    plate: Annotated[str, Field(min_length=1, max_length=12)] = Field(alias="车牌")
    driver: Text40 = Field("", alias="司机工号")
    kind: Text40 = Field("", alias="车型")
    load_t: Amount = Field(None, alias="载重(吨)")
    space_m3: Amount = Field(None, alias="容积(立方米)")
    most_orders: Annotated[int, Field(ge=1, le=999), _empty_is(8)] = Field(8, alias="最多单数")
    is_active: YesNo = Field(True, alias="在用")


KINDS: dict[str, type[ImportRow]] = {
    "people": PersonRow,
    "branches": BranchRow,
    "regions": RegionRow,
    "teams": TeamRow,
    "posts": PostRow,
    "vehicles": VehicleRow,
}


def parse(kind: str, number: int, cells: dict[str, str]) -> ImportRow | list[RowFault]:
    """The row of `kind` that `cells` (by title) say, or everything that is wrong with it."""
    try:
        return KINDS[kind].model_validate(cells)
    except ValidationError as error:
        return [_fault(number, found) for found in error.errors(include_url=False)]


def _fault(number: int, found: Any) -> RowFault:
    params = dict(found.get("ctx") or {})
    if found["type"] == "string_too_long":
        params = {"limit": params["max_length"], "length": len(str(found["input"]))}
    elif found["type"] in ("greater_than_equal", "less_than_equal"):
        params = {"value": str(found["input"])}
    else:
        params = {}
    column = str(found["loc"][0]) if found["loc"] else ""
    return RowFault(number, column, _CODES.get(found["type"], found["type"]), params)
