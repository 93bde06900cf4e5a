"""The fields of the order form as they stand on the page (R046)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.orders.rules import web
from yinuo.playbooks.rules import schema
from yinuo.portal.orders.taking.sheet import Sheet

Texts = Mapping[str, str]
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Known:
    """What is always so of a field: its words, its hint, how it is typed."""

    label: str
    hint: str = ""
    kind: str = "text"
    mode: str = ""
    fills: str = ""
    affix: str = ""
    longest: int = 200


@dataclass(frozen=True)
class Field:
    """One field: what is always so, what stands in it, what is wrong, what may be chosen."""

    name: str
    known: Known
    value: str = ""
    fault: str = ""
    warn: str = ""
    required: bool = False
    choices: Choices = ()

    @property
    def id(self) -> str:
        """Its id in the page."""
        return "id_" + self.name.replace(".", "-")

    @property
    def label(self) -> str:
        """Its words."""
        return _(self.known.label)

    @property
    def hint(self) -> str:
        """How to fill it in."""
        return _(self.known.hint) if self.known.hint else ""

    @property
    def affix(self) -> str:
        """Its unit."""
        return _(self.known.affix) if self.known.affix else ""

    @property
    def notes(self) -> str:
        """The ids of what describes it."""
        named = (("err", self.fault), ("warn", self.warn), ("hint", self.known.hint))
        return " ".join(f"{self.id}-{kind}" for kind, text in named if text)


@dataclass(frozen=True)
class Step:
    """One step of the form: its fields, for each side those of its address book."""

    key: str
    title: str
    fields: Sequence[Field] = field(default_factory=tuple)
    more: Sequence[Field] = field(default_factory=tuple)

    @property
    def has_fault(self) -> bool:
        """Whether something in it is wrong."""
        return any(one.fault for one in (*self.fields, *self.more))


KNOWN: Final[Mapping[str, Known]] = {
    "shipper_name": Known(gettext_noop("发货联系人"), fills="name", longest=40),
    "pickup_phone": Known(
        gettext_noop("提货电话"), gettext_noop("司机提货前打这个电话"), "tel", "tel", "tel", longest=40
    ),
    "pickup_area": Known(
        gettext_noop("省、市、区"), gettext_noop("例如 江苏省南京市江宁区"), "area", longest=60
    ),
    "pickup_address": Known(
        gettext_noop("详细地址"), gettext_noop("写到门牌或库位"), "area-text", fills="street-address"
    ),
    "pickup_place": Known(gettext_noop("您说的是哪里")),
    "consignee_name": Known(gettext_noop("收货人"), longest=40),
    "consignee_phone": Known(gettext_noop("收货电话"), "", "tel", "tel", longest=40),
    "delivery_area": Known(
        gettext_noop("省、市、区"), gettext_noop("例如 江苏省苏州市吴中区"), "area", longest=60
    ),
    "delivery_address": Known(gettext_noop("详细地址"), gettext_noop("写到门牌或库位"), "area-text"),
    "delivery_place": Known(gettext_noop("您说的是哪里")),
    "goods_name": Known(gettext_noop("货物名称"), longest=80),
    "pieces": Known(gettext_noop("件数"), mode="numeric", affix=gettext_noop("件"), longest=20),
    "weight": Known(gettext_noop("重量"), mode="decimal", affix=gettext_noop("公斤"), longest=20),
    "volume": Known(gettext_noop("体积"), mode="decimal", affix=gettext_noop("方"), longest=20),
    "packing": Known(gettext_noop("包装"), kind="select"),
    "payment": Known(gettext_noop("运费谁付"), kind="radio"),
    "wished_pickup_at": Known(
        gettext_noop("希望什么时候来提货"),
        gettext_noop("不选就是尽快：上班时间里，核对后半小时内安排车"),
        "moment",
    ),
    "wished_delivery_at": Known(gettext_noop("希望什么时候送到"), kind="moment"),
    "delivery_needs": Known(
        gettext_noop("还有什么要求"), gettext_noop("例如 要装卸工、送货上楼、先打电话"), "lines"
    ),
    "insured_value": Known(gettext_noop("保价金额"), mode="decimal", affix=gettext_noop("元"), longest=20),
    "cash_on_delivery": Known(gettext_noop("代收货款"), mode="decimal", affix=gettext_noop("元"), longest=20),
}
LABELS: Final[Mapping[str, str]] = {
    "phone": gettext_noop("您的手机号"),
    "code": gettext_noop("验证码"),
    "consent": gettext_noop("同意隐私告知"),
    "photos": gettext_noop("货物图片"),
}


def _where(side: str) -> tuple[str, ...]:
    return f"{side}_area", f"{side}_address", f"{side}_place"


SIDES: Final = (
    ("pickup", gettext_noop("在哪里提货"), ("shipper_name", "pickup_phone", *_where("pickup"))),
    ("delivery", gettext_noop("送到哪里"), ("consignee_name", "consignee_phone", *_where("delivery"))),
)  # fmt: skip
TERMS: Final = ("payment", "wished_pickup_at", "wished_delivery_at", "delivery_needs")
MORE: Final = ("insured_value", "cash_on_delivery")
LOT_REQUIRED: Final = frozenset({"goods_name", "pieces", "weight", "volume"})


@dataclass(frozen=True)
class Shown:
    """What is shown beside what was typed: faults, warnings and places by field, the manual's choices."""

    faults: Texts
    warns: Texts
    places: Mapping[str, Sequence[str]]
    elements: Mapping[str, schema.Element]


