"""What sales and the manager are told of a customer: how much they sent, whether we kept our word, what went
wrong and what came of it, what is still open (R099, R100).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.reports.rules.documents import Cell, Field, Kind
from yinuo.reports.rules.values import Value

KEY: Final = "customers"
LABEL: Final = gettext_noop("重点客户汇总")
SHORT: Final = gettext_noop("重点客户")
ABOUT: Final = gettext_noop("每个重点客户发了多少货、按时没有、出过什么异常、哪些事还没办完。")
DAY: Final = gettext_noop("按业务单确认的那一天算，作废和取消的不算；未办完的事是现在的")
FIGURES: Final[tuple[tuple[str, str, Kind, str, str], ...]] = (
    ("orders", gettext_noop("业务单"), "count", gettext_noop("期间确认的业务单"), "R100"),
    ("pieces", gettext_noop("件数"), "count", gettext_noop("这些业务单的件数之和"), "R100"),
    ("weight_g", gettext_noop("重量"), "weight", gettext_noop("这些业务单的重量之和"), "R100"),
    ("volume_cm3", gettext_noop("体积"), "volume", gettext_noop("这些业务单的体积之和"), "R100"),
    ("amount", gettext_noop("运费"), "money", gettext_noop("客户同意的运费之和"), "R100"),
    (
        "pickup",
        gettext_noop("及时提货率"),
        "share",
        gettext_noop("及时提货 ÷（应提 − 客观原因晚提）"),
        "R099 R398",
    ),
    (
        "delivery",
        gettext_noop("及时送达率"),
        "share",
        gettext_noop("在客户要求或我们答应的时间前送达 ÷ 时间已到的，客观原因晚到的不算"),
        "R099 R088",
    ),
    ("troubles", gettext_noop("异常"), "count", gettext_noop("这些业务单上记下的异常"), "R099 R088"),
    ("unsolved", gettext_noop("未解决"), "count", gettext_noop("其中还没有解决的"), "R099"),
    ("open", gettext_noop("未办完"), "count", gettext_noop("这位客户现在还没办完的工单"), "R099"),
)
"""Each figure: its attribute, what it is called, its kind, how it is counted, where that comes from."""


Row = TypeVar("Row")


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """The first of something, and how many there are in all."""

    rows: Sequence[Row]
    total: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are listed."""
        return self.total > len(self.rows)


@dataclass(frozen=True)
class Line:
    """One customer in a period; weight in grams, volume in cm³, amount in fen."""

    ref: str
    name: str
    phone: str
    orders: int = 0
    pieces: int = 0
    weight_g: int = 0
    volume_cm3: int = 0
    amount: int = 0
    pickup: Value = field(default_factory=lambda: Value(0, 0))
    delivery: Value = field(default_factory=lambda: Value(0, 0))
    troubles: int = 0
    unsolved: int = 0
    open: int = 0

    def figures(self) -> list[Cell]:
        """Its figures in their order."""
        return [getattr(self, name) for name, *_more in FIGURES]


@dataclass(frozen=True)
class Trouble:
    """Something that went wrong with an order: since when, why, who took over, what came of it."""

    customer: str
    ref: str
    number: str
    at: datetime
    cause: str
    department: str
    note: str
    cleared_at: datetime | None
    result: str


@dataclass(frozen=True)
class Matter:
    """Something of a customer's that is still open."""

    customer: str
    ref: str
    number: str
    headline: str
    stage: str
    owner: str
    due: str
    due_at: datetime | None


@dataclass(frozen=True)
class Sent:
    """One order of a customer in the period."""

    ref: str
    number: str
    on: date
    goods: str
    to: str
    pieces: int | None
    weight_g: int | None
    amount: int | None
    stage: str


def fields() -> list[Field]:
    """The columns of a summary as a file has them."""
    named = [Field(_("客户"), "text"), Field(_("电话"), "phone")]
    return [
        *named,
        *(Field(_(label), kind, _(formula), source) for _k, label, kind, formula, source in FIGURES),
    ]


def totals(lines: Sequence[Line]) -> Line:
    """All customers together."""
    counts = [name for name, *_more in FIGURES if name not in ("pickup", "delivery")]
    return Line(
        "",
        _("合计"),
        "",
        pickup=sum((line.pickup for line in lines), Value(0, 0)),
        delivery=sum((line.delivery for line in lines), Value(0, 0)),
        **{name: sum(getattr(line, name) for line in lines) for name in counts},
    )


def finding(lines: Sequence[Line], whole: Line) -> str:
    """What a summary says in one sentence: who sent most, and what is unsolved."""
    if not whole.orders:
        return _("这段时间重点客户没有业务单")
    most = max(lines, key=lambda line: line.orders)
    said = {"customers": sum(1 for line in lines if line.orders), "orders": whole.orders, "name": most.name}
    text = _("%(customers)s 位客户发了 %(orders)s 单，%(name)s最多") % said
    if whole.unsolved:
        text += _("；%(count)s 个异常还没有解决") % {"count": whole.unsolved}
    return text
