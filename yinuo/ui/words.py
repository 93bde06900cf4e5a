"""The few sentences that scripts say; `{blanks}` are filled in the browser."""

import json
from functools import cache

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

SENTENCES = {
    "left": _("剩 {t}"),
    "late": _("超 {t}"),
    "hours": _("{n} 小时"),
    "days": _("{n} 天"),
    "held": _("有 {n} 条更新"),
    "held_label": _("显示更新"),
    "sending": _("发送中"),
    "copied": _("已复制"),
    "draft_saved": _("草稿 {t} 已自动保存"),
    "draft_here": _("连接断开，{t} 的内容已存在本机"),
    "draft_conflict": _("别人刚改过，没有覆盖；你的内容已存在本机"),
    "draft_restored": _("已恢复本机保存的内容"),
    "draft_restore": _("恢复本机保存的内容"),
    "title": _("({n})"),
    "title_late": _("({n}) 超 {late}"),
    "fail_400": _("请求不完整，没有执行。请刷新页面再试。"),
    "fail_401": _("登录已过期。请重新登录，填写的内容会保留。"),
    "fail_403": _("你没有做这件事的权限，没有执行。"),
    "fail_404": _("没有找到，可能已被移走。请刷新列表。"),
    "fail_409": _("别人刚刚改过，没有执行。请刷新后核对。"),
    "fail_413": _("内容太大，没有收下。请减小后再试。"),
    "fail_429": _("操作太频繁。请稍等一会儿再试。"),
    "fail_500": _("服务器出错，没有执行。请再试一次；还不行请告诉管理员。"),
    "fail_network": _("连接断开，没有发出。填写的内容还在，请稍后再试。"),
    "fail_timeout": _("服务器很久没有回应。请刷新后看看是否已经完成。"),
}


def say(key: str, **blanks: object) -> str:
    """One sentence in the active language, its blanks filled."""
    return _sentences(get_language())[key].format(**blanks)


def as_json() -> str:
    """The sentences in the active language, for the page's head."""
    return _as_json(get_language())


@cache
def _sentences(language: str | None) -> dict[str, str]:
    """They change with the language alone."""
    return {key: gettext(text) for key, text in SENTENCES.items()}


@cache
def _as_json(language: str | None) -> str:
    return json.dumps(_sentences(language), ensure_ascii=False)