def steps(sheet: Sheet, shown: Shown) -> dict[str, Step]:
    """The steps that consist of plain fields."""
    found = {key: Step(key, _(title), _fields(names, sheet, shown)) for key, title, names in SIDES}
    terms = _fields(TERMS, sheet, shown)
    found["terms"] = Step("terms", _("付款和时间"), terms, _fields(MORE, sheet, shown))
    return found


def lots(sheet: Sheet, shown: Shown) -> list[Step]:
    """The goods one by one."""
    return [_lot(at, typed, shown) for at, typed in enumerate(sheet.lots)]


def _lot(at: int, typed: Texts, shown: Shown) -> Step:
    fields = []
    for key in web.LOT:
        name = f"lots.{at}.{key}"
        fields.append(
            Field(
                name,
                KNOWN[key],
                value=typed.get(key, ""),
                fault=shown.faults.get(name, ""),
                warn=shown.warns.get(name, ""),
                required=key in LOT_REQUIRED,
                choices=_choices(key, shown),
            )
        )
    return Step(str(at), _("第 %(n)s 种货") % {"n": at + 1}, fields)


def _fields(names: Sequence[str], sheet: Sheet, shown: Shown) -> list[Field]:
    return [
        _field(name, sheet, shown) for name in names if not name.endswith("_place") or _places(name, shown)
    ]


def _field(name: str, sheet: Sheet, shown: Shown) -> Field:
    is_place = name.endswith("_place")
    return Field(
        name,
        Known(KNOWN[name].label, kind="select") if is_place else KNOWN[name],
        value=sheet.areas.get(name, sheet.typed.get(name, "")),
        fault=shown.faults.get(name, ""),
        warn=shown.warns.get(name, ""),
        required=name in web.REQUIRED,
        choices=tuple((one, one) for one in _places(name, shown)) if is_place else _choices(name, shown),
    )


def _places(name: str, shown: Shown) -> Sequence[str]:
    return shown.places.get(name.replace("_place", "_address"), ())


def _choices(key: str, shown: Shown) -> Choices:
    element = shown.elements.get(key)
    return tuple((choice.key, choice.label) for choice in element.choices) if element else ()


def label_of(name: str) -> str:
    """How the summary of faults calls a field: 第 2 种货 重量."""
    if name.startswith("lots."):
        _lots, at, key = name.split(".", 2)
        named = _(KNOWN[key].label) if key in KNOWN else ""
        return _("第 %(n)s 种货 %(field)s") % {"n": int(at) + 1, "field": named}
    if name in KNOWN:
        side = {"pickup": _("提货"), "delivery": _("收货")}.get(name.partition("_")[0], "")
        is_place = name.endswith(("_address", "_place", "_area"))
        return (_("%(side)s地址") % {"side": side}) if is_place else _(KNOWN[name].label)
    return _(LABELS[name]) if name in LABELS else ""
