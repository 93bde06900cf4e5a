"""The events of an order in words: title, icon and tone, and the line under them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yinuo.core import money
from yinuo.desk.orders import slipping
from yinuo.orders.models import Collection, ReviewCall, TrackingEntry
from yinuo.tickets.queries import Entry

WORDS: dict[str, tuple[str, str, str]] = {
    "order.drafted": (gettext_noop("开始记单"), "file-pen", ""),
    "order.filled": (gettext_noop("按客户文字填单"), "clipboard-paste", ""),
    "order.goods_refused": (gettext_noop("违禁品，已拒绝"), "shield-alert", "bad"),
    "order.price_accepted": (gettext_noop("客户接受报价"), "handshake", "ok"),
    "order.price_refused": (gettext_noop("客户不接受报价"), "circle-x", "warn"),
    "order.discount_granted": (gettext_noop("给了优惠"), "banknote", "ok"),
    "order.discount_refused": (gettext_noop("优惠没批"), "banknote", "bad"),
    "order.origin_kept": (gettext_noop("没发货，留下资料"), "warehouse", ""),
    "order.origin_forgotten": (gettext_noop("个人资料已到期清除"), "lock", ""),
    "order.confirmed": (gettext_noop("确认下单"), "package-check", "ok"),
    "order.dispatched": (gettext_noop("已派单"), "send", "info"),
    "order.slip_sent": (gettext_noop("业务单短信已发出"), "message-square", "ok"),
    "order.slip_failed": (gettext_noop("业务单短信发不出，请打电话"), "message-square-warning", "bad"),
    "order.slip_lost": (gettext_noop("业务单短信没有送达，请打电话"), "message-square-warning", "bad"),
    "order.driver_called": (gettext_noop("已电话通知司机"), "phone-call", "ok"),
    "order.driver_not_reached": (gettext_noop("没打通司机电话"), "phone-missed", "warn"),
    "order.handed_over": (gettext_noop("转交部门办理"), "arrow-right-left", "warn"),
    "order.accepted": (gettext_noop("司机接单"), "user-check", "ok"),
    "order.driver_rung": (gettext_noop("客户打了司机电话"), "phone-incoming", ""),
    "order.declined": (gettext_noop("司机不接"), "user-x", "bad"),
    "order.released": (gettext_noop("收回待派"), "undo-2", "warn"),
    "order.taken_over": (gettext_noop("换车接着送"), "truck", "warn"),
    "order.picked_up": (gettext_noop("已提货"), "package-check", "ok"),
    "order.recounted": (gettext_noop("清点不同，重算价格"), "package-check", "warn"),
    "order.recount_settled": (gettext_noop("清点后的价格定了"), "handshake", "ok"),
    "order.departed": (gettext_noop("已发车"), "route", "info"),
    "order.arrived": (gettext_noop("已到达"), "map-pin", "info"),
    "order.out_for_delivery": (gettext_noop("开始配送"), "truck", "info"),
    "order.delivered": (gettext_noop("已送达"), "circle-check", "ok"),
    "order.freight_collected": (gettext_noop("收到运费"), "banknote", "ok"),
    "order.goods_money_collected": (gettext_noop("收到代收货款"), "banknote", "ok"),
    "order.closed": (gettext_noop("完结"), "badge-check", "ok"),
    "order.changed": (gettext_noop("改单"), "pencil", "warn"),
    "order.cancelled": (gettext_noop("取消"), "ban", "bad"),
    "order.voided": (gettext_noop("作废"), "ban", "bad"),
    "order.refused": (gettext_noop("收货人拒收"), "hand", "bad"),
    "order.returned": (gettext_noop("退回发货人"), "undo-2", "warn"),
    "order.lost": (gettext_noop("货物丢失"), "triangle-alert", "bad"),
    "order.link_sent": (gettext_noop("又发了办单链接"), "link", ""),
    "order.link_opened": (gettext_noop("司机打开了办单链接"), "link", ""),
    "order.receipt_taken": (gettext_noop("司机拿到签收回单"), "file-text", "ok"),
    "order.tracked": (gettext_noop("跟踪"), "clipboard-check", "info"),
    "order.exception_noted": (gettext_noop("出现异常"), "triangle-alert", "warn"),
    "order.exception_cleared": (gettext_noop("异常解除"), "circle-check", "ok"),
    "order.placed": (gettext_noop("客户网上下单"), "globe", "info"),
    "order.review_taken": (gettext_noop("开始核单"), "clipboard-check", "info"),
    "order.review_released": (gettext_noop("放回待核"), "undo-2", "warn"),
    "order.review_called": (gettext_noop("核单电话"), "phone-call", "info"),
    "order.customer_reached": (gettext_noop("核单电话打通了"), "phone-call", "ok"),
    "order.checked": (gettext_noop("核对了一项"), "clipboard-check", ""),
    "order.point_changed": (gettext_noop("改了一处，等客户同意"), "pencil", "warn"),
    "order.found_problem": (gettext_noop("核出问题，要和客户商量"), "triangle-alert", "bad"),
    "order.found_no_problem": (gettext_noop("核对无误"), "circle-check", "ok"),
    "order.rewritten": (gettext_noop("客户自己改了网单"), "pencil", "warn"),
    "order.change_asked": (gettext_noop("客户申请改单"), "message-square", "warn"),
    "order.change_answered": (gettext_noop("答复了改单申请"), "message-square", "ok"),
    "order.rated": (gettext_noop("客户评价"), "badge-check", "info"),
    "order.looked_up": (gettext_noop("客户自己查了货"), "search", ""),
}

CHECKS: dict[str, str] = {
    "goods": gettext_noop("货物合乎运输要求"),
    "area": gettext_noop("两边都在服务范围"),
    "loading": gettext_noop("提货地址要不要加装卸费"),
    "unloading": gettext_noop("收货地址要不要加装卸或其他费用"),
    "packing": gettext_noop("包装合适"),
    "price": gettext_noop("价格"),
}
"""The points of a review's checklist (R079)."""


