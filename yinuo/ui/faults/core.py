"""Words of the error codes that any module may raise."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "required": _("请填写这一项。"),
    "not_permitted": _("你没有做这件事的权限。需要的话请找组长或管理员。"),
    "not_found": _("没有找到，或者你不能查看。请核对单号。"),
    "stale": _("别人刚刚改过这一条。请看两个版本，再决定保留哪一个。"),
    "too_long": _("最多 %(limit)s 个字，现在有 %(length)s 个。请缩短。"),
    "not_a_choice": _("没有这个选项。请从列出的选项里选。"),
    "spell_unreadable": _("时间段要写成开始和结束，例如 08:30 到 17:30。"),
    "day_unreadable": _("“%(value)s”不是日期。请写成 2026-11-20。"),
    "day_kind_unknown": _("“%(value)s”看不懂。请写“放假”或“上班”。"),
    "weekday_unknown": _("没有星期 %(day)s。星期一写 1，星期日写 7。"),
    "day_twice": _("%(day)s 在表里出现了两次。请只留一行。"),
    "no_hours_left": _("一周里没有任何上班时间。请至少留一段。"),
    "not_a_number": _("这里要填数字，例如 15。"),
    "phone_missing": _("请填写电话号码。"),
    "phone_not_a_number": _("这不像电话号码。请核对，例如 13800006621 或 0527-84388888。"),
    "phone_too_short": _("电话号码少了几位：有 %(digits)s 位，应有 %(expected)s 位。请再问一遍。"),
    "phone_too_long": _("电话号码多了几位：有 %(digits)s 位，应有 %(expected)s 位。请核对。"),
    "phone_several": _("这里有几个号码。请只留一个。"),
    "needs_area_code": _("这是本地号码。请加上区号，例如 0527。"),
    "row_twice": _("和第 %(first)s 行重复。请删掉一行。"),
    "sheet_too_large": _("文件太大，最多 %(limit)s MB。请分成几个文件。"),
    "sheet_unreadable": _("打不开这个文件。请用 Excel（.xlsx）或 CSV 格式另存一份，去掉密码后再上传。"),
    "sheet_empty": _("文件里没有内容。请先填好再上传。"),
    "sheet_title_missing": _("第一行缺少这些列：%(titles)s。请下载模板对照。"),
    "sheet_title_twice": _("第一行有重复的列：%(titles)s。请删掉一列。"),
    "sheet_too_many_rows": _("最多 %(limit)s 行。请分成几个文件。"),
}
