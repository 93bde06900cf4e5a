"""The few sentences that the drivers' scripts say, and what things are called on their pages."""

import json
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from yinuo.ui import words

SHARED: Final = ("left", "late", "hours", "days")
SENTENCES: Final = {
    "queue": _("已发送"),
    "held": _("手机里存着 {n} 项，有网就发"),
    "waiting": _("待发送"),
    "sent": _("已发送"),
    "conflict": _("冲突"),
    "signed-out": _("要登录"),
    "refused": _("没有收下。请打给车管。"),
    "conflicts": _("有 {n} 项没有收下，请看一下"),
    "fewer": _("比业务单少 {n} 件，备注里写一句为什么。"),
    "more": _("比业务单多 {n} 件，备注里写一句为什么。"),
    "counted": _("确认提货 {n} 件"),
    "sharing_on": _("正在共享位置"),
    "sharing_off": _("未共享位置"),
    "sharing_paused": _("未共享位置"),
    "sharing_denied": _("未共享位置：手机没有允许定位"),
    "sharing_done": _("未共享位置：没有在办的任务"),
}


def as_json() -> str:
    """The sentences in the active language, for the page's head."""
    shared = {key: gettext(words.SENTENCES[key]) for key in SHARED}
    return json.dumps(shared | {key: gettext(text) for key, text in SENTENCES.items()}, ensure_ascii=False)
