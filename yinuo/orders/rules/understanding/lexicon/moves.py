"""Words of moving goods: where from, where to, what is done there, who takes part."""

from collections.abc import Iterator

from yinuo.orders.rules.understanding.lexicon.cue import Cue, Role, joined, plain


def words() -> Iterator[tuple[str, Cue]]:
    """Prepositions and verbs of place, what is done at a place, persons and names."""
    yield from _places()
    yield from _deeds()
    yield from _people()


def _places() -> Iterator[tuple[str, Cue]]:
    verbs = "发 寄 运 拉 送 走 托运 带 拖 发货 寄货 运货 送货 发运 配送 派 转 调 发车 派送 寄送 运送 捎 配 卸 弄 搞 拉货 交 返 退"
    yield from joined(Role.TO, verbs, "到 往 去 至 给到 回 到了 去到", of="")
    yield from plain(Role.TO, "发过去 送过去 寄过去 拉过去 运过去", "*")
    yield from plain(Role.TO, "-> => → ⇒ ➡ >> --> ~> ➜ ➔ ▶ ＞ ≥> --- —— -- > ↦")
    yield from plain(Role.TO, "前往 送往 开往 通往 直达 直发 转运 转到 转至 至 往 飞 走往")
    yield from plain(Role.FROM, "从 自 由 打从")
    yield from plain(Role.GO, "到达 到 去 来到 去到 过来 来")
    yield from plain(
        Role.AT,
        "在 放在 放 货在 停在 存在 位于 都在 就在 货放在 货都在 货现在在 现在在 在我们 我在 我们在 我这边在 我们厂在 我店在 我仓库在 人在 我人在",
    )
    yield from plain(
        Role.SHIP,
        "要发货到 发货 寄货 托运 发运 发送 发走 要发 想发 准备发 帮我发 需要发 发 寄 运 拉 送 走货 拖 运输 运货 要寄 想寄 要运 要拉 想走 要走 走 "
        "出货 发出 寄出 运走 发个 寄个 拉个 运个 发些 寄些 拉些 发点 寄点 拉点 运点 发一下 寄一下 捎 配 搬",
    )  # fmt: skip


def _deeds() -> Iterator[tuple[str, Cue]]:
    yield from plain(
        Role.LOAD,
        "提货 装货 取货 拉货 来拉 来提 来取 来装 过来拉 过来提 过来取 过来装 过来提货 过来拉货 上门提货 上门取货 上门取件 上门提 上门取 上门拉 上门装 上门 "
        "上门收货 上门收件 装车 取件 接货 揽收 揽件 揽货 来收货 来接货 来车 派车 派车来 派人来 派司机来 来提货 来拉货 来取货 来装货 派车过来 派人过来 安排车 "
        "安排提货 安排车来 安排车来提 安排车来拉 安排上门 安排人来 安排人提货 过来接货 过来收货 过来收 提一下 提一下货 拉一下 取一下 拉走 提走 取走 装走 "
        "拿货 来拿 过来拿 拿一下 开始装 起运 出发 发车 派车提 派车来提 派车提货 派车来拉 派个车 派个车来 派辆车 叫车来 来车提 来车拉 来人提 提 交货给你们 "
        "能提 可提 可以提 可以来提 可以装 能装 来装车 过来装车 过来装货 备好货 备好 货备好 拉 取 装 送到你们 自送 自己送过去 送站 送到网点 交给你们",
    )  # fmt: skip
    yield from plain(
        Role.UNLOAD,
        "卸货 卸车 送达 到货 送货 交货 收到 卸 送到 到达 派送 送上门 送货上门 送上去 配送 到手 到位 送过来 送过去 要到 得到 必须到 要送到 "
        "务必到 务必送到 必须送到 一定要到 一定到 一定要送到 能到 可以到 得送到 要用 急用 等着用 急等 急要 就要 要货 必须到货 要求送到 要求到 要求到货 要收到 "
        "自提 要求送达 需送到 需要送到 需要到 需到 需到货 需送达 得到货 要到货 交付 入仓 进仓 务必送达 确保送到 确保到 要的 赶到 送去 到就行 到就可以 拿到 "
        "给送到 给我送到 给送达 送一下 开工要用 上架 安装 开业 要收货 到我手上 到他手上 送完 要求 之前要 必须要到 希望能到 希望到 希望送到 最好到 最好能到 "
        "最好送到 争取到 争取送到 准时到 按时到 准时送到 按时送到 用",
    )  # fmt: skip
    yield from plain(
        Role.RECEIVE, "来收 收 签收 接收 收一下 收下 接 去接 来接 自提 去提 去取 来自提 负责收 收货 收件 验收"
    )


def _people() -> Iterator[tuple[str, Cue]]:
    yield from plain(
        Role.ME,
        "我 我们 我这边 我这里 我这儿 我们这边 我们这里 我们这儿 我方 本人 咱 咱们 我们厂 我们公司 我们店 我店 我厂 我仓库 我们仓库 这边 这里 我司 我家 我们这 我这",
    )
    yield from plain(
        Role.THEM,
        "对方 那边 那头 他 她 他们 人家 客户 对面 他那边 她那边 收方 那里 那儿 他家 他那里 客户那边 买家 下家 收货那边 到了那边 到那边 到了之后 到了以后 到了 "
        "到后 货到了 货到 到地方 到目的地 送到后 送到之后 到货后",
    )
    yield from plain(
        Role.CALLED,
        "免贵姓 免贵 我姓 我叫 敝姓 本人姓 我名字叫 我的名字叫 我是 这里是 我这里是 我这边是 俺是 我这是 咱是",
        "shipper",
    )
    yield from plain(
        Role.CALLED,
        "他姓 她姓 对方姓 他叫 她叫 那边姓 那边叫 客户姓 客户叫 对方叫 对方是 收货姓 收件姓 那边找 到了找 到了联系 到那边找 到了打 到后联系 "
        "到了打电话给 到货联系 到货找 到货后联系 送到联系 送到找 对方联系 卸货联系 卸货找 收货找 收货联系 交给 给到 送给 发给 寄给 发货给 运给 拉给 送给到 货到联系 货到找 到后找 那边联系 让他找",
        "consignee",
    )  # fmt: skip
    yield from plain(
        Role.CALLED,
        "来了找 来了联系 提货找 提货联系 提货打 装货找 装货联系 来提货找 过来找 来找 来拉找 取货找 取货联系 来提找 上门联系 上门找 司机联系 来了打",
        "shipper",
    )
    yield from plain(
        Role.CALLED,
        "姓 叫 找 联系 打给 打电话给 打 问 联系下 联系一下 直接联系 直接找 就找 请联系 请找 可联系 电话联系 叫做 拨打 拨",
    )
    yield from plain(Role.CALLED, "给", "give")
