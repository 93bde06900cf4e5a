"""What speaks of people, goods and money on the live page: how much of it whom is shown (R004, domain B5)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from yinuo.core import money
from yinuo.core.text import mask
from yinuo.orders.models import Order
from yinuo.orders.queries.following import Followed
from yinuo.orders.rules import web, wording
from yinuo.orders.rules.following import Sight
from yinuo.portal.orders.following.shapes import Proof


def name(name: str, *, is_own: bool) -> str:
    """A name, in full for whoever it belongs to."""
    return name if is_own else mask.mask_name(name)


def facts(order: Order, sight: Sight) -> Iterator[tuple[str, str]]:
    """Who, where, what and how much, each as far as this person may see it."""
    ours, theirs = sight is Sight.SHIPPER, sight is Sight.RECEIVER
    for label, name, phone, address, is_own in (
        (_("发货"), order.shipper_name, order.pickup_phone, order.pickup_address, ours),
        (_("收货"), order.consignee_name, order.consignee_phone, order.delivery_address, ours or theirs),
    ):
        yield label, _person(name, phone, address, is_own=is_own)
    if sight > Sight.NUMBER:
        pieces = _("%(n)s 件") % {"n": order.pieces} if order.pieces else ""
        yield _("货物"), joined(order.goods_name, pieces)
        yield _("运费"), joined(_(wording.PAYMENTS.get(order.payment, "")), _due(order, sight))
    if order.cash_on_delivery and sight > Sight.NUMBER:
        yield _("代收货款"), _yuan(order.cash_on_delivery)


def _person(name: str, phone: str, address: str, *, is_own: bool) -> str:
    if is_own:
        return joined(name, phone, address)
    return joined(mask.mask_name(name), mask.mask_phone(phone), mask.mask_address(address))


def _due(order: Order, sight: Sight) -> str:
    """The price for whoever pays it; whoever holds a link sees it only where the receiver pays."""
    if sight < Sight.SHIPPER and order.payment != "COLLECT":
        return ""
    total = order.accepted_total if order.accepted_total is not None else order.quoted_total
    return _yuan(total) if total is not None else ""


def _yuan(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": money.format_yuan(fen)}


def joined(*parts: str) -> str:
    """The parts that there are, set apart."""
    return "　".join(part for part in parts if part)


def proofs(found: Followed, base: str) -> Iterator[Proof]:
    """The pictures of the delivery that were found for this person."""
    for one in found.proofs:
        is_signature = one.purpose == "signature"
        label = _("收货人的签名") if is_signature else _("送达时的照片")
        yield Proof(f"{base}/proof/{one.pk}/", label, is_signature)


def answered(order: Order, sight: Sight) -> Iterator[tuple[str, str, str]]:
    """What this person asked to have changed and what became of it: words, state, tone. What nobody answered
    waits for no answer once nothing can be changed any more.
    """
    mine = {Sight.SHIPPER: "shipper", Sight.RECEIVER: "consignee"}.get(sight)
    is_late = not web.allowed(order.ticket.stage, is_shipper=sight is Sight.SHIPPER)
    states = {
        "ASKED": (_("等客服答复"), "warn"),
        "GRANTED": (_("已同意"), "ok"),
        "REFUSED": (_("没有同意"), "bad"),
    }
    for one in reversed(order.asked_changes):
        if one.get("by") == mine and one.get("state") in states and not (is_late and one["state"] == "ASKED"):
            after = one.get("after") or {}
            told = _("；").join(str(value) for value in after.values()) or _("取消订单")
            yield (joined(told, one.get("words") or ""), *states[one["state"]])
