"""Words of the error codes of `yinuo.staff`."""

from django.utils.translation import gettext_noop as _

TEXTS: dict[str, str] = {
    "person_unknown": _("没有工号 %(staff_number)s。请核对工号。"),
    "person_left": _("这位员工已经离职或停用。请选另一位。"),
    "person_is_you": _("不能停用自己。请让另一位管理员来做。"),
    "last_administrator": _("这是最后一位管理员，停用或改角色后就没有人能管理了。请先指定另一位管理员。"),
    "sign_in_failed": _("工号或密码不对。请重新输入；忘记密码请找管理员。"),
    "sign_in_too_often": _("试错的次数太多了。请等 %(retry_after)s 秒再试。"),
    "password_wrong": _("现在的密码不对。请重新输入。"),
    "password_too_short": _("密码太短，至少要 %(min_length)s 位。"),
    "password_too_common": _("这个密码太常见，容易被猜到。请换一个。"),
    "password_entirely_numeric": _("密码不能全是数字。请加上字母。"),
    "password_too_weak": _("这个密码太弱。请换一个更长的。"),
    "value_taken": _("“%(value)s”已经有了。请换一个。"),
    "key_unreadable": _("只能用字母、数字、- 和 _，不要空格和汉字。"),
    "out_of_range": _("%(value)s 超出了范围。请核对。"),
    "stand_in_is_self": _("不能由本人代班。请选另一位。"),
    "stand_in_only_reads": _("审计只能看，不能代班。请选另一位。"),
    "ends_before_start": _("结束要晚于开始。请改时间。"),
    "absence_is_over": _("结束时间已经过了。请改时间。"),
    "post_role_unfit": _("只有司机、车管和市场开拓能负责区域。请选别人，或先改角色。"),
    "driver_is_no_driver": _("这位员工的角色不是司机。请选司机，或先改角色。"),
    "driver_has_vehicle": _("这位司机已经有车 %(plate)s。请先把那辆车换给别人。"),
    "company_exists": _("这个数据库里已经有公司了。"),
    "no_company": _("还没有公司。请先运行 yinuo init。"),
    "scope_unknown": _("没有权限范围 %(scope)s。"),
    "reference_unknown": _("没有找到“%(value)s”。请核对，或先添加它。"),
    "choice_unknown": _("“%(value)s”不在可选的里面：%(choices)s。"),
    "not_yes_or_no": _("这里要填“是”或“否”。"),
    "import_overtaken": _("别人正在改同样的内容，只写入了一部分。请再导入一次。"),
}
