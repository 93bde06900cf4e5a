"""What the customer wrote beside what stands now: every answer, what was changed in the review, by whom."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from yinuo.core.text.fold import fold
from yinuo.desk.orders import details
from yinuo.desk.orders.taking import elements
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, WebOrder
from yinuo.orders.rules import web as rules
from yinuo.orders.rules import wording
from yinuo.playbooks.rules import schema

NOTHING: Final[Mapping[str, str]] = {}
COLS: Final = {"goods": 12, "payment": 12, "pieces": 4, "weight": 4, "volume": 4, "choice": 6, "money": 6}
"""How wide an answer is in the middle of the page, where it is not as on the order form."""
CHOSEN: Final = ("payment", "choice")


@dataclass(frozen=True)
class Point:
    """One answer that was changed in the review, before → after (R081)."""

    key: str
    label: str
    before: str
    after: str
    agreed: bool
    by: str
    at: datetime | None


@dataclass(frozen=True)
class Line:
    """One answer: its field, what the customer wrote where that reads otherwise, how often it was changed."""

    field: elements.Field
    cols: int
    written: str = ""
    changed: bool = False


@dataclass(frozen=True)
class Group:
    """Answers that belong together."""

    title: str
    icon: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Lot:
    """One kind of goods among several in one order."""

    goods: str
    pieces: str
    weight: str
    volume: str
    packing: str


def groups(
    form: orders.Form, web: WebOrder, setting: elements.Setting, faults: Mapping[str, str]
) -> list[Group]:
    """The form by group, each answer with what the customer wrote; `faults` are of what was just typed."""
    changed = {point["key"] for point in web.points}
    found = []
    for group in elements.groups(form, setting):
        answers = [_faulty(one, setting, faults) for one in [*group.fields, *group.more]]
        lines = [_line(one, web, changed) for one in answers]
        found.append(Group(group.title, group.icon, lines))
    return found


def _faulty(one: elements.Field, setting: elements.Setting, faults: Mapping[str, str]) -> elements.Field:
    """The field as it was just typed, where that could not be taken."""
    if not faults or one.key not in setting.typed:
        return one
    return replace(one, value=setting.typed[one.key], fault=faults.get(one.key, one.fault))


def _line(one: elements.Field, web: WebOrder, changed: set[str]) -> Line:
    written = _said(one.asked.element, str(web.as_written.get(one.key, "") or ""))
    alike = {fold(text) for text in (one.asked.shown, one.value)}
    cols = COLS.get(one.asked.element.type, one.cols)
    return Line(one, cols, written if fold(written) not in alike else "", one.key in changed)


def really_new(order: Order, typed: Mapping[str, str]) -> dict[str, str]:
    """Of a form that sends everything what is not as it was drawn: a wished time that has passed meanwhile
    need not be wished again.
    """
    drawn = {one.key: one.value for group in _drawn(order) for one in (*group.fields, *group.more)}
    return {key: text for key, text in typed.items() if text != drawn.get(key, "")}


def _drawn(order: Order) -> list[elements.Group]:
    return elements.groups(orders.form(order), elements.Setting())


def _said(element: schema.Element, written: str) -> str:
    """What was chosen in words; what was typed as it was."""
    if element.type in CHOSEN:
        return {one.key: one.label for one in element.choices}.get(written.lower(), written)
    return written


def points(web: WebOrder, names: Mapping[int, str], types: Mapping[str, str] = NOTHING) -> list[Point]:
    """What was changed, the newest last; masked by the `types` of the elements, where those are given."""
    return [_point(one, names, details.MASKS.get(types.get(one["key"], ""))) for one in web.points]


def types(form: orders.Form) -> Mapping[str, str]:
    """The type of each element, and of the places beside the addresses."""
    found: dict[str, str] = {one.element.key: one.element.type for one in form.elements}
    return found | dict.fromkeys(rules.PLACES, "address")


def _point(
    one: Mapping[str, Any], names: Mapping[int, str], hide: Callable[[str], str] | None = None
) -> Point:
    at, before, after = one.get("at"), one.get("before", ""), one.get("after", "")
    return Point(
        key=one["key"],
        label=one.get("label", one["key"]),
        before=hide(before) if hide else before,
        after=hide(after) if hide else after,
        agreed=bool(one.get("agreed")),
        by=names.get(one.get("by") or 0, "") or _("客户"),
        at=datetime.fromisoformat(at) if at else None,
    )


def lots(web: WebOrder, form: orders.Form) -> list[Lot]:
    """The goods one by one, where there are several kinds of them."""
    return list(_lots(web.lots, form)) if len(web.lots) > 1 else []


def _lots(rows: Sequence[Mapping[str, Any]], form: orders.Form) -> Iterator[Lot]:
    packings = {
        choice.key: choice.label
        for one in form.elements
        if one.element.key == "packing"
        for choice in one.element.choices
    }
    for row in rows:
        packing = str(row.get("packing") or "")
        yield Lot(
            goods=str(row.get("goods") or ""),
            pieces=wording.pieces(row["pieces"]) if row.get("pieces") else "",
            weight=wording.weight(row["weight_g"]) if row.get("weight_g") else "",
            volume=wording.volume(row["volume_cm3"]) if row.get("volume_cm3") else "",
            packing=packings.get(packing, packing),
        )
