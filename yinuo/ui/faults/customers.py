"""Words of the error codes of `yinuo.customers`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "customer_unknown": _("没有找到这位客户，或者你不能查看。"),
    "phone_of_another": _("这个号码已经属于另一位客户（%(ref)s）。请先核对是不是同一位。"),
    "customer_has_open_tickets": _("这位客户还有没完结的工单（%(number)s）。办完以后才能删除个人信息。"),
}
