"""Words of the error codes of `yinuo.knowledge`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "names_number": _("这里给以后问的人用，请不要写电话号码。"),
    "until_before_date": _("停止公布的时间要晚于公布时间。请核对。"),
}
