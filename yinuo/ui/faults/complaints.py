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
    "complaint_loss_wrong": _("实际损失请填不小于零的金额。"),
    "complaint_official_due_far": _("办结期限只能在今天前后 %(days)s 天以内。请照转办单核对日期。"),
    "complaint_wait_too_late": _("告诉客户的时间不能晚于“%(label)s”的期限 %(at)s。请换一个更早的时间。"),
    "complaint_restating_unconfirmed": _("复述之后要请客户确认。客户确认了，再勾选并保存。"),
    "cannot_bar_owner": _("%(name)s正在负责这件投诉，不能同时是被投诉人。请先转给别人。"),
    "owner_needed": _("投诉任何时候都要有人负责，不能放回待领。请转给另一位负责人。"),
    "complaint_merge_round": _(
        "这一件已经办到第 %(ours)s 轮，那一件是第 %(theirs)s 轮。请反过来，把那一件并入这一件。"
    ),
    "complaint_merge_itself": _("不能把投诉并入它自己。请选另一件投诉。"),
    "complaint_merge_respondent": _("两件投诉的对象不同，不能合并。请改为关联。"),
    "complaint_merge_customer": _("两件投诉的客户不同，要分别答复、分别回访，不能合并。请改为关联。"),
    "complaint_merge_offered": _("方案已经告诉了客户，不能再并入另一件。请等客户答复，或改为关联。"),
    "complaint_merge_official": _(
        "转办的投诉有自己的办理期限，不能并入期限更晚或没有期限的一件。请反过来合并。"
    ),
    "suggestion_not_in_stage": _("这条建议现在是“%(stage)s”，做不了这一步。"),
    "suggestion_not_thanked": _("还没有感谢客户。请先感谢，再完结。"),
    # Clarifying: onward, statements, the checklist, what was found and weighed
    "complaint_transfer_only": _("投诉只能用“转交”换负责人：要写原因，并计次数。请打开这件投诉转交。"),
    "complaint_moves_itself": _("进入“%(stage)s”由系统在事情办成时完成，不能手动转。请先办完这一步。"),
    "offer_under_way": _("方案正在等批准或等客户答复，不能退回。请先等答复，或请客户说明要什么再重新拟。"),
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
    # Deciding: proposals, agreement to them, what the customer signs
    "playbook_missing": _("还没有发布手册，无法提出方案。请先发布一份手册。"),
    "weighing_missing": _("提出任何补偿之前，先回答五个问题。请先做五问。"),
    "findings_missing": _("还没有写明原因和我方责任。请先完成核实。"),
    "offer_accepted_already": _("客户已经同意了这一轮的方案。要改，请在回访后重新提出。"),
    "offer_refusal_gives": _("不予支持的答复里不能同时给补偿。请二选一。"),
    "offer_too_many": _("一个方案最多 %(most)s 项。请合并。"),
    "offer_one_option": _("供客户选择的办法至少要两项。只有一项就不要标成可选。"),
    "offer_amount_missing": _("“%(remedy)s”要填金额。"),
    "offer_amount_unwanted": _("“%(remedy)s”不填金额。"),
    "offer_ground_missing": _("对客户说“不”，要写明依据的法律或规定。"),
    "offer_below_minimum": _(
        "按%(law)s，至少要赔 %(least)s元，客户选哪一项都要达到。我方无过失且依法免责的，请写明依据。"
    ),
    "offer_loss_missing": _(
        "保价的货按实际损失赔，以声明的价值为限，最多 %(most)s元。请先在补登记里填实际损失。"
        "我方无过失且依法免责的，请写明依据。"
    ),
    "offer_refusal_owed": _("按%(law)s，至少要赔 %(least)s元，不能全部拒绝。请改为提出方案。"),
    "offer_unusual": _("同类 %(count)s 件一般给 %(low)s～%(high)s元，这次不在其中。请说明原因。"),
    "offer_over_limit": _(
        "同一件事累计最多可以给 %(most)s元，手册里没有人能批更多。请减少，或请管理员修改手册。"
    ),
    "offer_over_own_limit": _("您最多可以同意 %(most)s元。请由权限更高的领导来定。"),
    "offer_nobody_decides": _(
        "没有人能批这个方案：%(role)s没有在职的，或只剩被投诉的本人和您自己。请先让管理员添加一位%(role)s，再提交。"
    ),
    "offer_missing": _("这件投诉还没有可以这样办的方案，先拟方案。"),
    "offer_not_in_state": _("这个方案现在是“%(state)s”，做不了这一步。"),
    "offer_replaced": _("这个方案已经作废，有了新的方案。请刷新页面。"),
    "offer_raised": _("同一单的补偿合计已经超过批准的金额。请重新申请批准。"),
    "offer_choose": _("请客户在 %(count)s 个办法里选一个。"),
    "agreement_frozen": _("协议已经签字，不能再改。"),
    "agreement_unsigned": _("协议还没有签字。"),
    "agreement_gone": _("协议内容已按规定清除。"),
    "agreement_changed": _("按记录重新生成的协议和原件的指纹不一致。请管理员核对备份。"),
    "agreement_no_mobile": _("没有能收验证码的手机号。请改为签纸质协议并上传照片。"),
    # Following: tasks, money, call-backs, the end, opening again, lessons
    "chore_not_in_state": _("这项任务现在是“%(state)s”，做不了这一步。"),
    "chore_to_be_paid": _("这笔钱还没有付。请先登记付款，付款之后任务自动办完。"),
    "chore_was_paid": _("这笔钱已经付了，不能退回重办。客户没收到，请向财务核对回单。"),
    "task_is_chore": _("这是投诉的落实任务，要在投诉里填证明、由负责人核对，不能单独办结。请打开这件投诉。"),
    "pay_not_exact": _("要付的正好是 %(amount)s元，一分不多、一分不少。请核对金额。"),
    "pay_not_agreed": _("客户没有同意这一项，或这一项不用付钱。请核对方案。"),
    "already_paid": _("%(by)s已经付过这一项，不能再付。请核对回单。"),
    "already_rated": _("这一轮已经评价过了。客户原来满意、又说没办好的，选不满意，或写明还有什么没办好。"),
    "leader_needed": _("第 %(round)s 轮要由组长或经理来办。请组长或经理在这件投诉里点“我来办”。"),
    "complaint_not_satisfied": _("客户还没有表示满意，也没有听到说明理由的答复，不能结案。请先回访。"),
    "call_backs_left": _("按规定要联系 %(wanted)s 次、隔开时间，才能按“联系不上”结案。现在是 %(made)s 次。"),
    "chase_nobody": _("这一单还没有派给司机，没有人可以催。"),
    "chase_not_late": _("这一单没有过了提货时间还没提的货，不用催。"),
    "solve_needs_approval": _("这个方案要先批准，不能当场办结。请按步骤办，提交审批。"),
    "complaint_not_closed": _("这件投诉还在办理，不用重新打开。"),
    "complaint_was_merged": _("这件投诉已并入另一件。请打开那一件，或先取消合并。"),
    "reopen_too_late": _("结案已超过 %(days)s 天，不能重新打开。请作为新的投诉提出。"),
    "lesson_owner_left": _("%(name)s已离职或停用。请选在职的负责人。"),
    "lesson_due_past": _("完成日期已经过了。请选今天或以后。"),
    "corrective_not_in_state": _("这项整改现在是“%(state)s”，做不了这一步。"),
    "corrective_unset": _("还没有写明怎么整改、谁负责、哪天完成。请先写明。"),
    "corrective_own": _("整改是您负责的，效果要由别人来看。请组长或经理验证。"),
    # What is handed in on a case
    "too_many_files": _("一次最多交 %(most)s 个文件。请去掉几个再交。"),
    "file_empty": _("“%(name)s”是空的，没有收下。请换一个文件。"),
    "file_too_big": _("“%(name)s”超过 %(most)s MB，没有收下。请换小一点的。"),
    "file_too_many_pixels": _("“%(name)s”超过 %(most)s00 万像素，没有收下。请换小一点的。"),
    "file_unreadable": _("“%(name)s”不是能打开的照片或 PDF，没有收下。请选 JPG、PNG、WEBP 照片或 PDF。"),
    "file_pdf_active": _(
        "“%(name)s”里有会自动运行的内容、附件或密码，没有收下。请打印成普通 PDF，或拍照再传。"
    ),
    "file_pdf_unreadable": _("“%(name)s”打不开，没有收下。请重新导出一份 PDF，或拍照再传。"),
}
