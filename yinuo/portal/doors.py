"""The rooms of the portal that stand in its navigation."""

from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

from yinuo.ui import links

Rooms = tuple[tuple[str, str | Promise, str, str, tuple[str, ...]], ...]
ROOMS: Rooms = (
    (
        "portal-order",
        pgettext_lazy("portal", "下单"),
        _("两分钟填好，客服来电核对"),
        "package-plus",
        ("portal-order-done",),
    ),
    (
        "portal-track",
        _("查货"),
        _("用单号和手机尾号，看货到哪了"),
        "truck",
        ("portal-tracked", "portal-link"),
    ),
    (
        "portal-ask",
        _("提问"),
        _("时效、价格、能不能到，都可以问"),
        "message-circle-question",
        ("portal-question",),
    ),
    ("portal-orders", _("我的订单"), _("发过的货，改单、撤单、再来一单"), "clipboard-list", ()),
)
"""Name of the page, its words, what can be done there, its icon, and the pages that lie behind it."""

SMALL: Rooms = (
    (
        "portal-complain",
        _("投诉与建议"),
        _("投诉、提建议、表扬，有专人办到您满意"),
        "message-square-warning",
        ("portal-case", "portal-case-received"),
    ),
    ("portal-news", _("公告"), "", "info", ("portal-announcement",)),
    ("portal-privacy", _("隐私告知"), "", "lock", ()),
)
"""Those at the foot of each page."""


@dataclass(frozen=True)
class Door:
    """One entry of the navigation."""

    label: str
    about: str
    url: str
    icon: str
    is_here: bool


def doors(view_name: str, rooms: Rooms = ROOMS) -> list[Door]:
    """The rooms in the active language; `view_name` is the page that is shown."""
    return [
        Door(
            gettext(label) if isinstance(label, str) else str(label),
            about and gettext(about),
            url,
            icon,
            view_name in (name, *behind),
        )
        for name, label, about, icon, behind in rooms
        if (url := _url(name))
    ]


def _url(name: str) -> str:
    try:
        return links.to(name)
    except NoReverseMatch:  # a room that is not there has no door
        return ""
