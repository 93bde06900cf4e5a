"""Words of the error codes of `yinuo.approvals`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "approval_open": _("「%(label)s」已经有一份申请在等批复。请等批复，或先撤回再重新申请。"),
    "approval_ticket_closed": _("这张工单已经结束，不能再申请。"),
    "approval_own": _("自己的申请不能自己批。请等别人批复。"),
    "approval_not_yours": _("这份申请不由你批复。请让被申请的岗位或其上级处理。"),
    "approval_not_asker": _("只有申请人能撤回这份申请。"),
    "approval_was_approved": _("%(by)s 刚刚已经同意了这份申请。请刷新查看。"),
    "approval_was_refused": _("%(by)s 刚刚已经退回了这份申请。请刷新查看。"),
    "approval_was_withdrawn": _("申请人已经撤回了这份申请，不用再批复。"),
}