def body(entry: Entry) -> str:
    """The line under an order's event, besides what every event shows; empty for none."""
    return TOLD.get(entry.kind, _nothing)(entry.data, entry.values)


def _nothing(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return ""


def _price(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return _joined(_yuan(data.get("total")), values.get("note"))


def _discount(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return _joined(_yuan(data.get("discount")), values.get("reason"))


def _freight(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    left = data.get("left")
    way = data.get("way")
    said = _(Collection.Way(way).label) if way in Collection.Way.values else ""
    return _joined(
        _yuan(data.get("amount")), said, _("还有 %(left)s 没收") % {"left": _yuan(left)} if left else ""
    )


def _pickup(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    counted, ordered = values.get("counted"), values.get("ordered")
    said = _("%(n)s 件") % {"n": counted} if counted else ""
    if data.get("differs"):
        said = _("清点 %(counted)s 件，下单 %(ordered)s 件") % {"counted": counted, "ordered": ordered}
    return _joined(said, values.get("note"))


def _recount(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """Both prices, what was ordered and counted, and what the customer said."""
    said = _("%(before)s → %(after)s") % {
        "before": _yuan(data.get("before")),
        "after": _yuan(data.get("after")),
    }
    counted = ""
    if values.get("counted"):
        counted = _("下单 %(ordered)s，清点 %(counted)s") % {
            "ordered": values.get("ordered") or "—",
            "counted": values["counted"],
        }
    overpaid = data.get("overpaid")
    back = _("多收了 %(amount)s，要退") % {"amount": _yuan(overpaid)} if overpaid else ""
    return _joined(said, _answer(data, values), counted, back, values.get("note"))


def _answer(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    if data.get("waits"):
        return _("要等客户同意")
    if data.get("agreed") is False:
        name = values.get("refused_by") or _("客户")
        return _("%(name)s不同意，仍按原价") % {"name": name}
    name = values.get("accepted_by")
    return _("%(name)s同意") % {"name": name} if name else ""


def _dispatch(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """What the agent decided so that the slip could leave."""
    left_out, parts = values.get("left_out"), values.get("parts")
    return _joined(
        _("没写：%(what)s") % {"what": slipping.named(left_out)} if left_out else "",
        _("分 %(n)s 条") % {"n": parts} if parts else "",
    )


def _late(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return _("比答应的时间晚") if data.get("late") else ""


def _change(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """What was and is, and who asked for it."""
    before, after = values.get("before") or {}, values.get("after") or {}
    told = [f"{was or '—'} → {after.get(key) or '—'}" for key, was in before.items()]
    return _joined(_("；").join(told), _asked_by(values), values.get("note"))


def _ending(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return _joined(values.get("reason"), _asked_by(values), values.get("note"))


def _tracked(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    known = {**TrackingEntry.What.__members__, **TrackingEntry.How.__members__}
    said = [_(str(known[word].label)) for word in (data.get("what"), data.get("how")) if word in known]
    return _joined(*said, values.get("outcome"), values.get("note"))


def _point(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    """One answer of a web order, before and after."""
    if not values:
        return ""
    return f"{values.get('before') or '—'} → {values.get('after') or '—'}"


def _checked(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    label = CHECKS.get(str(data.get("key")), "")
    return _joined(_(label) if label else "", _("没问题") if data.get("ok") else _("有问题"))


def _review_call(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    outcome = str(data.get("outcome"))
    return _joined(_(str(ReviewCall.Outcome(outcome).label)) if outcome in ReviewCall.Outcome.values else "")


def _answered(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    return _joined(_("同意") if data.get("granted") else _("没同意"), values.get("words"))


def _stars(data: Mapping[str, Any], values: Mapping[str, Any]) -> str:
    stars = data.get("stars")
    return _("%(n)s 星") % {"n": stars} if isinstance(stars, int) else ""


def _asked_by(values: Mapping[str, Any]) -> str:
    name = values.get("asked_by")
    return _("%(name)s要求") % {"name": name} if name else ""


def _yuan(fen: Any) -> str:
    return _("%(amount)s 元") % {"amount": money.format_yuan(fen)} if isinstance(fen, int) else ""


def _joined(*parts: Any) -> str:
    """What was said, each thing once: a reason in one's own words is its note as well."""
    return " · ".join(dict.fromkeys(str(part) for part in parts if part))


TOLD: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any]], str]] = {
    "order.price_accepted": _price,
    "order.price_refused": _price,
    "order.discount_granted": _discount,
    "order.discount_refused": _discount,
    "order.freight_collected": _freight,
    "order.goods_money_collected": _freight,
    "order.picked_up": _pickup,
    "order.recounted": _recount,
    "order.recount_settled": _recount,
    "order.dispatched": _dispatch,
    "order.delivered": _late,
    "order.changed": _change,
    "order.cancelled": _ending,
    "order.voided": _ending,
    "order.refused": _ending,
    "order.returned": _ending,
    "order.lost": _ending,
    "order.tracked": _tracked,
    "order.point_changed": _point,
    "order.checked": _checked,
    "order.review_called": _review_call,
    "order.change_answered": _answered,
    "order.rated": _stars,
}
