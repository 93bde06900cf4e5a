"""What a driver has to know of an order, and what they can do with it now, in the fewest words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import money
from yinuo.core.text import mask
from yinuo.orders.models import Order, Payment, Stage
from yinuo.orders.rules import stages, wording

MAP: Final = "https://uri.amap.com/search?keyword={}&callnative=1"
GEO: Final = "geo:0,0?q={}"

TITLES: Final = {
    Stage.DISPATCHED: gettext_noop("新任务"),
    Stage.ACCEPTED: gettext_noop("去提货"),
    Stage.PICKED_UP: gettext_noop("货在车上"),
    Stage.IN_TRANSIT: gettext_noop("在路上"),
    Stage.ARRIVED: gettext_noop("到站，等送货"),
    Stage.OUT_FOR_DELIVERY: gettext_noop("送货"),
    Stage.REFUSED: gettext_noop("收货人拒收"),
    Stage.DELIVERED: gettext_noop("已送达"),
}


@dataclass(frozen=True)
class Act:
    """Something a driver can do now: a form of one button (`is_form`), or a page with more to fill in."""

    key: str
    label: str
    icon: str
    is_form: bool

    @property
    def said(self) -> str:
        """Its label, in the reader's language."""
        return _(self.label)

    @property
    def address(self) -> str:
        """The name of its address."""
        return f"driver-{self.key}"


ACTS: Final = {
    "acceptance": Act("acceptance", gettext_noop("接这一单"), "check", True),
    "declining": Act("declining", gettext_noop("接不了"), "x", False),
    "pickup": Act("pickup", gettext_noop("已提到货"), "package-check", False),
    "departure": Act("departure", gettext_noop("发车去外地"), "truck", True),
    "arrival": Act("arrival", gettext_noop("到站了"), "map-pin", True),
    "run": Act("run", gettext_noop("开始送货"), "truck", True),
    "deliver": Act("deliver", gettext_noop("已送到"), "package-check", False),
    "late": Act("late", gettext_noop("会晚到"), "clock", False),
    "freight": Act("freight", gettext_noop("收款"), "hand-coins", False),
}
"""By the last part of the address."""

_LOCAL: Final = ("run", "deliver", "departure")
_FAR: Final = ("departure", "run", "deliver")
POSSIBLE: Final[dict[str, Sequence[str]]] = {
    Stage.DISPATCHED: ("acceptance", "declining", "pickup", "late"),
    Stage.ACCEPTED: ("pickup", "late", "declining"),
    Stage.IN_TRANSIT: ("arrival", "late"),
    Stage.ARRIVED: ("run", "deliver", "late"),
    Stage.OUT_FOR_DELIVERY: ("deliver", "late", "arrival"),
    Stage.REFUSED: ("run", "late"),
}


@dataclass(frozen=True)
class Stop:
    """One end of the way: who is there and where. `map_url` opens a map service, its app where there is one;
    `geo_url` whatever map the phone has; both get the address alone.
    """

    name: str
    phone: str
    address: str
    map_url: str
    geo_url: str


def title(order: Order) -> str:
    """What it is about now: 去提货, 送货, or the name of its state."""
    known = TITLES.get(Stage(order.ticket.stage))
    return _(known) if known else _(Stage(order.ticket.stage).label)


def acts(order: Order) -> list[Act]:
    """What can be done now, the usual one first; nothing when there is nothing left to do."""
    stage = Stage(order.ticket.stage)
    if stage is Stage.PICKED_UP:
        keys: Sequence[str] = (*(_LOCAL if is_local(order) else _FAR), "late")
    elif stage in (Stage.DELIVERED, Stage.RETURNED):
        owes_goods = stage is Stage.DELIVERED and order.goods_money_left
        keys = ("freight",) if order.freight_left or owes_goods else ()
    else:
        keys = POSSIBLE.get(stage, ())
    return [ACTS[key] for key in keys]


def is_local(order: Order) -> bool:
    """Whether the goods stay in their zone: then they go to the door without a station between."""
    return bool(order.pickup_zone) and order.pickup_zone == order.delivery_zone


def pickup_stop(order: Order) -> Stop:
    """Where the goods are fetched."""
    return _stop(order, order.shipper_name, order.pickup_phone, order.pickup_address)


def delivery_stop(order: Order) -> Stop:
    """Where the goods go."""
    return _stop(order, order.consignee_name, order.consignee_phone, order.delivery_address)


def goods(order: Order) -> list[str]:
    """The goods in short: 汽配 15件, 200公斤, 2.2方; the count at the door goes before the order's."""
    count = order.pieces_picked_up or order.pieces
    pieces = _("%(n)s件") % {"n": count} if count else ""
    said = [f"{order.goods_name} {pieces}".strip()]
    if order.weight_g:
        said.append(_("%(n)s公斤") % {"n": wording.weight(order.weight_g).removesuffix("公斤")})
    if order.volume_cm3:
        said.append(_("%(n)s方") % {"n": wording.volume(order.volume_cm3).removesuffix("方")})
    return [one for one in said if one]


def to_collect(order: Order) -> str:
    """What has to be collected and where, in words; that there is nothing is said too (R035, R036)."""
    left = {"amount": money.format_yuan(order.freight_left)}
    if not order.freight_left:
        return _("运费已清，不收钱") if order.payment != Payment.MONTHLY else _("月结，不收钱")
    if order.payment == Payment.PREPAID:
        return _("先付 %(amount)s 元，提货时收") % left
    if order.payment == Payment.ON_RECEIPT:
        return _("回单付 %(amount)s 元，交回单再收") % left
    if order.payment == Payment.MONTHLY:
        return _("月结，不收钱")
    return _("到付 %(amount)s 元，送到再收") % left


def goods_money(order: Order) -> str:
    """The price of the goods that is still to be collected for the shipper; empty where none is (R041)."""
    if not order.goods_money_left:
        return ""
    return _("代收货款 %(amount)s 元") % {"amount": money.format_yuan(order.goods_money_left)}


def _stop(order: Order, name: str, phone: str, address: str) -> Stop:
    """In full while there is something to do; masked again once the order has ended (R040)."""
    if order.ticket.stage in stages.ENDED:
        return Stop(mask.mask_name(name), "", mask.mask_address(address), "", "")
    said = quote(address)
    known = (MAP.format(said), GEO.format(said)) if address else ("", "")
    return Stop(name, phone, address, *known)
