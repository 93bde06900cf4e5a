"""Words of the error codes of the customers' pages."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "portal_closed": _("网上服务暂时停用。需要发货或查货，请拨打客服热线。"),
    "too_often": _("试得太频繁。请等 %(retry_after)s 秒再试，或拨打客服热线，我们马上帮您办。"),
    "code_missing": _("请先获取验证码，再填收到的 6 位数字。"),
    "code_wrong": _("验证码不对，还可以试 %(left)s 次。请看最新收到的那条短信。"),
    "code_used_up": _("这个验证码已经试错太多次，不能再用。请重新获取验证码。"),
    "code_expired": _("验证码已过期或已用过。请重新获取验证码。"),
    "colour_unreadable": _("颜色要写成 # 和六位数字或字母，例如 #1c5bc7。"),
    "site_unreadable": _("“%(site)s”不是网站地址。请写成 https://www.example.com，后面不带路径。"),
    "too_many_sites": _("最多 %(most)s 个网站。"),
    "tiles_unreadable": _("地图地址要以 https:// 开头，并且有 {z}、{x}、{y} 三处。"),
    "seconds_out_of_range": _("请填 %(least)s 到 %(most)s 秒。"),
    "notice_empty": _("请写隐私告知的内容。"),
    "consent_outdated": _("隐私告知刚刚有了新版本。请看过新版本，再勾选同意。"),
    "consent_missing": _("请先看隐私告知，再勾选同意；不同意就不能在网上下单，可以拨打客服热线。"),
    "form_expired": _("这张表放得太久，没有提交。请刷新页面再填一次。"),
    "track_wrong": _("没有找到。请核对单号和手机号后四位，再试一次，或拨打客服热线。"),
    "track_locked": _("试错的次数太多了。请等 %(retry_after)s 秒再试，或拨打客服热线，我们马上帮您查。"),
    "portal_stale": _("这一单刚刚有改动。下面是最新的内容，请看过再改。"),
    "portal_person_without_name": _("请写怎么称呼，例如“王先生”。"),
    "portal_time_has_passed": _("这个时间已经过了。请选晚一点的时间。"),
    "portal_place_ambiguous": _("这个地址可能是几个地方：%(places)s。请选一个。"),
    "portal_place_not_served": _("这个地址可能不在服务范围内。可以先下单，客服来电时告诉您能不能送。"),
    "portal_goods_prohibited": _("“%(goods)s”不能运输（%(category)s），这一单不能下。有疑问请拨打客服热线。"),
    "portal_too_many_photos": _("最多 %(most)s 张图片。请重新选。"),
    "phone_not_mobile": _("请填能收短信的手机号，例如 13800006621。"),
}
