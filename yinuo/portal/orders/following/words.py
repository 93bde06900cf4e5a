"""How an order's way is told to customers: stages, steps and what happened, without the desk's own words."""

from typing import Final

from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

STAGES: Final[dict[str, tuple[str, str, str]]] = {
    "FILLED": (_("待核对"), "warn", _("我们收到了您的订单，客服会打电话和您核对。")),
    "REVIEWING": (_("核对中"), "info", _("客服正在核对您的订单，请留意我们的电话。")),
    "PROBLEM": (_("待商量"), "warn", _("有几处要和您商量，请留意我们的电话。")),
    "NO_PROBLEM": (_("已核对"), "ok", _("核对好了，马上安排车辆。")),
    "CONFIRMED": (_("已确认"), "ok", _("订单已确认，正在安排车辆。")),
    "DISPATCHED": (_("已派单"), "info", _("已通知司机，等司机接单。")),
    "ACCEPTED": (_("待提货"), "info", _("司机已接单，正去提货。")),
    "PICKED_UP": (_("已提货"), "info", _("货已提走，准备发车。")),
    "IN_TRANSIT": (_("运输中"), "info", _("货在路上。")),
    "ARRIVED": (_("已到达"), "info", _("货到了当地，等待配送。")),
    "OUT_FOR_DELIVERY": (_("配送中"), "info", _("正在送往收货人。")),
    "DELIVERED": (_("已送达"), "ok", _("货已送到。")),
    "CLOSED": (_("已完结"), "ok", _("这一单已经办完。")),
    "VOIDED": (_("已取消"), "", _("这一单已取消。需要发货请重新下单。")),
    "REFUSED": (_("拒收"), "bad", _("收货人没有收货，客服会和发货人联系。")),
    "RETURNED": (_("已退回"), "warn", _("货已退回发货人。")),
    "LOST": (_("查找中"), "bad", _("货物没有按时送到，我们正在查找，客服会和您联系。")),
}
"""Chip, tone, and what it means for the customer."""

STEPS: Final = {
    "placed": pgettext_lazy("step", "下单"),
    "dispatched": pgettext_lazy("step", "派车"),
    "picked_up": pgettext_lazy("step", "提货"),
    "on_the_way": pgettext_lazy("step", "运输"),
    "delivered": pgettext_lazy("step", "送达"),
}

HAPPENED: Final[dict[str, tuple[str, str, str]]] = {
    "order.placed": (_("您在网上下了单"), "clipboard-check", ""),
    "order.confirmed": (_("订单已确认"), "check", "ok"),
    "order.dispatched": (_("已派车"), "send", "info"),
    "order.accepted": (_("司机已接单"), "user-check", "ok"),
    "order.declined": (_("换一位司机来提货"), "refresh-cw", ""),
    "order.picked_up": (_("已提货"), "package-check", "ok"),
    "order.departed": (_("已发车"), "truck", "info"),
    "order.arrived": (_("已到达当地"), "map-pin", "info"),
    "order.out_for_delivery": (_("开始配送"), "truck", "info"),
    "order.delivered": (_("已送达"), "circle-check", "ok"),
    "order.changed": (_("订单有改动"), "pencil", ""),
    "order.change_asked": (_("提出了改动，客服会答复"), "pencil", "warn"),
    "order.change_answered": (_("客服答复了改动"), "check", ""),
    "order.cancelled": (_("订单已取消"), "ban", ""),
    "order.voided": (_("订单已取消"), "ban", ""),
    "order.refused": (_("收货人没有收货"), "hand", "bad"),
    "order.returned": (_("已退回发货人"), "undo-2", "warn"),
    "order.lost": (_("正在查找货物"), "search", "bad"),
    "order.exception_noted": (_("路上遇到情况"), "triangle-alert", "warn"),
    "order.exception_cleared": (_("情况已解除"), "circle-check", "ok"),
    "order.rated": (_("您评价了这次送货"), "heart", "ok"),
}
"""Title, icon and tone of what a customer is told."""

STARS: Final = {
    5: (_("很满意"), "laugh"),
    4: (_("满意"), "smile"),
    3: (_("一般"), "meh"),
    2: (_("不满意"), "frown"),
    1: (_("很不满意"), "angry"),
}

FIELDS: Final[dict[str, tuple[str, str]]] = {
    "shipper_name": (_("发货人"), ""),
    "pickup_phone": (_("提货电话"), ""),
    "pickup_address": (_("提货地址"), _("省、市、区、街道、门牌")),
    "wished_pickup_at": (_("希望什么时候提货"), _("不急就空着")),
    "goods_name": (_("货物名称"), ""),
    "pieces": (_("件数"), ""),
    "weight": (_("总重量（公斤）"), ""),
    "volume": (_("总体积（方）"), ""),
    "packing": (_("包装"), ""),
    "payment": (_("付款方式"), ""),
    "insured_value": (_("保价金额（元）"), ""),
    "cash_on_delivery": (_("代收货款（元）"), ""),
    "consignee_name": (_("收货人"), ""),
    "consignee_phone": (_("收货电话"), ""),
    "delivery_address": (_("送货地址"), _("省、市、区、街道、门牌")),
    "wished_delivery_at": (_("希望什么时候送到"), _("不急就空着")),
    "delivery_needs": (_("送货时要注意什么"), _("例如 先打电话、几点前收货")),
}
"""What may be changed: its words and its hint."""

INPUTS: Final = {
    "phone": "tel",
    "pieces": "whole",
    "weight": "decimal",
    "volume": "decimal",
    "money": "decimal",
    "time": "moment",
    "payment": "choice",
    "choice": "choice",
    "note": "note",
}
"""How an answer of a type is typed; text otherwise."""

REASONS: Final = {
    "not_ready": _("货没备好"),
    "other_carrier": _("找了别家"),
    "trade_off": _("买卖取消了"),
    "other": _("其他"),
}
"""Why a customer calls an order off, in their own words; others as the manual names them."""
