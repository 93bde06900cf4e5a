"""The parts of the settings, and who may open which."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_noop as _

from yinuo.desk.settings.kinds import TABLES
from yinuo.staff import may
from yinuo.staff.models import Person


@dataclass(frozen=True)
class Section:
    """One part: the name of its page, what it is called, what it holds, and who may open it."""

    url_name: str
    label: str | Promise
    about: str
    icon: str
    may: Callable[[Person], bool]
    args: tuple[str, ...] = ()


@dataclass(frozen=True)
class Door:
    """A part as it is shown to one person."""

    label: str
    about: str
    icon: str
    url: str
    is_here: bool


_OPEN = may.see_settings
SECTIONS = (
    Section("settings-company", _("公司"), _("名称、热线、区号"), "building-2", _OPEN),
    Section("settings-portal", _("客户网页"), _("开放、颜色、标志、嵌入、隐私告知"), "globe", _OPEN),
    Section(
        "settings-complaints",
        _("投诉的规则"),
        _("称呼、补偿限额、回访、整改"),
        "message-square-warning",
        _OPEN,
    ),
    Section("settings-people", _("员工"), _("角色、班组、代班、请假、令牌"), "users", may.see_people),
    Section(
        "settings-branches", pgettext_lazy("page", "分公司"), _("业务单发给司机还是车管"), "warehouse", _OPEN
    ),
    Section("settings-regions", pgettext_lazy("page", "区域"), _("谁负责提货，按什么顺序"), "map-pin", _OPEN),
    Section("settings-teams", pgettext_lazy("page", "班组"), _("共用一个队列的人"), "users", _OPEN),
    Section("settings-vehicles", _("车辆"), _("司机、载重、最多几单"), "truck", may.see_vehicles),
    Section("settings-hours", _("上班时间"), _("公司和各班组，一天可以分几段"), "clock", _OPEN),
    Section("settings-days", _("工作日历"), _("节假日、调休、临时放假"), "calendar-days", _OPEN),
    Section("settings-retention", _("保存期限"), _("资料留多久，因争议暂停删除"), "lock", _OPEN),
    Section("settings-robots", _("群机器人"), _("超时、短信发不出，说到群里"), "messages-square", _OPEN),
    Section("settings-mail", _("邮件"), _("邮件服务器，发出的邮件"), "mail", _OPEN),
    Section("settings-gateways", _("短信网关"), _("短信从哪里发出，按什么顺序"), "send", _OPEN),
    *(
        Section("settings-table", label, about, icon, _OPEN, (name,))
        for (name, label), about, icon in zip(
            TABLES.items(),
            (
                _("每公斤、每方的价格，最低收费"),
                _("哪里提货、哪里送货"),
                _("多远、几小时到"),
                _("哪些地址要加钱，按单、件、吨、方"),
                _("费率、最低、最高"),
                _("和哪些客户约定了价格，到哪天"),
                _("不能运的、要先问的"),
            ),
            ("banknote", "navigation", "route", "circle-plus", "shield-check", "handshake", "shield-alert"),
            strict=True,
        )
    ),
)


def enter(person: Person) -> bool:
    """Whether any part of the settings is open to them."""
    return any(section.may(person) for section in SECTIONS)


def doors(person: Person, here: str = "") -> list[Door]:
    """The parts that are open to `person`; `here` is the address of the one they are in."""
    found = []
    for section in SECTIONS:
        if section.may(person):
            url = reverse(section.url_name, args=section.args)
            is_here = bool(here) and here.startswith(url)
            label, about = gettext(str(section.label)), gettext(section.about)
            found.append(Door(label, about, section.icon, url, is_here))
    return found
