"""Words of the error codes of `yinuo.api`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "scope_missing": _("这个令牌没有 %(scope)s 权限。请用有此权限的令牌。"),
    "rate_limited": _("请求太频繁。请在 %(retry_after)s 秒后再试。"),
    "bad_request_body": _("请求内容的格式不对。请看 errors 里列出的每一项。"),
    "token_missing": _("没有令牌，或令牌已失效。请在 Authorization 里给出有效的令牌。"),
    "idempotency_key_reused": _("这个 Idempotency-Key 已用于另一个请求。请换一个新的。"),
}
