"""The checklist of a review: what each point asks, what the tables say of this order now, what was found."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from yinuo.core import money
from yinuo.core.text import mask
from yinuo.desk.orders import entries
from yinuo.desk.orders.taking import agreement, elements
from yinuo.orders import queries as orders
from yinuo.orders.models import WebOrder
from yinuo.orders.queries import asking
from yinuo.orders.rules import web as rules
from yinuo.orders.rules.quoting import charges
from yinuo.ui import faults

_AT: Final = {"pickup": ("pickup", "loading"), "delivery": ("delivery", "unloading")}


@dataclass(frozen=True)
class Said:
    """What the tables say: in one line, and whether that needs a closer look (ok, warn, bad)."""

    text: str
    tone: str = "ok"


@dataclass(frozen=True)
class Check:
    """One point of the checklist; `state` is ok, problem, or empty while nobody looked at it."""

    key: str
    label: str
    said: tuple[Said, ...]
    state: str = ""
    note: str = ""
    by: str = ""
    at: datetime | None = None

    @property
    def tone(self) -> str:
        """The weightiest of what the tables say."""
        tones = {one.tone for one in self.said}
        return next((tone for tone in ("bad", "warn") if tone in tones), "ok")


def goods(form: orders.Form, web: WebOrder) -> Iterator[Said]:
    """May they be carried, on what papers, looked into at pick-up (R048–R050)."""
    found = agreement.goods(form)
    if found is None:
        yield Said(_("还没有写货物名称"), "bad")
        return
    yield Said(found.text, found.tone)
    for _key, ask, answer in found.questions:
        if not answer:
            yield Said(ask, "warn")
    if found.papers:
        yield Said(_("要带单证：%(papers)s") % {"papers": _("、").join(found.papers)}, "warn")
    if found.inspect:
        yield Said(_("提货时开箱查验"), "warn")


def charged(side: str) -> Callable[[orders.Form, WebOrder], Iterator[Said]]:
    """What the table charges at one end (R060, R061)."""

    def said(form: orders.Form, web: WebOrder) -> Iterator[Said]:
        judged = form.judgement
        rows = charges.applying(judged.goods, judged.tables.surcharges, judged.day)
        named = {row.label for row in rows if row.what in _AT[side]}
        found = [line for line in judged.fees if line.label in named]
        for line in found:
            parts = (f"{line.label} {_yuan(line.fen)}", line.note)
            yield Said(_("，").join(part for part in parts if part), "warn")
        if not found:
            yield Said(_("价目表里这个地址没有要加收的费用"))

    return said


def packing(form: orders.Form, web: WebOrder) -> Iterator[Said]:
    """Whether they are packed so that they can be carried (R038)."""
    element = next((one for one in form.elements if one.element.key == "packing"), None)
    if element is None or not element.shown:
        yield Said(_("客户没有写包装，打电话时要问"), "warn")
    elif asking.value_of(form.order, "packing") == "none":
        yield Said(_("客户说没有包装，问能不能包好再发"), "warn")
    else:
        yield Said(element.shown)


def area(form: orders.Form, web: WebOrder) -> Iterator[Said]:
    """Whether both addresses are our ground, who collects, when it arrives (R051)."""
    wrong = {one.field: one for one in form.readiness.faults}
    ends = {"pickup_address": _("提货"), "delivery_address": _("收货")}
    for key, end in ends.items():
        if fault := wrong.get(key):
            yield Said(f"{end}{_('：')}{faults.text(fault.code, fault.params)}", "bad")
        elif key == "pickup_address":
            yield Said(f"{end}{_('：')}{elements.pickup_note(form, None)}")
        elif journey := elements.journey_note(form):
            yield Said(f"{end}{_('：')}{journey}", "warn" if form.is_late_wish else "ok")


def price(form: orders.Form, web: WebOrder) -> Iterator[Said]:
    """The price now beside what the page promised."""
    quote = form.judgement.quote
    if quote is None:
        yield Said(_("还算不出价格"), "bad")
        return
    promised = web.estimate.get("total")
    if not isinstance(promised, int):
        yield Said(_("现在 %(total)s，网上没有估价") % {"total": _yuan(quote.total)}, "warn")
    elif promised == quote.total:
        yield Said(_("%(total)s，和网上估的一样") % {"total": _yuan(quote.total)})
    else:
        said = {"total": _yuan(quote.total), "promised": _yuan(promised)}
        yield Said(_("现在 %(total)s，网上估的是 %(promised)s，要和客户说清") % said, "warn")


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": money.format_yuan(fen)}


SAYING: Final[Mapping[str, Callable[[orders.Form, WebOrder], Iterator[Said]]]] = {
    "goods": goods,
    "area": area,
    "loading": charged("pickup"),
    "unloading": charged("delivery"),
    "packing": packing,
    "price": price,
}


def checks(
    form: orders.Form, web: WebOrder, names: Mapping[int, str], *, in_full: bool = True
) -> list[Check]:
    """The whole checklist, in its order (R079); numbers in the notes masked unless `in_full`."""
    found = [_check(key, form, web, names) for key in rules.CHECKS]
    return found if in_full else [replace(one, note=mask.mask_phones(one.note)) for one in found]


def _check(key: str, form: orders.Form, web: WebOrder, names: Mapping[int, str]) -> Check:
    found = web.checks.get(key) or {}
    at = found.get("at")
    return Check(
        key=key,
        label=_(entries.CHECKS[key]),
        said=tuple(SAYING[key](form, web)),
        state=("ok" if found["ok"] else "problem") if found else "",
        note=found.get("note", ""),
        by=names.get(found.get("by") or 0, ""),
        at=datetime.fromisoformat(at) if at else None,
    )
