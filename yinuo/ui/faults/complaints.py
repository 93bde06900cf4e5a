"""Words of the error codes of `yinuo.complaints`, a section for each part of a case's life."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    # Coming in, setting right, merging; suggestions
    "complaint_not_in_stage": _("这件投诉现在是“%(stage)s”，做不了这一步。"),
    "complaint_nobody_responsible": _(
        "没有人可以负责这件投诉：在职的坐席、组长、车管、经理都没有，或只剩被投诉的本人。请先让管理员添加负责人。"
    ),
    "complaint_owner_is_respondent": _("%(name)s是被投诉人，不能负责这件投诉。请选另一位负责人。"),
    "complaint_anonymous_contact": _("匿名投诉不留姓名和联系方式。要留联系方式，请不要选匿名。"),
    "complaint_value_wrong": _("声明价值请填不小于零的金额。"),
    "complaint_wait_too_late": _("告诉客户的时间不能晚于“%(label)s”的期限 %(at)s。请换一个更早的时间。"),
    "complaint_restating_unconfirmed": _("复述之后要请客户确认。客户确认了，再勾选并保存。"),
    "cannot_bar_owner": _("%(name)s正在负责这件投诉，不能同时是被投诉人。请先转给别人。"),
    "owner_needed": _("投诉任何时候都要有人负责，不能放回待领。请转给另一位负责人。"),
    "complaint_merge_itself": _("不能把投诉并入它自己。请选另一件投诉。"),
    "complaint_merge_respondent": _("两件投诉的对象不同，不能合并。请改为关联。"),
    "complaint_merge_official": _(
        "转办的投诉有自己的办理期限，不能并入期限更晚或没有期限的一件。请反过来合并。"
    ),
    "suggestion_not_in_stage": _("这条建议现在是“%(stage)s”，做不了这一步。"),
    "suggestion_not_thanked": _("还没有感谢客户。请先感谢，再完结。"),
    # Clarifying: onward, statements, the checklist, what was found and weighed
    "complaint_transfer_only": _("投诉只能用“转交”换负责人：要写原因，并计次数。请打开这件投诉转交。"),
    "complaint_moves_itself": _("进入“%(stage)s”由系统在事情办成时完成，不能手动转。请先办完这一步。"),
    "must_not_of_stage": _("这一项不属于现在的阶段“%(stage)s”，不能放行。"),
    "complaint_override_own": _(
        "这件投诉由您负责，不能由您自己放行。请由另一位组长或经理来定，或先转给坐席处理。"
    ),
    "complaint_not_understood": _(
        "问题还没有完全了解，不能转给别人：还差%(labels)s。请先问清、复述并请客户确认。"
    ),
    "complaint_transfer_by_leader": _(
        "这件投诉已经转过 %(count)s 次。为免客户被推来推去，再转要由组长来定。"
    ),
    "statement_open": _("已经请%(name)s说明，还没有答复。请等答复，或由组长免去后再请。"),
    "statement_to_gone": _("%(name)s已离职或停用，不能用账号说明。请填姓名和电话，用链接请其说明。"),
    "statement_given": _("说明已经交了，不能再改。有补充请联系投诉的负责人。"),
    "statement_waived": _("这份说明已经免去，不用再交。"),
    "question_unknown": _("手册里没有这个问题。请刷新页面。"),
    "offer_approved_already": _("方案已经批准，调查结论和判断不能再改。要改，请先重新提出方案。"),
}
