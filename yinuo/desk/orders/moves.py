"""What this person may do next with an order: the one step that leads on, the other legal steps, the menu."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.messaging import may as messaging_may
from yinuo.orders import may
from yinuo.orders import queries as orders
from yinuo.orders.models import Order, Stage
from yinuo.orders.rules import stages
from yinuo.staff.models import Person
from yinuo.ui import links

May = Callable[[Person, Order], bool]


@dataclass(frozen=True)
class Move:
    """A button or a line of the menu; `page` when it leads to a page of its own instead of a dialog."""

    label: str
    url: str
    icon: str
    tone: str = ""
    key: str = ""
    page: bool = False


@dataclass(frozen=True)
class Verb:
    """How an act is called, drawn and permitted; the address carries its noun."""

    label: str
    icon: str
    may: May


VERBS: Final[dict[str, Verb]] = {
    "dispatch": Verb(gettext_noop("派单"), "send", may.dispatch),
    "receiver": Verb(gettext_noop("换接收人"), "users", may.dispatch),
    "driver-call": Verb(gettext_noop("记电话通知"), "phone-call", may.dispatch),
    "acceptance": Verb(gettext_noop("接单"), "user-check", may.carry),
    "declining": Verb(gettext_noop("司机不接"), "user-x", may.carry),
    "job-link": Verb(gettext_noop("重发办单链接"), "link", may.dispatch),
    "pickup": Verb(gettext_noop("提货"), "package-check", may.carry),
    "recount": Verb(gettext_noop("核对件数和运费"), "scale", may.change),
    "recount-refusal": Verb(gettext_noop("客户不同意加价"), "hand", may.change),
    "departure": Verb(gettext_noop("发车"), "route", may.carry),
    "arrival": Verb(gettext_noop("到达"), "map-pin", may.carry),
    "run": Verb(gettext_noop("配送"), "truck", may.carry),
    "delivery": Verb(gettext_noop("送达"), "circle-check", may.carry),
    "freight": Verb(gettext_noop("收款"), "banknote", may.collect_freight),
    "closing": Verb(gettext_noop("完结"), "badge-check", may.dispatch),
    "change": Verb(gettext_noop("改单"), "pencil", may.change),
    "cancellation": Verb(gettext_noop("取消"), "ban", may.change),
    "voiding": Verb(gettext_noop("作废"), "trash-2", may.change),
    "follow-up": Verb(gettext_noop("记跟踪"), "clipboard-check", may.track),
    "exception": Verb(gettext_noop("记异常"), "triangle-alert", may.carry),
    "refusal": Verb(gettext_noop("拒收"), "hand", may.carry),
    "return": Verb(gettext_noop("退回"), "undo-2", may.carry),
    "loss": Verb(gettext_noop("丢失"), "circle-alert", may.carry),
    "origin": Verb(gettext_noop("没发货，只留资料"), "warehouse", may.take),
    "discount": Verb(gettext_noop("优惠"), "banknote", may.take),
}

_ON: Final[dict[str, tuple[str, ...]]] = {
    Stage.CONFIRMED: ("dispatch",),
    Stage.ACCEPTED: ("pickup",),
    Stage.IN_TRANSIT: ("arrival",),
    Stage.ARRIVED: ("run", "delivery"),
    Stage.OUT_FOR_DELIVERY: ("delivery",),
    Stage.REFUSED: ("run", "return"),
    Stage.RETURNED: ("closing",),
    Stage.LOST: ("closing",),
}
_BEFORE_PICKUP: Final = ("change", "follow-up", "exception", "cancellation", "voiding")
_UNDER_WAY: Final = ("change", "follow-up", "exception")
_STRAYING: Final = {"refusal": Stage.REFUSED, "return": Stage.RETURNED, "loss": Stage.LOST}


def steps(order: Order, person: Person, *, was_called: bool) -> list[Move]:
    """The next legal steps, the one that leads on first and marked; `was_called`: the driver knows aloud."""
    if order.ticket.stage in stages.UNDER_REVIEW:
        return [_review(order)] if may.review(person, order) else []
    nouns = [noun for noun in _next(order, was_called) if VERBS[noun].may(person, order)]
    return [
        _move(order, noun, tone="" if at else "primary", key="" if at else "e")
        for at, noun in enumerate(nouns)
    ]


def others(order: Order, person: Person, *, was_called: bool) -> list[Move]:
    """What else may be done: the lines of the menu."""
    shown = set(_next(order, was_called))
    nouns = (noun for noun in _menu(order) if noun not in shown)
    found = [_move(order, noun) for noun in nouns if VERBS[noun].may(person, order)]
    if order.ticket.stage == Stage.DRAFT:
        return [*_draft(order, person), *found]
    record = links.to("order-record", order.ticket.ref)
    return [*found, Move(_("打印跟踪记录"), record, "printer", page=True)]


def _review(order: Order) -> Move:
    """What a customer ordered on the web is reviewed on a page of its own (R077)."""
    address = links.to("order-review", order.ticket.ref)
    return Move(_("核单"), address, "clipboard-check", "primary", "e", page=True)


def write_to(order: Order, person: Person) -> list[Move]:
    """To whom an SMS can be written from here."""
    if not messaging_may.send(person) or order.ticket.stage == Stage.DRAFT:
        return []
    parts = [("customer", _("短信给客户"), "")]
    if order.ticket.region_id:
        parts.insert(0, ("dispatcher", _("短信给车管"), ""))
    if order.driver_id:
        parts.insert(0, ("driver", _("短信给司机"), "s"))
    ref = order.ticket.ref
    return [
        Move(label, links.to("order-message", ref, part), "message-square", key=key)
        for part, label, key in parts
    ]


def _next(order: Order, was_called: bool) -> tuple[str, ...]:
    if orders.is_waiting(order) and order.ticket.stage in (*stages.UNDER_WAY, Stage.DELIVERED):
        return ("recount", "recount-refusal", *_onward(order, was_called))
    return _onward(order, was_called)


def _onward(order: Order, was_called: bool) -> tuple[str, ...]:
    stage = order.ticket.stage
    if stage == Stage.DISPATCHED:
        return ("acceptance", "pickup") if was_called else ("driver-call", "acceptance", "pickup")
    if stage == Stage.PICKED_UP:
        is_near = bool(order.pickup_zone) and order.pickup_zone == order.delivery_zone
        return ("run", "delivery") if is_near else ("departure", "run")
    if stage == Stage.DELIVERED:
        if order.freight_left:
            return ("freight",)
        return ("freight", "closing") if order.goods_money_left else ("closing",)
    return _ON.get(stage, ())


def _menu(order: Order) -> Iterator[str]:
    stage = Stage(order.ticket.stage)
    if stage in stages.WITH_RECEIVER:
        yield from ("driver-call", "receiver", "declining")
    if stage in stages.BEFORE_PICKUP:
        yield from _BEFORE_PICKUP
    if stage in stages.UNDER_WAY:
        yield from _UNDER_WAY
        yield "recount"
        yield from (noun for noun, to in _STRAYING.items() if stages.can_move(stage, to))
    if stage in (Stage.DELIVERED, Stage.RETURNED, Stage.LOST):
        yield "follow-up"
    if order.driver_id and stage in (*stages.WITH_RECEIVER, *stages.UNDER_WAY):
        yield "job-link"
    is_handed_over = stage in (*stages.UNDER_WAY, Stage.DELIVERED)
    if (order.freight_left and (is_handed_over or stage == Stage.RETURNED)) or (
        order.goods_money_left and is_handed_over
    ):
        yield "freight"


def _draft(order: Order, person: Person) -> Iterator[Move]:
    if may.take(person, order) and not order.ticket.closed_at:
        yield Move(_("接着填单"), links.to("order-edit", order.ticket.ref), "file-pen", page=True)
        yield _move(order, "origin")


def _move(order: Order, noun: str, *, tone: str = "", key: str = "") -> Move:
    verb = VERBS[noun]
    return Move(_(verb.label), links.to(f"order-{noun}", order.ticket.ref), verb.icon, tone, key)
