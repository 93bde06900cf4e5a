"""Words of the error codes of `yinuo.promises`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "promise_ended": _("「%(label)s」已经结束了，不能再改。"),
    "promise_kept_by_event": _("「%(label)s」要等事情真的办成才算守住，不能用手勾。办完会自动勾上。"),
    "promise_not_late": _("「%(label)s」没有超时，不用写原因。"),
    "promise_due_past": _("这个时间已经过了。请选以后的时间。"),
    "promise_due_far": _("时间太远，最多 %(days)s 天以内。"),
    "promise_assignee_left": _("%(name)s已经离职，不能再交给他。请换一个人。"),
    "task_done": _("这个任务已经办完了。"),
    "task_dropped": _("这个任务已经取消了。"),
    "task_has_no_giver": _("这个任务没有可以退回的人：交办的人就是你自己，或者已经离职。"),
    "no_working_time": _("工作时间表里 %(days)s 天内没有上班时间，算不出到期时间。请检查工作日历。"),
}
