"""Words of the error codes of `yinuo.reports`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "counted_apart": _("人员和区域、司机分开计数，请只选一样。"),
    "schedule_active": _("它还在运行。请先暂停，再删除。"),
    "schedule_nobody": _("请至少选一位收件人，或填一个邮箱地址。"),
    "schedule_too_many": _("收件人最多 %(limit)s 个。请建一个邮件组，填组的地址。"),
    "schedule_no_address": _("%(name)s没有登记邮箱。请管理员在员工资料里填上。"),
    "schedule_address_wrong": _("“%(value)s”不像邮箱地址。请核对，每行一个。"),
}
