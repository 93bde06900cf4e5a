"""Whether complaints are closed, by when, and whether they stay closed (domain B10)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="closures",
    label=_("投诉办结率"),
    about=_("到期的投诉办完了没有，是不是在期限之内，办完了有没有又打开。"),
    day=_("按转办单位要求或者法定的期限那一天算，取最早的；都没有的按答应客户的时间"),
    main="in_time_share",
    columns=(
        Column("due", _("应办结"), "count", _("期限已到或已经办结的投诉；撤回、并案的不算"), "B10"),
        Column("closed", _("已办结"), "count", _("现在已经办结的"), "B10", good=1),
        Column("closed_share", _("办结率"), "share", _("已办结 ÷ 应办结"), "B10", "closed", "due", good=1),
        Column("in_time", _("期限内办结"), "count", _("第一次办结在期限之前的"), "R163 B10", good=1),
        Column(
            "in_time_share", _("及时办结率"), "share", _("期限内办结 ÷ 应办结"), "R163 B10", "in_time", "due",
            good=1, target=95,
        ),
        Column(
            "close_median", _("办结用时中位数"), "span", _("登记到办结，一半不超过这么久（自然时间）"), "B10",
            "close_50", "closed", good=-1,
        ),
        Column(
            "close_ninth", _("办结用时九成"), "span", _("登记到办结，九成不超过这么久（自然时间）"), "B10",
            "close_90", "closed", good=-1,
        ),
        Column(
            "reopened_share", _("重新打开率"), "share", _("办结以后又打开过的 ÷ 办结过的"), "B10",
            "reopened", "ended", good=-1,
        ),
    ),
    groupings=(
        Grouping("type", _("类型")),
        Grouping("cause", _("原因")),
        Grouping("severity", _("严重程度")),
        Grouping("channel", _("渠道")),
        Grouping("person", _("负责人")),
        Grouping("team", _("班组")),
        Grouping("region", _("区域")),
        Grouping("driver", _("被投诉人")),
        Grouping("month", _("月份"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
    ),
    adds_up=False,
)  # fmt: skip
