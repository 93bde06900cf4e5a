"""Words of the failures that only drivers meet, on their own pages."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "job_not_yours": _("没有这一单，或者它已经不在你手上。有疑问请打给车管。"),
    "job_already_picked_up": _(
        "已经有人记过提货，记的是%(pieces)s，和这次不一样。没有再记；数得不一样请打给车管。"
    ),
    "form_was_sent": _("这张表已经交过，内容和这次不一样。请打开这一单看看记下的是什么。"),
    "proof_needed": _("没有签名也没有照片：请收货人签名、拍一张，或者写一句为什么没有。"),
    "way_needed": _("请选怎么收的；没收到就选“没收到”。"),
    "consent_needed": _("还没有同意共享位置。"),
    "too_many_at_once": _("一次最多 %(most)s 张照片。"),
}
