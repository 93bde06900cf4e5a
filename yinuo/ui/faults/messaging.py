"""Words of the error codes of `yinuo.messaging`.

`unsent_` + a notice's `error` is why it was not sent, without parameters.
"""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "notice_unknown": _("手册里没有这种通知。请管理员检查手册后再发。"),
    "notice_nobody": _("没有找到收短信的人。请先指定接收人再发。"),
    "notice_no_phone": _("%(name)s 没有可发短信的号码。请补上手机号再发。"),
    "notice_leaving": _("这条短信正在发出，撤不回来了。稍后看发送结果。"),
    "notice_left": _("这条短信已经发出或已经作废，不能撤回。"),
    "notice_not_given_up": _("只有没发出去的短信才能重发。请刷新查看现在的状态。"),
    "sms_gaps": _("短信还缺：%(missing)s。请补上再发。"),
    "sms_too_long": _(
        "短信有 %(units)s 个字，最多 %(limit)s 个，超出 %(over)s 个。最长的是：%(longest)s。"
        "请缩短，或确认分 %(parts)s 条发送。"
    ),
    "sms_too_long_unlisted": _(
        "短信有 %(units)s 个字，最多 %(limit)s 个，超出 %(over)s 个。请缩短，或确认分 %(parts)s 条发送。"
    ),
    "unsent_no_such_number": _("没有发出：号码不存在。请核对号码后重发。"),
    "unsent_gateway_busy": _("没有发出：短信网关忙。"),
    "unsent_sender_error": _("没有发出：短信网关出错。请管理员查看日志。"),
    "unsent_sender_silent": _("发送多次没有结果，可能已经送到，也可能没有。请打电话确认。"),
    "unsent_notice_no_phone": _("没有发出：收件人没有可发短信的号码。请补上后重发，或打电话。"),
    "unsent_sms_gaps": _("没有发出：短信内容不完整。请补上工单里缺的内容后重发。"),
    "unsent_sms_too_long": _("没有发出：短信太长。请缩短后重发，或分几条发送。"),
}
