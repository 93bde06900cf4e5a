"""Words of the error codes of `yinuo.inquiries`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "inquiry_not_in_stage": _("这条查询现在是“%(stage)s”，做不了这一步。"),
    "inquiry_with_leader": _("组长正在查实，查实的答案会交回给您；要马上答复，请组长来答。"),
    "inquiry_not_answered": _("这条查询还没有答复，没有要更正的。"),
    "inquiry_without_order": _("这条查询没有关联业务单，没有可以发的查货链接。"),
    "link_without_site": _("还没有填写公司网址，发不出查货链接。请管理员在设置里填写。"),
    "answer_way_wrong": _("这个渠道不能这样答复。电话和在线可以当场说；留言用网上、短信或回电。"),
}
