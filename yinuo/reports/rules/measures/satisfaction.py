"""How content complainants are in the end, and how fair they found it (R415, R183, domain B10)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

_FAIR: Final = _("打 4 分或 5 分的 ÷ 打了分的")
REPORT: Final = Report(
    key="satisfaction",
    label=_("投诉满意率"),
    about=_("办完的投诉客户满意不满意，结果、过程、态度公平不公平；目标是全部满意。"),
    day=_("按第一次回访客户的那一天算，没有回访就办结的按办结那一天算"),
    main="satisfied_share",
    columns=(
        Column("asked", _("应评价"), "count", _("回访过或者已经办结的投诉；撤回、并案的不算"), "B10"),
        Column("rated", _("已评价"), "count", _("客户打了分的，以最后一次为准"), "R165"),
        Column("response", _("评价率"), "share", _("已评价 ÷ 应评价"), "B10", "rated", "asked", good=1),
        Column("satisfied", _("满意"), "count", _("总体打 4 分或 5 分的"), "R415", good=1),
        Column(
            "satisfied_share", _("满意率"), "share", _("满意 ÷ 已评价"), "R415 B10", "satisfied", "rated",
            good=1, target=100,
        ),
        Column("result_share", _("结果公平"), "share", _FAIR, "R183", "result_fair", "result_rated", good=1),
        Column(
            "process_share", _("过程公平"), "share", _FAIR, "R183", "process_fair", "process_rated", good=1
        ),
        Column(
            "treatment_share", _("态度公平"), "share", _FAIR, "R183", "treatment_fair", "treatment_rated",
            good=1,
        ),
    ),
    groupings=(
        Grouping("type", _("类型")),
        Grouping("person", _("负责人")),
        Grouping("team", _("班组")),
        Grouping("region", _("区域")),
        Grouping("driver", _("被投诉人")),
        Grouping("cause", _("原因")),
        Grouping("severity", _("严重程度")),
        Grouping("channel", _("渠道")),
        Grouping("month", _("月份"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
    ),
)  # fmt: skip
