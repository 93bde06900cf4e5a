"""Whether what was promised was done by when it was promised (domain B10)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="promises",
    label=_("承诺兑现率"),
    about=_("手册规定的时限和亲口答应客户的事，到时间做到了没有。"),
    day=_("按承诺到期的那一天算"),
    main="rate",
    columns=(
        Column("due", _("到期"), "count", _("已经到期、或者已经做到的承诺；到期前取消的不算"), "B10"),
        Column("in_time", _("按时做到"), "count", _("在到期之前做到的"), "B10", good=1),
        Column("late", _("超时"), "count", _("到期以后才做到、才取消，或者到现在没做到"), "B10", good=-1),
        Column(
            "objective",
            _("其中客观原因"),
            "count",
            _("超时里写明是客观原因的，不算进兑现率"),
            "R088",
        ),
        Column(
            "rate",
            _("承诺兑现率"),
            "share",
            _("按时做到 ÷（到期 − 客观原因超时）"),
            "B10 R088",
            "in_time",
            "answerable",
            good=1,
            target=95,
        ),
    ),
    groupings=(
        Grouping("rule", _("时限")),
        Grouping("person", _("负责人")),
        Grouping("team", _("班组")),
        Grouping("driver", _("司机")),
        Grouping("region", _("区域")),
        Grouping("day", _("日期"), is_time=True),
    ),
)
