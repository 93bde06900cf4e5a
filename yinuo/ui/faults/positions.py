"""Words for readings of locators that are not taken, and for moving orders between drivers."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "position_no_place": _("没有这样的经纬度，没有记。请检查定位设备。"),
    "position_in_future": _("时间比现在还晚，没有记。请校准定位设备的时钟。"),
    "position_too_old": _("是一天以前的位置，没有记。"),
    "position_not_shared": _("司机没有同意共享位置，没有记。"),
    "nothing_to_swap": _("这两单在同一个司机手上，或者有一单还没派，没法对调。"),
    "position_off_job": _("现在没有接着的单，不用报位置，没有记。"),
}
