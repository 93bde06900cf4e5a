"""Words of the error codes of `yinuo.orders`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    # what was typed
    "person_without_name": _("请写姓氏，例如“王先生”；客户不肯报就点“记为不愿说”。"),
    "person_is_a_number": _("这里要填怎么称呼，不是号码，例如“王先生”。"),
    "pieces_unreadable": _("请填件数，例如 15 或 15件。"),
    "pieces_out_of_range": _("件数要在 1 件到 %(most)s之间。请核对。"),
    "weight_unreadable": _("请填重量，例如 200公斤 或 0.2吨。"),
    "weight_out_of_range": _("重量要大于零，最多 %(most)s。请核对。"),
    "volume_unreadable": _("请填体积，例如 2.2方 或 2.2m³。"),
    "volume_out_of_range": _("体积要大于零，最多 %(most)s。请核对。"),
    "money_unreadable": _("请填金额，例如 100 或 100.50元；不收就填 0。"),
    "money_too_fine": _("金额最多到分，两位小数。"),
    "money_too_large": _("金额最多 %(limit)s元。请核对。"),
    "payment_unknown": _("请选先付、到付、月结或回单付。"),
    "time_unreadable": _("请填时间，例如 今天14:30前 或 明天上午；不急就填“尽快”。"),
    "time_has_passed": _("这个时间已经过了。请再问客户。"),
    "time_too_far": _("时间超过一年了。请核对。"),
    # places, goods, price
    "place_ambiguous": _("这个地址可能是几个地方：%(places)s。请问清楚再选一个。"),
    "place_not_served": _("这个地址不在服务范围内，没法安排。请告诉客户，或转交部门。"),
    "goods_prohibited": _("“%(goods)s”不能运输（%(category)s，违禁品目录里有“%(word)s”）。请直接告诉客户。"),
    "screening_unanswered": _("货物还要问清：%(questions)s"),
    "read_back_missing": _("还没有复述核对：%(items)s。"),
    "no_quote": _("还算不出价格。请先填清两边地址、重量或体积；没有这条线路的价格就转交部门。"),
    "price_not_accepted": _("客户还没有接受价格 %(total)s。先报价，客户接受之后才能确认。"),
    "price_changed": _("价格变了：原来 %(before)s，现在 %(total)s。请再报一次价，客户接受后继续。"),
    "discount_waiting": _("优惠还在等批。批下来才能报价确认。"),
    "discount_out_of_range": _("优惠不能超过运费 %(most)s。"),
    "discount_below_minimum": _(
        "优惠后会低于这条线的最低收费，最多优惠 %(most)s；再多要请上级在手册里定下由谁同意。"
    ),
    "element_needed": _("没有%(label)s办不了。请照这样说：%(say)s"),
    "too_many_lots": _("一单最多 %(limit)s 批货。请分成几单。"),
    # the state of the order
    "order_is_no_draft": _("这一单已经不是草稿（现在是%(stage)s）。要改请用“改单”。"),
    "order_is_draft": _("这还是草稿，没有下单。客户不发了请点“客户没发货，只留资料”。"),
    "order_already_confirmed": _("%(by)s已经确认了这一单，单号 %(number)s。"),
    "order_not_in_stage": _("这一单现在是“%(stage)s”，做不了这一步。可以到：%(possible)s。"),
    "not_late_yet": _("还没到时间，催办短信会说已超时效。要先问一声，请打电话或者自己写一条。"),
    "no_last_order": _("%(customer)s还没有下过单。请从头问起。"),
    "goods_on_the_way": _("货已经提走（%(stage)s），不能取消。要退请办退回。"),
    "too_late_to_change": _("货已经提走，这一项不能再改。"),
    # the review of web orders and what customers ask for
    "order_under_review": _("这是还没核完的网单（%(stage)s）。请在核单页面办理。"),
    "review_not_taken": _("请先领这一单再核。"),
    "review_taken": _("%(by)s正在核这一单。"),
    "review_unchecked": _("还有 %(count)s 项没有核对。请逐项核对。"),
    "review_has_problem": _("有 %(count)s 项有问题。请和客户商量，改好后再核对一次。"),
    "call_needed": _("不论有无问题都要打电话。打通并和客户核对之后才能确认。"),
    "points_not_agreed": _("改动的几处客户还没有同意：%(items)s。请打电话商量。"),
    "change_answered": _("这个申请已经有人答复了。"),
    "too_many_requests": _("还有申请没有答复，请先等一等，或打客服电话。"),
    # dispatch and delivery
    "no_receiver": _("%(region)s现在没有能接单的司机和车管。请选别人并写原因，或转交部门。"),
    "receiver_cannot": _("%(name)s不能接业务单。请选在职的司机或车管。"),
    "already_dispatched": _("%(by)s已经把这一单派给%(to)s。要换人请选接收人并写原因。"),
    "link_expired": _("这条链接已经过期。请用手机号和数字密码登录，或请车管重发。"),
    "link_used": _("这条链接已经用过，只能在第一次打开的手机上用。请用手机号和数字密码登录，或请车管重发。"),
    "link_not_yours": _("这一单已经不在你手上。请看最新的短信，或打给车管。"),
    "job_taken_away": _(
        "%(number)s已经不在你手上：%(by)s改派给了%(to)s（现在是%(stage)s）。没有执行，请问车管。"
    ),
    "job_taken_back": _("%(number)s已经不在你手上（现在是%(stage)s）。没有执行，请问车管。"),
    "hand_in_taken": _("%(by)s刚才已经清点了%(name)s的交款。请刷新看结果。"),
    "hand_in_differs": _(
        "和应交的不一样：现金应交 %(expected)s元，回单应交 %(receipts)s 张。请写明差异原因。"
    ),
    "way_unknown": _("请选怎么收的：现金、微信、支付宝、转账或刷卡。"),
    "already_delivered": _("%(by)s刚才已经记了送达，签收人是%(name)s。没有再记；不对请打给车管。"),
    "site_needed": _("还没有填写一诺的网址，链接发不出去。请管理员在“设置 → 公司”里填上。"),
    "driver_has_slip": _("业务单在%(name)s手上。要换人，请用“换接收人”。"),
    "driver_not_on_job": _("司机现在不在送这单货，不能打给他。请拨打客服热线，我们替您问。"),
    "tracking_over": _("这一单已经完结很久，链接不再显示内容。需要了解请拨打客服热线。"),
    "driver_needed": _("还没有定司机。请先选由谁提货。"),
    "not_a_driver": _("%(name)s不是在职司机。请选一位司机。"),
    "freight_left": _("还有运费 %(left)s没收。收到并记下后才能完结。"),
    "freight_counted_meanwhile": _("刚才已经记过一笔运费，还剩 %(left)s 没收。请核对后再记。"),
    "already_picked_up": _("已经有人记过提货，记的是%(pieces)s。数得不一样，请用“核对件数和运费”改。"),
    "recount_waiting": _("提货时数的和下单不一样，客户还没有答复加价。先核对件数和运费，再完结。"),
    "recount_not_waiting": _("没有要等客户答复的加价。"),
    "freight_out_of_range": _("最多还能收 %(most)s。请核对金额。"),
    "goods_money_out_of_range": _("代收货款最多还能收 %(most)s。请核对金额。"),
    "goods_money_counted_meanwhile": _("刚才已经记过一笔代收货款，还剩 %(left)s 没收。请核对后再记。"),
    "goods_money_needs_reason": _("代收货款没有收齐，请在备注里写为什么。"),
}
