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
    "notice_outdated": _("这张业务单已经换人、改发或者结束，不能再发这条。请到工单里重新派单。"),
    "notice_not_given_up": _("只有没发出或没送达的短信才能重发。请刷新查看现在的状态。"),
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
    "unsent_code_too_late": _("没有发出：验证码已过期。客户可以再取一个。"),
    "unsent_lost": _("运营商说没有送达。请打电话，或核对号码后重发。"),
    "unsent_refused_commercial": _("没有发出：这个号码不要营销短信。"),
    "reply_refused": _("没有办成，请打电话确认。"),
    "reply_not_permitted": _("没有办成：这一单现在不归他。请打电话确认。"),
    "reply_already_dispatched": _("没有办成：这一单已经改派给别人。请打电话告诉他。"),
    "reply_order_not_in_stage": _("没有办成：业务单已经到了别的一步。请打电话确认。"),
    "reply_driver_needed": _("没有办成：还没有指定司机。请打电话问派谁去。"),
    "reply_musts_missing": _("没有办成：这一步还有必须做的事没做。"),
    "robot_in_use": _("这个机器人正在用。请先停用，再删除。"),
    "robot_waits": _("现在发，平台会嫌太频繁。请等 %(seconds)s 秒再试。"),
    "robot_address_wrong": _("地址不对。请把群里机器人的 Webhook 地址整个复制过来。"),
    "robot_address_insecure": _("地址要以 https:// 开头，不然密钥在路上会被人看到。"),
    "robot_other_platform": _("这是另一个平台的地址。请核对平台和地址。"),
    "robot_unknown": _("平台说没有这个机器人：地址不对，或者机器人已被移出群。请重新复制地址。"),
    "robot_signature": _(
        "平台说签名不对。请核对加签密钥；平台没开加签的，这里不要填。也请核对服务器的时间。"
    ),
    "robot_keyword": _("平台说消息里没有约定的关键词。请把机器人的关键词设为“一诺”，或改用加签。"),
    "robot_address_not_allowed": _("平台不接受本服务器的地址。请把服务器的公网地址加进机器人的白名单。"),
    "robot_message_refused": _("平台不收这条消息的内容。"),
    "robot_too_often": _("平台说发得太频繁，要停一会儿。到时会接着发。"),
    "robot_silent": _("平台没有在十秒内回答。稍后会再发。"),
    "robot_unreachable": _("连不上平台。请检查服务器能不能上网；稍后会再发。"),
    "robot_platform_down": _("平台出错了。稍后会再发。"),
    "robot_answer_unreadable": _("平台的回答看不懂。请核对地址；稍后会再发。"),
    "robot_refused": _("平台没有收下这条消息，没说为什么。稍后会再发。"),
    "robot_error": _("发送时出错。请管理员查看日志。"),
    "mail_address_wrong": _("邮箱地址不对，例如 name@example.com。请核对。"),
    "mail_host_wrong": _("服务器只填名字，例如 smtp.example.com，不要带 http:// 和端口。"),
    "mail_no_server": _("还没有设置邮件服务器。请管理员到设置里填好，邮件会接着发。"),
    "mail_dns": _("找不到这个服务器名。请核对服务器，也请检查本机能不能上网。"),
    "mail_down": _("服务器在，但这个端口连不上。请核对端口：TLS 常用 465，STARTTLS 常用 587。"),
    "mail_timeout": _("服务器没有回答。请核对端口和加密方式，也请看防火墙放不放行。"),
    "mail_tls": _("加密连不起来。465 端口一般选 TLS，587 端口一般选 STARTTLS。"),
    "mail_certificate": _("服务器的证书不可信：名字不符、过期，或者是自己签的。请核对服务器名。"),
    "mail_no_starttls": _("服务器不支持 STARTTLS。请改选 TLS，或换一个端口。"),
    "mail_no_auth": _("服务器在这种连接上不收用户名和密码。请改选 TLS 或 STARTTLS。"),
    "mail_auth": _("用户名或密码不对。很多邮箱要用单独的授权码，不是登录密码。"),
    "mail_auth_needed": _("服务器要求先登录。请填用户名和密码。"),
    "mail_sender_refused": _("服务器不让用这个发件人。一般要和登录的用户一致。"),
    "mail_recipient_refused": _("对方的邮箱不存在或者不收信。请核对收件地址。"),
    "mail_content_refused": _("服务器不收这封信的内容，可能太大，或者被当成垃圾邮件。"),
    "mail_busy": _("服务器说现在不行，稍后会再发。"),
    "mail_dropped": _("连接中断，可能已经送到，也可能没有。稍后会再发。"),
    "mail_attachment_outside": _("附件不在一诺的文件夹里，不能发。"),
    "mail_attachment_missing": _("附件已经不在了，没有发。请重新生成后再发。"),
    "mail_attachment_large": _("附件超过 20 MB，没有发。"),
    "mail_error": _("发送时出错。请管理员查看日志。"),
    "robot_off": _("机器人停用了，没有发。"),
}
