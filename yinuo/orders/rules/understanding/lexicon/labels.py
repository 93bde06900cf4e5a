"""Names of elements as forms, chats and callers use them (R026–R044); they label a value or announce one."""

from collections.abc import Iterator
from typing import Final

from yinuo.orders.rules.understanding.lexicon.cue import Cue, Role, joined, plain

_SENDER: Final = "发货 寄件 发件 寄货 寄 提货 取货 取件 装货 装车 托运 起运 始发 出货 供货 揽货 揽收"
_TAKER: Final = "收货 收件 收 接货 卸货 到货 送货 派送 派件 送达 到达 签收 配送 交货 卸车"
_HUMAN: Final = (
    "人 方 联系人 负责人 客户 单位 公司 人姓名 人名字 人名 人名称 联系人姓名 人信息 信息 人员 姓名 仓库联系人"
)
_NUMBER: Final = (
    "电话 手机 手机号 手机号码 电话号码 号码 联系电话 人电话 人手机 人手机号 人手机号码 人联系电话 联系人电话 "
    "联系人手机 人号码 联系方式 人联系方式 方电话 方联系方式 人的电话 人的手机 的电话 方手机 联系人联系方式 方的电话"
)
_WHERE: Final = "地址 地 地点 点 人地址 站 站点 仓库 详细地址 方地址 的地址 的地方 位置 城市 仓"


def words() -> Iterator[tuple[str, Cue]]:
    """All labels; `of` is `shipper.name`, `consignee.phone`, `place.from`, `goods` …"""
    yield from _people()
    yield from _places()
    yield from _goods()
    yield from _times()
    yield from _other()


def _people() -> Iterator[tuple[str, Cue]]:
    yield from joined(Role.LABEL, _TAKER, _HUMAN, of="consignee.name")
    yield from joined(Role.LABEL, _SENDER, _HUMAN, of="shipper.name")
    yield from joined(Role.LABEL, _TAKER, _NUMBER, of="consignee.phone")
    yield from joined(Role.LABEL, _SENDER, _NUMBER, of="shipper.phone")
    yield from joined(
        Role.LABEL,
        "我 我的 我这边 我们 我自己 本人",
        "电话 手机 手机号 号码 联系电话 电话号码 联系方式 的电话",
        of="shipper.phone",
    )
    yield from joined(
        Role.LABEL,
        "他 她 他的 她的 对方 对方的 那边 那边的 客户 客户的 人家 那头 那头的 他那边 她那边 他们 那边电话 买家 买家的",
        "电话 手机 手机号 号码 联系电话 电话号码 联系方式 的电话 联系人电话",
        of="consignee.phone",
    )
    yield from joined(
        Role.LABEL, "对方 那边 客户 那头 他那边", "联系人 姓名 负责人 接货人 收货人", of="consignee.name"
    )
    yield from joined(Role.LABEL, "对方 那边 客户 那头 他那边", "地址 的地址", of="place.to")
    yield from plain(
        Role.LABEL,
        "收货的是 收货的叫 收货的姓 收货的人 收件的是 接货的是 接货的 收货的 收件的 收的人",
        "consignee.name",
    )
    yield from plain(
        Role.LABEL,
        "发货的是 发货的叫 发货的姓 发货的人 发货的 寄件的 下单人 下单客户 委托人 货主",
        "shipper.name",
    )
    yield from plain(
        Role.LABEL,
        "联系人 姓名 名字 称呼 联系人姓名 客户姓名 客户名称 客户名 联络人 经办人 负责人 联系人:",
        "name",
    )
    yield from plain(
        Role.LABEL,
        "电话 手机 手机号 手机号码 电话号码 号码 联系电话 联系方式 tel tel. phone mobile 座机 固话 座机号 电话号 "
        "固定电话 联系号码 移动电话 联系手机 联系人电话 电话是 手机是 号码是 call",
        "phone",
    )  # fmt: skip


