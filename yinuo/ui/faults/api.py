"""Words of the error codes of `yinuo.api`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "invalid": _("请求里有不能接受的内容。请看 errors 里列出的每一项。"),
    "scope_missing": _("这个令牌没有 %(scope)s 权限。请用有此权限的令牌。"),
    "rate_limited": _("请求太频繁。请在 %(retry_after)s 秒后再试。"),
    "token_missing": _("没有令牌。请在 Authorization 里给出：Bearer 加一个空格，再加令牌。"),
    "token_wrong": _("令牌不对、已作废，或它的员工已离职。请换一个有效的令牌。"),
    "idempotency_key_reused": _("这个 Idempotency-Key 已用于另一个请求。请换一个新的。"),
    "json_unreadable": _("请求内容不是 JSON。请核对引号、逗号和编码（UTF-8）。"),
    "content_type_wrong": _("请求内容的类型是 %(given)s。请用 JSON，并写明 Content-Type: application/json。"),
    "body_too_large": _("请求内容太大，最多 %(limit)s KB。"),
    "bad_request": _("这个请求读不懂。请对照 /api/v1/openapi.json。"),
    "path_unknown": _("没有这个地址。全部操作见 /api/v1/openapi.json。"),
    "method_not_allowed": _("这个地址只接受 %(allowed)s。"),
    "database_busy": _(
        "数据库一时没有回应，什么也没有写入。请在 %(retry_after)s 秒后用同一个 Idempotency-Key 再试。"
    ),
    "internal_error": _("服务器出错了，什么也没有写入，错误已记入日志。请把 instance 里的编号告诉管理员。"),
    "unknown_field": _("没有这一项。可用的各项见 /api/v1/openapi.json。"),
    "unknown_field_near": _("没有这一项。是不是 %(near)s？"),
    "said_twice": _("这一项和 %(other)s 说的是同一件事。请只留一个。"),
    "not_a_text": _("这里要填文字或数字。"),
    "not_a_whole_number": _("这里要填整数。"),
    "not_a_list": _('这里要填列表，例如 ["pickup_phone"]。'),
    "not_an_object": _("这里要填 JSON 对象，例如 {}。"),
    "not_readable": _("这一项读不懂。请对照 /api/v1/openapi.json。"),
    "order_not_ready": _("还不能确认，差 %(count)s 项。请看 errors 里的每一项；这次请求什么也没有保存。"),
}
