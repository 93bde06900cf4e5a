"""Words of the error codes of `yinuo.reports`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "paper_font_missing": _("安装时没有带上中文字体，做不出 PDF。请管理员重新安装，或先导出表格。"),
}
