"""Words of the error codes of the gateways for short messages (`yinuo.messaging.senders`).

`unsent_` + a failure's code is what was wrong at the gateway, without parameters; `option_…` is what is wrong
with one of its settings, `at` the path of that setting.
"""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "secret_unreadable": _("密钥打不开：本系统的签名密钥换过了。请重新填写全部密钥和密码。"),
    "secret_letters": _("密钥里有不能用的字符。请重新复制，不要带空格和换行。"),
    "push_not_signed": _("推送没有通过验证。"),
    "push_unreadable": _("推送的格式和约定的不一样。"),
    "gateway_in_use": _("这个短信网关还在用。请先停用，再删除。"),
    "gateway_pushes_nothing": _("SMPP 网关在自己的连接里收回执，没有推送地址。"),
    "option_missing": _("缺少 %(at)s。请补上。"),
    "option_unknown": _("没有 %(at)s 这一项。请检查有没有写错。"),
    "option_choice": _("%(at)s 只能是 %(expected)s。"),
    "option_address": _("地址要以 http:// 或 https:// 开头，例如 https://sms.example.com/send。"),
    "option_address_secret": _("地址里不要写账号和密码。请填到下面的密钥里。"),
    "option_variable": _("没有这样的变量：%(names)s。请对照可用的变量。"),
    "option_two_bodies": _("%(at)s 里 form 和 data 只能有一个。"),
    "option_wrong": _("%(at)s 的值不对。请检查。"),
    "option_yaml": _("第 %(line)s 行不是 YAML：请检查缩进、冒号和引号。"),
    "option_template": _("第 %(line)s 行看不懂。请写成：通知代码 = 模板编号，变量名={变量}。"),
    "unsent_gateway_dns": _("没有发出：找不到短信网关的服务器。请核对地址，检查本机的 DNS。"),
    "unsent_gateway_down": _("没有发出：短信网关的服务器拒绝连接。请核对地址和端口，检查防火墙。"),
    "unsent_gateway_tls": _(
        "没有发出：和短信网关的加密连接（TLS）建立不起来。请核对是否用 https、证书是否有效。"
    ),
    "unsent_gateway_timeout": _("没有发出：短信网关没有按时回答。"),
    "unsent_gateway_broken": _("没有发出：和短信网关的连接断了。"),
    "unsent_gateway_forbidden": _("没有发出：这个地址是本机内部地址，不能当短信网关。请核对地址。"),
    "unsent_gateway_denied": _("没有发出：短信网关不认账号。请核对账号、密码或密钥，余额、签名和白名单。"),
    "unsent_gateway_bound_already": _(
        "没有发出：短信网关说这个账号已经连着，不让再连。请联系网关增加连接数，或先停用再试。"
    ),
    "unsent_gateway_refused": _("没有发出：短信网关拒绝了。请按它给的代码查原因。"),
    "unsent_gateway_throttled": _("没有发出：发得太快，短信网关要求等一等。"),
    "unsent_gateway_error": _("没有发出：短信网关的服务器出错。"),
    "unsent_gateway_unreadable": _("短信网关的回答看不懂，可能已经发出。请核对“回答”的设置。"),
    "unsent_gateway_silent": _("这个短信网关不能查询结果。"),
    "unsent_gateway_misset": _("没有发出：短信网关的设置不完整。请管理员检查。"),
    "unsent_message_refused": _("没有发出：短信网关拒绝这条短信，重发也没有用。请检查号码和内容。"),
    "unsent_template_missing": _("没有发出：这种通知没有对应的短信模板。请管理员在短信网关里填上模板编号。"),
    "unsent_secret_unreadable": _("没有发出：短信网关的密钥打不开。请管理员重新填写。"),
}
