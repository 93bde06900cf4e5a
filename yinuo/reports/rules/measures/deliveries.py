"""Whether goods are delivered by when it was promised, by driver, region and month (R088, domain B10)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="deliveries",
    label=_("准时送达率"),
    about=_("货有没有按答应客户的时间送到。"),
    day=_("按应该送到的那一天算"),
    main="rate",
    columns=(
        Column("due", _("应送"), "count", _("送达时限已到或已经送到的业务单；到期前取消的不算"), "R088"),
        Column("in_time", _("准时送达"), "count", _("在客户要求的时间或时效之内送到"), "R088", good=1),
        Column("late", _("晚送"), "count", _("超过时限才送到，或者到现在没送到"), "R088", good=-1),
        Column("objective", _("其中客观原因"), "count", _("晚送里有客观原因的，不算进准时送达率"), "R088"),
        Column(
            "rate",
            _("准时送达率"),
            "share",
            _("准时送达 ÷（应送 − 客观原因晚送）"),
            "R088 B10",
            "in_time",
            "answerable",
            good=1,
            target=95,
        ),
    ),
    groupings=(
        Grouping("driver", _("司机")),
        Grouping("month", _("月份"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
        Grouping("region", _("区域")),
        Grouping("team", _("班组")),
    ),
)
