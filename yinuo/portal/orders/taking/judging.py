"""What the tables say of a form while it is written: price, arrival, goods, and what is wrong where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yinuo.core import clock
from yinuo.core.errors import Fault
from yinuo.customers.rules import Guest
from yinuo.orders.queries import web
from yinuo.orders.rules.screening import Verdict
from yinuo.portal.orders.taking.sheet import Sheet
from yinuo.ui import faults, moments

NOT_YET = frozenset({"required"})


@dataclass(frozen=True)
class Judged:
    """The estimate in words, and the faults and doubts by field."""

    total: int | None
    lines: Sequence[Any]
    arrival: str
    basis: str
    faults: Mapping[str, str]
    missing: frozenset[str]
    doubts: Mapping[str, str]
    goods_tone: str
    goods_say: str
    places: Mapping[str, Sequence[str]]

    @property
    def is_prohibited(self) -> bool:
        """Whether the goods may not be carried."""
        return self.goods_tone == "bad"


def judge(sheet: Sheet, guest: Guest) -> Judged:
    """Ask the tables; nothing is stored."""
    found = web.estimate(sheet.said, sheet.lots, guest)
    return Judged(
        total=found.total,
        lines=found.lines,
        arrival=_arrival(found),
        basis=found.basis,
        faults=by_field(found.faults),
        missing=frozenset(one.field for one in found.faults if one.code in NOT_YET),
        doubts=by_field(found.doubts),
        goods_tone=_tone(found),
        goods_say=_say(found, sheet),
        places=found.choices,
    )


def by_field(found: Sequence[Fault]) -> dict[str, str]:
    """The first fault of each field in words; one of a file with its name."""
    said: dict[str, str] = {}
    for one in found:
        text = faults.to_customer(one.code, one.params)
        said.setdefault(one.field, f"{name}：{text}" if (name := one.params.get("name")) else text)
    return said


def _arrival(found: web.Estimate) -> str:
    if found.arrives_to is None:
        return ""
    now = clock.now()
    to = moments.short(found.arrives_to, now)
    if found.arrives_from is None or found.arrives_from == found.arrives_to:
        return _("%(at)s 前") % {"at": to}
    return _("%(start)s 到 %(end)s") % {"start": moments.short(found.arrives_from, now), "end": to}


def _tone(found: web.Estimate) -> str:
    return {Verdict.REJECT: "bad", Verdict.REVIEW: "warn"}.get(found.screening.verdict, "ok")


def _say(found: web.Estimate, sheet: Sheet) -> str:
    """What is said of the goods before the form is sent (R048–R050); nothing while none is named."""
    if not any(lot.get("goods_name", "").strip() for lot in sheet.lots):
        return ""
    verdict = found.screening.verdict
    if verdict is Verdict.ACCEPT:
        return _("可以运")
    if verdict is Verdict.REVIEW:
        return found.screening.say or _("这种货要先问清楚，客服来电时会问您")
    return found.screening.say or _("这种货不能运")
