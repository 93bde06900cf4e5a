"""Every name of who pays the freight and when (R035), and the charges beside it (R036, R041)."""

from collections.abc import Iterator
from typing import Final

from yinuo.orders.rules.understanding.lexicon.cue import Cue, Role, joined, plain

_THEY: Final = "对方 那边 收货人 收货方 收件人 收件方 客户 他们 他 她 那头 收方 人家 提货人 买家 下家 收货的 收货那边 客户那边 到货方 收货单位"
_WE: Final = "我 我们 我这边 我方 这边 发货人 发货方 寄件人 寄方 我自己 本人 发方 我们这边 咱们 发货的 我们公司 咱 这头 我先"
_PAYS: Final = "付 出 给 结 承担 掏 来付 来出 付款 付钱 付的 支付 结算 来结 来给 负责 出钱 掏钱 付费 付运费 出运费 给钱 给运费 来掏 自己付 直接付 买单 来承担 现付"


def words() -> Iterator[tuple[str, Cue]]:
    """Payments by key, fees by their plain name."""
    yield from plain(
        Role.PAY,
        "先付 现付 寄付 预付 发货付 发付 现结 现金付 现金支付 现金 寄方付 发货方付 发货人付 寄付现结 已付 付过了 付清 先付运费 先付款 "
        "提货时付 提货付款 提货现付 装车付 装货付 装货时付 上车付 发货现付 发货时付 发货付款 寄件付 寄方支付 发货前付 预付款 上门付 "
        "提货的时候付 来提货时付 来拉的时候付 装车的时候付 当场付 当场结 现场付 当面付 现款 现款现结 现钱 一次付清 微信付 微信转 "
        "转账给你 扫码付 支付宝付 司机来了付 付现 我付现 先给钱 先结 prepaid 上门就付 提货就付 当场给 来提货就付 现在付 提货当场付 起运付",
        "PREPAID",
    )  # fmt: skip
    yield from plain(
        Role.PAY,
        "到付 提付 货到付款 货到付运费 到了再付 到了付 到货付 到货付款 到货再付 收货付 收货付款 收货时付 货到付 货到再付 到站付 到付款 到那边付 "
        "到地方付 到地方再付 送到付 送到再付 收件付 收方付 提货人付 自提付 到货结 货到结 运费到付 卸货付 卸车付 卸完付 到了结 到货时付 "
        "货到了付 货到了再付 到那边再付 送货时付 送到了付 送到了再付 到后付 到达付 落地付 到付运费 collect 到了给 到了再给 货到了给 货到给钱 "
        "收到货付 收到货再付 收到货付款 收到付款 到了他付 到了他给 收货的时候付 收到货给 货到了结 到岸付 到货后付 到了再结 到方付",
        "COLLECT",
    )  # fmt: skip
    yield from plain(
        Role.PAY,
        "月结 月付 月底结 月底结算 按月结 按月结算 挂账 记账 走月结 月结账户 月结客户 账期 月底一起结 月底一起算 月末结 月末结算 月底统一结 "
        "每月结 每个月结 月结款 一个月一结 一月一结 对账结 月底对账 monthly 记月结 挂月结 月结单 公司月结 签月结 月底结账 月底给 月底付 月底再结 "
        "月底统一结算 下月结 次月结 月底算 月底一块结 月底一块算 月底总结 记我们账上 记账上 挂我们账 挂公司账 记在账上 月清",
        "MONTHLY",
    )  # fmt: skip
    yield from plain(
        Role.PAY,
        "回单付 回付 凭回单付 凭回单 见回单付 见回单 回单结 回单付款 签回单付 签回单后付 回单回来付 回单回来再付 回单到了付 回单到付 单回付 回单后付 "
        "回单结算 凭签收单付 回单来了付 回单来了再付 拿回单结 拿回单付 拿到回单付 拿到回单再付 收到回单付 收到回单再付 收到回单付款 见单付款 "
        "凭回单结 凭回单结算 凭回单付款 回单返回付 回单返回后付 回单寄回付 回单回来结 回单回来再结 签收单回来付 回单到了再付 看回单付 回单到手付 "
        "见到回单付 见到回单再付 等回单 回单拿回来付 回单拿来付 回单拿来结 回单寄回来再付 回单签回付 签单返回付 回单寄回来付 拿回单来结 "
        "见回单付款 见回单结 见回单结算 回单交回付 回单交回再付 凭单付 凭单结算 签单付 签收回单付 签回单再付 回单回来给 回单回来再给 拿回单结账",
        "ON_RECEIPT",
    )  # fmt: skip
    yield from joined(Role.PAY, _THEY, _PAYS, of="COLLECT")
    yield from joined(Role.PAY, _WE, _PAYS, of="PREPAID")
    yield from joined(Role.PAY, "让 叫 由 找", _THEY, _PAYS, of="COLLECT")
    yield from joined(Role.PAY, "让 由", _WE, _PAYS, of="PREPAID")
    yield from joined(Role.PAY, "找 向 跟 问", _THEY, "收 要 收钱 收运费 结 拿", of="COLLECT")
    yield from joined(Role.PAY, "找 向 跟 问", _WE, "收 要 收钱 收运费 结 拿", of="PREPAID")
    yield from plain(Role.PAY, "运费算我的 算我的 算我 算我们的", "PREPAID")
    yield from plain(Role.PAY, "算他的 算对方的 算客户的", "COLLECT")
    yield from plain(Role.PAYS, "付款 付钱 来付 付")
    yield from _fees()


def _fees() -> Iterator[tuple[str, Cue]]:
    yield from plain(
        Role.FEE,
        "代收货款 代收款 代收 货款 代收货款金额 代收金额 代收货款: 收货款 代收回货款 收回货款 cod 代收现金 收货款回来 代收款金额 "
        "货款代收 收一下货款 收下货款 帮我收 帮我收钱 帮忙收 帮收 帮我们收 代我收 替我收 代为收 收钱回来 代付货款 帮忙代收",
        "代收货款",
    )  # fmt: skip
    yield from plain(
        Role.FEE,
        "装卸费 装卸 装车费 卸车费 卸货费 装货费 搬运费 搬运 人工费 叉车费 吊装费 装卸货费",
        "装卸费",
    )
    yield from plain(Role.FEE, "提货费 取货费 接货费 上门提货费 上门费 上门取货费 提货费用", "提货费")
    yield from plain(Role.FEE, "送货费 派送费 配送费 送货上门费 送货费用", "送货费")
    yield from plain(Role.FEE, "上楼费 搬楼费 楼层费 爬楼费", "上楼费")
    yield from plain(Role.FEE, "包装费 打包费 木架费 打木架费 打托费", "包装费")
    yield from plain(Role.FEE, "保险费 保费 保价费", "保价费")
    yield from plain(Role.FEE, "回单费 签单费", "回单费")
    yield from plain(
        Role.FEE,
        "信息费 中转费 仓储费 过路费 高速费 压车费 进仓费 入仓费 停车费 等候费 进门费 垫付 垫付款 加急费 过磅费 倒短费 落地费 工本费 入场费 打单费",
        "*",
    )
    yield from plain(
        Role.FEE,
        "保价 声明价值 货值 保 货物价值 保价金额 投保 买保险 上保险 声明货值 价值 保险金额 声明价 值 保额 保险 保个 买个保险 投保金额 总价值 货物声明价值 货物保价 保价声明",
        "insured",
    )
    yield from plain(Role.FEE, "运费 运价 总运费 运费是 运费总共", "freight")
