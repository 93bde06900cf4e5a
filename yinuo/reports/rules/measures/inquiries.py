"""What customers ask, whether it is answered at once, whether call-backs are kept (R102–R122, domain B10)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from yinuo.reports.rules.measures.parts import Column, Grouping, Report

REPORT: Final = Report(
    key="inquiries",
    label=_("查询答复"),
    about=_("客户问了什么、当场答清了没有，答应回电的有没有按时回。"),
    day=_("按客户来问的那一天算"),
    main="solved_share",
    columns=(
        Column("asked", _("来问"), "count", _("客户来问的次数，哪个渠道来的都算"), "R102"),
        Column(
            "solved",
            _("一次答清"),
            "count",
            _("当场答复、没有答错、7 天之内没有为同一票货再来问的"),
            "R111 B10",
            good=1,
        ),
        Column(
            "solved_share",
            _("一次解决率"),
            "share",
            _("一次答清 ÷ 来问"),
            "R111 B10",
            "solved",
            "asked",
            good=1,
            target=75,
        ),
        Column(
            "promised", _("答应回电"), "count", _("当场答不了、说好时间再回复，时间已到或已经回了的"), "R111"
        ),
        Column("kept", _("按时回电"), "count", _("在说好的时间之前回复的"), "R116 R120", good=1),
        Column(
            "kept_share",
            _("回电兑现率"),
            "share",
            _("按时回电 ÷（答应回电 − 客观原因超时）"),
            "R120 B10",
            "kept",
            "answerable",
            good=1,
            target=95,
        ),
    ),
    groupings=(
        Grouping("type", _("类型")),
        Grouping("channel", _("渠道")),
        Grouping("region", _("区域")),
        Grouping("hour", _("时段"), is_time=True),
        Grouping("day", _("日期"), is_time=True),
        Grouping("month", _("月份"), is_time=True),
        Grouping("team", _("班组")),
        Grouping("person", _("坐席")),
    ),
)
