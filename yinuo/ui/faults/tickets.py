"""Words of the error codes of `yinuo.tickets`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "call_not_warned": _("先要说一遍“请您使用文明语言”，对方不听才能挂机。说过了请打勾。"),
    "already_taken": _("%(by)s已经领了这张工单。请从队列里选别的。"),
    "already_in_stage": _("这一步刚才已经做过了。请刷新看最新情况。"),
    "cannot_own": _("%(name)s不能负责工单。请选在职的坐席、组长、车管或经理。"),
    "cursor_wrong": _("这一页的位置已经失效。请从第一页重新看。"),
    "form_key_used": _("这张表单已经交过，记的是别的事。请重新打开一张，再填一遍。"),
    "in_the_future": _("时间不能晚于现在。请核对。"),
    "link_to_itself": _("不能把工单关联到它自己。请选另一张工单。"),
    "mention_unseen": _("%(name)s看不到这件工单，不能 @。请 @ 看得到的同事，或去掉 @ 再记。"),
    "mention_unclear": _("叫%(name)s的不止一位（工号 %(numbers)s）。请改写成 @工号。"),
    "move_not_legal": _("工单现在不能转到这个状态。请刷新看最新情况。"),
    "must_is_seen": _("这一项由系统在完成时自动打勾，不能手动改。"),
    "must_stage_left": _("这一步已经过去，不能再取消打勾。"),
    "must_unknown": _("手册里没有这一项。请刷新页面。"),
    "musts_missing": _("还有没做完的：%(labels)s。做完才能进入下一步。"),
    "ticket_closed": _("工单已经完结，不能再改。"),
    "ticket_is_draft": _("这还是草稿，确认下单后才能领。"),
    "boxes_missing": _("还没有要遮盖的地方。请在图上画一块，或填左、上、宽、高。"),
    "too_many_boxes": _("一次最多遮盖 %(most)s 块。请分两次遮盖。"),
    "box_outside": _("第 %(number)s 块不在图上。图宽 %(width)s、高 %(height)s 像素，宽和高要大于零。"),
    "cover_only_pictures": _("只有照片能遮盖。PDF 请把要给的那一页拍照或截图，再作为照片加进来。"),
    "covered_meanwhile": _("别人刚刚遮盖过这张照片，请看过新的一版再遮。"),
    "too_many_photos": _("一张工单最多 %(most)s 张照片。请先删掉不用的。"),
    "too_many_filters": _("最多保存 %(most)s 个筛选。请先删掉不用的。"),
    "ticket_not_ended": _("工单 %(number)s 还没有完结，资料不能清除。"),
    "held": _("%(number)s 的资料因争议暂停删除。请先到“保存期限”里恢复，再试。"),
}