def _places() -> Iterator[tuple[str, Cue]]:
    yield from joined(Role.LABEL, _TAKER, _WHERE, of="place.to")
    yield from joined(Role.LABEL, _SENDER, _WHERE, of="place.from")
    yield from plain(
        Role.LABEL,
        "目的地 目的站 目的城市 终点 到站 到货站 终点站 送货至 送至 收货至 运往地 送达地 卸点 卸货点 收货省市 目的",
        "place.to",
    )
    yield from plain(
        Role.LABEL,
        "始发地 起运地 起点 出发地 发站 发货站 起始地 始发站 装点 装货点 提点 起运站 出发 起始 始发",
        "place.from",
    )
    yield from plain(Role.LABEL, "地址 详细地址 地点 位置 住址 所在地区 所在地 具体地址 联系地址", "place")


def _goods() -> Iterator[tuple[str, Cue]]:
    yield from plain(
        Role.LABEL,
        "货名 品名 货物名称 货物 物品 产品 货品 品类 物品名称 产品名称 货物品名 托寄物 托运物 商品 商品名称 货物类型 货物种类 "
        "货物信息 货物描述 什么货 货的名字 货物名 货物内容 物品类型 货类 品种 货物明细 货物情况 内件 内件品名 寄托物 物品信息 货描 货",
        "goods",
    )  # fmt: skip
    yield from plain(
        Role.LABEL,
        "件数 数量 总件数 箱数 个数 货物数量 货物件数 总数 总数量 托数 包数 总箱数 件数/数量",
        "pieces",
    )
    yield from plain(
        Role.LABEL,
        "重量 总重 毛重 总重量 货物重量 吨位 公斤数 吨数 重 净重 货重 约重 毛重量 总毛重",
        "weight",
    )
    yield from plain(Role.LABEL, "体积 总体积 方数 货物体积 立方数 方量 立方 总方数 约体积", "volume")
    yield from plain(
        Role.LABEL, "尺寸 规格 外形尺寸 单件尺寸 长宽高 外箱尺寸 货物尺寸 包装尺寸 箱规 规格尺寸", "size"
    )
    yield from plain(Role.LABEL, "包装 包装方式 包装类型 包装形式 外包装", "packing")


def _times() -> Iterator[tuple[str, Cue]]:
    yield from joined(
        Role.LABEL,
        "提货 取货 装货 上门 发货 取件 发运 寄件 预约 提 装车 上门提货 上门取货 要求提货 期望提货 预约提货 希望提货 预计提货 揽收 接货",
        "时间 日期 的时间",
        of="time.pickup",
    )
    yield from joined(
        Role.LABEL,
        "送货 到货 送达 收货 交货 要求送达 要求到货 期望送达 希望送达 卸货 要求到达 到达 最晚送达 最晚到货 要求送货 期望到货 "
        "希望到货 派送 交付 要货 最迟到货 最迟送达 预计到货",
        "时间 日期 的时间 时限 期限 -",
        of="time.delivery",
    )  # fmt: skip
    yield from plain(
        Role.LABEL,
        "时效 时效要求 到货要求 要求时效 时限 交期 截止时间 最晚时间 最迟 最晚 时间要求 截止",
        "time.delivery",
    )
    yield from plain(Role.LABEL, "提货 取货 装货", "time.pickup")


def _other() -> Iterator[tuple[str, Cue]]:
    yield from plain(
        Role.LABEL,
        "付款方式 结算方式 付费方式 支付方式 运费结算 运费结算方式 运费支付 运费支付方式 运费付款方式 运费方式 付款 结算 "
        "运费付款 费用结算 运费付法 结款方式 付款方 运费 运费怎么付 费用 运费这块 运费的话 付运费方式 付费",
        "payment",
    )  # fmt: skip
    yield from plain(
        Role.LABEL,
        "备注 要求 说明 提示 注意 特殊要求 送货要求 配送要求 其他 其他要求 注意事项 附言 留言 特别说明 特殊需求 特殊配送需求 "
        "备注信息 额外要求 其它 其它要求 提醒 补充 另注 特殊说明",
        "note",
    )  # fmt: skip
    yield from plain(
        Role.LABEL,
        "订单号 单号 运单号 车型 车牌 型号 货号 订单编号 运输方式 服务方式 下单时间 邮编 发票 业务员 是否需要回单 是否保价 "
        "是否需要发票 合同号 客户编号 工号 是否易碎 提货方式 送货方式 交货方式 微信 qq 邮箱",
        "other",
    )
