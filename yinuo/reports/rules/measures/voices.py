"""All that customers say of us: complaints, displeasure, suggestions, praise (R130, R148, R400)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="voices",
    label=_("投诉与建议"),
    about=_("客户说了我们什么：投诉、抱怨、建议和表扬，按司机和员工分得清。"),
    day=_("按客户说的那一天算"),
    main="answered_share",
    columns=(
        Column("voices", _("客户声音"), "count", _("投诉、抱怨、建议、表扬一共"), "R400"),
        Column("complaints", _("投诉"), "count", _("登记的投诉，并案的也算一件"), "R400", good=-1),
        Column("grumbles", _("抱怨"), "count", _("通话里记下、没有当投诉登记的不满"), "R148", good=-1),
        Column(
            "became_share", _("抱怨变投诉"), "share", _("后来登记成投诉的抱怨 ÷ 抱怨"), "R148", "became",
            "grumbles", good=-1,
        ),
        Column("suggestions", _("建议"), "count", _("客户提的建议"), "R130 R400"),
        Column(
            "answered_share", _("建议答复率"), "share", _("已经答复客户的建议 ÷ 建议"), "R130", "answered",
            "suggestions", good=1, target=95,
        ),
        Column("praise", _("表扬"), "count", _("客户的表扬"), "R130 R400", good=1),
    ),
    groupings=(
        Grouping("driver", _("司机和员工")),
        Grouping("channel", _("渠道")),
        Grouping("region", _("区域")),
        Grouping("team", _("班组")),
        Grouping("person", _("负责人")),
        Grouping("month", _("月份"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
    ),
)  # fmt: skip
